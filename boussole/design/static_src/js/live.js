// data-live="address" on a form: while one types, the form is sent there (nothing is saved), and each [data-live-part]
// of the page becomes the one of the same id in the answer; [data-live-says] is then read aloud.
// Without a script, a button sends the same form there.
(function () {
  "use strict";
  const PAUSE = 500;
  document.querySelectorAll("form[data-live]").forEach(function (form) {
    let waiting = 0;
    let asked = null;

    async function refresh() {
      if (asked) asked.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(form.dataset.live, { method: "POST", body: new FormData(form), signal: asked.signal });
        if (!answer.ok || answer.redirected) return;
        swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
      } catch (interrupted) {
        // Off line, or asked again since: what is on the page stays.
      }
    }

    function said() {
      return Array.from(document.querySelectorAll("[data-live-says]"), function (words) {
        return words.textContent.trim().replace(/[ \n\t]+/g, " ");
      }).join(" ");
    }

    function swap(fresh) {
      const before = said();
      document.querySelectorAll("[data-live-part][id]").forEach(function (part) {
        const next = fresh.getElementById(part.id);
        if (!next || next.innerHTML === part.innerHTML) return;
        part.replaceChildren.apply(part, Array.from(next.childNodes));
      });
      if (said() !== before) boussole.announce(said());
    }

    form.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, PAUSE);
    });
  });
})();
