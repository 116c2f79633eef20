// A field that offers what may be meant by what is typed: an ARIA combobox with a list. htmx fetches the list; this chooses from it.
"use strict";

(() => {
  const listOf = (input) => document.getElementById(input.dataset.combobox);
  const choices = (input) => [...listOf(input).querySelectorAll("li[data-value]")];

  function ready(input) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", input.dataset.combobox);
    input.setAttribute("aria-expanded", "false");
  }

  function close(input) {
    listOf(input).replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(input, option) {
    for (const each of choices(input)) each.setAttribute("aria-selected", String(each === option));
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function choose(input, option) {
    input.value = option.dataset.value;
    close(input);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.querySelectorAll("[data-combobox]").forEach(ready);

  document.addEventListener("htmx:after:swap", (event) => {
    const input = event.detail?.ctx?.sourceElement;
    if (!input?.dataset?.combobox) return;
    if (document.activeElement !== input) return close(input);
    listOf(input).querySelectorAll("li").forEach((option, n) => { option.id = `${input.id}-option-${n}`; });
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  });

  document.addEventListener("keydown", (event) => {
    const input = event.target.closest?.("[data-combobox]");
    if (!input) return;
    const options = choices(input);
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!options.length) return htmx.trigger(input, "suggest");
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(input, options[(at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length]);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(input, options[at]);
    } else if (event.key === "Escape" && listOf(input).childElementCount) {
      event.preventDefault();
      close(input);
    }
  });

  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.(".options li[data-value]");
    if (!option) return;
    event.preventDefault(); // the field keeps the focus
    choose(document.querySelector(`[data-combobox="${option.parentElement.id}"]`), option);
  });

  document.addEventListener("focusout", (event) => {
    if (event.target.dataset?.combobox) close(event.target);
  });
})();
