// The keys of the page when the focus is nowhere: j and k enter the list, the other keys press what they name.
// Inside a list, the design's own script takes over. Turned off at the foot of any page: then this file is not loaded.
(function () {
  "use strict";
  const help = document.querySelector("[data-help]");

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "?" && help && !event.target.closest("input, select, textarea")) {
      event.preventDefault();
      help.click();
      help.focus();
      return;
    }
    if (event.target !== document.body && event.target.id !== "contenu") return;
    const region = document.querySelector("[data-keys]");
    if (!region) return;
    const items = region.querySelectorAll("[data-key-item]");
    if (items.length) {
      // In a list, what a key would press depends on the line: first one enters it.
      if (event.key === "j") items[0].focus();
      if (event.key === "k") items[items.length - 1].focus();
      return;
    }
    const named = region.querySelector('[data-shortcut="' + CSS.escape(event.key) + '"]');
    if (!named) return;
    event.preventDefault();
    if (named.matches("a, button")) named.click();
    else named.focus();
  });
})();
