/* A bar code or QR scanner types fast and ends with Enter. Caught anywhere, its text goes to the field that
   asks for it (`data-scan`), else to the command bar. What it typed into another field is taken out again. */
import { composing, modified, takesText } from "./typing.js";

const SLOWEST_GAP_MS = 45;
const SLOWEST_GAP_IN_ITS_FIELD_MS = 1000; // A busy machine hears some keys late; nobody else types there meanwhile.
const SHORTEST_CODE = 6;

const ECHO_MS = 200; // A letter that waited while the scan ended is still part of it.

let burst = null; // { text, last, field, before }
let endedAt = -Infinity;

/** True while keys follow one another as fast as only a scanner types, and right after. */
export function scanning() {
  return (burst !== null && burst.text.length > 1) || performance.now() - endedAt < ECHO_MS;
}

export function start(root) {
  root.addEventListener("keydown", watch, true);
}

function watch(event) {
  if (composing(event) || modified(event)) return;
  if (event.key === "Enter") finish(event);
  else if (event.key.length === 1) collect(event);
  else if (event.key !== "Shift") burst = null;
}

function collect(event) {
  const now = event.timeStamp;
  if (!burst || now - burst.last > longestGap(burst, event.target)) {
    const field = takesText(event.target) ? event.target : null;
    burst = { text: "", last: now, field, before: field ? field.value : "" };
  }
  burst.text += event.key;
  burst.last = now;
}

/** How long a scan may pause: a field that asks for scans takes all that is typed into it as one. */
function longestGap({ field }, target) {
  return field && field === target && "scan" in field.dataset ? SLOWEST_GAP_IN_ITS_FIELD_MS : SLOWEST_GAP_MS;
}

function finish(event) {
  const scan = burst;
  burst = null;
  if (!scan || scan.text.length < SHORTEST_CODE || event.timeStamp - scan.last > SLOWEST_GAP_MS) return;
  endedAt = performance.now();
  if (scan.field && scan.field.closest("[data-command]")) return; // It is where it belongs; Enter sends it.
  const target = [...document.querySelectorAll("input[data-scan], textarea[data-scan]")].find((field) => matches(field, scan.text));
  if (target && target === scan.field && !scan.before) return;
  const command = document.querySelector("[data-command]");
  if (!target && !command) return;
  event.preventDefault();
  event.stopPropagation();
  if (scan.field) put(scan.field, scan.before);
  if (target) deliver(target, scan.text);
  else send(command, scan.text);
}

function matches(field, text) {
  return new RegExp(`^(?:${field.dataset.scan || ".+"})$`, "u").test(text);
}

function deliver(field, text) {
  put(field, text);
  field.dispatchEvent(new Event("change", { bubbles: true }));
  if ("scanSubmit" in field.dataset && field.form) field.form.requestSubmit();
  else field.focus();
}

function send(command, text) {
  const field = command.querySelector("input[type=search]");
  put(field, text);
  command.requestSubmit();
}

function put(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
