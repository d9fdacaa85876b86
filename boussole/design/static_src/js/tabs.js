// Where tabs scroll, on a narrow window, the current one is in sight.
(function () {
  "use strict";

  document.querySelectorAll(".tabs__link[aria-current]").forEach(function (tab) {
    const list = tab.closest(".tabs__list");
    list.scrollLeft = tab.getBoundingClientRect().left - list.getBoundingClientRect().left - 24;
  });
})();
