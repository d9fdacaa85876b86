// data-quick-exit on a link: the page disappears at once and a neutral one takes its place in the history.
// Escape three times does the same, for hands that are not on the mouse.
// Pages visited before stay behind it: coming back to them in this tab leads to the neutral page as well.
(function () {
  "use strict";
  const KEY = "boussole-left-for";
  const WITHIN = 2000; // milliseconds

  function leave(url) {
    document.documentElement.hidden = true;
    location.replace(url);
  }

  function leaveBy(link) {
    try { sessionStorage.setItem(KEY, link.href); } catch (refusal) { /* Private browsing: the exit still works. */ }
    leave(link.href);
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-quick-exit]");
    if (!link) return;
    event.preventDefault();
    leaveBy(link);
  });

  let escapes = [];
  document.addEventListener("keydown", function (event) {
    escapes = event.key === "Escape" ? [...escapes, event.timeStamp].slice(-3) : [];
    const link = document.querySelector("a[data-quick-exit]");
    if (link && escapes.length === 3 && event.timeStamp - escapes[0] < WITHIN) leaveBy(link);
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
