"""Any entry of goods and amounts: its documents add up to it, account by account, and no journal touches tracked goods."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import StockMove
from assistant.books.money import Money, allocate
from assistant.books.plan import Plan
from assistant.books.policy import Policy, StockKeptBy
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from assistant.books.remote import DocumentKind
from assistant.books.snapshot import Adjustments
from assistant.stages.rail.plan import plan
from tests.stages.rail.company import DAY, GOODS, ROLES, shop, usd

ITEMS = {row.split("|")[0]: row.split("|")[4] for row in GOODS.strip().splitlines() if not row.endswith("unlinked")}
TRACKED = {row.split("|")[0] for row in GOODS.strip().splitlines() if row.endswith("|tracked")}
TRACKED_ACCOUNTS = {ITEMS[item] for item in TRACKED}
PLACES = [(row.split("|")[0], row.split("|")[1]) for row in GOODS.strip().splitlines() if not row.endswith("unlinked")]
BEARERS = ("5050", "5060", "6910", "6200", "6300", "1500", "3100", "1290", "1400", "1000", "1450", "2000")
BOOKS = {
    "adjusted": shop(),
    "by hand": shop(adjustments=Adjustments.REFUSED),
    "cleared": shop(policy=Policy(usd("500.00"), manual_clearing="1900"), adjustments=Adjustments.REFUSED),
    "elsewhere": shop(policy=Policy(usd("500.00"), stock_kept_by=StockKeptBy.OTHER)),
}


def borne(amount: int, accounts: list[str], side: Side) -> list[Line]:
    """The amount shared out over the accounts that bear it, a line each."""
    accounts = list(dict.fromkeys(accounts))
    shares = allocate(Money(amount, "USD"), [Decimal(weight) for weight in range(1, len(accounts) + 1)])
    parties = {"2000": "Acme", "1450": "Acme"}
    lines = zip(accounts, shares, strict=True)
    return [Line(side, key, share, ROLES[key], parties.get(key, "")) for key, share in lines if share]


@st.composite
def entries(draw: st.DrawFn) -> PostedEntry:
    """Goods that leave or are found at several places, in several inventory accounts, borne by one or several accounts."""
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=5, unique=True))
    signs = draw(st.sampled_from([(-1,), (1,), (-1, 1)]))
    moves, lines = [], []
    for item, place in places:
        sign, units = draw(st.sampled_from(signs)), draw(st.integers(1, 500))
        minor = draw(st.sampled_from([0, 1, 99, 415, 123_456])) * (item != "GIFT")
        moves.append(StockMove(item, place, ITEMS[item], Decimal(sign * units) / 4, Money(sign * minor, "USD")))
    for side, sign in ((Side.CREDIT, -1), (Side.DEBIT, 1)):
        amounts: Counter[str] = Counter()
        for move in moves:
            if move.value.minor * sign > 0:
                amounts[move.account] += abs(move.value.minor)
        lines += [Line(side, key, Money(minor, "USD"), Role.INVENTORY) for key, minor in amounts.items()]
        bearers = draw(st.lists(st.sampled_from(BEARERS), min_size=1, max_size=4))
        lines += borne(sum(amounts.values()), bearers, side.other) if amounts else []
    lines.sort(key=lambda line: line.side is Side.CREDIT)
    kind = Kind.WRITE_OFF if signs == (-1,) else Kind.COUNT_ADJUSTMENT
    goods = tuple((move.item, move.location, -move.quantity) for move in moves)
    return PostedEntry("id", "WO-1", DAY, kind, Reason.DAMAGED, "Dropped", tuple(lines), goods, tuple(moves))


def mirrored(entry: PostedEntry) -> PostedEntry:
    return replace(
        entry,
        number="WO-2",
        kind=Kind.REVERSAL,
        reverses="WO-1",
        lines=tuple(replace(line, side=line.side.other) for line in entry.lines),
        moves=tuple(replace(move, quantity=-move.quantity, value=-move.value) for move in entry.moves),
    )


def effect(lines: Iterable[tuple[Side, str, Money]]) -> dict[str, int]:
    """Account to debits less credits, in cents; nothing for one that balances."""
    found: Counter[str] = Counter()
    for side, account, amount in lines:
        found[account] += amount.minor if side is Side.DEBIT else -amount.minor
    return {account: minor for account, minor in found.items() if minor}


def effect_of(made: Plan) -> dict[str, int]:
    """What the documents do to the accounts, goods at our cost."""
    found: list[tuple[Side, str, Money]] = []
    for document in made.documents:
        own = [(line.side, line.account, line.amount) for line in document.lines]
        own += [(Side.DEBIT, ITEMS[goods.item], goods.value) for goods in document.goods]
        found += own
        if document.account:
            rest = sum(amount.minor if side is Side.DEBIT else -amount.minor for side, _, amount in own)
            found.append((Side.CREDIT, document.account, Money(rest, "USD")))
    return effect(found)


@pytest.mark.parametrize("how", BOOKS)
@settings(max_examples=50)
@given(entry=entries())
def test_documents_add_up_to_the_entry_and_say_each_thing_once(how: str, entry: PostedEntry) -> None:
    made = plan(entry, BOOKS[how])
    assert made.hold is None
    assert effect_of(made) == effect((line.side, line.account, line.amount) for line in entry.lines)
    journals = [each for each in made.documents if each.kind is DocumentKind.JOURNAL_ENTRY]
    assert len(journals) <= 1
    assert not any(line.account in TRACKED_ACCOUNTS for each in journals for line in each.lines)
    assert all(line.amount.minor > 0 for each in made.documents for line in each.lines)
    assert all(effect((line.side, "one", line.amount) for line in each.lines) == {} for each in journals)
    sent = Counter((goods.item, goods.location, goods.quantity) for each in made.documents for goods in each.goods)
    assert sent == Counter((move.item, move.location, move.quantity) for move in entry.moves if move.item in TRACKED)
    assert [each.part for each in made.documents] == list(range(1, len(made.documents) + 1))
    assert all(each.after < each.part for each in made.documents)


@pytest.mark.parametrize("how", BOOKS)
@settings(max_examples=50)
@given(entry=entries())
def test_a_reversal_is_the_mirror_of_its_entry(how: str, entry: PostedEntry) -> None:
    made, back = plan(entry, BOOKS[how]), plan(mirrored(entry), BOOKS[how])
    assert effect_of(back) == {account: -minor for account, minor in effect_of(made).items()}
    units = {(each.item, each.location): -each.quantity for document in made.documents for each in document.goods}
    assert units == {(each.item, each.location): each.quantity for document in back.documents for each in document.goods}
    assert not any(document.kind is DocumentKind.VENDOR_CREDIT for document in back.documents)
    if not any(document.kind is DocumentKind.VENDOR_CREDIT for document in made.documents):
        kinds = (Counter((each.kind, each.account) for each in either.documents) for either in (made, back))
        assert next(kinds) == next(kinds)


@given(entry=entries(), minor=st.integers(1, 10**6))
def test_an_amount_on_tracked_goods_is_never_sent(entry: PostedEntry, minor: int) -> None:
    lines = (
        Line(Side.DEBIT, "5050", Money(minor, "USD"), Role.LOSS),
        Line(Side.CREDIT, "1200", Money(minor, "USD"), Role.INVENTORY),
    )
    beside = replace(entry, lines=(*entry.lines, *lines))
    assert plan(beside, BOOKS["adjusted"]).documents == ()
