// data-passkey on a form, « create » or « get »: its button asks the device to sign, then the form is sent with what it
// signed. What is to be signed is in data-options, or at the address data-options-url. Hidden until this script knows
// that the browser can: without it, codes do all the same.
(function () {
  "use strict";
  const forms = document.querySelectorAll("form[data-passkey]");
  if (!forms.length || !window.PublicKeyCredential || !navigator.credentials) return;

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }

  function text(buffer) {
    const plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function withBytes(keys) {
    return (keys || []).map(function (key) { return Object.assign({}, key, { id: bytes(key.id) }); });
  }

  function asked(options) {
    const key = Object.assign({}, options.publicKey, { challenge: bytes(options.publicKey.challenge) });
    if (key.user) key.user = Object.assign({}, key.user, { id: bytes(key.user.id) });
    if (key.excludeCredentials) key.excludeCredentials = withBytes(key.excludeCredentials);
    if (key.allowCredentials) key.allowCredentials = withBytes(key.allowCredentials);
    return { publicKey: key };
  }

  function signed(credential) {
    const response = {};
    ["attestationObject", "authenticatorData", "clientDataJSON", "signature", "userHandle"].forEach(function (name) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    });
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: response,
    };
  }

  async function optionsOf(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    const options = await answer.json();
    if (!answer.ok) throw new Error(options.words);
    return options;
  }

  // What went wrong, as a person can mend it. The browser does not say whether they gave up or have no key.
  function wordsFor(failure, kind) {
    if (failure.name === "InvalidStateError") return "Cet appareil a déjà une clé d’accès pour votre compte.";
    if (failure.name === "NotAllowedError") {
      return kind === "create"
        ? "L’appareil n’a pas créé de clé. Pressez de nouveau le bouton pour réessayer."
        : "Aucune clé n’a été donnée. Réessayez, ou connectez-vous autrement.";
    }
    return failure.message && failure.name === "Error"
      ? failure.message
      : "La clé d’accès n’a pas marché sur cet appareil. Réessayez, ou connectez-vous autrement.";
  }

  forms.forEach(function (form) {
    const kind = form.dataset.passkey;
    const words = form.querySelector("[data-passkey-words]");
    let busy = false;

    async function ask(event) {
      event.preventDefault();
      if (busy) return;
      busy = true;
      words.textContent = "";
      try {
        const options = asked(await optionsOf(form));
        const credential = await navigator.credentials[kind](options);
        form.elements.credential.value = JSON.stringify(signed(credential));
        form.submit();
      } catch (failure) {
        busy = false;
        words.textContent = wordsFor(failure, kind);
      }
    }

    form.addEventListener("submit", ask);
    form.hidden = false;
  });
  document.querySelectorAll("[data-without-passkey]").forEach(function (each) { each.hidden = true; });
})();
