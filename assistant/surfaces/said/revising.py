"""What `revise` is told to the facts that it settles: what a person types is read as an answer to a question would be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.bookkeeping.settling import find_account
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.proposal import RecoverySaid, RecoverySource, RecoveryStatus, Value, ValueRelation
from assistant.books.quantity import parse_quantity
from assistant.books.question import Asks, Question, Settled, Unanswered
from assistant.books.reading_context import reading_context
from assistant.books.reasons import Kind, Reason
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.stages.rail.holds import class_there
from assistant.workflow import AnswerReader

ANSWERED = {"item": Asks.ITEM, "quantity": Asks.QUANTITY, "amount": Asks.AMOUNT, "nrv": Asks.NET_REALIZABLE_VALUE}
SUCH_AS = {"item": "MUG-01", "quantity": "12", "amount": "240.00", "nrv": "1.50 each"}


@dataclass(frozen=True, slots=True)
class Revision:
    """The facts settled, and the accounts chosen by line."""

    settled: tuple[Settled, ...]
    overrides: tuple[tuple[int, str], ...]


def revision(
    draft: Draft, books: ClientBooks, answers: AnswerReader, said: Mapping[str, str | None], *, about: int | None,
    on: date | None, line: int | None, today: date, offer: int | None = None,
) -> Revision:  # fmt: skip
    """`said` holds the options that are words, by name; `about` is the line of goods meant, from 0."""
    if draft.event is None:
        raise RefusedByBooks(f"{draft.id} holds no event to revise.", "Draft it again in other words.")
    overrides: tuple[tuple[int, str], ...] = ()
    account = said.get("account")
    if line is not None:
        overrides = ((_line(draft, line), find_account(books.chart, account or "").key),)
    settled = [
        *([_offered(draft, offer)] if offer is not None else []),
        *(_answered(name, said[name] or "", draft, books, answers, about, today) for name in ANSWERED if said.get(name)),
        *_stated(said, about, books),
    ]
    if on is not None:
        settled.append(Settled(words=on.isoformat(), entry_date=on))
    if account and line is None:
        settled.append(Settled(words=account, account=find_account(books.chart, account).key))
    if not settled and not overrides:
        raise WrongUsage("Nothing is to be revised.", "Name what: --quantity 12, --reason expired, --line 1 --account 5050 …")
    return Revision(tuple(settled), overrides)


def _line(draft: Draft, line: int) -> int:
    lines = draft.entry.lines if draft.entry else ()
    if line not in [mapped.n for mapped in lines]:
        raise WrongUsage(f"{draft.id} has no line {line}.", f"writeoff show {draft.id} lists them, from 1.")
    return line


def _offered(draft: Draft, offer: int) -> Settled:
    """The goods of that offer, as the draft was last shown."""
    if offer > len(draft.offers):
        there = f"It has {len(draft.offers)}." if draft.offers else "No goods on hand make its amount at cost, or it names goods."
        raise WrongUsage(f"{draft.id} has no offer {offer}.", there)
    return draft.offers[offer - 1].settled()


def _answered(
    name: str, words: str, draft: Draft, books: ClientBooks, answers: AnswerReader, about: int | None, today: date
) -> Settled:
    """The words as an answer to the question that asks for this fact."""
    if name == "item" and books.stock.item(words):
        return Settled(words=words, about=about, item=words)
    assert draft.event is not None
    question = Question(ANSWERED[name], f"--{name}", about=about)
    told = answers.settle(question, draft.event, words, reading_context(books, today))
    stated = None if isinstance(told, Unanswered) else next((value for fact in told if (value := getattr(fact, name))), None)
    if stated is None:
        raise WrongUsage(f"--{name} {words!r} cannot be read as that.", f"Write it such as --{name} {SUCH_AS[name]!r}.")
    return replace(Settled(words=words, about=about), **{name: stated})


def _stated(said: Mapping[str, str | None], about: int | None, books: ClientBooks) -> Iterator[Settled]:
    """The facts that need no reading."""
    if place := said.get("place"):
        yield Settled(words=place, about=about, place=place)
    if reason := said.get("reason"):
        yield Settled(words=reason, reason=Reason(reason))
    if kind := said.get("kind"):
        yield Settled(words=kind, kind=Kind(kind))
    if supplier := said.get("supplier"):
        yield Settled(words=supplier, supplier=supplier)
    if note := said.get("note"):
        yield Settled(words=note, note=note)
    if (klass := said.get("klass")) is not None:
        named = class_named(klass, books)
        yield Settled(words=klass, klass=named)
    if recovery := said.get("recovery"):
        yield Settled(words=recovery, recovery=_recovery(recovery))


def class_named(said: str, books: ClientBooks) -> str:
    """The class by QuickBooks' own name for it; as said where the books are not connected. NotFound lists them."""
    said, connected = said.strip(), books.connected
    if not said or connected is None:
        return said
    there = class_there(said, connected)
    if there is None:
        names = [row.name for row in connected.snapshot.classes if row.active]
        listed = f"There are: {'; '.join(names[:12])}." if names else "It has none; pull again if there are: writeoff qbo pull"
        raise NotFound(f"The QuickBooks company has no active class {said!r}.", listed)
    return there.name


def _recovery(words: str) -> RecoverySaid:
    """'insurer agreed 1,200.00', 'supplier agreed' for all of the loss, 'insurer refused'."""
    match = re.fullmatch(r"(\w+) (\w+)(?: ([\d.,]+))?", " ".join(words.lower().split()))
    if match is None or match[1] not in tuple(RecoverySource) or match[2] not in tuple(RecoveryStatus):
        raise WrongUsage(
            f"--recovery {words!r} does not say who bears how much.",
            f"Write WHO HOW [AMOUNT], such as 'insurer agreed 1,200.00'. Who: {', '.join(RecoverySource)}. "
            f"How: {', '.join(RecoveryStatus)}.",
        )
    value = Value(ValueRelation.TOTAL, _amount(match[3])) if match[3] else None
    return RecoverySaid(RecoverySource(match[1]), RecoveryStatus(match[2]), value)


def _amount(words: str) -> Decimal:
    try:
        return parse_quantity(words)
    except ValueError as error:
        raise WrongUsage(f"{words} is not an amount.", "Write it such as 1,200.00.") from error
