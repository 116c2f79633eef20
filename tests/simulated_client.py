"""A client who books the like of things the same way each time, not always as the rules would: events typed, corrected, approved.

Everything goes through the doors that a person's texts go through: the embedded reader, the walk, what approvals teach. Chance is
passed in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random  # noqa: TID251  a seeded generator is passed in

from assistant.adapters.files.client import read_client
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ApprovedEntry, Draft, DraftState, MappedLine
from assistant.books.entry import PostedEntry
from assistant.books.precedent import Confirmation, Precedent, Precedents, standing
from assistant.books.reading_context import reading_context
from assistant.drafting import draft_of
from assistant.learning import learn
from assistant.readers.rules.reader import RulesReader
from assistant.walk import reading_of

DAY = date(2026, 10, 9)
WHAT = (
    "smashed by the forklift", "dropped on the loading dock", "crushed under a fallen shelf", "chipped by a customer",
    "soaked by the leaking roof", "torn open by a knife", "faded in the window", "missing after the move",
    "cannot be found since the stock take", "short on the cycle count", "past their date", "gone mouldy in the cold room",
    "spoiled by damp", "ruined on the cutting machine", "misprinted on our own press", "given away as samples at the fair",
    "used for staff training", "used up cleaning the shop", "put on display in the showroom", "no longer sellable, superseded",
)  # fmt: skip
SAID = (
    "{n} {goods} {what}", "{n} {goods} {what} {when}", "{when} {n} {goods} {what}", "write off {n} {goods}, {what}",
    "please book {n} {goods} {what} {when}", "{n} more {goods} {what}", "hi, {n} {goods} {what} {when}, thanks",
    "{N} {goods} {what}.", "another {n} {goods} {what} {when}",
)  # fmt: skip
WHEN = ("today", "yesterday", "on Monday", "last Friday", "this morning", "on 5 October", "the day before yesterday")
WORDS = ("One", "Two", "Three", "Four", "Five")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Goods and what happens to them again and again; `account` is where this client books it, whatever the rules say."""

    item: str
    goods: str
    what: str
    account: str = ""


@dataclass
class Past:
    """What a client's books remember, without a database: the doors that `learn` asks."""

    standing_books: ClientBooks
    known: Precedents = field(default_factory=Precedents)
    seen: dict[str, list[Confirmation]] = field(default_factory=dict)

    def books(self, *, without_draft: str = "") -> ClientBooks:
        return replace(self.standing_books, precedents=self.known)

    def next_precedent_id(self) -> str:
        return f"P-{len(self.seen) + 1}"

    def confirm(self, precedent: Precedent, confirmation: Confirmation) -> Precedent:
        self.seen.setdefault(precedent.id, []).append(confirmation)
        stands = standing(precedent, self.seen[precedent.id])
        assert stands is not None
        self.known = self.known.with_([stands])
        return stands

    def record(self, *, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object]) -> None:
        """No trail is kept."""


@dataclass
class Client:
    """Types texts, corrects accounts, approves."""

    past: Past
    reader: RulesReader = field(default_factory=RulesReader)
    approvals: int = 0

    def draft(self, text: str, *, remembering: bool = True) -> Draft | None:
        """The one draft of the text, ready to approve; None where it was asked, blocked or read as something else."""
        books = self.past.books() if remembering else self.past.standing_books
        proposal = self.reader.interpret(text, reading_context(books, DAY))
        if len(proposal.events) != 1:
            return None
        blank = Draft(id="D-1", client=books.client, version=1, state=DraftState.WAITING, text=text, text_id="T-1",
                      event=proposal.events[0], reading=reading_of(proposal))  # fmt: skip
        drafted = draft_of(blank, books, today=DAY, said_on=DAY, said=())
        return drafted if drafted.state is DraftState.WAITING and chosen(drafted) is not None else None

    def approve(self, draft: Draft, account: str) -> None:
        """Approves the draft with its one free line at this account, corrected where it stands elsewhere."""
        assert draft.entry is not None
        self.approvals += 1
        free = chosen(draft)
        assert free is not None
        corrected = replace(free, account=account, proposed=free.account if account != free.account else "")
        entry = replace(draft.entry, lines=tuple(corrected if line is free else line for line in draft.entry.lines))
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=self.approvals)
        posted = PostedEntry(f"E-{self.approvals}", f"WO-{1000 + self.approvals}", entry.entry_date, entry.valued.kind,
                             entry.valued.reason, draft.text, ())  # fmt: skip
        approved = ApprovedEntry(draft, entry, entry.fingerprint(), "ann", at)
        learn(self.past, approved, posted, self.past.known)  # type: ignore[arg-type]


