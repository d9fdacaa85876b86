// Every behaviour is asked for by a data- attribute and adds to a page that works without it.
// The only thing shared: boussole.announce(words), read aloud by screen readers.
(function () {
  "use strict";
  document.documentElement.classList.add("with-script");
  window.boussole = {
    announce: function (words) {
      const region = document.getElementById("annonces");
      if (!region) return;
      // Emptied first: the same words twice must be heard twice.
      region.textContent = "";
      setTimeout(function () { region.textContent = words; }, 150);
    },
    plural: function (number, singular, plural) {
      return number + "\u00a0" + (number < 2 ? singular : plural || singular + "s");
    },
  };

  // What the page had to say on arrival: a live region that is born full stays silent.
  const messages = document.querySelector(".messages");
  if (messages && messages.textContent.trim()) boussole.announce(messages.textContent.trim().replace(/[ \n\t]+/g, " "));

  // The list of errors takes the focus, and leads to each field.
  const summary = document.querySelector("[data-focus-first]");
  if (summary) summary.focus();
  document.addEventListener("click", function (event) {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest("fieldset, .fr-input-group") || field).scrollIntoView({ block: "center" });
  });
})();
