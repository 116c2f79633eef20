"""A client's folder is read into its books."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.books.accounts import AccountType
from assistant.books.goods import CostMethod
from assistant.books.money import Money
from assistant.books.policy import Framework, ReasonAccounts, WriteDownMethod
from assistant.books.reasons import Reason
from tests.adapters.files.conftest import ACCOUNTS, ITEMS, Folder, policy

ROOT = Path(__file__).parents[3]
CLIENTS = sorted(path.parent for path in [*ROOT.glob("evals/*/clients/*/client.json"), *ROOT.glob("coa_samples/*/client.json")])


@pytest.mark.parametrize("path", CLIENTS, ids=lambda path: path.name)
def test_every_client_we_have_opens(path: Path) -> None:
    books = read_client(path, path.name)
    assert len(books.chart) > 40
    assert all(holding.account in books.chart for holding in books.stock.holdings)


def test_a_folder_becomes_books(folder: Folder) -> None:
    books = read_client(folder(), "pots")
    assert (books.client, books.name, books.currency, books.differences) == ("pots", "Pots & Co", "USD", ())
    breakage = books.chart["5050"]
    assert (breakage.full_name, breakage.parent, breakage.type) == (
        "Cost of goods sold:Breakage",
        "5000",
        AccountType.COST_OF_GOODS_SOLD,
    )
    assert books.chart["3000"].balance == Money.parse("1000.00", "USD")
    assert books.policy.framework is Framework.US_GAAP
    assert books.stock.on_hand("POT-1") == 40
    shop = books.stock.at("POT-1", "Shop")
    assert shop is not None
    assert [(layer.id, layer.value.plain()) for layer in shop.layers] == [("POT-1@Shop#1", "50.00")]


def test_books_without_numbers_name_accounts_by_full_name(folder: Folder) -> None:
    books = read_client(folder(accounts=unnumbered(), items=ITEMS.replace("1200", "Inventory")), "pots")
    assert books.chart["Cost of goods sold:Breakage"].parent == "Cost of goods sold"


def unnumbered() -> str:
    rows = [line.partition(",")[2] for line in ACCOUNTS.splitlines()[1:]]
    return "\n".join([ACCOUNTS.splitlines()[0], *(f",{row}" for row in rows)]).replace(",5000,", ",Cost of goods sold,")


def test_a_byte_order_mark_and_windows_line_ends_are_fine(folder: Folder) -> None:
    path = folder(accounts=b"\xef\xbb\xbf" + ACCOUNTS.replace("\n", "\r\n").encode())
    assert len(read_client(path, "pots").chart) == 5


def test_an_item_without_a_cost_is_not_an_item_that_costs_nothing(folder: Folder) -> None:
    items = ITEMS.replace("Shop,20,each,12,2.50", "Shop,20,each,12,").replace("Barn,20,each,12,2.50", "Barn,20,each,12,0.00")
    held = read_client(folder(items=items), "pots").stock.held("POT-1")
    assert [holding.cost_known for holding in held] == [False, True]


def test_layers_are_kept_under_fifo_and_averaged_otherwise(folder: Folder) -> None:
    layers = "sku,location,received,quantity,unit_cost\nPOT-1,Shop,2026-02-01,15,2.00\nPOT-1,Shop,2026-01-01,5,4.00\n"
    fifo = read_client(folder(client=policy(cost_method='"fifo"'), layers=layers), "pots")
    assert fifo.policy.cost_method is CostMethod.FIFO
    assert [(layer.quantity, layer.unit_cost) for layer in fifo.stock.held("POT-1")[0].layers] == [
        (Decimal(5), Decimal(4)),
        (Decimal(15), Decimal(2)),
    ]
    (average,) = read_client(folder(layers=layers), "pots").stock.held("POT-1")[0].layers
    assert (average.quantity, average.unit_cost, average.value.plain()) == (Decimal(20), Decimal("2.5"), "50.00")


def test_policy_is_read_and_ifrs_is_the_default_outside_usd(folder: Folder) -> None:
    said = policy(
        write_down_method='"allowance"', books_closed_through='"2026-08-31"',
        accounts_by_reason='{"damaged": "5050", "expired": {"unusual": "5000"}}',
    )  # fmt: skip
    found = read_client(folder(client=said.replace("USD", "AUD")), "pots").policy
    assert (found.framework, found.write_down_method) == (Framework.IFRS, WriteDownMethod.ALLOWANCE)
    assert found.accounts_by_reason == {
        Reason.DAMAGED: ReasonAccounts("5050", "5050"), Reason.EXPIRED: ReasonAccounts(None, "5000"),
    }  # fmt: skip


def test_openings_that_do_not_agree_are_named_not_refused(folder: Folder) -> None:
    books = read_client(folder(accounts=ACCOUNTS.replace("100.00", "130.25")), "pots")
    assert [(found.name, found.account, found.amount.plain(), found.says) for found in books.differences] == [
        ("opening trial balance", "", "30.25", "Debits exceed credits by 30.25 in the opening balances."),
        ("opening stock", "1200", "30.25", "1200 Inventory stands at 130.25, which is 30.25 more than its goods at 100.00."),
    ]


def test_books_need_no_item_records(folder: Folder) -> None:
    books = read_client(folder(items=ITEMS.splitlines()[0]), "pots")
    assert books.stock.items == ()
    assert [found.says for found in books.differences] == ["1200 Inventory stands at 100.00 without goods on file."]
