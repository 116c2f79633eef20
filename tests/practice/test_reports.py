"""The reports as the API shapes them: what stands where, for which days, and under which names."""

import pytest

from assistant.practice import reports
from tests.practice.desk import Clock, Json
from tests.practice.stockroom import Rooms, Stockroom


def keys(report: Json) -> list[str]:
    return [column["MetaData"][0]["Value"] for column in report["Columns"]["Column"]]


def texts(row: Json) -> list[str]:
    return [cell["value"] for cell in row["ColData"]]


def test_the_valuation_summary(room: Stockroom) -> None:
    room.adjust(("Bowl", -12), date="2026-11-02")
    report = room.report("InventoryValuationSummary", report_date="2026-11-02")
    assert report["Header"] == {
        "Time": "2026-11-21T04:00:00-08:00",
        "ReportName": "InventoryValuationSummary",
        "StartPeriod": "2026-11-02",
        "EndPeriod": "2026-11-02",
        "Currency": "USD",
        "Option": [{"Name": "report_date", "Value": "2026-11-02"}, {"Name": "NoReportData", "Value": "false"}],
    }
    assert [column["ColTitle"] for column in report["Columns"]["Column"]] == ["", "SKU", "Qty", "Asset Value", "Avg Cost"]
    bowl, mug, total = report["Rows"]["Row"]
    assert bowl["ColData"][0] == {"value": "Bowl", "id": room.key("Item", "Bowl")}
    assert texts(bowl) == ["Bowl", "BOWL-01", "8.00", "40.00", "5.00"]
    assert texts(mug) == ["Mug", "", "12.00", "49.80", "4.15"]
    assert (texts(total), total["group"]) == (["TOTAL", " ", "", "89.80", ""], "GrandTotal")
    assert room.stock("Bowl", on="2026-11-01") == ("20.00", "90.00"), "the day before it left"
    assert room.stock("Bowl", on="2026-01-31") == ("10.00", "40.00"), "before the second layer came in"


def test_the_summary_of_some_items_or_of_none(room: Stockroom) -> None:
    key = room.key("Item", "Mug")
    rows = room.report("InventoryValuationSummary", item=key)["Rows"]["Row"]
    assert [texts(row)[0] for row in rows] == ["Mug", "TOTAL"]
    nothing = room.report("InventoryValuationSummary", report_date="2020-01-01")
    assert nothing["Rows"] == {}
    assert nothing["Header"]["Option"][-1] == {"Name": "NoReportData", "Value": "true"}


def test_the_valuation_detail(room: Stockroom) -> None:
    room.adjust(("Bowl", -1), date="2026-10-30")
    kept = room.made("vendorcredit", room.purchase(("Bowl", 10, 4.00), DocNumber="WO-1"))
    report = room.report("InventoryValuationDetail")
    assert (report["Header"]["StartPeriod"], report["Header"]["EndPeriod"]) == ("2026-11-01", "2026-11-21")
    assert keys(report) == [
        *("tx_date", "txn_type", "doc_num", "name", "quantity", "rate", "home_amount", "qty_on_hand", "home_asset_value"),
    ]
    bowl = report["Rows"]["Row"][0]
    assert bowl["Header"]["ColData"][0] == {"value": "Bowl", "id": room.key("Item", "Bowl")}
    opening, nine, one = bowl["Rows"]["Row"]
    assert texts(opening) == ["", "Beginning Balance", "", "", "", "", "", "19.00", "86.00"]
    assert texts(nine) == ["2026-11-02", "Vendor Credit", "WO-1", "Acme Pottery", "-9.00", "4.00", "-36.00", "10.00", "50.00"]
    assert texts(one) == ["2026-11-02", "Vendor Credit", "WO-1", "Acme Pottery", "-1.00", "5.00", "-5.00", "9.00", "45.00"]
    assert nine["ColData"][1]["id"] == kept["Id"]
    assert texts(bowl["Summary"]) == ["Total for Bowl", "", "", "", "-10.00", "", "-41.00", "9.00", "45.00"]


