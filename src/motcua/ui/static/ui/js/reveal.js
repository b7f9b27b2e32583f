/* Passwords: show and hide, and say that Caps Lock is on. */

export function start(root) {
  for (const button of root.querySelectorAll("[data-reveal]")) attach(button, root.getElementById(button.dataset.reveal));
  for (const field of root.querySelectorAll("[data-caps]")) watch(field, root.getElementById(field.dataset.caps));
}

function attach(button, field) {
  const words = button.querySelector("[data-reveal-words]");
  const icon = button.querySelector(".bi");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    words.textContent = shown ? words.dataset.hide : words.dataset.show;
    icon.className = shown ? "bi bi-eye-slash" : "bi bi-eye";
  });
}

function watch(field, note) {
  const look = (event) => { note.hidden = !event.getModifierState?.("CapsLock"); };
  field.addEventListener("keydown", look);
  field.addEventListener("keyup", look);
  field.addEventListener("blur", () => { note.hidden = true; });
}
