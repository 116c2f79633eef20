"""Stories of what was said of a shop's goods and all that valuing makes of each, as pages of text (stories/).

A story: `# what it shows`, lines of what stands beforehand, the event (evals/proposals/README.md), `=>`, and what it comes to.
Beforehand: `books allowance ifrs fifo periodic layers GBP` (a policy, goods in several layers, a currency), `reserved MUG-BLU 12
20.00` (an earlier write-down), `account …` (one more of the chart), `text …` (what quotes are of), `settled …` (what a person
answered), `WO-1 {…}` (an event that was posted), `class Retail` (of all lines posted so far).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry, ValuedLine
from assistant.books.entry import History
from assistant.books.finding import Finding
from assistant.books.goods import CostMethod, Holding, Layer, Stock, StockMove
from assistant.books.journal import Journal
from assistant.books.money import Money
from assistant.books.policy import Framework, InventorySystem, WriteDownMethod
from assistant.books.proposal import Event
from assistant.books.question import Declined, Question, Settled
from assistant.evaluation.proposal_json import decode, read_proposal
from assistant.stages.resolution.resolve import resolve
from assistant.stages.valuation.value import value
from tests.stages.shop import TODAY, after, reserved, shop, usd

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))
POLICY: dict[str, dict[str, Any]] = {
    "allowance": {"write_down_method": WriteDownMethod.ALLOWANCE}, "ifrs": {"framework": Framework.IFRS},
    "periodic": {"inventory_system": InventorySystem.PERIODIC}, "fifo": {"cost_method": CostMethod.FIFO},
}  # fmt: skip
# Red mugs that came in at three costs, and what is left of each where some left before: place, layer, units, cost, value.
LAYERS = """
Shop Floor|old|10|4.00|40.00
Shop Floor|new|10|5.00|50.00
Old Depot|odd|7|4.50|31.51
"""


@dataclass
class Story:
    said: str = ""
    before: list[str] = field(default_factory=list)
    comes_to: list[str] = field(default_factory=list)


def stories(text: str) -> dict[str, Story]:
    """What each shows -> the story."""
    found: dict[str, Story] = {}
    for block in text.strip().split("\n\n"):
        title, *lines = block.splitlines()
        middle = lines.index("=>")
        assert title not in found, title
        found[title.removeprefix("# ")] = Story(lines[middle - 1], lines[: middle - 1], lines[middle + 1 :])
    return found


def told(story: Story) -> list[str]:
    """What the story comes to, a line each."""
    books, text, settled = shop(), "", tuple[Settled, ...]()
    for line in story.before:
        word, _, rest = line.partition(" ")
        if word == "books":
            books = _as(rest.split(), books)
        elif word == "reserved":
            item, units, amount = rest.split()
            books = replace(books, history=History((*books.history.entries, reserved(item, units, amount))))
        elif word == "account":
            books = replace(books, chart=Chart((*books.chart, _account(rest, books.currency))))
        elif word == "class":
            books = replace(books, history=_in_class(rest, books.history))
        elif word == "text":
            text = rest
        elif word == "settled":
            settled = (*settled, decode(Settled, json.loads(rest), rest, "settled"))
        else:
            books = _posted(word, rest, books)
    outcome = resolve(_event(story.said, text), settled, books, today=TODAY)
    valued = outcome if isinstance(outcome, Question) else value(outcome, books)
    if isinstance(valued, ValuedEntry):
        assert {amount.currency for amount in _amounts(valued)} <= {books.currency}
    return list(_rows(valued))


def _event(said: str, text: str = "") -> Event:
    event = {"kind": "write_off", "reason": "damaged", **json.loads(said)}
    (read,) = read_proposal({"events": [event]}, text, "written").events
    return read


def _as(words: list[str], books: ClientBooks) -> ClientBooks:
    policy: dict[str, Any] = {}
    for word in words:
        policy |= POLICY.get(word, {})
    books = replace(books, policy=replace(books.policy, **policy))
    if "layers" in words:
        books = replace(books, stock=_in_layers(books.stock))
    return _in_currency("GBP", books) if "GBP" in words else books


def _in_layers(shelves: Stock) -> Stock:
    rows = [row.split("|") for row in LAYERS.strip().splitlines()]
    holdings = [held for held in shelves.holdings if held.item != "MUG-RED"]
    for held in shelves.held("MUG-RED"):
        layers = tuple(
            Layer(name, date(2026, 1, 1), Decimal(units), Decimal(cost), usd(worth))
            for place, name, units, cost, worth in rows
            if place == held.location
        )
        holdings.append(replace(held, layers=layers))
    return Stock(shelves.items, tuple(holdings))


def _in_currency(currency: str, books: ClientBooks) -> ClientBooks:
    def held(holding: Holding) -> Holding:
        return replace(holding, layers=tuple(replace(one, value=Money(one.value.minor, currency)) for one in holding.layers))

    chart = Chart(tuple(replace(one, balance=Money(one.balance.minor, currency)) for one in books.chart))
    held_as = Stock(books.stock.items, tuple(held(each) for each in books.stock.holdings))
    policy = replace(books.policy, routine_limit=Money(books.policy.routine_limit.minor, currency))
    return replace(books, currency=currency, chart=chart, stock=held_as, policy=policy)


def _in_class(klass: str, history: Journal) -> History:
    classed = (replace(entry, lines=tuple(replace(line, klass=klass) for line in entry.lines)) for entry in history.entries)
    return History(tuple(classed))


def _account(said: str, currency: str) -> Account:
    number, kind, detail, balance, name = said.split(maxsplit=4)
    return Account(
        number, number, name, name, AccountType(kind.replace("_", " ").title()), Money.parse(balance, currency), detail
    )


def _posted(number: str, said: str, books: ClientBooks) -> ClientBooks:
    found = resolve(_event(said), (), books, today=TODAY)
    assert not isinstance(found, Question), found
    entry = value(found, books)
    assert isinstance(entry, ValuedEntry), entry
    later = after(books, number, entry, reverses=found.reverses.number if found.reverses else "")
    return replace(later, chart=books.chart)


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(valued: ValuedEntry | Question | Declined) -> Iterator[str]:
    if isinstance(valued, Declined):
        yield f"declined: {valued.says}"
    elif isinstance(valued, Question):
        yield f"asks {valued.asks}{'' if valued.about is None else f' of goods {valued.about}'}: {valued.says}"
    else:
        yield f"{valued.kind} {valued.reason}, a loss of {valued.loss}"
        yield from (f"{goods.item} @ {goods.location}: {_number(goods.quantity)}" for goods in valued.resolved.goods)
        yield from (_line(line) for line in valued.lines)
        yield from (row for move in valued.moves for row in _move(move))
        yield from (f"reserve {move.item} {_number(move.quantity)} units {move.amount}" for move in valued.reserve_moves)
        yield from (f"because {because}" for because in valued.derived)
        yield from (_found(finding) for finding in (*valued.resolved.findings, *valued.findings))


def _amounts(valued: ValuedEntry) -> Iterator[Money]:
    yield from (line.amount for line in valued.lines)
    yield from (move.amount for move in valued.reserve_moves)
    yield from (move.value for move in valued.moves)
    yield from (layer.value for move in valued.moves for layer in move.layers)


def _line(line: ValuedLine) -> str:
    words = f" “{line.words}”{' of the text' if line.named else ''}" if line.words else ""
    of = f"{line.party and f' of {line.party}'}{line.klass and f' in class {line.klass}'}"
    return f"{line.side.short} {line.role} {line.account or '-'} {line.amount}{words}{of}: {line.because}"


def _move(move: StockMove) -> Iterator[str]:
    stated = ", as stated" if move.stated_value else ""
    yield f"{_number(move.quantity)} {move.item} @ {move.location} in {move.account or '-'}, {move.value}{stated}"
    for layer in move.layers:
        yield f"  {layer.layer}: {_number(layer.quantity)} at {_number(layer.unit_cost)}, {layer.value}"


def _found(finding: Finding) -> str:
    return f"{'problem' if finding.blocks else 'warning'} {finding.code}: {finding.says} {finding.remedy}".rstrip()


def _number(number: Decimal) -> str:
    return f"{round(number, 6).normalize():f}"
