/* Typed words are not lost: `data-keep` restores them after a reload or a lost network, in this tab only;
   `data-warn` asks before leaving. Files, passwords and hidden fields are never kept. */

const PREFIX = "motcua.draft.";
const NEVER = new Set(["password", "file", "hidden", "submit", "button"]);
const leaving = new WeakSet();

export function start(root) {
  for (const form of root.querySelectorAll("form[data-keep]")) keep(form);
  for (const form of root.querySelectorAll("form[data-keep], form[data-warn]")) guard(form);
  for (const form of root.querySelectorAll("form[data-forget]")) form.addEventListener("submit", () => sessionStorage.clear());
}

function keep(form) {
  const name = PREFIX + form.dataset.keep;
  restore(form, name);
  form.addEventListener("input", () => store(form, name, false));
  form.addEventListener("submit", () => sessionStorage.getItem(name) && store(form, name, true));
}

function store(form, name, sent) {
  const values = fields(form).map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? field.value : "", valueOf(field)]);
  sessionStorage.setItem(name, JSON.stringify({ at: Date.now(), version: form.dataset.keepVersion ?? "", sent, values }));
}

function restore(form, name) {
  const draft = JSON.parse(sessionStorage.getItem(name) ?? "null");
  if (!draft) return;
  const version = form.dataset.keepVersion ?? "";
  const movedOn = draft.version !== version || (draft.sent && !version);
  const answered = form.querySelector("[aria-invalid=true]") !== null;
  if (movedOn || answered || "bound" in form.dataset) { sessionStorage.removeItem(name); return; }
  let changed = false;
  for (const field of fields(form)) {
    const choice = field.type === "checkbox" || field.type === "radio" ? field.value : "";
    const kept = draft.values.find(([key, value]) => key === field.name && value === choice);
    if (kept && kept[2] !== valueOf(field)) { put(field, kept[2]); changed = true; }
  }
  if (changed) tell(form, draft.at);
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && field.tagName !== "BUTTON" && !NEVER.has(field.type));
}

function valueOf(field) {
  return field.type === "checkbox" || field.type === "radio" ? field.checked : field.value;
}

function put(field, value) {
  if (typeof value === "boolean") field.checked = value;
  else field.value = value;
}

function tell(form, at) {
  const time = new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  const note = document.createElement("p");
  note.className = "saved";
  note.setAttribute("role", "status");
  note.textContent = `${document.body.dataset.draftWords} ${time}`;
  form.prepend(note);
}

function guard(form) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => leaving.add(form));
  window.addEventListener("pageshow", () => leaving.delete(form));
  if (!("warn" in form.dataset)) return;
  window.addEventListener("beforeunload", (event) => { if (typed && !leaving.has(form)) event.preventDefault(); });
}
