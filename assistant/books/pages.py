"""A draft or a posted entry to its page, with the names that a person knows goods and accounts by."""

from collections.abc import Iterable
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft, MappedLine
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import StockMove
from assistant.books.notation import Page, PageGoods, PageLine, shown_confidence

Units = tuple[str, str, Decimal]  # item, location, signed units: positive left or were written down


def page_of(draft: Draft, books: ClientBooks, memo: str = "") -> Page:
    """The entry that the draft would post, under the draft's id, each line with its confidence. ValueError where it has none."""
    if draft.entry is None:
        raise ValueError(f"{draft.id} has no entry")
    valued, resolved = draft.entry.valued, draft.entry.valued.resolved
    units = [(goods.item, goods.location, goods.quantity) for goods in resolved.goods]
    return Page(
        entry_date=draft.entry.entry_date,
        memo=memo,
        number=draft.id,
        kind=valued.kind,
        reason=valued.reason,
        reverses=resolved.reverses.number if resolved.reverses else "",
        goods=page_goods(units, valued.moves, books),
        lines=page_lines(draft.entry.lines, books),
    )


def page_of_posted(entry: PostedEntry, books: ClientBooks) -> Page:
    """The entry as the journal holds it, under its number."""
    return Page(
        entry_date=entry.entry_date,
        memo=entry.memo,
        number=entry.number,
        kind=entry.kind,
        reason=entry.reason,
        reverses=entry.reverses,
        goods=page_goods(entry.goods, entry.moves, books),
        lines=page_lines(entry.lines, books),
    )


def page_goods(units: Iterable[Units], moves: Iterable[StockMove], books: ClientBooks) -> tuple[PageGoods, ...]:
    """What the entry does to the stock; goods that it values anew where they lie show their units and stay."""
    moved = {(move.item, move.location) for move in moves if move.quantity}
    goods = []
    for key, location, quantity in units:
        item, stays = books.stock.item(key), (key, location) not in moved
        goods.append(PageGoods(quantity if stays else -quantity, item.unit if item else "each", key, location, stays))
    return tuple(goods)


def page_lines(lines: Iterable[Line | MappedLine], books: ClientBooks) -> tuple[PageLine, ...]:
    shown = []
    for line in lines:
        account = books.chart.get(line.account)
        name = account.name if account and account.number else ""
        sure = shown_confidence(line.confidence) if isinstance(line, MappedLine) else None
        shown.append(PageLine(line.side, line.account, name, line.amount, sure))
    return tuple(shown)
