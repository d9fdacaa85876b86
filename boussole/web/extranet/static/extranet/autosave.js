// data-autosave on a form: what is typed is saved as one goes, by the very address of the form. It says so, keeps
// trying when the network is away, and stops when a colleague saved the same part: the button then shows both.
(function () {
  "use strict";
  const PAUSE = 1500;
  const AGAIN = 8000;
  const form = document.querySelector("form[data-autosave]");
  const words = document.querySelector("[data-autosave-words]");
  if (!form || !words) return;
  let waiting = 0;
  let saving = false;
  let dirty = false;
  let stopped = false;

  function say(text, tone) {
    if (words.textContent === text) return;
    words.textContent = text;
    words.className = "autosave autosave--" + tone;
  }

  function later(delay) {
    clearTimeout(waiting);
    if (!stopped) waiting = setTimeout(save, delay);
  }

  async function save() {
    if (saving) return later(PAUSE);
    saving = true;
    dirty = false;
    let next = 0;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      next = await heard(answer);
    } catch (away) {
      dirty = true;
      next = AGAIN;
      say("Pas de réseau : votre texte reste ici, nous réessayons.", "late");
    }
    saving = false;
    if (next || dirty) later(next || PAUSE);
  }

  // What the server said; how long to wait before trying again, if at all.
  async function heard(answer) {
    const isMachine = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
    if (answer.ok && isMachine && !answer.redirected) {
      const state = await answer.json();
      form.elements.seen.value = state.seen;
      say(state.words, "done");
      return 0;
    }
    if (answer.status === 409 && isMachine) {
      stopped = true;
      say((await answer.json()).words + " Pressez « Enregistrer et continuer » pour voir les deux textes.", "late");
      return 0;
    }
    dirty = true;
    if (answer.redirected) {
      say("Vous n’êtes plus connecté·e : ouvrez votre espace dans un autre onglet, votre texte reste ici.", "late");
    } else {
      say("L’enregistrement n’a pas marché : votre texte reste ici, nous réessayons.", "late");
    }
    return AGAIN;
  }

  form.addEventListener("input", function () {
    dirty = true;
    later(PAUSE);
  });
  form.addEventListener("submit", function () {
    stopped = true;
    dirty = false;
    clearTimeout(waiting);
  });
  window.addEventListener("pageshow", function () { stopped = false; });
  window.addEventListener("online", function () { if (dirty) later(0); });
  window.addEventListener("beforeunload", function (event) { if (dirty) event.preventDefault(); });
})();
