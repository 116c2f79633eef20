"""Text and elements to HTML. What is not made here is escaped, so that no text of a case can become part of the page."""

import re
from collections.abc import Iterable
from html import escape

VOID = frozenset({"meta", "br", "line", "rect", "circle", "path", "polyline"})  # of those used here; in SVG they close themselves
# What HTML may not hold, what turns a text around, and what cannot be seen: written as its number.
UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]")


class Html(str):
    """Text that is HTML already; made by the functions of this module alone."""

    __slots__ = ()


Child = str | None  # Html, or text that is none


def el(name: str, /, *children: Child, **attributes: str | int | float | None) -> Html:
    """An element. A child or an attribute that is None is left out; `class_` and `stroke_width` are class and stroke-width."""
    named = (
        f' {key.rstrip("_").replace("_", "-")}="{text(_plain(value))}"' for key, value in attributes.items() if value is not None
    )
    start = f"<{name}{''.join(named)}>"
    return Html(start[:-1] + "/>") if name in VOID else Html(f"{start}{join(children)}</{name}>")


def join(children: Iterable[Child], between: str = "") -> Html:
    return Html(text(between).join(text(child) for child in children if child is not None))


def text(said: str) -> Html:
    if isinstance(said, Html):
        return said
    return Html(escape(UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", said.replace("\r\n", "\n"))))


def _plain(value: str | int | float) -> str:
    """A number to at most two decimals, the same on every machine."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
