"""Exports as the programs themselves read them: every balance they find is the books' own."""

import csv
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from assistant.adapters.exports.export import ExportFormat, export
from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks, Difference
from assistant.books.entry import History, Line, PostedEntry
from assistant.books.goods import Holding, Item, Layer, Stock, StockMove
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Role
from assistant.books.reasons import Kind, Reason

TODAY = date(2026, 11, 21)
BEAN_CHECK = shutil.which("bean-check", path=str(Path(sys.executable).parent)) or "bean-check"
ODD = 'Bad  stock; "goods" 50% = x @ 3 {y} | (z) [w] \u202e* ~ \t end'  # what each program reads as more than words
STOCK, LOSS, SALES, OTHER_SALES = "12-10", "Losses:Ausschuß & Bruch", "Sales", "Sales (2)"


def account(kind: AccountType, number: str, name: str, balance: int, currency: str, parent: Account | None = None) -> Account:
    full_name = f"{parent.full_name}:{name}" if parent else name
    return Account(
        number or full_name, number, name, full_name, kind, Money(balance, currency), parent=parent.key if parent else ""
    )


def chart(currency: str) -> Chart:
    """Numbered and not, a parent with a balance of its own, names that become alike, scripts without capitals."""
    stock = account(AccountType.OTHER_CURRENT_ASSET, "12", "stock", 500, currency)
    losses = account(AccountType.EXPENSE, "", "Losses", 0, currency)
    return Chart((
        stock,
        account(AccountType.OTHER_CURRENT_ASSET, STOCK, "貯蔵品", 100_000, currency, stock),
        account(AccountType.OTHER_CURRENT_ASSET, "", "貯蔵品", -250, currency),
        account(AccountType.LONG_TERM_LIABILITY, "090", ODD, 40_000, currency),
        account(AccountType.INCOME, "", SALES, 12_345_678, currency),
        account(AccountType.INCOME, "", "Sales?", 1, currency),
        account(AccountType.INCOME, "", "Sales!", 2, currency),
        losses,
        account(AccountType.COST_OF_GOODS_SOLD, "", "Ausschuß & Bruch", 1_734, currency, losses),
        account(AccountType.EQUITY, "", "Opening difference", 77, currency),
    ))  # fmt: skip


def entry(number: str, day: date, minor: int, currency: str, memo: str) -> PostedEntry:
    amount = Money(minor, currency)
    lines = (Line(Side.DEBIT, LOSS, amount, Role.LOSS), Line(Side.CREDIT, STOCK, amount, Role.INVENTORY)) if minor else ()
    move = StockMove("POT", ODD, STOCK, Decimal("-1850.5"), -amount)
    return PostedEntry(
        number, number, day, Kind.WRITE_OFF, Reason.DAMAGED, memo, lines, (("POT", ODD, Decimal("1850.5")),), (move,)
    )  # fmt: skip


def books(currency: str = "USD") -> ClientBooks:
    layer = Layer("POT@#1", None, Decimal(10), Decimal("1.5"), Money(1500, currency))
    return ClientBooks(
        client="pots",
        name='Töpfe "& Söhne"',
        currency=currency,
        date_order=DateOrder.DMY,
        policy=Policy(routine_limit=Money(50_000, currency)),
        chart=chart(currency),
        stock=Stock((Item("POT", "POT", "Clay pot", "pot"),), (Holding("POT", ODD, STOCK, (layer,)),)),
        history=History((
            entry("WO-1", date(2026, 10, 2), 1_700, currency, ODD),
            entry("WO-2", date(2026, 9, 30), 34, currency, "=HYPERLINK(1)"),
            entry("WO-3", TODAY, 0, currency, ""),
        )),
        differences=(Difference("opening trial balance", "", Money(5, currency), "Debits exceed credits\nby 0.05."),),
    )  # fmt: skip


def exported(to: ExportFormat, of: ClientBooks | None = None) -> str:
    return "".join(export(of or books(), to, today=TODAY))


def trial_balance(of: ClientBooks) -> Counter[Decimal]:
    """The balances that are not zero, debits positive, as a bag: each program has names of its own. The opening's gap is one."""
    debits = [a.balance.minor if a.normal_side is Side.DEBIT else -a.balance.minor for a in of.chart]
    return Counter(Money(minor, of.currency).amount for minor in [*debits, -sum(debits)] if minor)


def written(tmp_path: Path, to: ExportFormat, of: ClientBooks) -> str:
    path = tmp_path / f"books.{to}"
    path.write_text(exported(to, of), encoding="utf-8")
    return str(path)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"LC_ALL": "C.UTF-8"})


def off_by_one(text: str) -> str:
    """The export with each assertion wrong by the smallest unit that its currency has."""
    return re.sub(r"(\d) ~ 0", lambda found: f"{(int(found[1]) + 1) % 10} ~ 0", text)


