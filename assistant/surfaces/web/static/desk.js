// What the desk does in the browser beyond htmx: every page works without it, with forms and links alone.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key === "?" && !typingIn(event.target)) document.querySelector("[data-key-help]")?.click();
});

function typingIn(element) {
  return element.closest("input, textarea, select, [contenteditable]") !== null;
}
