/* Filing online: keeps what is typed while it is typed, and sends files in pieces that survive a lost network.
   Without this file every page works by plain forms. */

const PAUSE = 1500;
const PIECE = 1024 * 1024;
const RETRIES = [0, 1000, 3000, 5000, 10000, 20000];
const TUS = new URL("../vendor/tus/tus.min.js", import.meta.url);

for (const form of document.querySelectorAll("form[data-autosave]:not([data-autosave=''])")) autosave(form);
for (const zone of document.querySelectorAll("[data-upload-url]")) resumable(zone);

function autosave(form) {
  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(() => save(form), PAUSE); };
  form.addEventListener("input", later);
  form.addEventListener("submit", () => clearTimeout(timer));
}

async function save(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.ok && !answer.redirected) tell((await answer.json()).words);
  } catch { /* The next pause, or the button, tries again. */ }
}

function tell(words) {
  for (const place of document.querySelectorAll(".saved span, [data-saved] span")) place.textContent = words;
}

function resumable(zone) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector(".upload-list");
  const form = input.form;
  input.addEventListener("change", async () => {
    const files = [...input.files];
    const tus = await client();
    if (!tus || files.length === 0) return;
    input.value = "";
    const done = await Promise.all(files.map((file) => send(tus, zone, list, form, file)));
    if (done.every(Boolean)) refresh(form);
  });
}

let loading;
function client() {
  loading ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = TUS;
    script.onload = () => resolve(window.tus?.isSupported ? window.tus : null);
    script.onerror = () => resolve(null);
    document.head.append(script);
  });
  return loading;
}

function send(tus, zone, list, form, file) {
  const line = row(list, file);
  return new Promise((resolve) => {
    const upload = new tus.Upload(file, {
      endpoint: zone.dataset.uploadUrl,
      chunkSize: PIECE,
      retryDelays: RETRIES,
      metadata: { filename: file.name, purpose: zone.dataset.uploadPurpose },
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      removeFingerprintOnSuccess: true,
      onProgress: (sent, whole) => show(line, file, Math.floor((sent / whole) * 100)),
      onSuccess: () => { show(line, file, 100); resolve(true); },
      onError: (error) => { refuse(line, error); resolve(false); },
    });
    upload.findPreviousUploads().then((before) => {
      if (before.length) upload.resumeFromPreviousUpload(before[0]);
      upload.start();
    });
  });
}

function row(list, file) {
  const item = document.createElement("li");
  const words = document.createElement("span");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  item.append(words, bar);
  list.append(item);
  show(item, file, 0);
  return item;
}

function show(item, file, percent) {
  item.querySelector("span").textContent = `${file.name} (${size(file.size)}): ${percent} %`;
  item.querySelector("progress").value = percent;
}

function refuse(item, error) {
  const words = error.originalResponse?.getBody();
  item.querySelector("progress").remove();
  item.className = "text-late";
  item.querySelector("span").textContent = words || item.closest(".upload").dataset.failed || "Không tải được tệp. Hãy thử lại.";
}

function refresh(form) {
  const act = document.createElement("input");
  act.type = "hidden";
  act.name = "act";
  act.value = "upload";
  form.append(act);
  form.submit();
}

function size(bytes) {
  const kilo = bytes / 1024;
  const [amount, unit] = kilo < 1024 ? [Math.ceil(kilo), "KB"] : [kilo / 1024, "MB"];
  return `${amount.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${unit}`;
}
