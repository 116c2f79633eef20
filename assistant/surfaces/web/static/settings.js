// Beside a Save button: what was and what would be, before anything is sent.
"use strict";

for (const form of document.querySelectorAll("form[data-settings]")) {
  const told = form.querySelector("[data-changes]");
  if (told) form.addEventListener("input", () => { told.textContent = changesIn(form).join(" · "); });
}

function changesIn(form) {
  const found = [];
  for (const field of form.querySelectorAll("input[data-was], select[data-was]")) {
    if (field.value.trim() === field.dataset.was) continue;
    const label = form.querySelector(`label[for="${field.id}"]`)?.firstChild.textContent.trim() ?? "";
    found.push(`${label}: ${wordsOf(field, field.dataset.was)} → ${wordsOf(field, field.value.trim())}`);
  }
  for (const group of form.querySelectorAll("fieldset[data-was]")) {
    const now = group.querySelector("input:checked");
    if (!now || now.value === group.dataset.was) continue;
    const before = group.querySelector(`input[value="${CSS.escape(group.dataset.was)}"]`)?.dataset.says ?? "not set";
    found.push(`${group.querySelector("legend").textContent.trim()}: ${before} → ${now.dataset.says}`);
  }
  return found;
}

function wordsOf(field, value) {
  if (field.tagName !== "SELECT") return value || "not set";
  return [...field.options].find((option) => option.value === value)?.textContent.trim() || value || "not set";
}

// A runner-up is taken by a press.
for (const item of document.querySelectorAll("li[data-take]")) {
  const field = document.getElementById(item.dataset.into);
  if (field.matches(":disabled")) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.append(...item.childNodes);
  button.addEventListener("click", () => {
    field.value = item.dataset.take;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  item.append(button);
}
