"""A kept plan to the documents that are stored and sent: to the byte, named once, and frozen once they may be there."""

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.found import FoundThere, Verdict
from assistant.books.plan import HeldReason, Hold, KeptPlan
from assistant.books.policy import Policy, StockKeptBy
from assistant.books.remote import DocumentKind, DocumentState, Link, LinkKind, Links, RemoteDocument
from assistant.books.snapshot import Adjustments
from assistant.stages.documents.making import documents_of, held_document, their_document
from assistant.stages.rail.plan import plan
from tests.stages.rail.company import DAY, NOON, entry, links, shop, usd

INSURED = "write_off damaged\n-12 MUG @ Shop 49.80\nDr 1400 30.00\nDr 5050 19.80\nCr 1200 49.80"
RETURNED = "write_off supplier_error\n-12 MUG @ Shop 49.83\nDr 2000 40.00 Acme\nDr 5050 9.83\nCr 1200 49.83"


def kept(posted: PostedEntry, books: ClientBooks) -> KeptPlan:
    return KeptPlan("9130", posted.number, plan(posted, books), NOON)


def made(
    page: str, books: ClientBooks | None = None, known: Sequence[RemoteDocument] = (), **changes: str
) -> list[RemoteDocument]:
    posted, books = replace(entry(page), **changes), books or shop()  # type: ignore[arg-type]
    documents = documents_of(kept(posted, books), posted, books, known=known, at=NOON)
    assert not isinstance(documents, Hold), documents
    return list(documents)


# ── Bodies ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_adjustment_and_its_journal_are_written_out_in_full_and_nothing_more() -> None:
    adjustment, journal = made(INSURED)
    assert (adjustment.kind, adjustment.state, adjustment.part) == ("InventoryAdjustment", DocumentState.QUEUED, 1)
    assert adjustment.body == (
        f'{{"DocNumber":"{adjustment.number}","TxnDate":"2026-10-02","PrivateNote":"WO-1 Dropped by the forklift",'
        '"AdjustAccountRef":{"value":"85050"},"Line":[{"DetailType":"ItemAdjustmentLineDetail",'
        '"Description":"12 each Mug (MUG)","ItemAdjustmentLineDetail":{"ItemRef":{"value":"TMUG"},"QtyDiff":-12}}]}'
    )
    assert journal.body == (
        f'{{"DocNumber":"{journal.number}","TxnDate":"2026-10-02","PrivateNote":"WO-1 Dropped by the forklift","Line":['
        '{"Amount":30.00,"DetailType":"JournalEntryLineDetail","Description":"Dropped by the forklift",'
        '"JournalEntryLineDetail":{"PostingType":"Debit","AccountRef":{"value":"81400"}}},'
        '{"Amount":30.00,"DetailType":"JournalEntryLineDetail","Description":"Dropped by the forklift",'
        '"JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"85050"}}}]}'
    )


def test_a_vendor_credit_has_its_goods_at_our_cost_and_comes_to_what_is_credited() -> None:
    (credit,) = made(RETURNED)
    body = json.loads(credit.body, parse_float=Decimal)
    assert (body["VendorRef"], body["APAccountRef"]) == ({"value": "30"}, {"value": "82000"})
    goods, rest = body["Line"]
    detail = goods["ItemBasedExpenseLineDetail"]
    assert detail == {"ItemRef": {"value": "TMUG"}, "Qty": 12, "UnitPrice": Decimal("4.1525")}
    assert detail["Qty"] * detail["UnitPrice"] == goods["Amount"] == Decimal("49.83")
    assert (rest["Amount"], rest["AccountBasedExpenseLineDetail"]) == (Decimal("-9.83"), {"AccountRef": {"value": "85050"}})


def test_goods_of_several_places_are_one_line() -> None:
    (adjustment,) = made("write_off damaged\n-2 MUG @ Shop 8.30\n-1 MUG @ Depot 4.15\nDr 5050 12.45\nCr 1200 12.45")
    (line,) = json.loads(adjustment.body)["Line"]
    assert line["ItemAdjustmentLineDetail"] == {"ItemRef": {"value": "TMUG"}, "QtyDiff": -3}


