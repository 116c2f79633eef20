// The page of one draft: a fact lights up with its words, and what is typed into its form is kept. (Keys: desk.js.)
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

  // What opens takes the focus, so that a key leads to the choice itself.
  for (const details of draft.querySelectorAll("details.runners, details.reject, details.reverse")) {
    details.addEventListener("toggle", () => {
      if (details.open) details.querySelector("input:not([type=hidden]), form button")?.focus();
    });
  }

  // What is typed is kept as one goes, and once more when the page is left.
  const form = document.getElementById("edit-form");
  if (form) {
    const kept = document.getElementById("kept");
    let waits = 0;
    let unsent = false;
    const send = () => {
      clearTimeout(waits);
      if (!unsent) return;
      unsent = false;
      fetch(form.dataset.typing, { method: "POST", body: new FormData(form), keepalive: true })
        .then((answer) => { if (!unsent) kept.textContent = answer.ok ? "Kept." : "This could not be kept; save it before you leave."; })
        .catch(() => { unsent = true; kept.textContent = "The desk cannot be reached; what you type is not kept."; });
    };
    for (const kind of ["input", "change"]) {
      form.addEventListener(kind, () => {
        unsent = true;
        kept.textContent = "Not kept yet.";
        clearTimeout(waits);
        waits = setTimeout(send, 700);
      });
    }
    form.addEventListener("submit", () => { clearTimeout(waits); unsent = false; });
    addEventListener("pagehide", send);
    document.addEventListener("htmx:after:swap", () => {
      for (const fault of form.querySelectorAll(".fault")) {
        const field = form.elements[fault.id.slice("fault-".length)];
        if (fault.textContent.trim()) field?.setAttribute("aria-invalid", "true");
        else field?.removeAttribute("aria-invalid");
      }
    });
    const first = form.querySelector("[autofocus]") ?? form.querySelector("select, input:not([type=hidden])");
    // Once the page stands: going to #edit, the browser lets go of what has the focus before.
    if (location.hash === "#edit") addEventListener("load", () => setTimeout(() => first?.focus({ preventScroll: true })));
  }

  if (location.hash === "#question") {
    const answer = document.querySelector("#question :is(button, input:not([type=hidden]))");
    addEventListener("load", () => setTimeout(() => answer?.focus({ preventScroll: true })));
  }

  draft.addEventListener("submit", (event) => {
    if (event.submitter?.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
})();
