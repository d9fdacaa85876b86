// The picker of communes: search in the list, press a dot of the map, see both agree. The boxes work without it.
(function () {
  "use strict";
  const picker = document.querySelector("[data-zone]");
  if (!picker) return;
  const boxes = Array.from(picker.querySelectorAll("input[name='areas']"));
  const dots = Array.from(picker.querySelectorAll("[data-areas]"));
  const groups = Array.from(picker.querySelectorAll("[data-zone-group]"));
  const search = picker.querySelector("[data-zone-search]");
  const byKey = new Map(boxes.map(function (box) { return [box.value, box]; }));

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function draw() {
    const chosen = new Set(boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }));
    const whole = document.querySelector("input[name='zone'][value='toute']:checked");
    dots.forEach(function (dot) {
      const on = whole || dot.dataset.areas.split(" ").some(function (key) { return chosen.has(key); });
      dot.classList.toggle("is-chosen", Boolean(on));
    });
    groups.forEach(function (group) {
      const all = group.querySelector("[data-zone-all]");
      const inside = Array.from(group.querySelectorAll("ul input"));
      const number = inside.filter(function (box) { return box.checked; }).length;
      const words = all && all.checked ? "en entier" : number ? boussole.plural(number, "choisie") : "";
      group.querySelector("[data-zone-count]").textContent = words;
    });
  }

  function toggle(dot) {
    const keys = dot.dataset.areas.split(" ");
    const box = byKey.get(keys[0]) || keys.map(function (key) { return byKey.get(key); }).find(Boolean);
    if (!box) return;
    document.querySelector("input[name='zone'][value='partie']").checked = true;
    const group = box.closest("[data-zone-group]");
    const all = group && group.querySelector("[data-zone-all]");
    if (all && all.checked && all !== box) {
      // One commune out of a group taken whole: the others stay, one by one.
      all.checked = false;
      group.querySelectorAll("ul input").forEach(function (each) { each.checked = each !== box; });
    } else {
      box.checked = !box.checked;
    }
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function find() {
    const wanted = plain(search.value.trim());
    groups.forEach(function (group) {
      let found = 0;
      group.querySelectorAll("li").forEach(function (line) {
        const fits = plain(line.textContent).indexOf(wanted) !== -1;
        line.hidden = Boolean(wanted) && !fits;
        if (fits) found += 1;
      });
      const named = plain(group.querySelector("summary").textContent).indexOf(wanted) !== -1;
      if (wanted && named && !found) group.querySelectorAll("li").forEach(function (line) { line.hidden = false; });
      group.hidden = Boolean(wanted) && !found && !named;
      group.open = Boolean(wanted) && found > 0;
    });
  }

  document.addEventListener("change", function (event) {
    if (event.target.matches("input[name='areas'], input[name='zone']")) draw();
  });
  dots.forEach(function (dot) { dot.addEventListener("click", function () { toggle(dot); }); });
  if (search) {
    search.addEventListener("input", function (event) { event.stopPropagation(); find(); });
    search.addEventListener("keydown", function (event) { if (event.key === "Enter") event.preventDefault(); });
  }
  draw();
})();