def test_what_is_found_and_what_is_missing_of_an_item_are_not_netted() -> None:
    page = "count_adjustment lost\n-2 MUG @ Shop 8.30\n2 MUG @ Depot 8.30\nDr 1200 8.30\nDr 5050 8.30\nCr 1200 8.30\nCr 5050 8.30"
    (adjustment,) = made(page)
    lines = json.loads(adjustment.body)["Line"]
    assert [line["ItemAdjustmentLineDetail"]["QtyDiff"] for line in lines] == [-2, 2]


def test_a_quantity_keeps_its_decimals() -> None:
    (adjustment,) = made("write_off expired\n-0.125 TEA @ Shop 2.48\nDr 5060 2.48\nCr 1210 2.48")
    assert '"QtyDiff":-0.125' in adjustment.body


def test_the_currency_is_named_where_there_are_several() -> None:
    adjustment, journal = made(INSURED, shop(multicurrency=True))
    assert "CurrencyRef" not in json.loads(adjustment.body)
    assert json.loads(journal.body)["CurrencyRef"] == {"value": "USD"}


def test_a_party_is_named_where_quickbooks_wants_one() -> None:
    page = "reversal supplier_error\n12 MUG @ Shop 49.80\nDr 1200 49.80\nCr 2000 49.80 Acme"
    debit, credit = json.loads(made(page)[1].body)["Line"]
    assert "Entity" not in debit["JournalEntryLineDetail"]
    assert credit["JournalEntryLineDetail"]["Entity"] == {"Type": "Vendor", "EntityRef": {"value": "30"}}


def test_classes_and_locations_are_carried_where_the_company_tells_them_apart() -> None:
    linked = Links((*links().links, Link(LinkKind.LOCATION, "Shop", "61", "High Street", "ann", NOON)))
    posted = entry(INSURED)
    posted = replace(
        posted, lines=tuple(replace(line, klass="Retail") if line.account == "5050" else line for line in posted.lines)
    )
    told = shop(linked=linked, tracks_classes=True, tracks_locations=True)
    documents = documents_of(kept(posted, told), posted, told, at=NOON)
    assert isinstance(documents, tuple)
    adjustment, journal = (json.loads(document.body) for document in documents)
    assert adjustment["DepartmentRef"] == {"value": "61"}
    assert adjustment["Line"][0]["ItemAdjustmentLineDetail"]["ClassRef"] == {"value": "50"}
    details = [line["JournalEntryLineDetail"] for line in journal["Line"]]
    assert [detail["DepartmentRef"] for detail in details] == [{"value": "61"}] * 2
    assert [detail.get("ClassRef") for detail in details] == [None, {"value": "50"}]
    plain = documents_of(kept(posted, shop()), posted, shop(), at=NOON)
    assert isinstance(plain, tuple)
    assert not any(word in document.body for document in plain for word in ("ClassRef", "DepartmentRef"))


@given(number=st.integers(1, 10**12), memo=st.text(max_size=300))
def test_any_number_and_memo_fit(number: int, memo: str) -> None:
    for document in made(INSURED, number=f"WO-{number}", memo=memo):
        sent = json.loads(document.body)
        assert sent["DocNumber"] == document.number
        assert len(document.number) <= 21
        assert len(document.request_id) <= 50
        assert len(sent["PrivateNote"]) <= 4000
        assert sent["PrivateNote"].isprintable()


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_names_come_from_company_client_entry_part_and_version_alone() -> None:
    documents = made(INSURED)
    assert [document.number[:7] for document in documents] == ["WO-1-A-", "WO-1-B-"]
    assert made(INSURED) == documents
    other = made(INSURED, replace(shop(), client="forge"))
    every = [*documents, *other, *made(INSURED, number="WO-2")]
    assert len({document.request_id for document in every}) == len({document.number for document in every}) == 6


@pytest.mark.parametrize("state", ["sent", "unknown", "done", "uncosted", "awaiting_manual", "theirs", "changed", "deleted"])
def test_what_may_be_there_is_never_made_anew(state: str) -> None:
    stored = replace(made(INSURED)[0], state=DocumentState(state), body="{}", attempts=1)
    again, journal = made(INSURED, known=[stored])
    assert again == stored
    assert journal.state is DocumentState.QUEUED


