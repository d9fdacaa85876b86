// A ready answer goes into the text as soon as it is chosen. Without this file, the button of its form does it.
(function () {
  "use strict";
  const choice = document.querySelector("[data-ready-answers]");
  const field = choice && document.getElementById(choice.dataset.readyAnswers);
  if (!field) return;
  choice.form.classList.add("is-instant");
  let last = "";

  choice.addEventListener("change", function () {
    const text = choice.selectedOptions[0].dataset.text || "";
    const typed = field.value.trim();
    // What was typed stays: only the answer chosen just before gives up its place.
    field.value = typed && field.value !== last ? field.value.trimEnd() + (text ? "\n\n" + text : "") : text;
    last = field.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (text) boussole.announce("La réponse est dans le texte, à relire avant de noter.");
  });
})();
