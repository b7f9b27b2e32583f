/* Arrows and Enter in the list under a field (`aria-controls`). The options come from the server; an option with
   `data-url` opens, one with `data-value` fills the field named by `data-into`. */
import { composing } from "./typing.js";

export function start(root) {
  for (const field of root.querySelectorAll("[data-combobox]")) attach(field, root.getElementById(field.getAttribute("aria-controls")));
}

function attach(field, list) {
  const options = () => [...list.querySelectorAll("[role=option]")];
  const current = () => list.querySelector("[aria-selected=true]");
  const close = () => { list.replaceChildren(); say(field, list); };
  new MutationObserver(() => say(field, list)).observe(list, { childList: true });
  field.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options().length) { event.preventDefault(); select(field, options(), options().indexOf(current()) + step); }
    else if (event.key === "Enter" && current()) { event.preventDefault(); choose(field, current()); close(); }
    else if (event.key === "Escape" && options().length) { event.preventDefault(); close(); }
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    choose(field, option);
    close();
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
}

function select(field, options, at) {
  const chosen = options[(at + options.length) % options.length];
  for (const option of options) option.setAttribute("aria-selected", String(option === chosen));
  field.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

function choose(field, option) {
  if (option.dataset.url) { window.location.assign(option.dataset.url); return; }
  const into = document.getElementById(option.dataset.into) ?? field;
  into.value = option.dataset.value;
  into.dispatchEvent(new Event("change", { bubbles: true }));
}

function say(field, list) {
  const open = list.querySelector("[role=option]") !== null;
  field.setAttribute("aria-expanded", String(open));
  if (!open) field.removeAttribute("aria-activedescendant");
}
