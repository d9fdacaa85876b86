// Keys for those who work here all day. data-keys on a region: j and k go through its [data-key-item] (a link, a button);
// data-shortcut="a" inside it is pressed by that key. Only while the focus is in the region: typing is never disturbed.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const region = event.target.closest("[data-keys]");
    if (!region) return;
    const items = Array.from(region.querySelectorAll("[data-key-item]"));
    const step = { j: 1, k: -1 }[event.key];
    if (step && items.length) {
      const next = items.indexOf(document.activeElement) + step;
      items[Math.max(0, Math.min(items.length - 1, next))].focus();
      return;
    }
    const line = event.target.closest("[data-key-line]") || region;
    const target = Array.from(line.querySelectorAll("[data-shortcut]")).find(function (element) {
      return element.dataset.shortcut === event.key;
    });
    if (target) {
      event.preventDefault();
      target.click();
      target.focus();
    }
  });
})();
