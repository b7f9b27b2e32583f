/* Keys shown on the page press the element that carries them in `data-key`. Single letters rest while somebody
   types, while an input method composes, while a scanner sends, and when they are switched off (WCAG 2.1.4). */
import { scanning } from "./scanner.js";
import { composing, modified, takesText, visible } from "./typing.js";

const SWITCH = "motcua.letter-keys";
const NAMES = { Escape: "Esc", " ": "Space", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
export const WAIT_MS = 60; // Longer than a scanner's gap: a letter that a second one follows was no command.

export function start(root) {
  root.addEventListener("keydown", pressed);
  for (const dialog of root.querySelectorAll("[data-key-help]")) prepareHelp(root, dialog);
}

export function lettersOn() {
  return localStorage.getItem(SWITCH) !== "off";
}

function pressed(event) {
  if (event.defaultPrevented || composing(event) || modified(event) || event.repeat) return;
  const name = NAMES[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  if (name === "Esc" && leaveCommand(event)) return;
  if (event.key.length === 1) letter(event, name);
  else if (carrier(name) && !(name === "Esc" && takesText(event.target))) act(event, carrier(name));
}

function letter(event, name) {
  if (takesText(event.target) || document.querySelector("dialog[open]") || (!lettersOn() && name !== "/")) return;
  const run = { "/": focusCommand, "?": openHelp }[name] ?? pressOf(name);
  if (!run || (name === "Space" && event.target !== document.body)) return;
  if (name === "/" || name === "Space") event.preventDefault();
  setTimeout(() => scanning() || run(), WAIT_MS);
}

function pressOf(name) {
  const element = carrier(name);
  return element && (() => press(element));
}

function carrier(name) {
  const scope = document.querySelector("dialog[open]") ?? document;
  return [...scope.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].find((element) => !element.disabled && visible(element));
}

function act(event, element) {
  event.preventDefault();
  press(element);
}

function press(element) {
  element.focus();
  if (!takesText(element)) element.click();
}

let cameFrom = null;

function focusCommand() {
  const field = document.querySelector("[data-command] input[type=search]");
  if (!field) return;
  cameFrom = document.activeElement;
  field.focus();
  field.select();
}

function leaveCommand(event) {
  const command = event.target.closest?.("[data-command]");
  if (!command) return false;
  event.target.blur();
  if (cameFrom && cameFrom !== document.body) cameFrom.focus();
  cameFrom = null;
  return true;
}

function openHelp() {
  document.querySelector("[data-key-help]")?.showModal();
}

function prepareHelp(root, dialog) {
  for (const button of root.querySelectorAll("[data-key-help-open]")) button.addEventListener("click", openHelp);
  const letters = dialog.querySelector("[data-letter-keys]");
  letters.checked = lettersOn();
  letters.addEventListener("change", () => localStorage.setItem(SWITCH, letters.checked ? "on" : "off"));
}
