/* Lists walked by keys: one row has the cursor and the only tab stop (roving tabindex); ticked rows raise the bulk bar. */
import { WAIT_MS, lettersOn } from "./keys.js";
import { scanning } from "./scanner.js";
import { composing, modified, takesText } from "./typing.js";

export function start(root) {
  for (const list of root.querySelectorAll("[data-list]")) new List(list);
}

class List {
  constructor(element) {
    this.element = element;
    this.bar = document.querySelector("[data-bulk]");
    this.all = element.querySelector("[data-select-all]") ?? document.querySelector("[data-select-all]");
    for (const link of element.querySelectorAll("[data-open]")) link.tabIndex = -1;
    this.setCursor(this.items()[0]);
    element.addEventListener("focusin", (event) => this.setCursor(event.target.closest("[data-item]")));
    element.addEventListener("change", (event) => event.target.matches("[data-select]") && this.count());
    document.addEventListener("keydown", (event) => this.key(event));
    this.all?.addEventListener("change", () => this.selectAll(this.all.checked));
    this.bar?.querySelector("[data-bulk-clear]")?.addEventListener("click", () => this.clear());
    this.count();
  }

  items() {
    return [...this.element.querySelectorAll("[data-item]")];
  }

  boxes() {
    return [...this.element.querySelectorAll("[data-select]")];
  }

  cursor() {
    return this.element.querySelector("[data-item].cursor");
  }

  setCursor(item) {
    if (!item) return;
    const old = this.cursor();
    if (old) {
      old.classList.remove("cursor");
      old.querySelector("[data-open]")?.setAttribute("tabindex", "-1");
    }
    item.classList.add("cursor");
    item.querySelector("[data-open]")?.setAttribute("tabindex", "0");
  }

  key(event) {
    if (event.defaultPrevented || composing(event) || modified(event) || takesText(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const inside = this.element.contains(event.target);
    const letter = lettersOn() && { j: 1, k: -1 }[event.key.toLowerCase()];
    const arrow = inside && { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (letter) setTimeout(() => scanning() || this.move(letter), WAIT_MS);
    else if (arrow) { event.preventDefault(); this.move(arrow); }
    else if (event.key === " " && inside && event.target.matches("[data-open]")) { event.preventDefault(); this.tick(); }
  }

  /** From outside the list the first move only brings the focus to the row with the cursor. */
  move(by) {
    const items = this.items();
    if (!items.length) return;
    const at = items.indexOf(this.cursor()) + (this.element.contains(document.activeElement) ? by : 0);
    const item = items[Math.min(Math.max(at, 0), items.length - 1)];
    item.querySelector("[data-open]").focus();
    item.scrollIntoView({ block: "nearest" });
  }

  tick() {
    const box = this.cursor()?.querySelector("[data-select]");
    if (!box) return;
    box.checked = !box.checked;
    this.count();
  }

  selectAll(on) {
    for (const box of this.boxes()) box.checked = on;
    this.count();
  }

  /** The bar goes away under the focus, so the focus goes back to the row. */
  clear() {
    this.selectAll(false);
    this.cursor()?.querySelector("[data-open]")?.focus();
  }

  count() {
    const boxes = this.boxes();
    const ticked = boxes.filter((box) => box.checked);
    if (this.all) {
      this.all.checked = ticked.length > 0 && ticked.length === boxes.length;
      this.all.indeterminate = ticked.length > 0 && ticked.length < boxes.length;
    }
    if (!this.bar) return;
    const groups = new Set(ticked.map((box) => box.closest("[data-item]").dataset.group ?? ""));
    this.bar.hidden = ticked.length === 0;
    for (const place of this.bar.querySelectorAll("[data-bulk-count]")) place.textContent = String(ticked.length);
    for (const act of this.bar.querySelectorAll("[data-bulk-same]")) act.hidden = groups.size !== 1;
  }
}
