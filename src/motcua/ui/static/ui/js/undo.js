/* An act can be taken back for some seconds; then the offer goes away. */

export function start(root) {
  for (const form of root.querySelectorAll("[data-undo]")) count(form);
}

function count(form) {
  const until = Date.now() + Number(form.dataset.undo) * 1000;
  const place = form.querySelector("[data-undo-left]");
  const unit = place.textContent.replace(/^\s*\d+\s*/, "");
  const timer = setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    place.textContent = `${left} ${unit}`;
    if (left > 0) return;
    clearInterval(timer);
    form.remove();
  }, 1000);
}
