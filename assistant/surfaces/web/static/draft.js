// The page of one draft: a fact lights up with its words, keys press what they are written on.
"use strict";

(() => {
  const draft = document.querySelector(".draft");
  if (!draft) return;

  const numbers = (element) => (element?.dataset.facts ?? "").split(" ").filter(Boolean);

  function light(element, on) {
    for (const n of numbers(element)) {
      for (const part of draft.querySelectorAll(`[data-facts~="${n}"]:not(a)`)) part.classList.toggle("lit", on);
    }
  }

  for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    draft.addEventListener(begin, (event) => light(event.target.closest("[data-facts]"), true));
    draft.addEventListener(end, (event) => light(event.target.closest("[data-facts]"), false));
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    const pressed = draft.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!pressed || pressed.getAttribute("aria-disabled") === "true") return;
    event.preventDefault();
    if (pressed.tagName === "SUMMARY") {
      const details = pressed.parentElement;
      details.open = !details.open;
      (details.open ? details.querySelector("input:not([type=hidden]), button") : pressed)?.focus();
    } else pressed.click();
  });

  draft.addEventListener("submit", (event) => {
    if (event.submitter?.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
})();
