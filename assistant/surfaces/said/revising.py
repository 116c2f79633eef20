"""What `revise` is told to the facts that it settles: what a person types is read as an answer to a question would be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from assistant.bookkeeping.settling import find_account
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.proposal import Event, RecoverySaid, RecoverySource, RecoveryStatus, Value, ValueRelation
from assistant.books.quantity import parse_quantity
from assistant.books.question import Asks, Question, Settled, Unanswered
from assistant.books.reading_context import reading_context
from assistant.books.reasons import Kind, Reason
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.stages.rail.holds import class_there
from assistant.surfaces.said.days import day_said
from assistant.workflow import AnswerReader

ANSWERED = {"item": Asks.ITEM, "quantity": Asks.QUANTITY, "amount": Asks.AMOUNT, "nrv": Asks.NET_REALIZABLE_VALUE}
SUCH_AS = {"item": "MUG-01", "quantity": "12", "amount": "240.00", "nrv": "1.50 each"}
AS = {"item": "goods of this client", "quantity": "a number of units", "amount": "an amount", "nrv": "what goods will bring"}
FACTS = (
    "item", "quantity", "amount", "nrv", "place", "reason", "sub_reason", "kind", "supplier", "note", "klass", "recovery",
)  # fmt: skip
BLANK = frozenset({"klass", "sub_reason"})  # facts that nothing may be said of: none


@dataclass(frozen=True, slots=True)
class Revision:
    """The facts settled, and the accounts chosen by line."""

    settled: tuple[Settled, ...] = ()
    overrides: tuple[tuple[int, str], ...] = ()


def revision(
    draft: Draft, books: ClientBooks, answers: AnswerReader, said: Mapping[str, str | None], *, about: int | None,
    on: date | None, line: int | None, today: date, offer: int | None = None,
) -> Revision:  # fmt: skip
    """`said` holds the options that are words, by name; `about` is the line of goods meant, from 0."""
    settling = Settling.of(draft, books, answers, today)
    account = said.get("account") or ""
    overrides = (settling.line(line, account),) if line is not None else ()
    settled = [
        *([settling.offered(offer)] if offer is not None else []),
        *(settling.fact(name, words, about) for name in FACTS if (words := said.get(name) or "") or _none_said(name, said)),
    ]
    if on is not None:
        settled.append(Settled(words=on.isoformat(), entry_date=on))
    if account and line is None:
        settled.append(settling.fact("account", account, None))
    if not settled and not overrides:
        raise WrongUsage("Nothing is to be revised.", "Name what: --quantity 12, --reason expired, --line 1 --account 5050 …")
    return Revision(tuple(settled), overrides)


def _none_said(name: str, said: Mapping[str, str | None]) -> bool:
    """An empty word that says: none."""
    return name in BLANK and said.get(name) is not None


@dataclass(frozen=True, slots=True)
class Settling:
    """A draft that facts are stated of, and what they are read by. `reason` is the one that a sub-reason would stand under."""

    draft: Draft
    event: Event
    books: ClientBooks
    answers: AnswerReader
    today: date
    reason: Reason | None = None

    @classmethod
    def of(cls, draft: Draft, books: ClientBooks, answers: AnswerReader, today: date) -> "Settling":
        """RefusedByBooks for a draft that holds no event."""
        if draft.event is None:
            raise RefusedByBooks(f"{draft.id} holds no event to revise.", "Draft it again in other words.")
        return cls(draft, draft.event, books, answers, today)

    def fact(self, name: str, words: str, about: int | None) -> Settled:
        """What a person states of one fact (of FACTS, or 'date' or 'account'), of goods line `about`, from 0. WrongUsage, or
        NotFound, where the words do not say it."""
        match name:
            case "item" | "quantity" | "amount" | "nrv":
                return self._answered(name, words, about)
            case "place":
                return Settled(words=words, about=about, place=words)
            case "date":
                return Settled(words=words, entry_date=day_said(words, self.books.date_order))
            case "reason":
                return Settled(words=words, reason=_one_of(Reason, words, "reason"))
            case "kind":
                return Settled(words=words, kind=_one_of(Kind, words, "kind"))
            case "sub_reason":
                return Settled(words=words, sub_reason=self._sub_reason(words))
            case "supplier":
                return Settled(words=words, supplier=words)
            case "note":
                return Settled(words=words, note=words)
            case "klass":
                return Settled(words=words, klass=class_named(words, self.books))
            case "account":
                return Settled(words=words, account=find_account(self.books.chart, words).key)
            case _:
                return Settled(words=words, recovery=_recovery(words))

    def line(self, n: int, account: str) -> tuple[int, str]:
        """The account that a person names for line `n` of the entry, from 1."""
        lines = self.draft.entry.lines if self.draft.entry else ()
        if n not in [mapped.n for mapped in lines]:
            raise WrongUsage(f"{self.draft.id} has no line {n}.", f"writeoff show {self.draft.id} lists them, from 1.")
        return n, find_account(self.books.chart, account).key

    def offered(self, offer: int) -> Settled:
        """The goods of that offer, from 1, as the draft was last shown."""
        offers = self.draft.offers
        if not 0 < offer <= len(offers):
            there = f"It has {len(offers)}." if offers else "No goods on hand make its amount at cost, or it names goods."
            raise WrongUsage(f"{self.draft.id} has no offer {offer}.", there)
        return offers[offer - 1].settled()

    def _answered(self, name: str, words: str, about: int | None) -> Settled:
        """The words as an answer to the question that asks for this fact."""
        if name == "item" and self.books.stock.item(words):
            return Settled(words=words, about=about, item=words)
        question = Question(ANSWERED[name], f"--{name}", about=about)
        told = self.answers.settle(question, self.event, words, reading_context(self.books, self.today))
        stated = None if isinstance(told, Unanswered) else next((value for fact in told if (value := getattr(fact, name))), None)
        if stated is None:
            raise WrongUsage(f"{words!r} cannot be read as {AS[name]}.", f"Write it such as {SUCH_AS[name]!r}.")
        return replace(Settled(words=words, about=about), **{name: stated})

    def _sub_reason(self, words: str) -> str:
        """One of the client's own under the reason that the draft has, or is given with it; '' for none."""
        reason = self.reason or (self.draft.entry.valued.reason if self.draft.entry else self.event.reason)
        own = self.books.policy.sub_reasons.get(reason, ())
        named = next((each for each in own if each.casefold() == words.strip().casefold()), None)
        if words.strip() and named is None:
            there = f"There are: {'; '.join(own)}." if own else "The policy has none under it (writeoff policy set sub_reasons)."
            raise NotFound(f"{words!r} is no sub-reason of {reason.value}.", there)
        return named or ""


Named = TypeVar("Named", bound=StrEnum)


def _one_of(names: type[Named], words: str, what: str) -> Named:
    try:
        return names(re.sub(r"[\s-]+", "_", words.strip().lower()))
    except ValueError as error:
        raise WrongUsage(f"{words!r} is no {what}.", f"Write one of: {', '.join(names)}.") from error


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
            f"{words!r} does not say who bears how much.",
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
