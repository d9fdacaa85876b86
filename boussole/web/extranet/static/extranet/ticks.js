// « Tout cocher », and how many are: an addition. The boxes and the button that sends them work by themselves.
(function () {
  "use strict";
  const all = document.querySelector("[data-tick-all]");
  const words = document.querySelector("[data-tick-words]");
  const boxes = Array.from(document.querySelectorAll("[data-tick]"));
  if (!all || !boxes.length) return;
  const before = words.textContent;

  function ticked() {
    return boxes.filter(function (box) { return box.checked; }).length;
  }

  function say(aloud) {
    const number = ticked();
    all.textContent = number === boxes.length ? "Tout décocher" : "Tout cocher";
    words.textContent = number ? boussole.plural(number, "demande cochée", "demandes cochées") + "." : before;
    if (aloud) boussole.announce(words.textContent);
  }

  all.addEventListener("click", function () {
    const wanted = ticked() < boxes.length;
    boxes.forEach(function (box) { box.checked = wanted; });
    say(true);
  });
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-tick]")) say(false);
  });
  // Back from another page, the browser remembers what was ticked.
  window.addEventListener("pageshow", function () { say(false); });
})();
