// Fields that help: data-count (characters left), data-show-password.
(function () {
  "use strict";

  document.querySelectorAll("[data-count]").forEach(function (field) {
    const most = Number(field.dataset.count);
    const words = document.createElement("p");
    words.className = "counter";
    words.id = field.id + "-count";
    field.after(words);
    field.setAttribute("aria-describedby", ((field.getAttribute("aria-describedby") || "") + " " + words.id).trim());
    function tell() {
      const left = most - field.value.length;
      words.classList.toggle("counter--over", left < 0);
      words.textContent = left < 0
        ? boussole.plural(-left, "caractère") + " en trop"
        : "Encore " + boussole.plural(left, "caractère");
      // Aloud only near the end: a voice after each letter would be unbearable.
      if (left <= 20 && left % 10 === 0) boussole.announce(words.textContent);
    }
    field.addEventListener("input", tell);
    tell();
  });

  document.querySelectorAll("[data-show-password]").forEach(function (field) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fr-btn fr-btn--tertiary-no-outline fr-btn--sm show-password";
    button.setAttribute("aria-controls", field.id);
    function draw() {
      button.textContent = field.type === "password" ? "Afficher le mot de passe" : "Masquer le mot de passe";
    }
    button.addEventListener("click", function () {
      field.type = field.type === "password" ? "text" : "password";
      draw();
      boussole.announce(field.type === "password" ? "Mot de passe masqué" : "Mot de passe affiché");
    });
    // Never sent readable: some browsers remember text fields.
    if (field.form) field.form.addEventListener("submit", function () { field.type = "password"; });
    draw();
    field.after(button);
  });
})();
