// Passkeys: ask the device with the options of the server, and send what it answers.
// Forms for them stay hidden where a browser knows none; `webauthnJSON` is the sign-in library's own file.

const USES_NO_PASSWORD = { residentKey: "required", requireResidentKey: true, userVerification: "required" };

const optionsOf = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(reply.statusText);
  return reply.json();
};

const answerOf = (form, options) => {
  if (form.dataset.passkey !== "new") return window.webauthnJSON.get(options.request_options);
  const { publicKey } = options.creation_options;
  const authenticatorSelection = { ...publicKey.authenticatorSelection, ...USES_NO_PASSWORD };
  return window.webauthnJSON.create({ publicKey: { ...publicKey, authenticatorSelection } });
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const says = form.querySelector("[data-says]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    says.hidden = true;
    try {
      const answer = await answerOf(form, await optionsOf(form));
      form.elements.credential.value = JSON.stringify(answer);
      const stay = document.querySelector("[data-stay] [name=remember]");
      if (stay && form.elements.remember) form.elements.remember.value = stay.checked ? "on" : "";
      form.submit();
    } catch {
      says.hidden = false; // cancelled, timed out, or this device has none for us
    }
  });
}
