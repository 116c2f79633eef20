"""A title and HTML to a page for people: one style, no script, from the width of a phone up, and headers that bar the rest."""

import base64
import hashlib
from html import escape

from assistant.practice.wire import Answer

STYLE = """
:root { color-scheme: light dark; --ink: #1d2a24; --soft: #5d6b64; --line: #d7ded9; --paper: #f4f6f4; --card: #fff;
  --app: #14643c; --app-back: #e0f1e6; --person: #7a4a00; --person-back: #fbeed6; --bad: #9b1c1c; --bad-back: #fde8e8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4eae6; --soft: #9eaba4; --line: #37423c; --paper: #141a17; --card: #1d2521;
  --app: #8fdcb0; --app-back: #173526; --person: #f2cf92; --person-back: #3b2c10; --bad: #f7b4b4; --bad-back: #47191a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.45 system-ui, sans-serif; }
header, main, footer { max-width: 74rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.25rem; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
p { margin: .25rem 0; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .75rem 0 1rem; border-bottom: 1px solid var(--line);
  padding-bottom: .6rem; }
a { color: var(--app); }
.soft { color: var(--soft); font-size: .9rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin: 0 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; font-size: .85rem; }
tr:last-child td { border-bottom: 0; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: 0; padding-left: .75rem; }
.below-1 { padding-left: 1.25rem; } .below-2 { padding-left: 2.5rem; } .below-3 { padding-left: 3.75rem; }
.below-4 { padding-left: 5rem; }
tr.group th { padding-top: .9rem; color: var(--ink); font-size: .95rem; }
tr.total td { font-weight: 600; }
tr.wrong td { color: var(--bad); }
td.n + td, th.n + th:not(.n) { padding-left: .75rem; }
section > h3, .two h3 { font-size: 1rem; margin: .9rem 0 .25rem; }
@media (max-width: 40rem) { .kind { display: none; } section { padding: .75rem; } th, td { padding-right: .4rem; }
  td.n, th.n { padding-left: .4rem; } }
.idle { opacity: .6; }
.tag { display: inline-block; border-radius: 1rem; padding: 0 .6rem; font-size: .8rem; line-height: 1.5rem; white-space: nowrap; }
.app { background: var(--app-back); color: var(--app); }
.person { background: var(--person-back); color: var(--person); }
.bad { background: var(--bad-back); color: var(--bad); }
article { border-top: 1px solid var(--line); padding: .9rem 0; }
article:first-of-type { border-top: 0; padding-top: 0; }
article h3 { font-size: 1rem; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: baseline; }
article .lines { margin: .4rem 0; max-width: 46rem; }
.memo { white-space: pre-wrap; overflow-wrap: anywhere; }
details summary { cursor: pointer; color: var(--soft); font-size: .9rem; padding: .25rem 0; }
form { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin: .5rem 0; }
label { display: flex; flex-direction: column; font-size: .85rem; color: var(--soft); gap: .15rem; min-width: 0; }
label.long { flex: 1 1 16rem; }
input, select, button { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--soft); max-width: 100%;
  border-radius: .35rem; padding: .35rem .5rem; min-height: 2.4rem; }
input.n { width: 7rem; text-align: right; }
button { cursor: pointer; background: var(--app-back); color: var(--app); border-color: var(--app); padding: .35rem .9rem; }
button.ends { background: var(--bad-back); color: var(--bad); border-color: var(--bad); }
:focus-visible { outline: 3px solid var(--person); outline-offset: 2px; }
.said { border-radius: .5rem; padding: .6rem .9rem; margin: 0 0 1rem; }
.two { display: grid; gap: 0 2rem; }
@media (min-width: 60rem) { .two { grid-template-columns: 1fr 1fr; } }
"""

_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
ALLOWED = f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
SAFE = (("Content-Security-Policy", ALLOWED), ("Cache-Control", "no-store"), ("Referrer-Policy", "same-origin"))


def sheet(status: int, title: str, body: str, head: str = "") -> Answer:
    """`title` is text; `body` and `head`, which stands under the title, are HTML already escaped by the caller."""
    html = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, '
        f'initial-scale=1"><title>{escape(title)}</title><style>{STYLE}</style></head><body><header><h1>{escape(title)}</h1>'
        f"{head}</header><main>{body}</main></body></html>"
    )
    return Answer(status, html.encode(), "text/html;charset=UTF-8", SAFE)
