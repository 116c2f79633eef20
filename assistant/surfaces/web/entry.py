"""One posted entry: its lines, goods and layers, who made and approved it, what QuickBooks has of it, and its reversal."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.accounts import Side
from assistant.books.audit import AuditEvent
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.entry import PostedEntry, side_total
from assistant.books.evidence import EvidenceFile
from assistant.books.found import FoundThere
from assistant.books.goods import LayerMove, StockMove
from assistant.books.money import Money
from assistant.books.people import Action
from assistant.books.plan import KeptPlan
from assistant.books.quantity import parse_quantity, plain_quantity
from assistant.books.remote import RemoteDocument
from assistant.errors import WrongUsage
from assistant.surfaces.render.commands import parts_of
from assistant.surfaces.render.documents import account_name
from assistant.surfaces.render.found import SAID
from assistant.surfaces.render.plans import plan_document
from assistant.surfaces.render.receipt import CALLED
from assistant.surfaces.render.there import Standing, standing_of
from assistant.surfaces.render.trail import sentence_of
from assistant.surfaces.serving.asked import csv_address, day_asked
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.cancelling import taken_back

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
Approving = Annotated[At, Depends(at(Action.APPROVE))]
COLUMNS = (
    "entry", "date", "kind", "reason", "sub_reason", "line", "account", "name", "debit", "credit", "party", "class", "memo",
)  # fmt: skip
UNITS = "units:"  # how a form's field begins that says how many of an item come back


@dataclass(frozen=True, slots=True)
class Goods:
    """Units as the entry lists them (positive left or were written down) and what they moved at, None where nothing moved."""

    item: str
    name: str
    unit: str
    place: str
    quantity: Decimal
    move: StockMove | None

    @property
    def unit_cost(self) -> Decimal | None:
        return self.move.value.amount / self.move.quantity if self.move is not None and self.move.quantity else None

    @property
    def layers(self) -> tuple[LayerMove, ...]:
        return self.move.layers if self.move is not None else ()


@dataclass(frozen=True, slots=True)
class Company:
    """What QuickBooks is to have of the entry, and has."""

    name: str
    standing: Standing
    kept: KeptPlan | None
    documents: tuple[RemoteDocument, ...]
    found: tuple[FoundThere, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page of one entry shows. `left` are the goods that no reversal has brought back yet, by item; `whole` whether
    nothing of it has been taken back."""

    entry: PostedEntry
    books: ClientBooks
    draft: Draft | None
    goods: tuple[Goods, ...]
    reversed_by: tuple[str, ...]
    left: tuple[tuple[str, Decimal], ...]
    spent: bool
    company: Company | None
    evidence: tuple[EvidenceFile, ...]
    trail: tuple[AuditEvent, ...]

    def total(self, side: str) -> Money:
        return side_total(self.entry.lines, Side(side), self.books.currency)

    def account(self, key: str) -> str:
        return account_name(key, self.books)

    def received(self, goods: Goods, move: LayerMove) -> str:
        """The day on which the layer came in, where it is known."""
        held = self.books.stock.at(goods.item, goods.place)
        layer = next((each for each in held.layers if each.id == move.layer), None) if held is not None else None
        return layer.received.isoformat() if layer is not None and layer.received is not None else ""

    @property
    def approved(self) -> AuditEvent | None:
        return next((event for event in self.trail if event.what.startswith("draft.approved")), None)

    @property
    def revised_by(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(event.who for event in self.trail if event.what in ("draft.revised", "draft.answered")))


@router.get("/entries/{number}.csv")
def download(here: Reading, number: str) -> Response:
    with here.reading() as transaction:
        entry = transaction.entry(number.upper())
        books = transaction.books_about(())
    rows = [
        (
            entry.number, entry.entry_date, entry.kind.value, entry.reason.value, entry.sub_reason, n, line.account,
            account_name(line.account, books), line.amount if line.side is Side.DEBIT else None,
            line.amount if line.side is Side.CREDIT else None, line.party, line.klass, entry.memo,
        )
        for n, line in enumerate(entry.lines, 1)
    ]  # fmt: skip
    return csv_answer((here.client, entry.number), COLUMNS, rows)


