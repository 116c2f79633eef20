"""A remedy that names a command of the command line, to words and links of the desk that do the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

ARGUMENT = (
    r" --(?:shows|need) [a-z_]+"
    r"|(?:,| or|, or)? --[a-z-]+|,?(?: or)? (?:restore|reverse)\b| [A-Z][A-Z0-9-]*(?:=[^\s,;:)]+)?|[ ]\"[^\"]*\""
)
COMMAND = re.compile(
    r"writeoff (?P<verb>(?:qbo|audit|user|policy|precedents|client|stock|evidence) [a-z]+|[a-z-]+)"
    rf"(?P<args>(?:{ARGUMENT})*)",
    re.ASCII,
)
SUBJECT = re.compile(r"\b(?:WO|D)-\d+\b", re.ASCII)
# A verb's words here, and the page that does it; {0} is the entry or draft that the command names, {1} where such are looked at,
# {2} where it is decided what becomes of it on its way out.
PLACES: Mapping[str, tuple[str, str]] = {
    "sync": ("sync now", "sync"),
    "qbo pull": ("pull from QuickBooks", "sync"),
    "qbo replan": ("let it go as its plan is now", "sync#{0}"),
    "qbo variance": ("take QuickBooks’ cost over", "sync#{0}"),
    "qbo found": ("theirs, ours or both", "sync#{0}"),
    "qbo reconcile": ("reconcile", "reconcile"),
    "qbo accept": ("accept, restore or reverse it", "reconcile"),
    "qbo restore": ("restore it", "reconcile"),
    "qbo reverse": ("reverse it on both sides", "reconcile"),
    "qbo revalue": ("take QuickBooks’ value over", "reconcile"),
    "qbo connect": ("connect QuickBooks", "settings/quickbooks"),
    "qbo confirm": ("confirm what is linked", "settings/quickbooks"),
    "qbo warm": ("look through what its past offers", "settings/quickbooks"),
    "qbo place": ("place the goods", "reconcile"),
    "accounts": ("settle the accounts", "settings/accounts"),
    "policy set": ("change the settings", "settings"),
    "policy show": ("look at the settings", "settings"),
    "close": ("change the closing date", "settings"),
    "user add": ("change who may do what", "settings/people"),
    "queue": ("the queue", "queue"),
    "entries": ("the entries", "entries"),
    "stock": ("the goods", "goods"),
    "trial-balance": ("the trial balance", "trial-balance"),
    "reverse": ("reverse it", "entries/{0}#reverse"),
    "show": ("look at it", "{1}/{0}"),
    "revise": ("revise it", "drafts/{0}"),
    "approve": ("approve it", "drafts/{0}"),
    "reject": ("reject it", "drafts/{0}"),
    "answer": ("answer it", "drafts/{0}"),
    "override": ("override it", "{2}"),
    "evidence add": ("under Evidence", "{1}/{0}#evidence"),
    "evidence list": ("Evidence", "{1}/{0}#evidence"),
    "evidence waive": ("under Evidence", "{1}/{0}#evidence"),
    "stock hold": ("set goods aside", "goods"),
    "stock release": ("release what is set aside", "goods"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a remedy; with a page (under its client's address) where they lead to one."""

    words: str
    page: str = ""


def parts_of(remedy: str, subject: str = "") -> tuple[Part, ...]:
    """The remedy in the desk's own words. `subject` is the entry or draft meant by a command that names none."""
    parts: list[Part] = []
    at = 0
    for found in COMMAND.finditer(remedy):
        place = PLACES.get(found["verb"])
        if place is None:
            continue
        words, page = place
        named = SUBJECT.search(found["args"])
        of = named.group() if named else subject
        if "{" in page and not of:
            page = page.split("{")[0].rstrip("/#") or "queue"
        drafted = of.startswith("D-")
        page = page.format(of, "drafts" if drafted else "entries", f"drafts/{of}" if drafted else f"sync#{of}")
        parts += [Part(remedy[at : found.start()]), Part(words, page)]
        at = found.end()
    return tuple(part for part in (*parts, Part(remedy[at:])) if part.words)
