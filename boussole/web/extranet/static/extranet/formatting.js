// data-formatting on a text area: two buttons that write the signs of bold and of a list. The signs work without them.
(function () {
  "use strict";
  document.querySelectorAll("[data-formatting]").forEach(function (field) {
    function button(label, act) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "fr-btn fr-btn--tertiary fr-btn--sm";
      made.textContent = label;
      made.setAttribute("aria-controls", field.id);
      made.addEventListener("click", function () {
        field.focus();
        act();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      return made;
    }

    function replaced(from, to, text, select) {
      field.setRangeText(text, from, to, "end");
      if (select) field.setSelectionRange(select[0], select[1]);
    }

    function bold() {
      const from = field.selectionStart;
      const chosen = field.value.slice(from, field.selectionEnd) || "mots importants";
      replaced(from, field.selectionEnd, "**" + chosen + "**", [from + 2, from + 2 + chosen.length]);
    }

    function list() {
      const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
      const lines = field.value.slice(from, field.selectionEnd).split("\n");
      replaced(from, field.selectionEnd, lines.map(function (line) { return line.replace(/^(- )?/, "- "); }).join("\n"));
    }

    const bar = document.createElement("div");
    bar.className = "formatting";
    bar.append(button("Gras", bold), button("Liste", list));
    field.before(bar);
  });
})();
