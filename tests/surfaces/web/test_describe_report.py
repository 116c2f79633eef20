"""A report without text: the same walk, every number traced to the line that it is kept as, and every fault beside its field."""

from html import unescape
from typing import Any

import pytest

from assistant.books.draft import Draft, DraftState
from assistant.books.finding import Problem
from assistant.books.reasons import Kind, Reason
from tests.surfaces.firm import CAFE, CAL, DEE, EVE, FAY, HARDWARE, Answer, Firm
from tests.surfaces.web.test_describe import MARKUP, PNG, finished, main_of

FORM = f"/c/{HARDWARE}/report"


def report(firm: Firm, person: str = CAL, client: str = HARDWARE, **fields: object) -> Answer:
    """Sends the form: `sku_0` is the field sku-0."""
    hand = firm.client(person)
    sent = {name[:-2] + name[-2:].replace("_", "-"): said for name, said in fields.items()}
    answer = hand.post(f"/c/{client}/report", **{"key": str(sorted(sent)), **sent})
    return finished(hand, answer) if "/batches/" in answer.path else answer


def drafted(firm: Firm, number: str = "D-1", client: str = HARDWARE) -> Draft:
    with firm.store.client(client, reads=True) as transaction:
        return transaction.draft(number)


def test_several_goods_become_one_entry_with_all_that_was_said(firm: Firm) -> None:
    page = report(
        firm, kind="write_off", reason="damaged", date="10/05/2026", sku_0="MUG-01", quantity_0="12", place_0="Store",
        sku_1="LMP-DSK", quantity_1="1 case", place_1="Warehouse", debit="Inventory Shrinkage", note="Pallet tipped; all of it",
    )  # fmt: skip
    assert "/batches/B-" in page.path
    draft = drafted(firm)
    assert draft.text == (
        "kind: write_off; reason: damaged; date: 2026-10-05; sku: MUG-01; quantity: 12; place: Store; sku: LMP-DSK;"
        " quantity: 1 case; place: Warehouse; debit: 5060; note: Pallet tipped; all of it"
    )
    assert draft.entry is not None
    assert (draft.state, draft.entry.valued.kind, draft.entry.valued.reason) == (
        DraftState.WAITING,
        Kind.WRITE_OFF,
        Reason.DAMAGED,
    )
    assert [(line.side.short, line.account, str(line.amount)) for line in draft.entry.lines] == [
        ("Dr", "5060", "123.40"), ("Cr", "1200", "123.40"),
    ]  # fmt: skip
    assert {move.item: int(move.quantity) for move in draft.entry.valued.moves} == {"MUG-01": -12, "LMP-DSK": -4}
    assert draft.words == "Pallet tipped; all of it"


@pytest.mark.parametrize(
    ("fields", "kind", "lines"),
    [
        ({"kind": "count_adjustment", "reason": "lost", "sku_0": "MUG-01", "quantity_0": "30", "place_0": "Store"},
         Kind.COUNT_ADJUSTMENT, [("Dr", "5060", "24.90"), ("Cr", "1200", "24.90")]),
        ({"kind": "count_adjustment", "reason": "lost", "sku_0": "Stoneware Coffee Mug", "quantity_0": "40", "place_0": "Store"},
         Kind.COUNT_ADJUSTMENT, [("Dr", "1200", "16.60"), ("Cr", "5060", "16.60")]),
        ({"kind": "write_down", "reason": "obsolete", "sku_0": "LMP-FLR", "quantity_0": "5", "value_0": "10.00 each"},
         Kind.WRITE_DOWN, [("Dr", "5080", "133.75"), ("Cr", "1290", "133.75")]),
        ({"kind": "write_off", "reason": "stolen", "amount": "240.00", "credit": "1200", "debit": "Theft Loss"},
         Kind.WRITE_OFF, [("Dr", "6930", "240.00"), ("Cr", "1200", "240.00")]),
        ({"kind": "allowance", "reason": "obsolete", "amount": "500"},
         Kind.ALLOWANCE, [("Dr", "5080", "500.00"), ("Cr", "1290", "500.00")]),
    ],
)  # fmt: skip
def test_each_kind_of_report(firm: Firm, fields: dict[str, str], kind: Kind, lines: list[tuple[str, str, str]]) -> None:
    report(firm, **fields)
    draft = drafted(firm)
    assert draft.entry is not None
    assert (draft.state, draft.entry.valued.kind) == (DraftState.WAITING, kind)
    assert [(line.side.short, line.account, str(line.amount)) for line in draft.entry.lines] == lines


def test_a_report_goes_through_the_same_validator(firm: Firm) -> None:
    report(firm, kind="write_off", reason="lost", sku_0="MUG-01", quantity_0="9000", place_0="Store")
    assert Problem.NOT_ENOUGH_STOCK in [finding.code for finding in drafted(firm).problems]


def test_goods_that_no_item_fits_are_asked_about_as_in_a_text(firm: Firm) -> None:
    page = report(firm, kind="write_off", reason="lost", sku_0="lamp", quantity_0="2")
    assert "which one is meant?" in main_of(page)


ALL_WRONG = {
    "kind": "gift", "reason": "bad_luck", "date": "31/31/2026", "amount": "12", "debit": "Nowhere at all", "note": "kept, too",
    "sku_0": "", "quantity_0": "many", "place_0": "Moon", "value_0": "dear", "sku_1": "MUG-01; HAM-16", "quantity_1": "0",
}  # fmt: skip


