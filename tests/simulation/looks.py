"""The books of a client held against what must be true of them: balances, layers, what is reserved and held, warm and cold."""

from collections import Counter
from decimal import Decimal

from sqlalchemy import text as sql

from assistant.bookkeeping.reports import tie_outs, trial_balance
from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.stages.linking.places import unplaced
from assistant.store import DraftQuery
from tests.simulation.firm import Firm
from tests.simulation.shops import Shop
from tests.simulation.truth import Place

SAME = ("client", "name", "currency", "date_order", "policy", "chart", "stock", "differences", "precedents", "connected")
LINES = sql("SELECT account, sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) FROM lines"
            " WHERE client_id = :client GROUP BY account")  # fmt: skip
NUMBERS = sql("SELECT count(*), min(seq), max(seq) FROM entries WHERE client_id = :client AND sealed")
OPEN = sql("SELECT count(*) FROM entries WHERE client_id = :client AND NOT sealed")


def look(firm: Firm, shop: Shop, *, trail: bool = False) -> None:
    """Raises Amiss where anything is otherwise; with `trail`, also where the product itself finds something amiss between the
    books and their trail."""
    cold = firm.cold(shop.client)
    for process, store in enumerate(firm.stores):
        with store.client(shop.client, reads=True) as books:
            warm = books.books()
        for name in SAME:
            firm.expect(getattr(warm, name) == getattr(cold, name), f"process {process} has another {name} than is stored")
        found = [entry.number for entry in warm.history.entries]
        firm.expect(found == list(shop.truth.entries), f"process {process} has the entries {found}")
    _balances(firm, shop, cold)
    _goods(firm, shop, cold)
    _stored(firm, shop)
    if trail:
        with firm.eye.client(shop.client, reads=True) as held:
            faults = held.hold_against_trail(()).faults
        firm.expect(not faults, "; ".join(faults))


def _balances(firm: Firm, shop: Shop, books: ClientBooks) -> None:
    signed = {each.key: each.balance.minor * (1 if each.type.normal_side is Side.DEBIT else -1) for each in books.chart}
    rest = {key: (cents, shop.truth.balances[key]) for key, cents in signed.items() if cents != shop.truth.balances[key]}
    firm.expect(not rest, f"balances differ from what was posted: {rest}")
    trial = trial_balance(books)
    firm.expect(trial.debits == trial.credits, f"debits {trial.debits}, credits {trial.credits}")
    firm.expect(all(not each.unexplained for each in tie_outs(books)), f"{tie_outs(books)}")


def _goods(firm: Firm, shop: Shop, books: ClientBooks) -> None:
    truth, held = shop.truth, Counter[Place]()
    for place, units in truth.held.values():
        held[place] += units  # type: ignore[assignment]
    for holding in books.stock.holdings:
        place = holding.item, holding.location
        layers = [(each.id, each.quantity, each.value.minor, each.unit_cost) for each in holding.layers]
        must = [(each.id, each.units, each.minor, each.cost) for each in truth.layers[place]]
        firm.expect(layers == must, f"{place} has the layers {layers}, and must have {must}")
        reserved = truth.reserved(place)
        firm.expect(holding.reserved == reserved, f"{holding.reserved} of {place} are reserved, and {reserved} must be")
        there = min(Decimal(held[place]), truth.on_hand(place))
        firm.expect(holding.held == there, f"{holding.held} of {place} are set aside, and {there} must be")


def counted(firm: Firm, shop: Shop) -> None:
    """Nobody but us moves goods in a company, so that of what it was last known to hold, with what of ours it does not have yet,
    every unit lies at a place of ours: none is counted twice, and none never."""
    if shop.bench is None:
        return
    with firm.eye.client(shop.client, reads=True) as books:
        found = unplaced(books.books())
    firm.expect(not found, f"units are counted twice or never: {found}")


def _stored(firm: Firm, shop: Shop) -> None:
    """By SQL of its own: sums of lines, numbers, nothing left open."""
    with firm.eye.engine.begin() as connection:
        sums = {account: int(cents) for account, cents in connection.execute(LINES, {"client": shop.client})}
        count, first, last = connection.execute(NUMBERS, {"client": shop.client}).one()
        left_open = connection.execute(OPEN, {"client": shop.client}).scalar()
    lines = Counter[str]()
    for entry in shop.truth.entries.values():
        for line in entry.lines:
            lines[line.account] += line.amount.minor if line.side is Side.DEBIT else -line.amount.minor
    firm.expect(sums == dict(lines), f"lines add up to {sums}, and were posted as {dict(lines)}")
    firm.expect(not left_open, f"{left_open} entries are open")
    firm.expect(not count or last - first + 1 == count, f"{count} entries are numbered {first} to {last}")
    with firm.eye.client(shop.client, reads=True) as books:
        differ = books.sums_that_differ()
        drafts = {draft.id: draft for draft in books.drafts(DraftQuery())}
    firm.expect(not differ, "; ".join(differ))
    firm.expect(drafts.keys() == shop.truth.drafts.keys(), f"the drafts are {list(drafts)}")
    for key, drafted in shop.truth.drafts.items():
        stands = drafts[key]
        firm.expect(stands == drafted.shown or stands.state == "reversed", f"{key} was changed by nobody: {stands}")
