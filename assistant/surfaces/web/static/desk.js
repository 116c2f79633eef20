// What the desk does in the browser beyond htmx: every page works without it, with forms and links alone.
//
// Keys. A link, button, field or summary with data-key="a" is pressed by a; data-key="g q" by g, then q. What data-key-says tells
// of it (else its own words) stands in the list of keys, which ? opens. A page's own script adds its keys by desk.key(…). Nothing
// is taken while somebody types, nor with Ctrl, Alt or Meta held; and single letters can be switched off in that list (WCAG 2.1.4).
"use strict";

const desk = (() => {
  const own = []; // {key, says, run} of the page's script
  const OFF = "writeoff-keys-off";
  const SECONDS_FOR_SECOND = 1.5;
  let first = ""; // the first key of two, until the second comes
  let since = 0;

  function key(name, says, run) {
    own.push({ key: name, says, run });
  }

  function typingIn(element) {
    const field = element.closest?.("input, textarea, select, [contenteditable]");
    return Boolean(field) && !["checkbox", "radio", "button", "submit"].includes(field.type);
  }

  function switchedOff() {
    try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
  }

  function shown(element) {
    return element.getClientRects().length > 0;
  }

  function marked(name) {
    return [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === name && shown(element));
  }

  function press(element) {
    if (element.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')) { element.focus(); element.select?.(); }
    else element.click();
  }

  // Does what the key is for; whether there was such a thing.
  function does(name, event) {
    const ofPage = own.find((each) => each.key === name);
    if (ofPage && ofPage.run(event) !== false) return true;
    const element = marked(name);
    if (!element) return false;
    press(element);
    return true;
  }

  function begins(name) {
    return own.some((each) => each.key.startsWith(name + " "))
      || [...document.querySelectorAll("[data-key]")].some((element) => element.dataset.key.startsWith(name + " ") && shown(element));
  }

  function pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (typingIn(event.target)) {
      if (event.key === "Escape" && event.target.matches("[data-key]")) event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") { event.preventDefault(); help(); return; }
    if (switchedOff() && event.key.length === 1) return;
    // Enter and the space bar belong to what has the focus, where that is pressed by them.
    if (["Enter", " "].includes(event.key) && event.target.closest("a, button, summary, input")) return;
    const two = first && event.timeStamp - since < SECONDS_FOR_SECOND * 1000 ? `${first} ${event.key}` : "";
    first = "";
    if (two && does(two, event)) { event.preventDefault(); return; }
    if (does(event.key, event)) event.preventDefault();
    else if (begins(event.key)) { first = event.key; since = event.timeStamp; }
  }

  // ── The list of keys ────────────────────────────────────────────────────────────────────────────────────────────────

  function wordsOf(element) {
    if (element.dataset.keySays) return element.dataset.keySays;
    const copy = element.cloneNode(true);
    copy.querySelectorAll("kbd").forEach((each) => each.remove());
    return copy.textContent.trim().replace(/\s+/g, " ") || element.getAttribute("aria-label") || "";
  }

  function listed() {
    const all = new Map(own.map((each) => [each.key, each.says]));
    for (const element of document.querySelectorAll("[data-key]")) {
      if (shown(element) && !all.has(element.dataset.key)) all.set(element.dataset.key, wordsOf(element));
    }
    all.set("?", "this list");
    return all;
  }

  function made(tag, text = "", of = {}) {
    const element = Object.assign(document.createElement(tag), of);
    if (text) element.textContent = text;
    return element;
  }

  function help() {
    document.getElementById("keys")?.remove();
    const dialog = made("dialog", "", { id: "keys" });
    dialog.setAttribute("aria-labelledby", "keys-title");
    dialog.append(made("h2", "Keys", { id: "keys-title" }));
    const list = made("dl", "", { className: "keys" });
    for (const [name, says] of listed()) {
      const term = made("dt");
      for (const part of name.split(" ")) term.append(made("kbd", part === "A" ? "Shift A" : part), " ");
      list.append(term, made("dd", says));
    }
    const on = made("label", "", { className: "inline" });
    const box = made("input", "", { type: "checkbox", checked: !switchedOff() });
    box.addEventListener("change", () => {
      try { localStorage.setItem(OFF, box.checked ? "0" : "1"); } catch { /* kept for this page alone */ }
    });
    on.append(box, " Single letters are keys");
    const close = made("button", "Close", { type: "button", className: "second" });
    close.addEventListener("click", () => dialog.close());
    const foot = made("p", "", { className: "line" });
    foot.append(on, made("span", "", { className: "grow" }), close);
    dialog.append(list, foot);
    const back = document.activeElement;
    dialog.addEventListener("close", () => { dialog.remove(); back?.focus?.(); });
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-key-help]")) help(); });
  return { key, typingIn };
})();
