// The communes that somebody answers for (data-communes): one chosen among the suggestions joins the boxes at once, and
// Enter in the field adds what is typed. Without this script, the button does the same and the page comes back.
(function () {
  "use strict";

  document.querySelectorAll("[data-communes]").forEach(function (group) {
    const list = group.querySelector("ul");
    const field = group.querySelector("[data-combobox]");
    const button = group.querySelector("[name=ajouter]");

    function boxOf(key) {
      return Array.from(list.querySelectorAll("input")).find(function (box) { return box.value === key; });
    }

    function add(item) {
      const line = document.createElement("li");
      const label = document.createElement("label");
      const box = document.createElement("input");
      const name = document.createElement("span");
      label.className = "place";
      box.type = "checkbox";
      box.name = "communes";
      box.value = item.value;
      name.textContent = item.label;
      label.append(box, " ", name);
      line.append(label);
      list.append(line);
      return box;
    }

    field.addEventListener("combobox:chosen", function (event) {
      (boxOf(event.detail.value) || add(event.detail)).checked = true;
      field.value = "";
      field.form.elements.add_key.value = "";
    });
    field.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || event.defaultPrevented || !field.value.trim()) return;
      event.preventDefault();
      button.click();
    });
  });
})();
