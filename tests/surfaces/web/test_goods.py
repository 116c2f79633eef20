"""Goods at the desk: found and browsed, set aside and released, with what moved them; the figures are those of the books."""

import csv
import io
import re
from decimal import Decimal

import pytest

from assistant import wiring
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.bookkeeping.reports import tie_outs
from assistant.books.hold import Awaiting, Hold
from assistant.books.money import total
from assistant.books.remote import DocumentState
from assistant.readers.rules.reader import RulesReader
from assistant.surfaces.render.trail import sentence_of
from tests.adapters.sql.company import COMPANY, document
from tests.surfaces.firm import ADA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, NOON, TODAY, Firm

GOODS, MUG = f"/c/{HARDWARE}/goods", f"/c/{HARDWARE}/goods/MUG-01"


def drafted(firm: Firm, text: str, by: str = CAL) -> str:
    (only,) = wiring.bookkeeper(firm.store, RulesReader()).draft(HARDWARE, text, by=by, today=TODAY).drafts
    return only.id


def posted(firm: Firm, text: str) -> str:
    return firm.house.bookkeeper().approve(HARDWARE, drafted(firm, text), by=ADA, today=TODAY).number


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def words(text: str) -> str:
    """What is read on the page, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def hold(books: SqlTransaction, units: str, place: str = "Store") -> None:
    books.save_hold(Hold(books.next_hold(), "MUG-01", place, Decimal(units), Awaiting.CLAIM, "", CAL, NOON))


def test_goods_are_found_by_name_sku_and_place(firm: Firm) -> None:
    eve = firm.client(EVE)
    page = eve.get(GOODS)
    assert page.status == 200
    assert "MUG-01" in page.text
    found = eve.get(GOODS, text="coffee MUG")
    assert ("MUG-01" in found.text, "LMP-DSK" in found.text, "1 item" in found.text) == (True, False, True)
    assert "LMP-DSK" in eve.get(GOODS, text="lmp", place="Store").text
    assert "No goods are like that." in eve.get(GOODS, text="<b>x</b>").text
    assert "<b>x</b>" not in eve.get(GOODS, text="<b>x</b>").text
    assert eve.get(GOODS, order="colour").status == 422


def test_the_list_is_the_books_own_and_ties_out(firm: Firm) -> None:
    posted(firm, "12 mugs were smashed in the store")
    drafted(firm, "3 mugs were stolen from the store")
    with firm.store.client(HARDWARE) as books:
        hold(books, "5")
        held = books.books().stock.holdings
        stock = total((each.value("USD") for each in held if each.cost_known), "USD")
        assert total((tie.goods for tie in tie_outs(books.books())), "USD") == stock
    listed = rows(firm.client(EVE).get(f"{GOODS}.csv").text)
    assert [
        (row["sku"], row["place"], Decimal(row["on_hand"]), Decimal(row["reserved"]), Decimal(row["held"]), row["account"])
        for row in listed
    ] == [(each.item, each.location, each.on_hand, each.reserved, each.held, each.account) for each in held]
    assert sum(Decimal(row["value"]) for row in listed) == stock.amount
    (mug,) = [row for row in listed if (row["sku"], row["place"]) == ("MUG-01", "Store")]
    assert (mug["on_hand"], mug["reserved"], mug["held"], mug["available"]) == ("24", "3", "5", "16")
    assert str(stock) in firm.client(EVE).get(GOODS).text


def test_an_item_shows_where_it_lies_what_holds_it_and_what_moved_it(firm: Firm) -> None:
    posted(firm, "12 mugs were smashed in the store")
    waiting = drafted(firm, "3 mugs were stolen from the store")
    page = firm.client(ADA).get(MUG)
    said = words(page.text)
    assert "On hand 168 each Reserved 3 Set aside 0 Available 165 Value 697.20 USD" in said
    assert f'/drafts/{waiting}">{waiting}</a>' in page.text
    assert "WO-1001" in said
    assert "-12 -49.80 posted" in said
    assert "2026-01-31" in said or "before these books" in said
    assert "Units leave at the average cost of their place" in said
    assert f"/c/{HARDWARE}/report?sku=MUG-01" in page.text
    assert '/entries/WO-1001?of=MUG-01#reverse" aria-label="Cancel WO-1001"' in page.text
    history = rows(firm.client(ADA).get(f"{MUG}.csv").text)
    assert [(row["entry"], row["place"], row["quantity"], row["value"]) for row in history] == [
        ("WO-1001", "Store", "-12", "-49.80")
    ]


def test_units_are_set_aside_and_released_on_the_page(firm: Firm) -> None:
    cal = firm.client(CAL)
    page = cal.post(f"{MUG}/hold", place="Store", quantity="4", awaiting="claim", note="<i>dented</i>")
    assert (page.status, page.path) == (200, MUG)
    assert "4 set aside at Store as H-1." in page.text
    assert "&lt;i&gt;dented&lt;/i&gt;" in page.text
    assert "Set aside 4 Available 176" in words(page.text)
    part = cal.post(f"/c/{HARDWARE}/holds/1/release", quantity="1")
    assert "1 of H-1 released; 3 of it stay." in part.text
    whole = cal.post(f"/c/{HARDWARE}/holds/1/release", quantity="")
    assert "All of H-1 released." in whole.text
    assert "None of it is set aside." in whole.text
    assert "released by cal" in whole.text
    again = cal.post(f"/c/{HARDWARE}/holds/1/release")
    assert (again.status, "H-1 was released by cal already." in again.text) == (409, True)


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ({"place": "Store", "quantity": "40", "awaiting": "claim"}, 409, "36 of MUG-01 are on hand at Store"),
        ({"place": "Store", "quantity": "many", "awaiting": "claim"}, 422, "is not a quantity"),
        ({"place": "Store", "quantity": "", "awaiting": "claim"}, 422, "is not a quantity"),
        ({"place": "Store", "quantity": "4", "awaiting": "rain"}, 422, "cannot be chosen here"),
        ({"place": "Store", "quantity": "4"}, 422, "Nothing says what they wait for."),
        ({"place": "Attic", "quantity": "4", "awaiting": "claim"}, 404, "MUG-01 does not lie at Attic."),
        ({"quantity": "4", "awaiting": "claim"}, 422, "MUG-01 lies in Warehouse, Store."),
    ],
)
def test_what_cannot_be_set_aside_is_said(firm: Firm, form: dict[str, str], status: int, says: str) -> None:
    refused = firm.client(CAL).post(f"{MUG}/hold", **form)
    assert (refused.status, says in refused.text.replace("&#39;", "'")) == (status, True), refused.text[-600:]
    with firm.store.client(HARDWARE, reads=True) as books:
        assert books.holds() == ()


def test_held_goods_that_left_are_shown_short(firm: Firm) -> None:
    with firm.store.client(HARDWARE) as books:
        hold(books, "36")
    posted(firm, "34 mugs were smashed in the store")
    assert "only 2 of them are still there" in firm.client(EVE).get(MUG).text


def test_who_may_see_and_who_may_handle(firm: Firm) -> None:
    assert firm.client(DEE).get(GOODS).status == 403
    assert firm.client(DEE).get(MUG).status == 403
    assert firm.client(FAY).get(MUG).status == 404
    assert firm.client(FAY).post(f"{MUG}/hold", place="Store", quantity="1", awaiting="claim").status == 404
    eve = firm.client(EVE)
    assert eve.post(f"{MUG}/hold", place="Store", quantity="1", awaiting="claim").status == 403
    page = eve.get(MUG).text
    assert ("Set units aside" in page, "Report a loss" in page) == (False, False)
    with firm.store.client(HARDWARE) as books:
        hold(books, "1")
    assert eve.post(f"/c/{HARDWARE}/holds/1/release").status == 403
    assert firm.client(ADA).post(f"/c/{CAFE}/holds/1/release").status == 404, "another client's"


def test_an_item_that_is_none_is_not_there(firm: Firm) -> None:
    assert "There is no item NOPE." in firm.client(EVE).get(f"{GOODS}/NOPE").text
    assert firm.client(EVE).get(f"{GOODS}/NOPE.csv").status == 404
    assert firm.client(EVE).get(MUG, after="WO-77").status == 404


def test_the_trail_says_what_was_set_aside_and_released(firm: Firm) -> None:
    cal = firm.client(CAL)
    cal.post(f"{MUG}/hold", place="Store", quantity="4", awaiting="claim")
    cal.post(f"/c/{HARDWARE}/holds/1/release", quantity="1")
    with firm.store.client(HARDWARE, reads=True) as books:
        said = [sentence_of(event) for event in books.events("H-1")]
    assert said == [
        "cal set 4 of MUG-01 at Store aside as H-1, awaiting claim.",
        "cal released 1 of MUG-01 of what was set aside as H-1.",
    ]


def test_the_history_says_where_each_entry_stands_in_quickbooks(firm: Firm) -> None:
    for text in ("2 mugs were smashed in the store", "3 mugs were smashed in the store", "4 mugs were smashed in the store"):
        posted(firm, text)
    assert {row["quickbooks"] for row in rows(firm.client(EVE).get(f"{MUG}.csv").text)} == {""}, "no company is connected"
    with firm.store.client(HARDWARE) as books:
        books.save_company(COMPANY)
        books.save_document(document("WO-1001", state=DocumentState.DONE))
        books.sent("WO-1001", at=NOON)
        books.save_document(document("WO-1002", state=DocumentState.HELD))
    listed = {row["entry"]: row["quickbooks"] for row in rows(firm.client(EVE).get(f"{MUG}.csv").text)}
    assert listed == {"WO-1001": "in QuickBooks", "WO-1002": "held", "WO-1003": "to send"}
    said = words(firm.client(EVE).get(MUG).text)
    assert all(f"posted {state}" in said for state in listed.values())
