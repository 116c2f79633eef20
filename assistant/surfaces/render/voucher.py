"""A sampled entry to its voucher, the page on paper that an auditor ticks: what was typed, what was booked and why, how the cost
came about, what shows that it happened, whose hands it went through, and what QuickBooks has of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from assistant.adapters.audit.pdf import Section, Table, Voucher
from assistant.books.accounts import Side
from assistant.books.audit_pack import Audited, Pack
from assistant.books.draft import Draft
from assistant.books.entry import PostedEntry, side_total
from assistant.books.goods import StockMove
from assistant.books.money import total
from assistant.books.posted_record import answered_for
from assistant.books.quantity import format_quantity
from assistant.books.remote import RemoteDocument
from assistant.surfaces.render.documents import decimal_text
from assistant.surfaces.render.receipt import CALLED
from assistant.surfaces.render.trail import sentence_of

LINES = (("Account", 0.44, False), ("For", 0.22, False), ("Debit", 0.17, True), ("Credit", 0.17, True))
GOODS = (
    ("Item and place", 0.36, False), ("Layer", 0.28, False), ("Units", 0.11, True), ("at", 0.11, True), ("Value", 0.14, True),
)  # fmt: skip
FILES = (("File", 0.30, False), ("Shows", 0.18, False), ("Added", 0.22, False), ("SHA-256", 0.30, False))
THERE = (
    ("Document", 0.24, False), ("Id", 0.10, True), ("State", 0.14, False), ("Our cost", 0.13, True),
    ("Cost read back", 0.13, True), ("As of", 0.26, False),
)  # fmt: skip
TRAIL = (("Event", 0.07, True), ("At (UTC)", 0.20, False), ("What was done", 0.73, False))
OURS = str.maketrans({"“": '"', "”": '"', "…": "..."})  # what our sentences quote with, in the letters of every font


def voucher_of(told: Audited, pack: Pack) -> Voucher:
    entry = told.entry
    kind = entry.kind.value.replace("_", " ")
    reason = "" if entry.kind.value == "intake" else f", {entry.reason.value.replace('_', ' ')}"
    return Voucher(
        title=f"{entry.number}  {kind}{reason}",
        subtitle=f"{pack.name} ({pack.client}), dated {entry.entry_date.isoformat()}, in {pack.currency}. Sampled: {told.why}.",
        sections=tuple(_sections(told, pack)),
        footer=f"{pack.client} {entry.number}, made for {pack.made_by} on {_moment(pack.made_at)}; digest {_digest(entry)[:16]}",
    )


def _sections(told: Audited, pack: Pack) -> Iterator[Section]:
    entry = told.entry
    if entry.text:
        yield Section("As it was typed", paragraphs=(entry.text,))
    yield Section("Entry", facts=_facts(told), table=_lines(entry, told.draft, pack))
    if entry.moves or entry.goods:
        yield Section("Goods, and how the cost came about", table=_goods(told, pack), paragraphs=_valued(entry))
    if told.draft is not None and told.draft.entry is not None:
        yield Section("Why these accounts", facts=_reasons(told.draft))
    yield Section("Evidence", table=_files(told), paragraphs=_evidence(told))
    yield Section("Whose hands it went through", facts=_people(told))
    yield Section("QuickBooks", table=_there(told.documents, entry, pack.currency), paragraphs=_nothing_there(told.documents))
    events = tuple((str(event.seq), _moment(event.at), sentence_of(event).translate(OURS)) for event in told.trail)
    yield Section("Audit trail", facts=(("Entry's digest", _digest(entry)),), table=Table(TRAIL, events))


def _facts(told: Audited) -> tuple[tuple[str, str], ...]:
    entry = told.entry
    return (
        ("Memo", entry.memo),
        ("Sub-reason", entry.sub_reason),
        ("Takes back", entry.reverses),
        ("Taken back by", ", ".join(told.reversed_by)),
    )


def _lines(entry: PostedEntry, draft: Draft | None, pack: Pack) -> Table:
    rows = []
    for line in entry.lines:
        amount = str(line.amount)
        whom = ", ".join(filter(None, (line.role.value.replace("_", " "), line.party, line.klass)))
        sides = (amount, "") if line.side is Side.DEBIT else ("", amount)
        rows.append((_account(line.account, pack), whom, *sides))
    debits, credits = (str(side_total(entry.lines, side, pack.currency)) for side in (Side.DEBIT, Side.CREDIT))
    return Table(LINES, tuple(rows), ("Total", "", debits, credits))


def _account(key: str, pack: Pack) -> str:
    name = pack.names.get(key, "")
    return key if name in ("", key) else f"{key} {name}"


def _goods(told: Audited, pack: Pack) -> Table:
    """Each move with its layers; units that are named and stay have a row of their own."""
    entry = told.entry
    rows: list[tuple[str, ...]] = []
    for move in entry.moves:
        what = _placed(move.item, move.location, pack)
        if not move.layers:
            value = f"{move.value!s}{' stated' if move.stated_value else ''}"
            rows.append((what, "", format_quantity(move.quantity), _unit_cost(move), value))
        for part in move.layers:
            day = told.received.get((move.item, move.location, part.layer))
            came = f"{part.layer}, of {day.isoformat()}" if day is not None else part.layer
            units, cost = format_quantity(part.quantity), decimal_text(part.unit_cost)
            rows.append((what, came, units, cost, str(part.value)))
    moved = {(move.item, move.location) for move in entry.moves}
    rows += [
        (_placed(item, place, pack), "stays", format_quantity(units), "", "")
        for item, place, units in entry.goods
        if (item, place) not in moved
    ]
    moved_value = total((move.value for move in entry.moves), pack.currency)
    return Table(GOODS, tuple(rows), ("Value moved", "", "", "", str(moved_value)))


def _placed(item: str, place: str, pack: Pack) -> str:
    name = pack.goods.get(item, "")
    return f"{item}{f' {name}' if name not in ('', item) else ''}{f' @ {place}' if place else ''}"


def _unit_cost(move: StockMove) -> str:
    return decimal_text(abs(move.value.amount / move.quantity)) if move.quantity else ""


def _valued(entry: PostedEntry) -> tuple[str, ...]:
    reserved = [f"{format_quantity(move.quantity)} of {move.item}: {move.amount!s}" for move in entry.reserve_moves]
    return (f"Allowance for named goods: {'; '.join(reserved)}.",) if reserved else ()


def _reasons(draft: Draft) -> tuple[tuple[str, str], ...]:
    assert draft.entry is not None
    lines = [
        (f"{line.side.short} {line.account}", f"{line.because} (confidence {line.confidence:.2f}, chosen by {line.chosen_by})")
        for line in draft.entry.lines
    ]
    warned = "; ".join(finding.says for finding in draft.warnings)
    return (*lines, ("Whole entry", f"confidence {draft.entry.confidence:.2f}"), ("Warnings", warned))


def _files(told: Audited) -> Table | None:
    rows = tuple(
        (
            file.name, ", ".join(kind.value.replace("_", " ") for kind in file.shows),
            f"{file.added_by}, {_moment(file.added_at)}", file.digest,
        )
        for file in told.evidence
    )  # fmt: skip
    return Table(FILES, rows) if rows else None


def _evidence(told: Audited) -> tuple[str, ...]:
    waived = tuple(
        f"{each.by} did without {each.need.replace('_', ' ')} on {_moment(each.at)}, up to {each.up_to}: {each.because}"
        for each in told.waivers
    )
    return waived if told.evidence or waived else ("No file was added.",)


def _people(told: Audited) -> tuple[tuple[str, str], ...]:
    """Who drafted, revised and approved, and when; what read the text, by which versions, under which policy."""
    entry, draft = told.entry, told.draft
    done = {
        what: [f"{event.who}, {_moment(event.at)}" for event in told.trail if event.what in whats]
        for what, whats in (
            ("Drafted", ("draft.drafted",)), ("Answered", ("draft.answered",)), ("Revised", ("draft.revised",)),
            ("Approved", ("draft.approved",)), ("Approved by policy", ("draft.approved_by_policy",)),
        )
    }  # fmt: skip
    versions = next((event.detail for event in told.trail if event.what in ("draft.drafted", "text.read")), {})
    read = [f"{name} {versions[name]}" for name in ("reader", "model", "prompt", "rules") if versions.get(name)]
    return (
        *((what, "; ".join(whom)) for what, whom in done.items()),
        ("Posted", f"{entry.posted_by}, {_moment(entry.posted_at)}" if entry.posted_at is not None else entry.posted_by),
        ("Draft", draft.id if draft is not None else "none: made by a command or a sync"),
        ("Read by", ", ".join(read)),
        ("Policy in force", f"version {told.policy} (policies.json)"),
    )


def _there(documents: Sequence[RemoteDocument], entry: PostedEntry, currency: str) -> Table | None:
    ours = -total((move.value for move in entry.moves if move.value.minor < 0), currency)
    rows = tuple(
        (
            f"{CALLED.get(document.kind, document.kind)} {document.number}", document.remote_id,
            document.state.value.replace("_", " "), str(ours) if document.cost is not None else "",
            str(document.cost) if document.cost is not None else "", _moment(document.cost_read_at or document.changed_at),
        )
        for document in documents
    )  # fmt: skip
    return Table(THERE, rows) if rows else None


def _nothing_there(documents: Sequence[RemoteDocument]) -> tuple[str, ...]:
    return () if documents else ("It has no document in QuickBooks.",)


def _digest(entry: PostedEntry) -> str:
    return str(next(iter(answered_for(entry).values())))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