def test_opening_stock_stands_in_the_detail(room: Stockroom) -> None:
    report = room.report("InventoryValuationDetail", start_date="2024-01-01", end_date="2026-02-28")
    rows = [texts(row) for row in report["Rows"]["Row"][0]["Rows"]["Row"]]
    assert [row[:3] for row in rows] == [
        ["2026-01-01", "Inventory Starting Value", "START"],
        ["2026-02-01", "Inventory Starting Value", "START"],
    ]
    assert rows[1][4:] == ["10.00", "5.00", "50.00", "20.00", "90.00"]


def test_columns_are_chosen_and_ordered_by_the_request(room: Stockroom) -> None:
    room.adjust(("Bowl", -1), PrivateNote="Dropped")
    report = room.report("InventoryValuationDetail", columns="memo,txn_id,quantity,nonsense,item_sku,create_by")
    assert keys(report) == ["memo", "txn_id", "quantity", "item_sku", "create_by"]
    row = texts(report["Rows"]["Row"][0]["Rows"]["Row"][-1])
    assert row == ["Dropped", row[1], "-1.00", "BOWL-01", "app"]


def test_the_general_ledger(room: Stockroom) -> None:
    room.adjust(("Bowl", -1), date="2026-10-30")
    kept = room.adjust(("Bowl", -12), DocNumber="WO-1", PrivateNote="Dropped")
    report = room.report("GeneralLedger", start_date="2026-11-01", end_date="2026-11-30")
    sections = {row["Header"]["ColData"][0]["value"]: row for row in report["Rows"]["Row"]}
    inventory = sections["Inventory"]
    assert inventory["Header"]["ColData"][0]["id"] == room.id_of("1200")
    opening, row = inventory["Rows"]["Row"]
    assert texts(opening) == ["Beginning Balance", "", "", "", "", "", "", "135.80"]
    assert texts(row) == [
        *("2026-11-02", "Inventory Qty Adjust", "WO-1", "", "Dropped", "Cost of goods:Breakage", "-51.00", "84.80"),
    ]
    assert row["ColData"][1]["id"] == kept["Id"]
    assert texts(inventory["Summary"]) == ["Total for Inventory", "", "", "", "", "", "-51.00", "84.80"]
    (below,) = sections["Cost of goods"]["Rows"]["Row"]
    assert below["Header"]["ColData"][0]["value"] == "Breakage"
    assert texts(sections["Cost of goods"]["Summary"])[-2:] == ["51.00", "55.00"], "a parent's total holds its children's"


def test_the_general_ledger_of_one_account(room: Stockroom) -> None:
    room.made("bill", room.purchase(("Bowl", 1, 4.00), ("6000", 5.00), DocNumber="B-1"))
    payables = room.id_of("2000")
    report = room.report("GeneralLedger", account=payables, columns="tx_date,name,split_acc,subt_nat_amount,debt_amt,credit_amt")
    (section,) = report["Rows"]["Row"]
    (row,) = section["Rows"]["Row"]
    assert texts(row) == ["2026-11-02", "Acme Pottery", "-Split-", "9.00", "", "9.00"], "a payable is raised by a credit"
    assert room.report("GeneralLedger", account=room.id_of("6000"), start_date="2026-12-01", end_date="2026-12-31")["Rows"] != {}
    assert room.report("GeneralLedger", account=room.id_of("1100"))["Header"]["Option"][-1]["Value"] == "true"


def test_the_list_of_transactions(room: Stockroom) -> None:
    bill = room.made("bill", room.purchase(("Bowl", 1, 4.00), DocNumber="B-1"))
    room.adjust(("Bowl", -1), DocNumber="WO-1", date="2026-11-03")
    report = room.report("TransactionList")
    first, second = (texts(row) for row in report["Rows"]["Row"])
    assert first == ["2026-11-02", "Bill", "B-1", "Yes", "Acme Pottery", "", "Payables", "Inventory", "4.00"]
    assert second[:3] == ["2026-11-03", "Inventory Qty Adjust", "WO-1"]
    assert report["Rows"]["Row"][0]["ColData"][1]["id"] == bill["Id"]
    only = room.report("TransactionList", transaction_type="InventoryAdjustment")["Rows"]["Row"]
    assert [texts(row)[2] for row in only] == ["WO-1"]


