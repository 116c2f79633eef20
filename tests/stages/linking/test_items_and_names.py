"""Which item of the company is which of ours, and which of its names."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.entry import Line
from assistant.books.goods import Item
from assistant.books.proposal import Role
from assistant.books.remote import Link, LinkKind, Links
from assistant.books.snapshot import RemoteItem, RemoteName
from assistant.stages.linking.items import match_items
from assistant.stages.linking.names import match_names, vendors_of
from tests.stages.shop import chart, usd

AT = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)
MUG = Item("MUG-RED", "MUG-RED", "Enamel Mug Red")
LAMP = Item("Vintage Lamp", "", "Vintage Lamp")


def there(id_: str, name: str, sku: str = "", active: bool = True) -> RemoteItem:
    return RemoteItem(id_, name, sku, tracked=True, active=active)


def settled(ours: str, remote_id: str, kind: LinkKind = LinkKind.ITEM) -> Links:
    return Links((Link(kind, ours, remote_id, "as it was", "ana", AT),))


@pytest.mark.parametrize(
    ("item", "company", "id_"),
    [
        (MUG, [there("9", "Red mug", "MUG-RED"), there("8", "Enamel Mug Red")], "9"),
        (MUG, [there("9", "Red mug", "mug-red")], None),  # the very SKU, or it is another's
        (MUG, [there("8", "enamel mug  RED")], "8"),
        (MUG, [there("8", "Enamel Mug Red", "MUG-RED-2")], None),
        (MUG, [there("9", "Red mug", "MUG-RED", active=False)], None),
        (MUG, [there("9", "Red mug", "MUG-RED"), there("8", "Red mug, new", "MUG-RED")], None),
        (LAMP, [there("7", "Vintage Lamp", "LMP")], "7"),
        (LAMP, [there("7", "Vintage Lamp"), there("6", "VINTAGE LAMP")], None),
    ],
)
def test_by_the_very_sku_else_by_full_name_among_the_active(item: Item, company: list[RemoteItem], id_: str | None) -> None:
    found = match_items([item], company)
    assert ([link.remote_id for link in found.links], [each.ours for each in found.unmatched]) == (
        ([id_], []) if id_ else ([], [item.key])
    )


def test_why_one_has_no_counterpart() -> None:
    company = [there("9", "Red mug", "MUG-RED"), there("8", "Red mug, new", "MUG-RED"), there("7", "Lamp")]
    found = match_items([MUG, LAMP], company)
    assert [each.says for each in found.unmatched] == [
        "2 items there have the SKU MUG-RED.",
        "No active item there is called 'Vintage Lamp'.",
    ]
    assert [each.name for each in found.only_there] == ["Red mug", "Red mug, new", "Lamp"]


def test_what_fits_two_of_ours_is_linked_to_neither() -> None:
    twin = Item("RED-2", "RED-2", "Enamel Mug Red")
    found = match_items([MUG, twin], [there("8", "Enamel Mug Red")])
    assert (found.links, [each.ours for each in found.unmatched]) == ((), ["MUG-RED", "RED-2"])


def test_what_a_person_settled_stays_by_id_whatever_it_is_called() -> None:
    company = [there("5", "Something else", "XYZ", active=False), there("9", "Red mug", "MUG-RED")]
    found = match_items([MUG], company, settled("MUG-RED", "5"))
    assert [(link.remote_id, link.confirmed) for link in found.links] == [("5", True)]
    assert [each.remote_id for each in found.only_there] == ["9"]


def test_what_is_said_to_have_no_counterpart_is_not_proposed_again() -> None:
    known = settled("MUG-RED", "")
    found = match_items([MUG], [there("9", "Red mug", "MUG-RED")], known)
    assert (found.proposed, found.unmatched) == ((), ())
    assert known.of(LinkKind.ITEM, "MUG-RED") is None


def test_a_row_that_is_settled_is_proposed_for_nothing_else() -> None:
    other = Item("OTHER", "OTHER", "Enamel Mug Red")
    found = match_items([MUG, other], [there("8", "Enamel Mug Red")], settled("MUG-RED", "8"))
    assert [(link.ours, link.remote_id) for link in found.links] == [("MUG-RED", "8")]
    assert [each.ours for each in found.unmatched] == ["OTHER"]


def test_names_in_whatever_case() -> None:
    company = [
        RemoteName("30", "ACME pottery"),
        RemoteName("31", "Twin"),
        RemoteName("32", "twin"),
        RemoteName("33", "Old", False),
    ]
    found = match_names(LinkKind.VENDOR, ["Acme Pottery", "Twin", "Old", "Acme Pottery"], company)
    assert [(link.ours, link.remote_id) for link in found.links] == [("Acme Pottery", "30")]
    assert [each.says for each in found.unmatched] == [
        "2 are called 'Twin' there.",
        "No active vendor there is called 'Old'.",
    ]


def test_one_name_in_several_spellings_is_one() -> None:
    company = [RemoteName("30", "Acme Pottery")]
    found = match_names(LinkKind.VENDOR, ["ACME  pottery", "acme pottery"], company)
    assert [(link.ours, link.remote_id) for link in found.links] == [("ACME  pottery", "30")]
    known = settled("ACME  pottery", "30", LinkKind.VENDOR)
    assert match_names(LinkKind.VENDOR, ["Acme Pottery"], company, known).links == known.links
    assert known.of(LinkKind.VENDOR, "acme Pottery") == known.links[0]
    assert settled("MUG", "19").of(LinkKind.ITEM, "mug") is None


def test_suppliers_are_those_whom_lines_name() -> None:
    lines = [
        Line(Side.DEBIT, "1400", usd("5.00"), Role.SUPPLIER, "Acme"),
        Line(Side.DEBIT, "1400", usd("5.00"), Role.OWED, "Insurer"),
        Line(Side.CREDIT, "1200", usd("5.00"), Role.INVENTORY),
        Line(Side.DEBIT, "1400", usd("5.00"), Role.SUPPLIER, "Acme"),
    ]
    assert vendors_of(lines, chart()) == ("Acme",)


SKUS = st.sampled_from(["", "A", "B", "C"])
NAMES = st.sampled_from(["mug", "Mug", "jug", "lamp"])


@given(
    st.lists(st.tuples(SKUS, NAMES), max_size=6),
    st.lists(st.tuples(SKUS, NAMES, st.booleans()), max_size=6),
    st.dictionaries(st.integers(0, 5), st.integers(0, 5), max_size=3),
)
def test_no_row_is_two_of_ours_and_what_was_settled_stays(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str, bool]], said: dict[int, int]
) -> None:
    items = [Item(f"{n}", sku, name) for n, (sku, name) in enumerate(ours)]
    company = [RemoteItem(f"{n}", name, sku, True, active) for n, (sku, name, active) in enumerate(theirs)]
    kept = {f"{there}": f"{here}" for here, there in said.items()}  # each row there once
    known = Links(tuple(Link(LinkKind.ITEM, here, there, "", "ana", AT) for there, here in kept.items()))
    found = match_items(items, company, known)
    assert {link for link in found.links if link.confirmed} == {known.of(LinkKind.ITEM, link.ours) for link in known.links}
    for links in (found.links, match_items(items, company, Links(found.links)).links):
        assert len({link.remote_id for link in links}) == len({link.ours for link in links}) == len(links)
        assert links == found.links