def test_every_fault_stands_beside_its_field_and_nothing_typed_is_lost(firm: Firm) -> None:
    page = report(firm, **ALL_WRONG)
    assert page.status == 422
    shown = unescape(page.text)
    for field, says in {
        "kind": "Say what happened.", "reason": "Choose a reason.", "date": "no day of the calendar", "amount": "Goods are named",
        "debit": "There is no account 'Nowhere at all'.", "sku-0": "Name the goods.", "quantity-0": "Say how many",
        "place-0": "There is Warehouse, Store.", "value-0": "Write an amount", "sku-1": "Leave out the semicolon.",
        "quantity-1": "Say how many",
    }.items():  # fmt: skip
        assert f'href="#{field}"' in shown
        assert f'id="{field}"' in shown
        assert says in shown
    for said in ("31/31/2026", "Nowhere at all", "kept, too", "many", "Moon", "dear", "MUG-01; HAM-16"):
        assert said in shown
    with firm.store.client(HARDWARE, reads=True) as transaction:
        assert transaction.latest_batches() == ()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "write_off", "reason": "lost"}, "amount"), ({"kind": "allowance", "reason": "obsolete"}, "amount"),
        ({"kind": "count_adjustment", "reason": "lost", "amount": "12"}, "sku-0"),
        ({"kind": "count_adjustment", "reason": "lost", "sku_0": "MUG-01", "quantity_0": "all"}, "quantity-0"),
        ({"kind": "write_down", "reason": "obsolete", "sku_0": "MUG-01", "quantity_0": "2"}, "value-0"),
        ({"kind": "write_off", "reason": "lost", "sku_0": "MUG-01", "quantity_0": "2", "credit": "2000"}, "credit"),
        ({"kind": "write_off", "reason": "lost", "amount": "1e9"}, "amount"),
        ({"kind": "write_off", "reason": "lost", "amount": "4 each"}, "amount"),
        ({"kind": "write_off", "reason": "lost", "amount": "12", "note": "n" * 2001}, "note"),
        ({"kind": "write_off", "reason": "lost", "amount": "12", "note": "a\x01b"}, "note"),
        ({"kind": "write_off", "reason": "lost", "amount": "12", "sub_reason": "dropped"}, "sub_reason"),
        ({"kind": "write_off", "reason": "lost", "amount": "1", "files": [("files", ("l.csv", b"text\na\n", "text/csv"))]},
         "files"),
    ],
)  # fmt: skip
def test_what_no_report_may_say(firm: Firm, fields: dict[str, Any], field: str) -> None:
    page = report(firm, **fields)
    assert page.status == 422
    assert f'href="#{field}"' in page.text


def test_it_is_filled_in_from_the_goods_page(firm: Firm) -> None:
    page = firm.client(CAL).get(FORM, sku="MUG-01", place="Store").text
    assert 'name="sku-0" value="MUG-01"' in page
    assert 'name="place-0" value="Store"' in page
    assert "<script>alert" not in firm.client(CAL).get(FORM, sku=MARKUP, place=MARKUP).text


def test_more_lines_keep_what_was_typed(firm: Firm) -> None:
    page = report(firm, kind="write_off", sku_0="MUG-01", quantity_0="12", sku_1="", sku_2="", note="kept", more="1")
    assert page.status == 200
    assert 'id="sku-5"' in page.text
    assert 'id="sku-6"' not in page.text
    assert 'value="MUG-01"' in page.text
    assert ">kept</textarea>" in page.text


def test_markup_in_every_field_is_shown_as_it_was_typed(firm: Firm) -> None:
    fields = (
        "kind",
        "reason",
        "sub_reason",
        "date",
        "amount",
        "debit",
        "credit",
        "note",
        "sku_0",
        "quantity_0",
        "place_0",
        "value_0",
    )
    page = report(firm, **dict.fromkeys(fields, MARKUP))
    assert page.status == 422
    assert "<script>alert" not in page.text
    shown = report(firm, kind="write_off", reason="lost", amount="12", note=MARKUP)
    assert "<script>alert" not in shown.text
    assert drafted(firm).words == MARKUP


def test_evidence_comes_with_the_report(firm: Firm) -> None:
    report(firm, kind="write_off", reason="damaged", amount="12", shows="photo", files=[("files", PNG)])
    with firm.store.client(HARDWARE, reads=True) as transaction:
        (file,) = transaction.evidence("D-1")
    assert (file.name, [kind.value for kind in file.shows]) == ("shelf.png", ["photo"])


def test_a_reporter_reports_without_seeing_or_naming_accounts(firm: Firm) -> None:
    hand = firm.client(DEE)
    assert 'name="debit"' not in hand.get(FORM).text
    page = report(firm, DEE, kind="write_off", reason="lost", sku_0="MUG-01", quantity_0="2", place_0="Store", debit="Inventory")
    assert "There is no account" not in page.text
    assert "debit" not in drafted(firm).text


def test_who_may_not_draft_reports_nothing(firm: Firm) -> None:
    assert firm.client(EVE).get(FORM).status == 403
    assert report(firm, EVE, kind="write_off", reason="lost", amount="12").status == 403
    assert report(firm, FAY, kind="write_off", reason="lost", amount="12").status == 404
    assert report(firm, FAY, CAFE, kind="write_off", reason="stolen", amount="1200").status == 200
