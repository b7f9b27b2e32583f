/* The clock of the bar goes on from the server's time, whatever this machine believes. */

const ZONE = "Asia/Ho_Chi_Minh";

export function start(root) {
  for (const place of root.querySelectorAll("[data-clock]")) run(place);
}

function run(place) {
  const behind = new Date(place.dataset.clock).getTime() - Date.now();
  if (Number.isNaN(behind)) return;
  const time = place.querySelector("b");
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
  setInterval(() => { time.textContent = format.format(Date.now() + behind); }, 10_000);
}
