// Reports: a button that prints, and small print-only care.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  // What is folded away on a screen stands open on paper, and is folded again afterwards.
  const opened = [];
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details[data-paper]:not([open])")) {
      fold.open = true;
      opened.push(fold);
    }
  });
  addEventListener("afterprint", () => {
    while (opened.length) opened.pop().open = false;
  });
})();
