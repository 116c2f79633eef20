// Files dropped on the box of evidence are those that its form sends; what they show is still for the person to say.
"use strict";

if (!document.documentElement.dataset.dropsEvidence) {
  document.documentElement.dataset.dropsEvidence = "yes";
  const box = (event) => (event.target instanceof Element ? event.target.closest("[data-drop-evidence]") : null);
  const brings = (event) => event.dataTransfer !== null && [...event.dataTransfer.types].includes("Files");
  const leave = () => document.querySelectorAll("[data-drop-evidence].over").forEach((each) => each.classList.remove("over"));

  document.addEventListener("dragover", (event) => {
    const found = brings(event) ? box(event) : null;
    leave();
    if (!found) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    found.classList.add("over");
  });
  document.addEventListener("dragleave", leave);
  document.addEventListener("drop", (event) => {
    const found = brings(event) ? box(event) : null;
    leave();
    if (!found) return;
    event.preventDefault();
    found.querySelector("input[type=file]").files = event.dataTransfer.files;
    found.querySelector("select").focus();
  });
}
