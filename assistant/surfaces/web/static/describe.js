// The describe box beyond its form: how a paste will be taken, files dropped on it, and a text that is kept in this tab until it
// was received, so that no lost connection or ended session loses it.
"use strict";

(() => {
  const form = document.querySelector("form[data-describe]");
  const kept = document.querySelector("[data-batch-kept]");
  if (!form) return;
  const text = form.querySelector("[data-describe-text]");
  const split = form.querySelector("[data-describe-split]");
  const files = form.querySelector("[data-describe-files]");
  const how = form.querySelector("[data-describe-how]");
  const mine = `writeoff describe ${form.dataset.describe} `;
  const place = mine + form.getAttribute("action");

  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight + 2, 320)}px`;
    form.classList.toggle("stands", text.value.trim() !== "" || files.files.length > 0);
  };

  const told = () => [...files.files].map((file) => `${file.name} (${/\.(csv|txt)$/i.test(file.name) ? "list" : "evidence"})`);

  let asked = 0;
  const say = async () => {
    const parts = told();
    const turn = ++asked;
    if (text.value.trim().includes("\n")) {
      const body = new URLSearchParams({ text: text.value, split: split.value });
      const csrf = form.querySelector("[name=csrf]").value;
      try {
        const answer = await fetch("/describe/how", { method: "POST", body, headers: { "x-csrf": csrf, "hx-request": "true" } });
        if (answer.ok) parts.unshift((await answer.text()).trim());
      } catch { /* the box works without it */ }
    }
    if (turn === asked) how.textContent = parts.join(", ");
  };

  let soon;
  const changed = () => {
    grow();
    sessionStorage.setItem(place, text.value);
    clearTimeout(soon);
    soon = setTimeout(say, 250);
  };

  if (kept) for (const each of [place, `${mine}/describe`]) sessionStorage.removeItem(each);
  else if (text.value === "" && sessionStorage.getItem(place)) text.value = sessionStorage.getItem(place);
  grow();

  text.addEventListener("input", changed);
  split.addEventListener("change", say);
  files.addEventListener("change", () => { grow(); say(); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", () => form.querySelector("button").setAttribute("aria-disabled", "true"));
  window.addEventListener("pageshow", () => form.querySelector("button").removeAttribute("aria-disabled"));

  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const all = new DataTransfer();
    for (const file of [...files.files, ...event.dataTransfer.files]) all.items.add(file);
    files.files = all.files;
    grow();
    say();
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;
    if (event.key === "n" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      text.focus();
    }
  });
})();
