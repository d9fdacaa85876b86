// data-quick-exit on a link: the page disappears at once and a neutral one takes its place in the history.
// Pages visited before stay behind it: coming back to them in this tab leads to the neutral page as well.
(function () {
  "use strict";
  const KEY = "boussole-left-for";

  function leave(url) {
    document.documentElement.hidden = true;
    location.replace(url);
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-quick-exit]");
    if (!link) return;
    event.preventDefault();
    try { sessionStorage.setItem(KEY, link.href); } catch (refusal) { /* Private browsing: the exit still works. */ }
    leave(link.href);
  });

  window.addEventListener("pageshow", function (event) {
    let left = null;
    try { left = sessionStorage.getItem(KEY); } catch (refusal) { return; }
    if (!left) return;
    const visit = performance.getEntriesByType("navigation")[0];
    if (event.persisted || (visit && visit.type === "back_forward")) leave(left);
    else sessionStorage.removeItem(KEY);
  });
})();