@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_beancount_agrees_with_every_balance(tmp_path: Path, currency: str) -> None:
    path = written(tmp_path, ExportFormat.BEANCOUNT, books(currency))
    assert run(BEAN_CHECK, path).stderr == ""
    text = Path(path).read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.beancount"
    wrong.write_text(off_by_one(text), encoding="utf-8")
    assert run(BEAN_CHECK, str(wrong)).stderr.count("Balance failed") == text.count(" balance ") == len(books().chart) + 1


@pytest.mark.needs("hledger")
@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_hledger_finds_the_trial_balance(tmp_path: Path, currency: str) -> None:
    path = written(tmp_path, ExportFormat.HLEDGER, books(currency))
    assert run("hledger", "-f", path, "check", "--strict").stderr == ""
    found = run("hledger", "-f", path, "balance", "--flat", "--no-total", "-O", "csv").stdout
    amounts = [Decimal(row["balance"].split()[0].replace(",", "")) for row in csv.DictReader(StringIO(found))]
    assert Counter(amounts) == trial_balance(books(currency))


@pytest.mark.needs("ledger")
@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_ledger_finds_the_trial_balance(tmp_path: Path, currency: str) -> None:
    path = written(tmp_path, ExportFormat.LEDGER, books(currency))
    found = run("ledger", "-f", path, "--pedantic", "balance", "--flat", "--no-total", "--format", "%(amount)\n")
    assert found.stderr == ""
    amounts = [Decimal(line.split()[0].replace(",", "")) for line in found.stdout.splitlines()]
    assert Counter(filter(None, amounts)) == trial_balance(books(currency))  # a parent without postings is shown at 0


@pytest.mark.needs("hledger")
@pytest.mark.needs("ledger")
@pytest.mark.parametrize("to", [ExportFormat.HLEDGER, ExportFormat.LEDGER])
def test_a_balance_that_moved_is_refused(tmp_path: Path, to: ExportFormat) -> None:
    path = Path(written(tmp_path, to, books()))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("17.00 USD", "17.01 USD").replace("-17.00 USD", "-17.01 USD"), encoding="utf-8")
    assert run(to, "-f", str(path), "balance").returncode != 0


def test_csv_adds_up_to_the_balances_it_ends_in() -> None:
    rows = list(csv.DictReader(StringIO(exported(ExportFormat.CSV))))
    moved: Counter[str] = Counter()
    for row in rows:
        if row["record"] in ("opening", "line"):
            moved[row["account"]] += signed_cents(row)
    stand = {row["account"]: signed_cents(row) for row in rows if row["record"] == "balance"}
    assert {key: cents for key, cents in stand.items() if cents} == {key: cents for key, cents in moved.items() if cents}
    assert sum(stand.values()) == 0
    assert rows[-1]["record"] == "balance"


def signed_cents(row: dict[str, str]) -> int:
    return int((Decimal(row["debit"] or 0) - Decimal(row["credit"] or 0)) * 100)


def test_csv_holds_no_formula() -> None:
    rows = list(csv.DictReader(StringIO(exported(ExportFormat.CSV))))
    assert {row["memo"] for row in rows if row["entry"] == "WO-2"} == {"'=HYPERLINK(1)"}
    assert {row["quantity"] for row in rows if row["record"] == "goods"} == {"-1850.5"}


@pytest.mark.parametrize("to", ExportFormat)
def test_entries_keep_their_numbers_units_and_differences(to: ExportFormat) -> None:
    text = exported(to)
    assert all(number in text for number in ("WO-1", "WO-2", "WO-3"))
    assert "-1850.5" in text
    assert to is ExportFormat.CSV or "opening trial balance: Debits exceed credits by 0.05." in text


@pytest.mark.parametrize("to", ExportFormat)
def test_a_long_journal_is_written_in_pieces_of_whole_lines_by_day(to: ExportFormat) -> None:
    days = [date(2025, 1, 1) + timedelta(days=at * 37 % 400) for at in range(1_000)]
    many = tuple(entry(f"WO-{at}", day, 5, "USD", "chipped\r\nand sold") for at, day in enumerate(days))
    pieces = list(export(replace(books(), history=History(many)), to, today=TODAY))
    assert len(pieces) > 2
    assert {piece[-1] for piece in pieces} == {"\n"}
    named = re.findall(r"WO-\d+", "".join(pieces))
    assert list(dict.fromkeys(named)) == [f"WO-{at}" for at in sorted(range(1_000), key=lambda at: days[at])]


def test_the_beancount_file_is_the_same_every_time() -> None:
    assert exported(ExportFormat.BEANCOUNT) == exported(ExportFormat.BEANCOUNT)


def test_a_posted_entry_in_beancount() -> None:
    assert """
2026-09-30 * "=HYPERLINK(1)"
  number: "WO-2"
  kind: "write_off"
  reason: "damaged"
""" in exported(ExportFormat.BEANCOUNT)
