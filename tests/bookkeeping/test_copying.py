"""Copies of books held against what they were brought back into: what differs is named."""

from dataclasses import replace

import pytest

from assistant.bookkeeping.copying import Proof, differences

SHOP = Proof("shop", 12, 60, "a" * 64, (), connected=False)
CAFE = replace(SHOP, client="cafe")


@pytest.mark.parametrize(
    ("restored", "says"),
    [
        ((SHOP, CAFE), ()),
        ((SHOP,), ("cafe is in the copy and not here",)),
        ((SHOP, CAFE, replace(SHOP, client="kiln")), ("kiln is here and not in the copy",)),
        ((SHOP, replace(CAFE, entries=11)), ("cafe: entries 12 in the copy, 11 here",)),
        ((replace(SHOP, events=61, last="b" * 64), CAFE),
         ("shop: events 60 in the copy, 61 here", f"shop: last {'a' * 64} in the copy, {'b' * 64} here")),
        ((SHOP, replace(CAFE, amiss=("a gap",))), ("cafe: only here, a gap",)),
        ((SHOP, replace(CAFE, connected=True)), ("cafe: connected in one of the two alone",)),
    ],
)  # fmt: skip
def test_what_was_not_brought_back_as_it_was_is_named(restored: tuple[Proof, ...], says: tuple[str, ...]) -> None:
    assert differences((SHOP, CAFE), restored) == says
