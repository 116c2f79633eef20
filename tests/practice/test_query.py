"""Questions to rows, a page of them, or the fault that says what cannot be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.practice.query import parse
from tests.practice.desk import Desk


def names(desk: Desk, text: str) -> list[str]:
    return [row["Name"] for row in desk.rows(text)]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("WHERE Name = 'Inventory'", ["Inventory"]),
        ("where Classification = 'Liability'", ["Payables"]),
        ("WHERE AccountType IN ('Bank', 'Income')", ["Checking", "Sales"]),
        ("WHERE Name LIKE '%ea%'", ["Breakage"]),
        ("WHERE Name LIKE 'BREAK%'", ["Breakage"]),
        ("WHERE FullyQualifiedName = 'Cost of goods:Breakage'", ["Breakage"]),
        ("WHERE SubAccount = true", ["Breakage"]),
        ("WHERE CurrentBalance > '1000' AND CurrentBalance <= 5000", ["Checking", "Cost of goods"]),
        ("WHERE CurrentBalance < 20 AND CurrentBalance >= 12.5", ["Breakage"]),
        ("WHERE Active = false", ["Old stock"]),
        ("WHERE Active IN (true, false) AND AccountType = 'Other Current Asset'", ["Inventory", "Old stock"]),
        ("WHERE Classification = 'Asset' ORDERBY Name DESC", ["Receivables", "Inventory", "Checking"]),
        ("WHERE Classification = 'Expense' ORDER BY AccountType ASC, Name ASC", ["Breakage", "Cost of goods", "Theft"]),
        ("WHERE Classification = 'Asset' ORDERBY CurrentBalance STARTPOSITION 2 MAXRESULTS 1", ["Inventory"]),
        ("WHERE MetaData.LastUpdatedTime < '2000-01-01T00:00:00Z'", []),
        ("WHERE Name = 'inventory'", []),
    ],
)
def test_a_question_and_its_rows(desk: Desk, condition: str, found: list[str]) -> None:
    assert names(desk, f"SELECT * FROM Account {condition}") == found


def test_rows_that_are_not_active_come_only_when_asked_for(desk: Desk) -> None:
    assert "Old stock" not in names(desk, "SELECT * FROM Account")
    assert "Old stock" in names(desk, "SELECT * FROM Account WHERE Active IN (true, false)")


def test_a_count(desk: Desk) -> None:
    assert desk.query("SELECT COUNT(*) FROM Account").json["QueryResponse"] == {"totalCount": 9}


def test_a_page_says_where_it_starts_and_how_much_it_holds(desk: Desk) -> None:
    answer = desk.query("SELECT * FROM Account STARTPOSITION 3 MAXRESULTS 2").json["QueryResponse"]
    assert (answer["startPosition"], answer["maxResults"], len(answer["Account"])) == (3, 2, 2)


def test_nothing_found_is_an_empty_answer(desk: Desk) -> None:
    assert desk.query("SELECT * FROM Account WHERE Name = 'None such'").json["QueryResponse"] == {}


def test_a_page_holds_a_hundred_rows_unless_more_are_asked_for(desk: Desk) -> None:
    for number in range(101):
        assert desk.post("vendor", {"DisplayName": f"Vendor {number}"}).status == 200
    assert len(desk.rows("SELECT * FROM Vendor")) == 100
    assert len(desk.rows("SELECT * FROM Vendor MAXRESULTS 1000")) == 102


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("SELECT * FROM Account WHERE AcctNum = '1200'", "4001", "AcctNum"),
        ("SELECT * FROM JournalEntry WHERE PrivateNote = 'x'", "4001", "PrivateNote"),
        ("SELECT * FROM JournalEntry WHERE DepartmentRef = '1'", "4001", "DepartmentRef"),
        ("SELECT * FROM account", "4001", "Invalid context declaration: account"),
        ("SELECT * FROM Estimate", "4001", "Estimate"),
        ("SELECT * FROM Account MAXRESULTS 1001", "4001", "1001"),
        ("SELECT * FROM Account WHERE CurrentBalance = 'much'", "4001", "CurrentBalance"),
        ("SELECT * FROM Account ORDERBY AcctNum", "4001", "AcctNum"),
        ("SELECT Id, Name FROM Account", "4000", "Id"),
        ("SELECT * FROM Account WHERE Name = 'a' OR Name = 'b'", "4000", "OR"),
        ("SELECT * FROM Account WHERE Name != 'a'", "4000", "!"),
        ("SELECT * FROM Account WHERE Name = 'it's'", "4000", "s"),
        ("SELECT * FROM Account WHERE Name = 'open\\'", "4000", "'open"),
        ("SELECT * FROM Account WHERE Name IN ('a'", "4000", "<EOF>"),
        ("SELECT * FROM Account WHERE Name =", "4000", "<EOF>"),
        ("SELECT * FROM 'Account'", "4000", "Account"),
        ("SELECT * FROM Account MAXRESULTS many", "4000", "many"),
        ("DELETE FROM Account", "4000", "DELETE"),
        ("", "4000", "<EOF>"),
    ],
)
def test_what_cannot_be_asked(desk: Desk, text: str, code: str, says: str) -> None:
    reply = desk.query(text)
    assert (reply.status, reply.code) == (400, code)
    assert says in reply.error["Detail"]


def test_a_query_may_be_posted_as_text(desk: Desk) -> None:
    reply = desk.send("POST", "query", b"SELECT COUNT(*) FROM Item")
    assert reply.json["QueryResponse"] == {"totalCount": 2}


def test_the_company_and_its_preferences_can_be_queried(desk: Desk) -> None:
    assert desk.rows("SELECT * FROM CompanyInfo")[0]["CompanyName"] == "Harbour Cafe"
    assert desk.rows("SELECT * FROM Preferences")[0]["CurrencyPrefs"]["HomeCurrency"] == {"value": "USD"}


def test_a_name_with_a_quote_and_a_backslash_is_found_when_both_are_escaped(desk: Desk) -> None:
    desk.post("vendor", {"DisplayName": "O'Neill \\ Sons"})
    assert len(desk.rows(r"SELECT * FROM Vendor WHERE DisplayName = 'O\'Neill \\ Sons'")) == 1


@given(st.text())
def test_any_escaped_text_reads_back(text: str) -> None:
    literal = text.replace("\\", "\\\\").replace("'", "\\'")
    assert parse(f"SELECT * FROM Account WHERE Name = '{literal}'").where[0].values == (text,)
