/* The drawing of the designer: shown by bpmn-js where scripts run, drawn anew whenever the findings are. */
"use strict";

for (const place of document.querySelectorAll("[data-bpmn]")) begin(place);
document.addEventListener("keydown", save);

function begin(place) {
  const beside = document.querySelector(place.dataset.bpmn);
  place.hidden = false;
  document.querySelector("[data-bpmn-instead]")?.setAttribute("hidden", "");
  const viewer = new window.BpmnJS({ container: place });
  show(viewer, beside);
  document.body.addEventListener("htmx:afterSettle", (event) => event.detail.target === beside && show(viewer, beside));
}

async function show(viewer, beside) {
  const source = beside.querySelector("[data-bpmn-source]");
  if (!source) return;
  await viewer.importXML(source.value);
  const canvas = viewer.get("canvas");
  canvas.zoom("fit-viewport");
  for (const id of source.dataset.wrong.split(" ")) if (id && viewer.get("elementRegistry").get(id)) canvas.addMarker(id, "flawed");
  canvas.getContainer().dataset.drawn = "";
}

function save(event) {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  const button = document.querySelector("[data-save]");
  if (!button) return;
  event.preventDefault();
  button.click();
}
