"""Tracked goods to the accounts they leave against: the entry's own for its loss, else what the mapper chooses for such a loss.

An adjustment has one account for all its goods. Where an entry parts its loss over several accounts by the goods' inventory
accounts, each is found again by the amounts; one that parts it otherwise has all goods against its first, and the journal moves
the rest from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line
from assistant.books.goods import StockMove
from assistant.books.money import Money, total
from assistant.books.proposal import Role
from assistant.books.reasons import Kind
from assistant.stages.mapping.circumstances import Circumstances, circumstances, side_of_limit, with_english
from assistant.stages.mapping.loss import loss_pick
from assistant.stages.mapping.map import LOSS_ROLES
from assistant.stages.mapping.standing import LOSS_TYPES
from assistant.stages.mapping.wanted import CAUSE_OF_REASON
from assistant.stages.rail.seen import Seen, seen

MOST_TRIED = 4096  # ways to share inventory accounts out over loss accounts


@dataclass(frozen=True, slots=True)
class Against:
    """Goods that leave (or come back) against one account, with the class of its line."""

    account: str
    moves: tuple[StockMove, ...]
    klass: str = ""


def against(entry: Seen, moves: Sequence[StockMove], books: ClientBooks, *, instead: str = "") -> tuple[Against, ...]:
    """The moves by the account they go against, in the order first met; none where the chart has no account for a loss.
    `instead` is what an entry without a loss of its own was planned to go against before."""
    found: dict[tuple[str, str], list[StockMove]] = {}
    for leaving in (True, False):
        part = [move for move in moves if (move.quantity < 0) is leaving]
        if not part:
            continue
        side = Side.DEBIT if leaving else Side.CREDIT
        lines = losses(entry, side, books) or losses(entry, side.other, books)
        if not lines:
            account = instead if _of_a_loss(instead, books) else chosen(entry, books)
            if account is None:
                return ()
            found.setdefault((account, ""), []).extend(part)
            continue
        shared = _shared_out(entry, lines, side)
        for move in part:
            line = shared.get(move.account, lines[0])
            found.setdefault((line.account, line.klass), []).append(move)
    return tuple(Against(account, tuple(part), klass) for (account, klass), part in found.items())


def losses(entry: Seen, side: Side, books: ClientBooks) -> list[Line]:
    """The lines on that side that bear a loss in profit and loss."""
    return [line for line in entry.lines if line.side is side and line.role in LOSS_ROLES and _of_a_loss(line.account, books)]


def _of_a_loss(key: str, books: ClientBooks) -> bool:
    account = books.chart.get(key)
    return account is not None and account.type in LOSS_TYPES


def _shared_out(entry: Seen, lines: Sequence[Line], side: Side) -> dict[str, Line]:
    """Inventory account to the loss line that bears what it gives, where the amounts tell."""
    held: dict[str, Money] = {}
    for line in entry.lines:
        if line.role is Role.INVENTORY and line.side is side.other:
            held[line.account] = held[line.account] + line.amount if line.account in held else line.amount
    if len(lines) < 2 or len(lines) ** len(held) > MOST_TRIED:
        return {}
    for way in product(range(len(lines)), repeat=len(held)):
        shares = list(zip(held.items(), way, strict=True))
        if all(
            total((amount for (_, amount), taker in shares if taker == place), line.amount.currency) == line.amount
            for place, line in enumerate(lines)
        ):
            return {account: lines[taker] for (account, _), taker in shares}
    return {}


def chosen(entry: Seen, books: ClientBooks) -> str | None:
    """The account that the mapper would choose for a loss of these goods, where nothing of the entry is one: others bear all of
    it, an owner took them, or they cost nothing. A reversal goes against what the original went against."""
    if entry.reversal and entry.reverses is not None:
        original = seen(entry.reverses, books)
        own = losses(original, Side.DEBIT, books) or losses(original, Side.CREDIT, books)
        return own[0].account if own else chosen(original, books)
    books = with_english(books)
    pick = loss_pick(_circumstances(entry, books))
    return pick.account if pick is not None else None


def _circumstances(entry: Seen, books: ClientBooks) -> Circumstances:
    if entry.valued is not None:
        return circumstances(entry.valued, books)
    cause = CAUSE_OF_REASON.get(entry.reason)
    loss = abs(total((move.value for move in entry.moves), books.currency))
    unusual, because = side_of_limit(loss, cause, books)
    return Circumstances(books, entry.reason, Kind.WRITE_OFF, cause, unusual, because)
