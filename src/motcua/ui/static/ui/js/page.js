/* Small things of every page: where the focus starts, menus that close, forms that send themselves once. */

const BUSY_MS = 5000;

export function start(root) {
  root.querySelector("[data-focus]")?.focus();
  root.addEventListener("click", (event) => closeMenus(root, event.target));
  root.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus(root, null));
  root.addEventListener("change", (event) => event.target.matches("[data-submit-on-change]") && event.target.form.requestSubmit());
  root.addEventListener("submit", once);
  window.addEventListener("pageshow", () => { for (const form of root.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy"); });
}

function closeMenus(root, target) {
  for (const menu of root.querySelectorAll("details[data-menu][open]")) {
    if (target && menu.contains(target)) continue;
    menu.open = false;
    if (!target) menu.querySelector("summary").focus();
  }
}

/** A second press while the first is on its way does nothing; an answer that leaves the page standing (a file) frees it. */
function once(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.hasAttribute("aria-busy")) { event.preventDefault(); return; }
  form.setAttribute("aria-busy", "true");
  setTimeout(() => form.removeAttribute("aria-busy"), BUSY_MS);
}
