/* Puts a widget of the one-stop portal where this script stands. It adds one frame and touches nothing else. */
(function () {
  "use strict";
  const here = document.currentScript;
  if (!here) return;
  const origin = new URL(here.src).origin;
  const { mc = "tra-cuu", thuTuc, coQuan, linhVuc, title } = here.dataset;
  const pages = { "tra-cuu": ["/nhung/tra-cuu", "Tra cứu hồ sơ một cửa", 560], "thu-tuc": ["/nhung/thu-tuc", "Thủ tục hành chính", 720] };
  const [path, name, height] = pages[mc] || pages["tra-cuu"];
  const address = new URL(thuTuc && mc === "thu-tuc" ? `${path}/${encodeURIComponent(thuTuc)}` : path, origin);
  if (coQuan) address.searchParams.set("co-quan", coQuan);
  if (linhVuc) address.searchParams.set("linh-vuc", linhVuc);

  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = title || name;
  frame.loading = "lazy";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.style.width = "100%";
  frame.style.height = `${height}px`;
  frame.style.border = "0";
  here.insertAdjacentElement("afterend", frame);

  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const wanted = event.data && event.data.motcua === "height" ? Number(event.data.height) : 0;
    if (wanted > 0 && wanted < 20000) frame.style.height = `${Math.ceil(wanted)}px`;
  });
})();
