"""A posted entry to its journal entry, to the byte; why it is held; and whether what QuickBooks holds is the same."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import Holding, Item, Stock, StockMove
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Role
from assistant.books.reasons import Kind, Reason
from assistant.books.remote import DocumentState, Link, LinkKind, Links, RemoteDocument
from assistant.books.snapshot import RemoteAccount
from assistant.stages.sync import Basis, HeldReason, Hold, Records, document_of, failed, held, is_same, read_entry, settled

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TYPES = {
    "1200": AccountType.OTHER_CURRENT_ASSET,
    "1100": AccountType.ACCOUNTS_RECEIVABLE,
    "2000": AccountType.ACCOUNTS_PAYABLE,
    "5050": AccountType.COST_OF_GOODS_SOLD,
}


def books(currency: str = "USD") -> ClientBooks:
    chart = Chart(tuple(Account(key, key, f"Acct {key}", f"Acct {key}", of, Money(0, currency)) for key, of in TYPES.items()))
    stock = Stock((Item("MUG", "MUG", "Mug"),), (Holding("MUG", "Shop", "1200", ()),))
    return ClientBooks("kiln", "Kiln", currency, DateOrder.DMY, Policy(Money(50000, currency)), chart, stock)


def basis(currency: str = "USD", **changes: Any) -> Basis:
    accounts = {f"8{key}": RemoteAccount(f"8{key}", key, f"There {key}", "", True) for key in TYPES}
    records = Records(accounts, {}, {("Vendor", "Acme"): "7"}, currency)
    links = Links(tuple(Link(LinkKind.ACCOUNT, key, f"8{key}", f"There {key}") for key in TYPES))
    return replace(Basis(books(currency), "9130", records, links), **changes)


def entry(*lines: tuple[Side, str, int], currency: str = "USD", party: str = "", **changes: Any) -> PostedEntry:
    """Amounts in minor units; without lines, 49.80 of breakage."""
    lines = lines or ((Side.DEBIT, "5050", 4980), (Side.CREDIT, "1200", 4980))
    made = tuple(Line(side, account, Money(minor, currency), Role.LOSS, party) for side, account, minor in lines)
    posted = PostedEntry("id", "WO-1042", date(2026, 10, 2), Kind.WRITE_OFF, Reason.DAMAGED, "Dropped by the forklift", made)
    return replace(posted, **changes)


def document(posted: PostedEntry, on: Basis | None = None, known: RemoteDocument | None = None) -> RemoteDocument:
    made = document_of(posted, known, on or basis(), at=NOON)
    assert isinstance(made, RemoteDocument)
    return made


def hold(posted: PostedEntry, on: Basis | None = None) -> Hold:
    found = document_of(posted, None, on or basis(), at=NOON)
    assert isinstance(found, Hold)
    return found


# ── The document ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_is_written_out_in_full_and_nothing_more() -> None:
    mugs = StockMove("MUG", "Shop", "1200", Decimal(-12), Money(-4980, "USD"))
    made = document(entry(moves=(mugs,)))
    assert made.body == (
        f'{{"DocNumber":"{made.number}","TxnDate":"2026-10-02","PrivateNote":"WO-1042 Dropped by the forklift","Line":['
        '{"Amount":49.80,"DetailType":"JournalEntryLineDetail","Description":"Dropped by the forklift",'
        '"JournalEntryLineDetail":{"PostingType":"Debit","AccountRef":{"value":"85050"}}},'
        '{"Amount":49.80,"DetailType":"JournalEntryLineDetail","Description":"12 each Mug (MUG) at Shop",'
        '"JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"81200"}}}]}'
    )
    assert (made.kind, made.state, made.attempts) == ("JournalEntry", DocumentState.QUEUED, 0)


@pytest.mark.parametrize(("currency", "amount"), [("USD", "12345.00"), ("JPY", "1234500"), ("KWD", "1234.500")])
def test_an_amount_has_the_decimals_of_its_currency(currency: str, amount: str) -> None:
    lines = ((Side.DEBIT, "5050", 1234500), (Side.CREDIT, "1200", 1234500))
    assert f'"Amount":{amount},' in document(entry(*lines, currency=currency), basis(currency)).body


def test_ids_come_from_company_client_entry_and_version_alone() -> None:
    made = document(entry())
    assert made == document(entry())
    assert len(made.request_id) <= 50
    assert made.number.startswith("WO-1042-")
    assert len(made.number) <= 21
    elsewhere = basis(books=replace(books(), client="forge")), basis(realm="9131")
    others = [document(entry(), on) for on in elsewhere] + [document(entry(number="WO-1043"))]
    assert len({made.request_id, *(other.request_id for other in others)}) == 4
    assert len({made.number, *(other.number for other in others)}) == 4


@given(number=st.integers(1, 10**12), memo=st.text(max_size=300), minor=st.integers(1, 10**14))
def test_any_entry_fits_and_reads_back_as_itself(number: int, memo: str, minor: int) -> None:
    made = document(entry((Side.DEBIT, "5050", minor), (Side.CREDIT, "1200", minor), number=f"WO-{number}", memo=memo))
    sent = json.loads(made.body, parse_float=Decimal)
    assert len(sent["DocNumber"]) <= 21
    assert len(sent["PrivateNote"]) <= 4000
    assert sent["PrivateNote"].isprintable()
    assert [line["Amount"] for line in sent["Line"]] == [Decimal(minor) / 100] * 2
    assert is_same(made, read_entry(sent | {"Id": "1", "SyncToken": "0"}))


def test_a_party_is_named_where_quickbooks_wants_one() -> None:
    lines = ((Side.DEBIT, "2000", 4980), (Side.CREDIT, "1200", 4980))
    debit, credit = json.loads(document(entry(*lines, party="Acme")).body)["Line"]
    assert debit["JournalEntryLineDetail"]["Entity"] == {"Type": "Vendor", "EntityRef": {"value": "7"}}
    assert "Entity" not in credit["JournalEntryLineDetail"]


@pytest.mark.parametrize("state", [DocumentState.SENT, DocumentState.UNKNOWN, DocumentState.DONE])
def test_what_may_be_there_is_never_made_anew(state: DocumentState) -> None:
    known = replace(document(entry()), state=state, attempts=1)
    nowhere = basis(links=Links())
    assert document(entry(memo="another"), nowhere, known) == known


def test_what_was_refused_goes_out_as_it_was_or_under_new_ids() -> None:
    known = failed(replace(document(entry()), attempts=1), "closed", at=NOON)
    same = document(entry(), known=known)
    assert (same.request_id, same.number, same.body) == (known.request_id, known.number, known.body)
    assert (same.state, same.attempts, same.says) == (DocumentState.QUEUED, 1, "")
    moved = basis(links=Links((*basis().links.links, Link(LinkKind.ACCOUNT, "5050", "81100", "There 1100"))))
    changed = document(entry(), moved, known)
    assert changed.request_id.endswith("-2")
    assert changed.number != known.number


# ── Held ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_account_without_a_link_holds() -> None:
    found = hold(entry(), basis(links=Links()))
    assert (found.reason, found.says) == (
        HeldReason.ACCOUNT_NOT_LINKED,
        "5050 Acct 5050 is matched to no account of the QuickBooks company.",
    )


@pytest.mark.parametrize(
    ("accounts", "what"),
    [({}, "is no longer there"), ({"85050": RemoteAccount("85050", "5050", "There 5050", "", False)}, "is inactive")],
)
def test_an_account_that_is_gone_holds_by_its_name(accounts: dict[str, RemoteAccount], what: str) -> None:
    found = hold(entry(), basis(records=replace(basis().records, accounts=accounts)))
    assert found.reason is HeldReason.ACCOUNT_NOT_LINKED
    assert found.says == f"5050 Acct 5050 goes to 'There 5050' in QuickBooks, which {what}."


@pytest.mark.parametrize("side", [Side.DEBIT, Side.CREDIT])
def test_tracked_goods_hold_on_either_side(side: Side) -> None:
    tracked = basis(records=replace(basis().records, tracked={"81200": "Mug"}))
    found = hold(entry((side, "1200", 100), (side.other, "5050", 100)), tracked)
    assert found.reason is HeldReason.NEEDS_QUANTITY_RAIL


@pytest.mark.parametrize(
    ("account", "party", "reason"),
    [
        ("2000", "", HeldReason.SUPPLIER_MISSING),
        ("2000", "Nobody", HeldReason.SUPPLIER_MISSING),
        ("1100", "", HeldReason.CUSTOMER_MISSING),
        ("1100", "Acme", HeldReason.CUSTOMER_MISSING),
    ],
)
def test_a_party_that_quickbooks_does_not_know_holds(account: str, party: str, reason: HeldReason) -> None:
    assert hold(entry((Side.DEBIT, account, 100), (Side.CREDIT, "1200", 100), party=party)).reason is reason


def test_a_reversal_follows_what_it_reverses() -> None:
    reversal = entry(reverses="WO-1001")
    assert hold(reversal, basis(waiting=frozenset({"WO-1001"}))).reason is HeldReason.ORIGINAL_WAITS
    assert json.loads(document(reversal).body)["PrivateNote"] == "WO-1042 reverses WO-1001: Dropped by the forklift"


def test_a_held_entry_has_its_number_and_says_why() -> None:
    found = hold(entry(), basis(links=Links()))
    kept = held(entry(), found, None, basis(), at=NOON)
    assert (kept.state, kept.held_reason, kept.body) == (DocumentState.HELD, "account_not_linked", "")
    assert kept.says == f"{found.says} {found.remedy}"
    released = document(entry(), known=kept)
    assert released == document(entry())


# ── What QuickBooks holds ────────────────────────────────────────────────────────────────────────────────────────────


def there(made: RemoteDocument, **changes: Any) -> dict[str, Any]:
    """The document as QuickBooks shows it, with what it adds of its own."""
    kept: dict[str, Any] = json.loads(made.body, parse_float=Decimal)
    for n, line in enumerate(kept["Line"]):
        line["Id"] = str(n)
        line["JournalEntryLineDetail"]["AccountRef"]["name"] = "as it is called today"
    return kept | {"Id": "145", "SyncToken": "0", "TotalAmt": 0, "domain": "QBO"} | changes


def test_an_entry_is_known_whatever_its_lines_are_ordered_like() -> None:
    made = document(entry())
    kept = there(made)
    kept["Line"].reverse()
    kept["Line"].append({"DetailType": "DescriptionOnly", "Description": "looked at by the auditor"})
    done = settled(made, [read_entry(kept)], at=NOON)
    assert (done.state, done.remote_id, done.sync_token) == (DocumentState.DONE, "145", "0")


def other_amount(kept: dict[str, Any]) -> None:
    kept["Line"][0]["Amount"] = Decimal("49.81")


def other_account(kept: dict[str, Any]) -> None:
    kept["Line"][0]["JournalEntryLineDetail"]["AccountRef"]["value"] = "81100"


def other_side(kept: dict[str, Any]) -> None:
    kept["Line"][0]["JournalEntryLineDetail"]["PostingType"] = "Credit"


def one_more(kept: dict[str, Any]) -> None:
    kept["Line"].append(kept["Line"][0])


def other_day(kept: dict[str, Any]) -> None:
    kept["TxnDate"] = "2026-10-03"


@pytest.mark.parametrize("change", [other_amount, other_account, other_side, one_more, other_day])
def test_an_entry_that_differs_is_not_taken_for_ours(change: Any) -> None:
    made = document(entry())
    kept = there(made)
    change(kept)
    after = settled(made, [read_entry(kept)], at=NOON)
    assert after.state is DocumentState.FAILED
    assert f"QuickBooks holds {made.number} (Id 145) with other lines or another date" in after.says


def test_of_several_the_same_one_is_ours() -> None:
    made = document(entry())
    other = there(made, Id="144", TxnDate="2026-01-01")
    assert settled(made, [read_entry(other), read_entry(there(made))], at=NOON).remote_id == "145"
