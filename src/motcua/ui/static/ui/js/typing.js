/* Shared by the key modules: is somebody typing words right now? */

const NOT_TYPED = new Set(["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"]);

/** True when a key press would put a character into this element. */
export function takesText(element) {
  if (!element) return false;
  if (element.isContentEditable || element.tagName === "TEXTAREA" || element.tagName === "SELECT") return true;
  return element.tagName === "INPUT" && !NOT_TYPED.has(element.type);
}

/** True while an input method (Telex, VNI, ...) is composing a word. */
export function composing(event) {
  return event.isComposing || event.keyCode === 229 || event.key === "Process";
}

/** True when the key press carries a modifier that makes it a browser's or a system's shortcut. */
export function modified(event) {
  return event.ctrlKey || event.altKey || event.metaKey;
}

export function visible(element) {
  return element.getClientRects().length > 0 && !element.closest("[inert]");
}
