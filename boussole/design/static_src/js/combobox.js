// A text field that suggests: data-combobox, data-combobox-url (answers {"items": [{"value", "label", "hint"}]} to ?q=…),
// data-combobox-value-name (hidden field that receives the value), data-combobox-submit (sends the form once chosen).
// ARIA combobox pattern, list with manual choice: what is typed stays what is sent until something is chosen.
(function () {
  "use strict";
  const WAIT = 180;
  const LEAST = 2;

  function start(input) {
    const list = document.createElement("ul");
    let items = [];
    let active = -1;
    let timer = 0;
    let asked = null;

    list.id = input.id + "-list";
    list.className = "combobox__list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Propositions");
    const box = document.createElement("div");
    box.className = "combobox";
    input.before(box);
    box.append(input, list);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    Object.keys(attributes).forEach(function (name) { input.setAttribute(name, attributes[name]); });

    function hiddenField() {
      const name = input.dataset.comboboxValueName;
      if (!name || !input.form) return null;
      let field = input.form.elements[name];
      if (!field) {
        field = document.createElement("input");
        field.type = "hidden";
        field.name = name;
        box.append(field);
      }
      return field;
    }

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function highlight(index) {
      active = index;
      Array.from(list.children).forEach(function (option, place) {
        option.setAttribute("aria-selected", String(place === index));
        if (place === index) option.scrollIntoView({ block: "nearest" });
      });
      if (index < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[index].id);
    }

    function choose(item) {
      const field = hiddenField();
      input.value = item.label;
      if (field) field.value = item.value;
      close();
      boussole.announce(item.label + " choisi");
      input.dispatchEvent(new CustomEvent("combobox:chosen", { bubbles: true, detail: item }));
      if ("comboboxSubmit" in input.dataset && input.form) input.form.requestSubmit();
    }

    function show(found) {
      items = found;
      list.textContent = "";
      found.forEach(function (item, index) {
        const option = document.createElement("li");
        option.id = list.id + "-" + index;
        option.className = "combobox__option";
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(item.label);
        if (item.hint) {
          const hint = document.createElement("span");
          hint.className = "combobox__hint";
          hint.textContent = item.hint;
          option.append(" ", hint);
        }
        list.append(option);
      });
      active = -1;
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      input.removeAttribute("aria-activedescendant");
      boussole.announce(found.length
        ? boussole.plural(found.length, "proposition") + ". Flèches haut et bas pour choisir."
        : "Aucune proposition.");
    }

    async function ask() {
      const typed = input.value.trim();
      if (asked) asked.abort();
      if (typed.length < LEAST) return close();
      asked = new AbortController();
      const url = new URL(input.dataset.comboboxUrl, location.href);
      url.searchParams.set("q", typed);
      try {
        const response = await fetch(url, { signal: asked.signal, headers: { Accept: "application/json" } });
        if (!response.ok) return close();
        const answer = await response.json();
        if (input.value.trim() === typed && document.activeElement === input) show(answer.items);
      } catch (failure) {
        // Stale or lost on the way: the form still sends what is typed.
        if (failure.name !== "AbortError") close();
      }
    }

    input.addEventListener("input", function () {
      const field = hiddenField();
      if (field) field.value = "";
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", function (event) {
      const last = items.length - 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return ask();
        const step = event.key === "ArrowDown" ? 1 : -1;
        highlight(active + step > last ? 0 : active + step < 0 ? last : active + step);
      } else if (event.key === "Enter" && !list.hidden && active >= 0) {
        event.preventDefault();
        choose(items[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    // mousedown would take the focus away before the click arrives.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      const option = event.target.closest("[role=option]");
      if (option) choose(items[Array.from(list.children).indexOf(option)]);
    });
    input.addEventListener("blur", close);
  }

  document.querySelectorAll("input[data-combobox]").forEach(start);
})();