def chosen(draft: Draft) -> MappedLine | None:
    """The one line whose account the rules leave to words."""
    free = [line for line in draft.entry.lines if line.matter is not None] if draft.entry else []
    return free[0] if len(free) == 1 else None


def opened(sample: Path) -> Client:
    return Client(Past(read_client(sample, sample.name)))


def phrases(client: Client, chance: Random, *, many: int, own_way: float) -> list[Phrase]:
    """Phrases that the reader understands, each with its account: `own_way` is the share that this client books its own way,
    to another account of the type that the rule calls for. Every fourth is a second thing that happens to goods of another."""
    books, found = client.past.standing_books, list[Phrase]()
    items = [item for item in books.stock if five_within_the_limit(item.key, books)]
    while len(found) < many:
        item = chance.choice(items)
        goods = found[-1].goods if found and len(found) % 4 == 3 else item.name
        key = found[-1].item if found and len(found) % 4 == 3 else item.key
        phrase = Phrase(key, goods, chance.choice(WHAT))
        drafted = client.draft(f"2 {phrase.goods} {phrase.what}", remembering=False)
        if drafted is None or drafted.entry is None or any((one.item, one.what) == (key, phrase.what) for one in found):
            continue
        line = chosen(drafted)
        assert line is not None
        if {goods.item for goods in drafted.entry.valued.resolved.goods} != {key}:
            continue
        kind = books.chart[line.account].type
        others = [one.key for one in books.chart.of_type(kind) if one.key != line.account]
        account = chance.choice(others) if others and chance.random() < own_way else line.account
        found.append(replace(phrase, account=account))
    return found


def five_within_the_limit(item: str, books: ClientBooks) -> bool:
    """Five of them are on hand, at one place, and worth no more than a routine loss."""
    held = max(books.stock.held(item), key=lambda holding: holding.on_hand)
    return held.on_hand >= 5 and held.carrying_value(Decimal(5), books.currency) <= books.policy.routine_limit


def typed(phrase: Phrase, chance: Random) -> str:
    """The phrase as it is typed today: other numbers, days and wording around it."""
    number = chance.randint(1, 5)
    goods = chance.choice((phrase.goods, phrase.goods.lower()))
    said = chance.choice(SAID).format(n=number, N=WORDS[number - 1], goods=goods, what=phrase.what, when=chance.choice(WHEN))
    return " ".join(said.split())


@dataclass(frozen=True, slots=True)
class Drafted:
    """One draft of a phrase: confirmations of its account before, and whether the account was right."""

    phrase: Phrase
    text: str
    before: int
    right: bool
    because: str
    confidence: float


def year(
    client: Client, learned: Sequence[Phrase], chance: Random, *, times: int, overlooked: float = 0.0
) -> Iterator[Drafted]:
    """Each phrase so many times, shuffled: drafted, corrected where it is wrong, approved. `overlooked` is the share of wrong
    accounts that the approver does not notice: these are approved as they stand, and count as no confirmation."""
    events = [phrase for phrase in learned for _ in range(times)]
    chance.shuffle(events)
    confirmed: dict[Phrase, int] = {}
    for phrase in events:
        text = typed(phrase, chance)
        drafted = client.draft(text)
        if drafted is None:
            continue
        line = chosen(drafted)
        assert line is not None
        yield Drafted(phrase, text, confirmed.get(phrase, 0), line.account == phrase.account, line.because, line.confidence)
        if line.account != phrase.account and chance.random() < overlooked:
            client.approve(drafted, line.account)
            continue
        client.approve(drafted, phrase.account)
        confirmed[phrase] = confirmed.get(phrase, 0) + 1