@router.get("/entries/{number}")
def show(request: Request, here: Reading, number: str) -> HTMLResponse:
    with here.reading() as transaction:
        sheet = _sheet(transaction, number.upper())
    plan = sheet.company.kept.plan if sheet.company is not None and sheet.company.kept is not None else None
    return page(
        request, "entry.html", at=here, sheet=sheet, plan=plan_document(plan, sheet.books), called=CALLED, said=SAID,
        sentence=sentence_of, parts_of=parts_of, plain=plain_quantity, units=UNITS, csv=csv_address(request),
    )  # fmt: skip


async def said(request: Request) -> dict[str, str]:
    """The form, whatever goods it names."""
    return {name: str(value) for name, value in (await request.form()).items()}


@router.post("/entries/{number}/reverse")
def reverse(request: Request, here: Approving, number: str, said: Annotated[dict[str, str], Depends(said)]) -> Response:
    """The draft that takes the entry back, all of it or the units said; it is approved like any other, or at once where that is
    asked."""
    because = said.get("because", "").strip()
    if not because:
        raise WrongUsage("A reversal needs its reason.", "Say why it is taken back, such as: found behind the rack.")
    draft = here.bookkeeper().reverse(
        here.client, number.upper(), because=because, by=here.person, today=here.house.today(),
        on=day_asked(here, said.get("on", "")), units=_units(said),
    )  # fmt: skip
    return taken_back(request, here, number.upper(), draft, at_once=bool(said.get("post")))


def _units(said: dict[str, str]) -> Sequence[tuple[str, Decimal]]:
    """What comes back of each item named; nothing where none is: then all of it does. WrongUsage where a number is none."""
    found = []
    for name, words in said.items():
        if not name.startswith(UNITS) or not words.strip():
            continue
        item = name.removeprefix(UNITS)
        try:
            quantity = parse_quantity(words)
        except ValueError as error:
            raise WrongUsage(f"{item}: {error}.", "Write how many come back, such as 4.") from error
        if quantity <= 0:
            raise WrongUsage(f"{item}: {words} is no number above none.", "Leave it empty where none comes back.")
        found.append((item, quantity))
    return found


def _sheet(transaction: SqlTransaction, number: str) -> Sheet:
    """NotFound for no such entry. Of the journal, only what belongs to the entry is read."""
    entry = transaction.entry(number)
    books = transaction.books_about((number,))
    left: dict[str, Decimal] = {}
    for (item, _), units in books.history.units_left(number).items():
        left[item] = left.get(item, Decimal(0)) + abs(units)
    subjects = filter(None, (entry.draft_id, entry.number))
    draft = transaction.draft(entry.draft_id) if entry.draft_id else None
    trail = [event for subject in (*((draft.text_id,) if draft else ()), *subjects) for event in transaction.events(subject)]
    return Sheet(
        entry=entry,
        books=books,
        draft=draft,
        goods=_goods(entry, books),
        reversed_by=tuple(each.number for each in books.history.reversals_of(number)),
        left=tuple(left.items()),
        spent=not books.history.lines_left(number) and not left,
        company=_company(transaction, number),
        evidence=transaction.evidence(number),
        trail=tuple(sorted(trail, key=lambda event: event.seq)),
    )


def _goods(entry: PostedEntry, books: ClientBooks) -> tuple[Goods, ...]:
    """The goods that the entry names, then those that it moved without naming them, each with what it moved at."""
    moves = list(entry.moves)
    found = []
    for key, place, quantity in entry.goods:
        move = next((each for each in moves if (each.item, each.location) == (key, place)), None)
        if move is not None:
            moves.remove(move)
        found.append((key, place, quantity, move))
    found += [(move.item, move.location, -move.quantity, move) for move in moves]
    return tuple(
        Goods(key, item.name if item else key, item.unit if item else "each", place, quantity, move)
        for key, place, quantity, move in found
        for item in [books.stock.item(key)]
    )


def _company(transaction: SqlTransaction, number: str) -> Company | None:
    company = transaction.company()
    if company is None:
        return None
    documents = transaction.documents(company.realm, entry=number)
    waits = number in transaction.to_send()
    return Company(
        company.name,
        standing_of([document.state for document in documents], waits=waits),
        transaction.plan_of(company.realm, number),
        documents,
        transaction.found(company.realm, number),
    )
