"""An event of the audit trail to the sentence that says it: who did what to which draft, entry or setting.

The trail keeps more than a sentence says; pages show all of it beneath. An event of a kind that is not known here is still told.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.books.audit import AuditEvent
from assistant.surfaces.render.table import shortened

Detail = Mapping[str, Any]
LONGEST = 160  # characters of what somebody typed
SHOWN = 4  # of a list; the rest are counted


def sentence_of(event: AuditEvent) -> str:
    """'bea approved D-4: write off, damaged, 12 MUG-01 at Warehouse.'"""
    told = SENTENCES.get(event.what)
    says = told(event.subject, event.detail) if told is not None else _unknown(event)
    return f"{event.who} {says.rstrip('.')}."


def kind_words(what: str) -> str:
    """'draft.approved_by_policy' as 'draft approved by policy'."""
    return what.replace(".", " ").replace("_", " ")


def _unknown(event: AuditEvent) -> str:
    return f"did '{kind_words(event.what)}' to {event.subject}"


# ── Drafts and entries ───────────────────────────────────────────────────────────────────────────────────────────────


def _entry(detail: Detail) -> str:
    """': write off, damaged, 12 MUG-01 at Warehouse'; nothing where the event tells of no entry."""
    words = [str(detail.get(name) or "").replace("_", " ") for name in ("kind", "reason")]
    goods = [
        f"{str(units).lstrip('-')} {item}{f' at {place}' if place else ''}" for item, place, units in detail.get("goods") or ()
    ]
    told = ", ".join(filter(None, (*words, *_some(goods))))
    return f": {told}" if told else ""


def _some(words: Sequence[str]) -> list[str]:
    more = len(words) - SHOWN
    return [*words[:SHOWN], *([f"and {more} more"] if more > 0 else [])]


def _quoted(said: object) -> str:
    return f"“{shortened(str(said), LONGEST)}”"


def _read(subject: str, detail: Detail) -> str:
    found = detail.get("events")
    what = "nothing to book" if found == 0 else "one event" if found == 1 else f"{found} events"
    return f"typed {_quoted(detail.get('text', ''))} ({subject}), in which {detail.get('reader', 'the reader')} found {what}"


def _asked(subject: str, detail: Detail) -> str:
    return f"had {subject} read by the language model {detail.get('model', '')} at {detail.get('host', '')}"


def _drafted(subject: str, detail: Detail) -> str:
    if detail.get("question"):
        return f"drafted {subject}, which asks: {detail['question']}"
    state = f", {detail['state']}" if detail.get("state") == "blocked" else ""
    return f"drafted {subject}{_entry(detail)}{state}"


def _revised(subject: str, detail: Detail) -> str:
    words = [_quoted(each) for each in detail.get("words") or () if each]
    said = f", saying {', '.join(_some(words))}" if words else ""
    return f"revised {subject}{said}{_entry(detail.get('after') or {})}"


def _answered(subject: str, detail: Detail) -> str:
    words = [_quoted(each) for each in detail.get("words") or () if each]
    said = f", {words[0]}" if words else ""
    return f"answered what {subject} asked{said}{_entry(detail.get('after') or {})}"


def _posted(subject: str, detail: Detail) -> str:
    if detail.get("draft"):
        return f"posted {subject}, from {detail['draft']}{_entry(detail)}"
    if detail.get("of"):
        kind = str(detail.get("kind", "")).replace("_", " ")
        return f"posted {subject}, the {kind} of {detail['of']}"
    memo = detail.get("memo")
    said = f", {_quoted(memo)}" if memo else ""
    return f"posted {subject}{_entry({**detail, 'goods': ()})}{said}"


def _synced(subject: str, detail: Detail) -> str:
    documents = [f"{each.get('kind', 'document')} Id {each.get('remote_id', '')}" for each in detail.get("documents") or ()]
    told = f" as {', '.join(_some(documents))}" if documents else ""
    return f"brought {subject} to QuickBooks{told}"


def _shows(subject: str, detail: Detail) -> str:
    kinds = " and ".join(str(kind).replace("_", " ") for kind in detail.get("after") or ())
    return f"said what the file {detail.get('file', '')} of {subject} shows: {kinds}"


def _set_aside(subject: str, detail: Detail) -> str:
    place = f" at {detail['place']}" if detail.get("place") else ""
    waits = f", awaiting {detail.get('awaiting', '')}"
    return f"set {detail.get('quantity', '')} of {detail.get('item', '')}{place} aside as {subject}{waits}"


def _cared(words: str) -> Callable[[str, Detail], str]:
    """The words with the subject, then who is to look after it and until when it rests, as they are from then on."""

    def told(subject: str, detail: Detail) -> str:
        after = detail.get("after") or detail
        note = f", saying {_quoted(after['note'])}" if after.get("note") else ""
        return f"{words.format(subject, after.get('person', ''), after.get('snoozed_until') or after.get('until', ''))}{note}"

    return told


def _counted(many: int, one: str) -> str:
    return f"{many} {one}{'' if many == 1 else 's'}"


# ── Settings and QuickBooks ──────────────────────────────────────────────────────────────────────────────────────────


def _policy(subject: str, detail: Detail) -> str:
    names = [name.replace("_", " ") for name in detail.get("after") or {}]
    return f"set {', '.join(_some(names)) or 'the policy'} of {subject}"


def _reconciled(subject: str, detail: Detail) -> str:
    many = len(detail.get("differences") or ())
    found = f"found {_counted(many, 'difference')}" if many else "found no difference"
    return f"compared {subject} with QuickBooks and {found}"


def _links(subject: str, detail: Detail) -> str:
    return f"confirmed which rows of QuickBooks are which of {subject}: {len(detail.get('links') or ())} of them"


def _role(subject: str, detail: Detail) -> str:
    limit = f", approving up to {detail['limit']}" if detail.get("limit") else ""
    return f"made {subject} {detail.get('role', '')} of these books{limit}"


def _taught(verb: str) -> Callable[[str, Detail], str]:
    """Of what an approval teaches: which words mean which account or item from now on."""

    def told(subject: str, detail: Detail) -> str:
        after = detail.get("after") or {}
        means = f": {_quoted(after['phrase'])} means {after.get('choice', '')}" if after.get("phrase") else ""
        return f"{verb} {subject}{means}"

    return told


def _because(words: str) -> Callable[[str, Detail], str]:
    def told(subject: str, detail: Detail) -> str:
        because = detail.get("because")
        return f"{words.format(subject)}{f', because {_quoted(because)}' if because else ''}"

    return told


def _plain(words: str) -> Callable[[str, Detail], str]:
    return lambda subject, detail: words.format(subject)


def _with(words: str, *names: str) -> Callable[[str, Detail], str]:
    """The words with the subject, then these parts of the detail."""

    def told(subject: str, detail: Detail) -> str:
        return words.format(subject, *(str(detail.get(name, "")).replace("_", " ") for name in names))

    return told


SENTENCES: Mapping[str, Callable[[str, Detail], str]] = {
    "client.opened": _with("opened the books of {0} ({1})", "name"),
    "client.updated": lambda subject, detail: (
        f"updated the lists of {subject}: {', '.join(_some([str(each) for each in detail.get('changes') or ()]))}"
    ),
    "books.restored": _with(
        "brought the books of {0} back from the copy {1}, where they stood after {2} events", "file", "events"
    ),
    "books.kept": lambda subject, detail: f"left {', '.join(_some(list(map(str, detail.get('kept') or ()))))} as it now is",
    "text.read": _read,
    "model.asked": _asked,
    "draft.drafted": _drafted,
    "draft.answered": _answered,
    "draft.revised": _revised,
    "draft.renewed": lambda subject, detail: f"had {subject} worked out anew{_entry(detail)}",
    "draft.overridden": _plain("let {0} go to QuickBooks as a journal entry although its goods are tracked there"),
    "draft.approved": lambda subject, detail: f"approved {subject}{_entry(detail)}",
    "draft.approved_by_policy": lambda subject, detail: f"had approved {subject} beforehand, by policy{_entry(detail)}",
    "draft.rejected": _because("rejected {0}"),
    "entry.posted": _posted,
    "entry.synced": _synced,
    "journal.imported": _with("imported the journal {0}, {1} entries, as {2} to {3}", "entries", "first", "last"),
    "entry.replanned": _plain("let {0} go to QuickBooks as its plan is now"),
    "task.typed": _with("closed the task of {0}: it was typed in QuickBooks as Id {1}", "remote_id"),
    "found.judged": _with("said of {2} {3} in QuickBooks, found for {0}: {1}", "verdict", "kind", "document"),
    "drift.settled": _with("settled what was done to {0} in QuickBooks: {1}", "disposition"),
    "evidence.added": _with("added the file {1} to {0}", "file"),
    "evidence.said": _shows,
    "evidence.waived": _because("did without evidence of {0}"),
    "batch.given": lambda subject, detail: (
        f"gave a list to draft, {subject}: {_counted(detail.get('texts') or 0, 'text')} under {_quoted(detail.get('title', ''))}"
    ),
    "batch.kept": _with("said that text {1} of {0} is this client's", "place"),
    "batch.moved": _plain("moved texts of {0} to another client's books"),
    "draft.claimed": _cared("took {0} on"),
    "draft.assigned": _cared("gave {0} to {1}"),
    "draft.let_go": _cared("let go of {0}"),
    "draft.rested": _cared("let {0} rest until {2}"),
    "draft.woken": _cared("had {0} back in the queue"),
    "stock.set_aside": _set_aside,
    "stock.released": _with("released {1} of {2} of what was set aside as {0}", "quantity", "item"),
    "audit.head_signed": _with("signed the head of {0}: event {1}", "seq"),
    "policy.set": _policy,
    "person.role": _role,
    "person.invited": _plain("invited {0}"),
    "person.reset_link": _plain("made a link for {0} to choose a new password"),
    "person.sessions_ended": _plain("signed {0} out everywhere"),
    "person.shut_out": _plain("shut {0} out"),
    "person.let_in": _plain("let {0} in again"),
    "person.second_factor_dropped": _plain("dropped the second factor of {0}"),
    "person.firm": lambda subject, detail: (
        f"made {subject} an owner of the firm" if detail.get("firm") else f"made {subject} no owner of the firm any more"
    ),
    "person.removed": _plain("took {0} out of these books"),
    "precedent.learned": _taught("taught, by an approval,"),
    "precedent.confirmed": _taught("confirmed, by an approval,"),
    "precedent.corrected": _taught("corrected, by an approval,"),
    "precedent.withdrawn": _with("withdrew what {1} had taught of {0}", "entry"),
    "precedent.set": _taught("set, by hand,"),
    "precedent.forgotten": _plain("had {0} forgotten"),
    "quickbooks.connected": _with("connected {0} to the QuickBooks company {1} ({2})", "company", "environment"),
    "quickbooks.disconnected": _with("disconnected {0} from the QuickBooks company {1}", "company"),
    "quickbooks.lost": _with("found that QuickBooks no longer accepts the connection of {0}: {1}", "says"),
    "quickbooks.pulled": _plain("pulled the QuickBooks company of {0}"),
    "quickbooks.links_confirmed": _links,
    "quickbooks.reconciled": _reconciled,
}
