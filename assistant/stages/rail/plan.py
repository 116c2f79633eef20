"""An entry and the company as last pulled to the documents that QuickBooks is to keep of it, with the reasons; pure.

Goods whose quantity QuickBooks tracks go by an adjustment against the loss account, or by a vendor's credit; all else in one
journal that never touches the asset account of such goods. Where no adjustment can be had, a person types it: a task says what.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.draft import MappedEntry
from assistant.books.entry import Line, PostedEntry
from assistant.books.found import FoundThere, Verdict
from assistant.books.goods import StockMove
from assistant.books.plan import HeldReason, Hold, Plan, PlannedDocument
from assistant.books.policy import StockKeptBy
from assistant.books.proposal import Role
from assistant.books.reasons import Kind
from assistant.books.remote import DocumentKind
from assistant.books.snapshot import Adjustments
from assistant.stages.rail import saying
from assistant.stages.rail.against import Against, against
from assistant.stages.rail.holds import goods_hold, why_held
from assistant.stages.rail.parts import Booked, Credited, account_lines, booked_by_moves, credited, goods_lines, left_of
from assistant.stages.rail.places import by_location, one_location
from assistant.stages.rail.seen import Seen, seen


def plan(
    entry: PostedEntry | MappedEntry, books: ClientBooks, *, kept: Plan | None = None, subject: str = "", overridden: str = ""
) -> Plan:
    """The documents of an entry, or why there is none. `kept` is the plan that was approved, whose account for the loss and
    whose override stand; `subject` is the draft's id, for an entry without a number; `overridden` an owner's written reason.

    Raises nothing: what cannot go out is said in `hold`. For books that are not connected there is nothing to send.
    """
    connected, looked = books.connected, seen(entry, books)
    if connected is None:
        return Plan(because=("These books are connected to no QuickBooks company.",))
    if looked.kind is Kind.COST_VARIANCE:
        return Plan(because=("It takes over what QuickBooks has already: its own cost of these goods.",))
    if looked.kind is Kind.JOURNAL:
        return Plan(because=("It came from another program's journal, and stays in these books.",))
    if (theirs := _theirs(looked.number or subject, connected)) is not None:
        return Plan(because=saying.of_theirs(theirs, looked, books))
    overridden = overridden or (kept.overridden if kept is not None else "")
    moves = tuple(move for move, _ in looked.tracked(connected))
    if looked.kind is Kind.INTAKE:
        return _of_intake(looked, moves, books, connected, overridden)
    groups, credit = _groups(looked, moves, books, kept)
    if moves and not groups:
        return Plan(hold=Hold(HeldReason.ACCOUNT_NOT_LINKED, saying.no_loss_account(moves), saying.ADD_LOSS_ACCOUNT))
    lines = left_of(looked.lines, credit.booked() if credit is not None else _booked(groups))
    documents = _documents(looked, groups, credit, lines, books, connected)
    through = groups[0].account if groups else ""
    estimated = bool(moves) and books.policy.stock_kept_by is StockKeptBy.QUICKBOOKS
    return _checked(Plan(documents, through=through, estimated=estimated), looked, lines, books, connected, overridden)


def _theirs(subject: str, connected: Connected) -> FoundThere | None:
    """A document there that a person said stands for the entry."""
    found = (found for found in connected.found if found.subject == subject and found.verdict is Verdict.THEIRS)
    return next(found, None) if subject else None


def _groups(
    looked: Seen, moves: Sequence[StockMove], books: ClientBooks, kept: Plan | None
) -> tuple[tuple[Against, ...], Credited | None]:
    """The tracked goods by what they go against, and the vendor's credit that takes them instead of adjustments. Goods that wait
    for a person's hand go against the clearing account, where policy has one."""
    if not moves:
        return (), None
    groups = against(looked, moves, books, instead=kept.through if kept is not None else "")
    elsewhere = books.policy.stock_kept_by is StockKeptBy.OTHER
    if groups and not elsewhere and (credit := credited(looked, groups, books)) is not None:
        return groups, credit
    clearing = books.policy.manual_clearing
    return ((Against(clearing, tuple(moves)),) if clearing and typed_by_hand(books) else groups), None


def _booked(groups: Iterable[Against]) -> tuple[Booked, ...]:
    return tuple(booked for group in groups for booked in booked_by_moves(group.moves, group.account))


