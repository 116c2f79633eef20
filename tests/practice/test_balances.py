"""Whatever is posted, changed and deleted: each account stands at its opening balance and the lines of the entries left."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.practice.company import PracticeCompany
from assistant.practice.entities import DEBIT_BALANCES
from assistant.practice.seeding import seed
from assistant.practice.store import Store
from tests.practice.desk import CAFE, Json

ACCOUNTS = ("1", "3", "6", "7", "8", "9")  # neither inactive nor in need of a party
CENTS = st.integers(min_value=1, max_value=99_999_999)
ENTRIES = st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), CENTS)
CHANGES = st.lists(st.tuples(st.sampled_from(("post", "replace", "delete")), ENTRIES, st.integers(0, 9)), max_size=12)


def page(debit: str, credit: str, cents: int) -> Json:
    amount = Decimal(cents).scaleb(-2)
    sides = (("Debit", debit), ("Credit", credit))
    return {
        "TxnDate": "2026-10-02",
        "Line": [
            {
                "Amount": amount,
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": key}},
            }
            for side, key in sides
        ],
    }


def debit_balances(company: PracticeCompany) -> dict[str, Decimal]:
    """Each account's balance, debits above zero."""
    rows = company.query("SELECT * FROM Account WHERE Active IN (true, false)")["Account"]
    signs = {row["Id"]: 1 if row["Classification"] in DEBIT_BALANCES else -1 for row in rows}
    return {row["Id"]: Decimal(row["CurrentBalance"]) * signs[row["Id"]] for row in rows}


@settings(max_examples=50)
@given(CHANGES)
def test_balances_are_openings_and_entries(changes: list[tuple[str, tuple[str, str, int], int]]) -> None:
    store = Store(None)
    seed(store, CAFE, now=0)
    company = PracticeCompany(store, "9130", now=0)
    expected = debit_balances(company)
    left: dict[str, tuple[str, str, int]] = {}
    for verb, lines, pick in changes:
        with store.transaction():
            if verb == "post" or not left:
                left[company.write("JournalEntry", page(*lines))["Id"]] = lines
                continue
            key = sorted(left)[pick % len(left)]
            version = {"Id": key, "SyncToken": company.read("JournalEntry", key)["SyncToken"]}
            if verb == "replace":
                company.write("JournalEntry", {**page(*lines), **version})
                left[key] = lines
            else:
                company.delete("JournalEntry", version)
                del left[key]
    for debit, credit, cents in left.values():
        expected[debit] += Decimal(cents).scaleb(-2)
        expected[credit] -= Decimal(cents).scaleb(-2)
    assert debit_balances(company) == expected
    store.close()