def test_the_balance_sheet_balances_on_every_day(room: Stockroom) -> None:
    room.made("invoice", room.sale("Bowl", 12, 9.00, date="2026-11-02"))
    room.made("bill", room.purchase(("Mug", 10, 5.00), ("6000", 12.00), date="2026-11-05"))
    for day in ("2023-12-31", "2026-01-15", "2026-11-02", "2026-11-30"):
        sheet = room.sheet(day)
        assert sheet["TOTAL ASSETS"] == sheet["TOTAL LIABILITIES AND EQUITY"], day
        assert room.valued(day) == sheet.get("Inventory", "0.00"), day
    assert sheet["Net Income"] == "46.00"
    assert sheet["Total Accounts Payable"] == "62.00"
    report = room.report("BalanceSheet", date_macro="All")
    assets, rest = report["Rows"]["Row"]
    assert (assets["group"], rest["group"]) == ("TotalAssets", "TotalLiabilitiesAndEquity")
    current = assets["Rows"]["Row"][0]
    assert [row["group"] for row in current["Rows"]["Row"]] == ["BankAccounts", "AR", "OtherCurrentAssets"]


def test_the_trial_balance(room: Stockroom) -> None:
    rows = room.report("TrialBalance")["Rows"]["Row"]
    told = {texts(row)[0]: texts(row)[1:] for row in rows if "ColData" in row}
    assert told == {"Checking": ["5000.00", ""], "Inventory": ["139.80", ""], "Opening": ["", "5139.80"]}
    assert texts(rows[-1]["Summary"]) == ["TOTAL", "5139.80", "5139.80"]


@pytest.mark.parametrize(
    ("macro", "start", "end"),
    [
        ("Today", "2026-11-21", "2026-11-21"),
        ("Yesterday", "2026-11-20", "2026-11-20"),
        ("This Month", "2026-11-01", "2026-11-30"),
        ("this month-to-date", "2026-11-01", "2026-11-21"),
        ("Last Month", "2026-10-01", "2026-10-31"),
        ("This Fiscal Quarter-to-date", "2026-10-01", "2026-11-21"),
        ("This Fiscal Year", "2026-01-01", "2026-12-31"),
        ("This Fiscal Year-to-date", "2026-01-01", "2026-11-21"),
        ("Last Fiscal Year", "2025-01-01", "2025-12-31"),
    ],
)
def test_days_may_be_named(room: Stockroom, macro: str, start: str, end: str) -> None:
    header = room.report("GeneralLedger", date_macro=macro)["Header"]
    assert (header["StartPeriod"], header["EndPeriod"]) == (start, end)


def test_what_is_no_report_or_no_day(room: Stockroom) -> None:
    assert room.get("reports/ProfitAndLossOfMars").code == "500"
    assert room.get("reports").code == "500"
    assert room.get("reports/BalanceSheet", end_date="31.12.2026").code == "2010"
    assert room.get("reports/BalanceSheet", date_macro="Soon").code == "2170"
    assert "time" not in room.report("BalanceSheet"), "a report has its time in its header"


def test_a_report_that_is_too_long_is_a_sentence(room: Stockroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_CELLS", 10)
    (row,) = room.report("InventoryValuationDetail")["Rows"]["Row"]
    assert texts(row) == ["Unable to display more data. Please reduce the date range."]


def test_in_some_companies_goods_are_costed_some_time_later(rooms: Rooms, clock: Clock) -> None:
    room = rooms(late_seconds=60)
    kept = room.adjust(("Bowl", -12))
    (bowl,) = room.rows("SELECT * FROM Item WHERE Name = 'Bowl'")
    assert bowl["QtyOnHand"] == 8, "the quantity is there at once"
    assert (room.cost_of(kept), room.postings(kept), room.stock("Bowl")) == ([], [], ("20.00", "90.00"))
    assert room.valued() == room.sheet()["Inventory"] == "139.80"
    clock.seconds += 60
    assert room.cost_of(kept) == [("-10.00", "-40.00"), ("-2.00", "-10.00")]
    assert room.postings(kept) == [("Inventory", "", "50.00"), ("Cost of goods:Breakage", "50.00", "")]
    assert room.valued() == room.sheet()["Inventory"] == "89.80"
