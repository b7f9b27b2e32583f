/* The counter without waiting for the server: tick all papers, drop scans on their row, open the picker ready to type. */

const DROPPED = ["dragenter", "dragover"];

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-all]");
  if (!button) return;
  event.preventDefault();
  const ticks = [...document.querySelectorAll("[data-tick]:not(:checked)")];
  for (const tick of ticks) tick.checked = true;
  ticks.at(-1)?.dispatchEvent(new Event("change", { bubbles: true }));
});

for (const picker of document.querySelectorAll("[data-picker]")) {
  picker.addEventListener("toggle", () => picker.open && picker.querySelector("input").focus());
  picker.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    picker.open = false;
    picker.querySelector("summary").focus();
  });
}

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".way-out") && event.target.open) event.target.querySelector("textarea, input")?.focus();
}, true);

/* Fees, due date and decision are made anew with every tick: an open way out stays open, with what was typed there. */
let opened = null;
const fieldsOf = (part) => [...part.querySelectorAll("input:not([type=hidden]), textarea")];
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (target.id !== "decision") return;
  const open = target.querySelector(".way-out[open]");
  opened = open && fieldsOf(open).map((field) => ({
    id: field.id, typed: field.value === field.defaultValue ? null : field.value, focused: field === document.activeElement,
  }));
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "decision" || !opened) return;
  for (const { id, typed, focused } of opened) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.closest(".way-out").open = true;
    if (typed !== null) field.value = typed;
    if (focused) field.focus();
  }
});

for (const row of document.querySelectorAll("[data-paper]")) {
  const input = row.querySelector("input[type=file]");
  for (const type of DROPPED) row.addEventListener(type, (event) => { event.preventDefault(); row.classList.add("over"); });
  for (const type of ["dragleave", "drop"]) row.addEventListener(type, () => row.classList.remove("over"));
  row.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    row.querySelector("[data-tick]").checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
