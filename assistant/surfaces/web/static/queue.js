// The queue from the keyboard. A row's own links and forms do everything; this presses them, and puts the answer in the row's
// place. An approval leaves its row at once and goes on with the next; what comes back of it stands where the row stood.
"use strict";

(() => {
  const queue = document.querySelector("[data-queue]");
  if (!queue) return;
  const token = document.querySelector('meta[name="csrf"]').content;
  const bulk = document.getElementById("selected");
  const count = bulk?.querySelector("[data-selected]");
  const notices = document.getElementById("notices");
  let current = null;
  queue.classList.add("calm"); // a row's buttons show where somebody is: its keys work everywhere

  const open = () => [...queue.querySelectorAll("[data-open]:not([aria-busy])")];

  function focus(row, { quietly = false } = {}) {
    current?.classList.remove("here");
    current?.setAttribute("tabindex", "-1");
    current = row;
    if (!row) { document.querySelector("[data-more]")?.focus(); return; }
    row.classList.add("here");
    row.setAttribute("tabindex", "0");
    row.focus({ preventScroll: true });
    if (!quietly) row.scrollIntoView({ block: "nearest" });
  }

  // The open row that comes after (or before) the place of one, whatever became of that one.
  function beside(row, step) {
    const all = [...queue.children];
    for (let n = all.indexOf(row) + step; n >= 0 && n < all.length; n += step) {
      if (all[n].matches("[data-open]:not([aria-busy])")) return all[n];
    }
    return null;
  }

  function move(step) {
    if (notices.matches(".near")) notices.replaceChildren();
    const next = current ? beside(current, step) : open()[0];
    if (next) focus(next);
    else if (!current) focus(open()[0] ?? null);
    else if (step > 0) document.querySelector("[data-more]")?.focus();
  }

  const at = () => (current?.isConnected ? current : null);
  const act = (row, name) => row?.querySelector(`[data-act="${name}"]`);

  function say(words, kind) {
    const line = document.createElement("p");
    line.className = `notice ${kind}`;
    line.textContent = words;
    if (kind === "good") setTimeout(() => line.remove(), 8000); // the row keeps it
    notices.classList.add("near");
    notices.replaceChildren(line);
  }

  // ── Sending ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  let line = Promise.resolve();
  let unsent = 0;

  // One after another, so that entries are numbered in the order in which they were approved.
  function send(row, address, fields) {
    row.setAttribute("aria-busy", "true");
    unsent += 1;
    const answered = line.then(() => sendNow(row, address, fields)).finally(() => { unsent -= 1; });
    line = answered.catch(() => {});
    return answered;
  }
  window.addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });

  async function sendNow(row, address, fields) {
    let answer, text;
    try {
      answer = await fetch(address, { method: "POST", body: fields, headers: { "HX-Request": "true", "X-CSRF": token } });
      text = await answer.text();
    } catch {
      return unanswered(row, "The desk did not answer. Nothing is lost: press the key again.");
    }
    if (answer.headers.get("HX-Redirect")) { location.assign(answer.headers.get("HX-Redirect")); return row; }
    const parsed = new DOMParser().parseFromString(text, "text/html");
    const made = parsed.querySelector("li.queued");
    if (!made) return unanswered(row, parsed.body.textContent.trim().replace(/\s+/g, " ") || `The desk answered ${answer.status}.`);
    if (answer.ok && /\/(rest|wake)$/.test(address)) { made.removeAttribute("data-open"); made.classList.add("settled"); } // under another tab
    const selected = row.querySelector('[name="pick"]')?.checked;
    const box = made.querySelector('[name="pick"]');
    if (box && selected && answer.ok) box.checked = true;
    row.replaceWith(made);
    if (row === current) current = made.matches("[data-open]") ? made : null;
    const told = made.querySelector(".told .notice");
    if (told) say(told.firstChild.textContent.trim(), told.classList[1]);
    if (row.matches("[data-open]") && !made.matches("[data-open]")) counted(-1);
    choose();
    return made;
  }

  function fieldsOf(button) {
    const fields = new FormData();
    fields.set("back", queue.dataset.back);
    if (button.name) fields.set(button.name, button.value);
    return fields;
  }

  function unanswered(row, words) {
    row.removeAttribute("aria-busy");
    say(words, "bad");
    return row;
  }

  function counted(step) {
    const badge = document.querySelector('.tabs [aria-current] [data-count]');
    if (badge && !badge.textContent.includes("+")) badge.textContent = Math.max(Number(badge.textContent) + step, 0);
  }

  // The next row has the focus before the answer comes: who approves does not wait.
  function leave(row) {
    const next = beside(row, 1) ?? beside(row, -1);
    focus(next);
  }

  function approve(row) {
    const button = act(row, "approve");
    if (!button) { say(row.querySelector(".badge.bad") ? "It has a problem: edit it first." : "It cannot be approved here.", "warn"); return; }
    const fields = fieldsOf(button);
    row.setAttribute("aria-busy", "true");
    leave(row);
    send(row, button.getAttribute("formaction"), fields).then((made) => { if (!at() && made.matches("[data-open]")) focus(made); });
  }

  async function say_so(row, button) {
    const made = await send(row, button.getAttribute("formaction"), fieldsOf(button));
    if (made.matches("[data-open]")) focus(made);
  }

  // ── Dialogs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  function ask(id, row, button, what) {
    const dialog = document.getElementById(id);
    const form = dialog.querySelector("form");
    form.reset();
    form.action = button.getAttribute("formaction");
    dialog.querySelector("[data-what]").textContent = what;
    dialog.onclose = () => { if (row.isConnected) row.focus({ preventScroll: true }); };
    form.onsubmit = (event) => {
      event.preventDefault();
      const fields = new FormData(form);
      fields.set("version", row.dataset.version);
      fields.set("back", queue.dataset.back);
      dialog.onclose = null;
      dialog.close();
      const goes = id !== "undo";
      row.setAttribute("aria-busy", "true");
      if (goes) leave(row);
      send(row, form.getAttribute("action"), fields).then((made) => { if (!at() && made.matches("[data-open]")) focus(made); });
    };
    dialog.showModal();
    dialog.querySelector("input").focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const row = button.closest("li.queued");
    const name = row.dataset.draft;
    const asks = { reject: name, rest: name, undo: row.querySelector(".badge.good")?.textContent.replace("posted as ", "") ?? name };
    const kind = button.dataset.act;
    if (kind === "edit") return;
    event.preventDefault();
    if (kind in asks) ask(kind, row, button, asks[kind]);
    else if (kind === "approve") { focus(row); approve(row); }
    else say_so(row, button);
  });

  // ── What is selected ────────────────────────────────────────────────────────────────────────────────────────────────

  function choose() {
    if (!count) return;
    const picked = [...queue.querySelectorAll('[name="pick"]:checked')];
    const clients = new Set(picked.map((each) => each.value.split("/")[0]));
    const several = clients.size > 1 ? ` of ${clients.size} clients: approve one client's at a time` : "";
    count.textContent = picked.length ? `${picked.length} selected${several}.` : "Nothing is selected.";
    count.classList.toggle("strong", picked.length > 0);
  }
  queue.addEventListener("change", choose);
  queue.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-open]");
    if (row && row !== current) {
      current?.classList.remove("here");
      current?.setAttribute("tabindex", "-1");
      current = row;
      row.classList.add("here");
      row.setAttribute("tabindex", "0");
    }
  });

  // ── Keys ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const onRow = (run) => () => { const row = at() ?? open()[0]; if (!row) return false; if (row !== current) focus(row); return run(row); };
  const pressing = (name) => onRow((row) => { const button = act(row, name); if (!button) return false; button.click(); return true; });
  const goTo = (room) => () => { const row = at(); if (!row) return false; location.assign(`/c/${row.dataset.client}/${room}`); return true; };

  desk.key("j", "the next draft", () => move(1));
  desk.key("k", "the draft before", () => move(-1));
  desk.key("o", "open it (Enter too)", onRow((row) => location.assign(row.dataset.href)));
  desk.key("a", "approve it, as it is shown", onRow(approve));
  desk.key("e", "edit it", pressing("edit"));
  desk.key("r", "reject it, with the reason", pressing("reject"));
  desk.key("x", "select it", onRow((row) => {
    const box = row.querySelector('[name="pick"]');
    if (!box) return false;
    box.click();
    return true;
  }));
  desk.key("c", "claim it", pressing("claim"));
  desk.key("s", "snooze it: let it rest until a day", onRow((row) => { const link = act(row, "rest") ?? act(row, "wake"); link?.click(); return Boolean(link); }));
  desk.key("g g", "its client's goods", goTo("goods"));
  desk.key("g e", "its client's entries", goTo("entries"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === at()) location.assign(event.target.dataset.href);
  });

  // Coming back from a draft lands on its row.
  const left = sessionStorage.getItem("writeoff-queue-row");
  queue.addEventListener("focusin", () => { if (current) sessionStorage.setItem("writeoff-queue-row", current.id); });
  const again = left ? document.getElementById(left) : null;
  const back = again?.matches("[data-open]") ? again : null;
  // Who comes anew begins at the page's top.
  if (!location.hash && document.activeElement === document.body) focus(back ?? open()[0] ?? null, { quietly: !back });
  choose();
})();
