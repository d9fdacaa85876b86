// data-print, data-copy="text".
(function () {
  "use strict";

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (refusal) {
      return false;
    }
  }

  document.addEventListener("click", async function (event) {
    const button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if ("print" in button.dataset) return window.print();
    const label = button.querySelector("span");
    const words = label.textContent;
    const done = await copy(button.dataset.copy);
    label.textContent = done ? "Copié" : "Copie impossible";
    boussole.announce(label.textContent);
    setTimeout(function () { label.textContent = words; }, 2500);
  });
})();
