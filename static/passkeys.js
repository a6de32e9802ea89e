/* Passkeys on the sign-in and account pages. A form with data-passkey shows itself where the browser
   knows passkeys, asks that address what to sign, and sends the answer as an ordinary form. */
(function (d, w) {
  "use strict";
  if (!w.PublicKeyCredential || !w.fetch) return;

  function bytes(text) {
    const plain = w.atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  }
  function text(buffer) {
    const plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return w.btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function readable(list) {
    return (list || []).map((one) => Object.assign({}, one, { id: bytes(one.id) }));
  }
  async function answer(options) {
    const publicKey = Object.assign({}, options, { challenge: bytes(options.challenge) });
    if (options.user) {
      publicKey.user = Object.assign({}, options.user, { id: bytes(options.user.id) });
      publicKey.excludeCredentials = readable(options.excludeCredentials);
      return w.navigator.credentials.create({ publicKey });
    }
    publicKey.allowCredentials = readable(options.allowCredentials);
    return w.navigator.credentials.get({ publicKey });
  }
  function packed(made) {
    const response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(
      (name) => { if (made.response[name]) response[name] = text(made.response[name]); }
    );
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
  }
  async function run(form) {
    const asked = await w.fetch(form.getAttribute("data-passkey"), {
      method: "POST", body: new w.FormData(form), credentials: "same-origin",
    });
    // Signed out meanwhile, or the second factor is wanted first.
    if (asked.redirected) return w.location.assign(asked.url);
    form.elements.credential.value = packed(await answer(await asked.json()));
    form.submit();
  }
  d.querySelectorAll("form[data-passkey]").forEach((form) => {
    const trouble = form.querySelector("[role=alert]");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      trouble.textContent = "";
      run(form).catch(() => { trouble.textContent = trouble.getAttribute("data-text"); });
    });
  });
})(document, window);