def typed_by_hand(books: ClientBooks) -> bool:
    """Whether a quantity changes there by a person's hand (or another system) alone: no app may adjust it, or none should."""
    connected = books.connected
    refused = connected is not None and connected.snapshot.adjustments is Adjustments.REFUSED
    return refused or books.policy.stock_kept_by is StockKeptBy.OTHER


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _documents(
    looked: Seen,
    groups: Sequence[Against],
    credit: Credited | None,
    lines: Sequence[Line],
    books: ClientBooks,
    connected: Connected,
) -> tuple[PlannedDocument, ...]:
    """The documents in the order they go: the goods, then the journal, once their cost is known; the other way round where the
    loss goes to a clearing account first."""
    if credit is not None:
        goods = [_credit(credit, books)]
    else:
        goods = [_adjustment(group, looked, books) for group in by_location(groups, connected)]
    location = one_location((move.location for move in looked.moves), connected)
    clears = credit is None and bool(groups) and groups[0].account == books.policy.manual_clearing
    journal = [_journal(looked, lines, location, beside=bool(goods), clears=clears, books=books)] if lines else []
    every = [*journal, *goods] if clears else [*goods, *journal]
    return tuple(replace(each, part=n, after=_after(each, every)) for n, each in enumerate(every, 1))


def _after(document: PlannedDocument, every: Sequence[PlannedDocument]) -> int:
    """A journal waits for all goods that go before it, goods for a journal that goes before them."""
    before = every[: every.index(document)]
    waits = [n for n, each in enumerate(before, 1) if bool(each.goods) is not bool(document.goods)]
    return waits[-1] if waits else 0


def _adjustment(group: Against, looked: Seen, books: ClientBooks) -> PlannedDocument:
    kind = DocumentKind.TASK if typed_by_hand(books) else DocumentKind.INVENTORY_ADJUSTMENT
    because = saying.of_task(group, books) if kind is DocumentKind.TASK else saying.of_adjustment(group, looked, books)
    return PlannedDocument(1, kind, because, goods_lines(group.moves, group.klass), account=group.account)


def _credit(credit: Credited, books: ClientBooks) -> PlannedDocument:
    rest = credit.line()
    return PlannedDocument(
        1, DocumentKind.VENDOR_CREDIT, saying.of_credit(credit, books), goods_lines(credit.moves, credit.klass),
        (rest,) if rest is not None else (), credit.owed.account, credit.owed.party,
    )  # fmt: skip


def _journal(
    looked: Seen, lines: Sequence[Line], location: str, *, beside: bool, clears: bool, books: ClientBooks
) -> PlannedDocument:
    because = saying.of_journal(looked, books, beside=beside, clears=clears)
    return PlannedDocument(1, DocumentKind.JOURNAL_ENTRY, because, lines=account_lines(lines, location))


def _of_intake(looked: Seen, moves: Sequence[StockMove], books: ClientBooks, connected: Connected, overridden: str) -> Plan:
    """QuickBooks has tracked goods by its own bill; what else came in goes as a journal."""
    control = next((line.account for line in looked.lines if line.role is not Role.INVENTORY), "")
    lines = left_of(looked.lines, booked_by_moves(moves, control))
    if not lines:
        return Plan(because=("QuickBooks has these goods by its own documents: what comes in here is not sent.",))
    location = one_location((move.location for move in looked.moves), connected)
    journal = _journal(looked, lines, location, beside=False, clears=False, books=books)
    because = ("Goods whose quantity QuickBooks tracks are left out: it has them by its own documents.",) if moves else ()
    return _checked(Plan((journal,), because), looked, lines, books, connected, overridden)


def _checked(made: Plan, looked: Seen, lines: Sequence[Line], books: ClientBooks, connected: Connected, overridden: str) -> Plan:
    """The plan with what holds it; without its documents, where a journal would touch the asset account of tracked goods and no
    owner said in writing that it should."""
    hold = goods_hold(looked, lines, books, connected)
    if hold is not None and not (overridden and hold.reason is HeldReason.GOODS_NEEDED):
        return Plan(hold=hold, through=made.through, estimated=made.estimated)
    if hold is None:
        overridden = ""
    documents = tuple(
        replace(each, because=saying.OVERRIDDEN) if overridden and each.kind is DocumentKind.JOURNAL_ENTRY else each
        for each in made.documents
    )
    held = why_held(made, looked, books, connected)
    because = made.because or saying.of_nothing(made)
    return Plan(documents, because, held, made.through, made.estimated, overridden)
