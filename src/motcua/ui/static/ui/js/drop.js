/* A file input that also takes dropped files and pictures of papers, and lists what it holds. */

export function start(root) {
  for (const zone of root.querySelectorAll("[data-drop]")) attach(zone);
}

function attach(zone) {
  const input = zone.querySelector("input[type=file][name]");
  const camera = zone.querySelector("[data-drop-camera]");
  const photo = camera?.querySelector("input");
  reveal(zone.querySelector("[data-drop-hint]"), matchMedia("(pointer: fine)").matches);
  reveal(camera, matchMedia("(pointer: coarse)").matches);
  for (const type of ["dragenter", "dragover"]) zone.addEventListener(type, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const type of ["dragleave", "drop"]) zone.addEventListener(type, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => { event.preventDefault(); add(input, event.dataTransfer.files); });
  photo?.addEventListener("change", () => { add(input, photo.files); photo.value = ""; });
  input.addEventListener("change", () => show(zone, input));
}

function reveal(element, on) {
  if (element) element.hidden = !on;
}

function add(input, files) {
  const held = new DataTransfer();
  const kept = input.multiple ? [...input.files] : [];
  const added = input.multiple ? [...files] : [...files].slice(0, 1);
  for (const file of [...kept, ...added]) held.items.add(file);
  input.files = held.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function show(zone, input) {
  const most = Number(input.dataset.maxBytes || Infinity);
  const list = zone.querySelector("[data-drop-list]");
  list.replaceChildren(...[...input.files].map((file) => line(file, most, list.dataset.tooLarge)));
}

function line(file, most, tooLarge) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  const size = document.createElement("span");
  name.textContent = file.name;
  size.className = file.size > most ? "small nowrap text-late" : "small nowrap soft";
  size.textContent = words(file.size) + (file.size > most ? ` – ${tooLarge} ${words(most)}` : "");
  item.append(name, size);
  return item;
}

function words(bytes) {
  const kilo = bytes / 1024;
  const [amount, unit] = kilo < 1024 ? [Math.ceil(kilo), "KB"] : [kilo / 1024, "MB"];
  return `${amount.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${unit}`;
}