def test_a_version_rises_only_for_what_was_refused_and_goes_otherwise() -> None:
    refused = replace(made(INSURED)[0], state=DocumentState.FAILED, attempts=2)
    same = made(INSURED, known=[refused])[0]
    assert (same.request_id, same.body, same.attempts) == (refused.request_id, refused.body, 2)
    other = made(INSURED, known=[refused], memo="Dropped by the crane")[0]
    assert (other.request_id, other.number) != (refused.request_id, refused.number)
    assert other.request_id.endswith("-2")
    untried = replace(refused, attempts=0)
    assert made(INSURED, known=[untried], memo="Dropped by the crane")[0].request_id == refused.request_id


def test_an_adjustment_that_the_plan_refuses_becomes_a_task_of_another_version() -> None:
    refused = replace(made(INSURED)[0], state=DocumentState.FAILED, attempts=1)
    task = made(INSURED, shop(adjustments=Adjustments.REFUSED), known=[refused])[0]
    assert (task.kind, task.state) == (DocumentKind.TASK, DocumentState.AWAITING_MANUAL)
    assert task.number != refused.number


# ── Tasks, links, and what is held ───────────────────────────────────────────────────────────────────────────────────


def test_a_task_says_what_to_type_in_quickbooks_own_words() -> None:
    task = made(INSURED, shop(adjustments=Adjustments.REFUSED))[0]
    assert task.says == (
        'In QuickBooks, adjust the quantity of "There MUG" by -12 on 2026-10-02, against "There Damage and Breakage". '
        f"Reference number and memo: {task.number}. It is closed once quantity and value are seen to move there."
    )
    cleared = shop(policy=Policy(usd("500.00"), manual_clearing="1900"), adjustments=Adjustments.REFUSED)
    assert '"There Stock Clearing", the clearing account where the loss waits for it.' in made(INSURED, cleared)[1].says
    elsewhere = shop(policy=Policy(usd("500.00"), stock_kept_by=StockKeptBy.OTHER))
    assert made(INSURED, elsewhere)[0].says.startswith("In the system that keeps the stock, adjust")


def test_a_link_that_went_holds_only_what_still_needs_it() -> None:
    books, posted = shop(linked=links("1400")), entry(INSURED)
    approved = kept(posted, shop())
    hold = documents_of(approved, posted, books, at=NOON)
    assert isinstance(hold, Hold)
    assert hold.reason is HeldReason.ACCOUNT_NOT_LINKED
    there = [replace(document, state=DocumentState.DONE) for document in made(INSURED)]
    assert documents_of(approved, posted, books, known=there, at=NOON) == tuple(there)


def test_what_is_held_keeps_its_name_and_says_why() -> None:
    posted, books = entry(INSURED), shop()
    hold = Hold(HeldReason.FOUND_THERE, "Something is there.", "Say which stands.")
    first = held_document(kept(posted, books), posted, books, hold, at=NOON)
    assert (first.part, first.kind, first.state) == (1, "InventoryAdjustment", DocumentState.HELD)
    assert (first.held_reason, first.says) == ("found_there", "Something is there. Say which stands.")
    assert first.number == made(INSURED)[0].number
    done = replace(made(INSURED)[0], state=DocumentState.DONE)
    assert held_document(kept(posted, books), posted, books, hold, known=[done], at=NOON).part == 2
    refused = replace(made(INSURED)[0], state=DocumentState.FAILED, attempts=2)
    again = held_document(kept(posted, books), posted, books, hold, known=[refused], at=NOON)
    assert (again.state, again.request_id, again.body, again.attempts) == ("held", refused.request_id, refused.body, 2)
    nothing = KeptPlan("9130", "WO-1", replace(plan(posted, books), documents=()), NOON)
    assert held_document(nothing, posted, books, hold, at=NOON).number == first.number


def test_theirs_is_linked_and_has_nothing_to_send() -> None:
    found = FoundThere("WO-1", "VendorCredit", "77", "VC-9", DAY, usd("49.80"), "the same goods", NOON, Verdict.THEIRS)
    linked = their_document(entry(INSURED), found, shop(), "9130", at=NOON)
    assert (linked.state, linked.remote_id, linked.number, linked.body) == (DocumentState.THEIRS, "77", "VC-9", "")
