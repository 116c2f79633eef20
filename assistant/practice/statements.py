"""The balance sheet and the trial balance: what the accounts held at the end of a day, children below their parents.

Income less expenses, of all time, stands as net income; a live company moves earlier years to retained earnings. What a seed's
balances lacked to add up to zero stands as Opening Balance Equity, where no account took it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistant.practice.entities import DEBIT_BALANCES
from assistant.practice.ledger import Ledger
from assistant.practice.reports import Column, cell, data, money, report, section, span
from assistant.practice.store import Kept, Store
from assistant.practice.wire import Json

SHEET = [Column("account", "", "Account"), Column("total", "Total", "Money")]
TRIAL = [Column("account", "", "Account"), Column("debit", "Debit", "Money"), Column("credit", "Credit", "Money")]

CURRENT_ASSETS = (
    ("Bank", "Bank Accounts", "BankAccounts"),
    ("Accounts Receivable", "Accounts Receivable", "AR"),
    ("Other Current Asset", "Other Current Assets", "OtherCurrentAssets"),
)
OTHER_ASSETS = (("Fixed Asset", "Fixed Assets", "FixedAssets"), ("Other Asset", "Other Assets", "OtherAssets"))
CURRENT_LIABILITIES = (
    ("Accounts Payable", "Accounts Payable", "AP"),
    ("Credit Card", "Credit Cards", "CreditCards"),
    ("Other Current Liability", "Other Current Liabilities", "OtherCurrentLiabilities"),
)
LONG_TERM = (("Long Term Liability", "Long-Term Liabilities", "LongTermLiabilities"),)
"""AccountType, the section's title, its group."""

Part = tuple[Json | None, Decimal]
"""A section, None where nothing stands in it, and its total."""


class _Sheet:
    """Accounts and what they hold, signed in their normal side."""

    def __init__(self, store: Store, realm: str, day: str, now: float) -> None:
        self.accounts = store.all(realm, "Account")
        debits = Ledger(store, realm, now).balances_on(day)
        self.holds = {
            kept.id: amount if kept.body["Classification"] in DEBIT_BALANCES else -amount
            for kept in self.accounts
            if (amount := debits.get(kept.id, Decimal(0)))
        }

    def total_of(self, classification: str) -> Decimal:
        keys = (kept.id for kept in self.accounts if kept.body["Classification"] == classification)
        return sum((self.holds.get(key, Decimal(0)) for key in keys), Decimal(0))

    def of_type(self, account_type: str, title: str, group: str) -> Part:
        of_type = [kept for kept in self.accounts if kept.body["AccountType"] == account_type]
        return _titled(title, group, [self.account(kept) for kept in of_type if "ParentRef" not in kept.body])

    def account(self, kept: Kept) -> Part:
        """One account's row, or its section with what lies below it."""
        own = self.holds.get(kept.id)
        children = [child for child in self.accounts if child.body.get("ParentRef", {}).get("value") == kept.id]
        below = [part for child in children if (part := self.account(child))[0] is not None]
        total = (own or Decimal(0)) + sum((amount for _, amount in below), Decimal(0))
        head = [cell(kept.body["Name"], kept.id), cell(money(own))]
        if not below:
            return (None if own is None else data(head)), total
        rows = [row for row, _ in below if row is not None]
        return section(rows, head=head, total=[cell(f"Total {kept.body['Name']}"), cell(money(total))]), total


def _titled(title: str, group: str, parts: Iterable[Part], total_title: str | None = None) -> Part:
    parts = list(parts)
    total = sum((amount for _, amount in parts), Decimal(0))
    rows = [row for row, _ in parts if row is not None]
    if not rows:
        return None, total
    summary = [cell(total_title or f"Total {title}"), cell(money(total))]
    return section(rows, head=[cell(title), cell()], total=summary, group=group), total


def balance_sheet(store: Store, realm: str, params: Mapping[str, str], now: float) -> Json:
    """BalanceSheet: assets, and liabilities with equity, at the end of a day; the two totals are the same."""
    days = span(params, now, "this fiscal year-to-date")
    sheet = _Sheet(store, realm, days.end, now)
    current = _titled("Current Assets", "CurrentAssets", [sheet.of_type(*row) for row in CURRENT_ASSETS])
    assets = _titled("ASSETS", "TotalAssets", [current, *(sheet.of_type(*row) for row in OTHER_ASSETS)], "TOTAL ASSETS")
    owed = _titled("Current Liabilities", "CurrentLiabilities", [sheet.of_type(*row) for row in CURRENT_LIABILITIES])
    liabilities = _titled("Liabilities", "Liabilities", [owed, *(sheet.of_type(*row) for row in LONG_TERM)])
    equity = _titled("Equity", "Equity", _equity(sheet, assets[1] - liabilities[1]))
    both = _titled("LIABILITIES AND EQUITY", "TotalLiabilitiesAndEquity", [liabilities, equity], "TOTAL LIABILITIES AND EQUITY")
    currency = store.preferences(realm)["CurrencyPrefs"]["HomeCurrency"]["value"]
    header: Json = {"ReportBasis": "Accrual", "StartPeriod": days.start, "EndPeriod": days.end, "SummarizeColumnsBy": "Total"}
    header |= {"Currency": currency, "Option": [{"Name": "AccountingStandard", "Value": "GAAP"}]}
    return report("BalanceSheet", SHEET, [row for row, _ in (assets, both) if row is not None], header, now)


def _equity(sheet: _Sheet, whole: Decimal) -> list[Part]:
    """The equity accounts, the net income, and what is left to make the whole."""
    equity = [kept for kept in sheet.accounts if kept.body["AccountType"] == "Equity" and "ParentRef" not in kept.body]
    parts = [sheet.account(kept) for kept in equity]
    income = sheet.total_of("Revenue") - sheet.total_of("Expense")
    left = whole - income - sum((amount for _, amount in parts), Decimal(0))
    if left:
        parts.append((data([cell("Opening Balance Equity"), cell(money(left))]), left))
    if income:
        parts.append(({**data([cell("Net Income"), cell(money(income))]), "group": "NetIncome"}, income))
    return parts


def trial_balance(store: Store, realm: str, params: Mapping[str, str], now: float) -> Json:
    """TrialBalance: each account that holds something, as a debit or a credit, and both totals."""
    days = span(params, now, "this fiscal year-to-date")
    debits = Ledger(store, realm, now).balances_on(days.end)
    rows, totals = [], [Decimal(0), Decimal(0)]
    for kept in store.all(realm, "Account"):
        if amount := debits.get(kept.id):
            side = 0 if amount > 0 else 1
            totals[side] += abs(amount)
            told = ["", ""]
            told[side] = money(abs(amount))
            rows.append(data([cell(kept.name, kept.id), *(cell(text) for text in told)]))
    if rows:
        total = [cell("TOTAL"), *(cell(money(amount)) for amount in totals)]
        rows.append(section([], total=total, group="GrandTotal"))
    header: Json = {"ReportBasis": "Accrual", "StartPeriod": days.start, "EndPeriod": days.end}
    return report("TrialBalance", TRIAL, rows, header, now)
