/* Passkeys: ask the server, let the device answer, send the answer back. Buttons stay hidden where devices cannot. */

if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    button.addEventListener("click", () => run(button));
  }
}

async function run(button) {
  const problem = document.getElementById(button.dataset.problem);
  problem.hidden = true;
  button.disabled = true;
  try {
    const question = await post(button, button.dataset.ask);
    const credential = await (button.dataset.passkey === "add" ? make(question) : use(question));
    const answer = await post(button, button.dataset.answer, JSON.stringify(written(credential)));
    window.location.assign(answer.next);
  } catch (error) {
    problem.textContent = error.words || problem.dataset.words;
    problem.hidden = false;
    button.disabled = false;
  }
}

async function post(button, url, body = "") {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const response = await fetch(url, { method: "POST", headers, body, credentials: "same-origin" });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(response.status), { words: answer.problem });
  return answer;
}

function make(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: (options.excludeCredentials || []).map(read),
  };
  return navigator.credentials.create({ publicKey });
}

function use(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: (options.allowCredentials || []).map(read),
  };
  return navigator.credentials.get({ publicKey });
}

function read(descriptor) {
  return { ...descriptor, id: bytes(descriptor.id) };
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
}

function bytes(words) {
  const plain = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
