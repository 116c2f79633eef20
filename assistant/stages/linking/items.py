"""Goods of ours and a company's items to which is which: by the very SKU, else by full name, among the active ones."""

from collections.abc import Iterable

from assistant.books.goods import Item
from assistant.books.remote import LinkKind, Links
from assistant.books.snapshot import RemoteItem
from assistant.stages.linking.matching import Matching, Sides, free, indexed, match, spelt


def match_items(items: Iterable[Item], company: Iterable[RemoteItem], known: Links | None = None) -> Matching:
    """Links goods to items. A SKU or name that several bear links none of them: a person says which."""
    known = known or Links()
    rows = free(LinkKind.ITEM, company, known)
    by_sku, by_name = indexed(rows, lambda row: row.sku.strip()), indexed(rows, lambda row: spelt(row.name))

    def find(ours: Item) -> RemoteItem | str:
        same = by_sku.get(ours.sku.strip(), []) if ours.sku else []
        # one with another SKU is other goods, whatever it is called
        found = same or [row for row in by_name.get(spelt(ours.name), []) if not (ours.sku and row.sku)]
        return found[0] if len(found) == 1 else _why(ours, len(found), by_sku=bool(same))

    return match(LinkKind.ITEM, items, rows, known, of=lambda ours: Sides(ours.key, _label(ours)), find=find)


def _label(item: Item) -> str:
    return item.key if item.name == item.key else f"{item.key} {item.name}"


def _why(ours: Item, found: int, *, by_sku: bool) -> str:
    if not found:
        by = f"SKU {ours.sku} or is called" if ours.sku else "is called"
        return f"No active item there has {by} {ours.name!r}." if ours.sku else f"No active item there {by} {ours.name!r}."
    return f"{found} items there have the SKU {ours.sku}." if by_sku else f"{found} items there are called {ours.name!r}."
