"""A client's folder that cannot be taken is refused with every fault named."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.adapters.files.client import read_client
from assistant.errors import BadFile, WrongUsage
from tests.adapters.files.conftest import ACCOUNTS, CLIENT, ITEMS, Folder, policy


def faults(path: Path) -> tuple[str, ...]:
    with pytest.raises(BadFile) as refused:
        read_client(path, "pots")
    return refused.value.faults


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("5050,Twice,Expense,,,true,,", "row 7, column number: '5050' is also row 6; give each account its own number."),
        ("5060,breakage,Cost of Goods Sold,,5000,true,,",
         "row 7, column name: 'breakage' stands beside the account of row 6 with that name; rename one."),
        ("6000,Rent,Rent,,,true,,", "row 7, column type: 'Rent' is not known; write one of: Bank, Accounts Receivable,"),
        ("6000,,Expense,,,true,,", "row 7, column name: is empty; fill it in."),
        ("6000,Rent,Expense,,9999,true,,",
         "row 7, column parent: no account has the number or name '9999'"),
        ("6000,Rent,Expense,,6000,true,,", "row 7, column parent: goes round in a circle (Rent)"),
        ("6000,Rent,Expense,,,yes,,", "row 7, column active: 'yes' is neither true nor false."),
        ('6000,Rent,Expense,,,true,"1.250,00",', "row 7, column balance: '1.250,00' is not an amount such as 1,234.56."),
        ("6000,Rent,Expense,,,true,0.001,", "row 7, column balance: 0.001 has a fraction of the smallest unit of USD."),
        ("6000,Rent,Expense,,,true,1e9,", "row 7, column balance: '1e9' is not an amount such as 1,234.56."),
        (f"6000,Rent,Expense,,,true,{'9' * 40},", "row 7, column balance: the amount is larger than books can hold."),
        ("6000,Rent,Expense,,,true,,Fees, and more", "row 7: has 9 cells under 8 columns; quote a cell that holds a comma."),
        ('6000,"Rent\nand rates",Expense,,,true,,',
         "row 7, column name: holds a line break or another control character; take it out."),
        ('6000,"Rent" hall,Expense,,,true,,', "line 7: cannot be split into cells"),
    ],
)  # fmt: skip
def test_an_account_that_cannot_be_taken(folder: Folder, line: str, fault: str) -> None:
    assert faults(folder(accounts=f"{ACCOUNTS}{line}\n"))[0].startswith(f"accounts.csv {fault}")


def test_a_circle_of_parents_is_said_once(folder: Folder) -> None:
    looped = ACCOUNTS.replace(
        "5000,Cost of goods sold,Cost of Goods Sold,,,", "5000,Cost of goods sold,Cost of Goods Sold,,5050,"
    )
    assert faults(folder(accounts=looped)) == (
        "accounts.csv row 5, column parent: goes round in a circle (Cost of goods sold > Breakage); one of them has no parent.",
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("POT-1,Clay pot,Shop,1,each,12,2,1200", "column sku: 'POT-1' at 'Shop' is also row 2; one row an item and location."),
        ("POT-1,Other pot,Attic,1,each,12,2,1200", "column name: differs from row 2 of the same item 'POT-1'"),
        ("POT-2,Vase,Shop,-3,each,,2,1200", "column quantity: -3 is negative; write what is there, or 0."),
        ("POT-2,Vase,Shop,,each,,2,1200", "column quantity: is empty; fill it in."),
        ("POT-2,Vase,Shop,three,each,,2,1200", "column quantity: 'three' is not a quantity such as 12 or 0.75."),
        ("POT-2,Vase,Shop,3,each,0,2,1200", "column units_per_case: 0 units make no case"),
        ("POT-2,Vase,Shop,3,each,,2.1234567,1200", "column unit_cost: 2.1234567 has more than 6 decimals."),
        ("POT-2,Vase,Shop,999999999999,each,,999999999,1200", "column unit_cost: 999999999999 at 999999999: the amount"),
        ("POT-2,Vase,Shop,3,each,,2,", "column asset_account: is empty; fill it in."),
        ("POT-2,Vase,Shop,3,each,,2,1299", "column asset_account: no account has the number"),
        ("POT-2,Vase,Shop,3,each,,2,1000",
         "column asset_account: 1000 Checking is of type Bank; goods are held in an Other Current Asset."),
    ],
)  # fmt: skip
def test_an_item_that_cannot_be_taken(folder: Folder, line: str, fault: str) -> None:
    assert faults(folder(items=f"{ITEMS}{line}\n"))[0].startswith(f"items.csv row 4, {fault}")


@pytest.mark.parametrize(("cell", "what"), [("false", "inactive"), ("true,100.00,,false", "a heading")])
def test_goods_in_an_account_that_takes_no_postings(folder: Folder, cell: str, what: str) -> None:
    heading, *rows = ACCOUNTS.splitlines()
    accounts = "\n".join([f"{heading},postable", *rows]).replace("Inventory,,true,100.00,", f"Inventory,,{cell}")
    assert faults(folder(accounts=accounts))[0] == (
        f"items.csv row 2, column asset_account: 1200 Inventory is {what}; name an account that may be posted to."
    )


def test_layers_must_add_up_to_the_items(folder: Folder) -> None:
    layers = "sku,location,received,quantity,unit_cost\nPOT-1,Shop,2026-01-01,15,2.00\nPOT-9,Shop,31/02/2026,5,4.00\n"
    assert faults(folder(layers=layers)) == (
        "layers.csv row 3, column sku: items.csv has no row for 'POT-9' at 'Shop'; correct it, or add that row.",
        "layers.csv row 3, column received: '31/02/2026' is not a day such as 2026-03-31.",
        "items.csv row 2, column quantity: is 20 but the rows of layers.csv add up to 15; make them agree.",
    )


@pytest.mark.parametrize(
    ("client", "fault"),
    [
        (policy(cost_method='"LIFO"'), "policy.cost_method: books that keep LIFO are refused until it is supported"),
        (
            policy(cost_method='"retail"'),
            "policy.cost_method: books that keep the retail method are refused until it is supported",
        ),
        (policy(cost_method='"specific"'), "policy.cost_method: books that keep specific identification are refused"),
        (policy(cost_method='"standard"'), "policy.cost_method: books that keep standard cost are refused until it is supported"),
        (policy(cost_method='"guess"'), "policy.cost_method: 'guess' is not known; write one of: weighted_average, fifo."),
        (policy(rutine_limit='"1"'), "policy.rutine_limit: is not known; known are routine_limit"),
        (
            policy(books_closed_through='"31/02/2026"'),
            "policy.books_closed_through: '31/02/2026' is not a day such as 2026-08-31",
        ),
        (policy(main_inventory='"77"'), "policy.main_inventory: no account of accounts.csv has the number"),
        (policy(accounts_by_reason='{"rotten": "5050"}'), "policy.accounts_by_reason.rotten: is no reason; reasons are damaged"),
        (policy(accounts_by_reason='{"lost": {"routine": "77"}}'), "policy.accounts_by_reason.lost.routine: no account of"),
        (CLIENT.replace("500.00", "-1"), "policy.routine_limit: -1.00 is negative"),
        (CLIENT.replace("USD", "usd"), "currency: 'usd' is not a currency code of three capital letters, such as USD."),
        (CLIENT.replace("MDY", "YMD"), "date_order: 'YMD' is not known; write MDY (month first) or DMY (day first)."),
        (CLIENT.replace("Pots & Co", ""), "name: is missing; write the client's name."),
    ],
)
def test_a_client_file_that_cannot_be_taken(folder: Folder, client: str, fault: str) -> None:
    assert faults(folder(client=client))[0].startswith(f"client.json {fault}")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "accounts.csv: is empty; its first row names the columns: number, name"),
        (b"a,\0b\n", "accounts.csv: holds NUL bytes, so it is not a text file"),
        (b"PK\x03\x04\x14\0", "accounts.csv: is a spreadsheet workbook; save it as 'CSV UTF-8'."),
        (b"\xff\xfen\0u\0", "accounts.csv: is in UTF-16; save it as UTF-8"),
        (
            b"number\nCaf\xe9 sales",
            "accounts.csv: is not UTF-8 but looks like Windows-1252 (line 2: 'number\\nCaf\xe9 sales')".encode(),
        ),
        (b"number\n\x81\x9d\xff", "accounts.csv: is not text in UTF-8 (line 2); save it as 'CSV UTF-8'."),
        (b"number;name;type\n", "accounts.csv row 1: lacks the column number, name, type, detail_type, parent, active, balance,"),
        (ACCOUNTS.replace("description", "balance").encode(), "accounts.csv row 1: names the column 'balance' twice; leave one."),
        (ACCOUNTS.splitlines()[0].encode(), "accounts.csv: holds no account; "),
    ],
)
def test_a_file_that_is_no_table(folder: Folder, data: bytes, fault: str | bytes) -> None:
    said = fault if isinstance(fault, str) else fault.decode()
    assert any(found.startswith(said) for found in faults(folder(accounts=data, items=ITEMS.splitlines()[0])))


@pytest.mark.parametrize("client", ["[1]", "{", "[" * 100_000, '{"name": "\\ud800"', "1" * 5000, "null"])
def test_a_client_file_that_is_no_object(folder: Folder, client: str) -> None:
    assert faults(folder(client=client))[0].startswith("client.json: ")


def test_every_fault_is_named_at_once(folder: Folder) -> None:
    found = faults(folder(client=policy(model='"any"'), accounts=f"{ACCOUNTS}6000,Rent,Rent,,,true,x,\n", items=None))
    assert [fault.partition(":")[0] for fault in found] == [
        "accounts.csv row 7, column type", "accounts.csv row 7, column balance", "client.json policy.model", "items.csv",
    ]  # fmt: skip


def test_sums_larger_than_books_can_hold_are_refused(folder: Folder) -> None:
    items = "".join(f"BIG-{n},Big,Shop,9,each,,999999999999,1200\n" for n in range(2))
    (fault,) = faults(folder(items=ITEMS + items))
    assert fault == "items.csv: taken together, the amount is larger than books can hold; correct the quantities or costs."


def test_no_such_folder_and_no_such_name(tmp_path: Path, folder: Folder) -> None:
    with pytest.raises(BadFile, match="There is no folder"):
        read_client(tmp_path / "nowhere", "pots")
    with pytest.raises(WrongUsage, match="cannot name a client"):
        read_client(folder(), "../pots")


# What a person's tools and mistakes put into a file.
SCRAPS = st.sampled_from(
    [*'",\n;:\0\r\t\u2028é', "-0", "1e9", "NaN", "∞", "1200", "POT-1", "true", "", " ", "=1+1", "'; DROP TABLE accounts"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["client.json", "accounts.csv", "items.csv", "layers.csv"]), st.lists(SCRAPS | st.text(max_size=5)), st.data()
)
def test_whatever_is_in_a_file_is_taken_or_refused_in_words(
    folder: Folder, name: str, scraps: list[str], data: st.DataObject
) -> None:
    path = folder(layers="sku,location,received,quantity,unit_cost\n") / name
    told = path.read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(told)))
    path.write_bytes((told[:at] + "".join(scraps) + told[at:]).encode("utf-8", "surrogatepass"))
    assert all(fault.startswith((name, "items.csv", "client.json")) for fault in said_of(path.parent))


def said_of(path: Path) -> tuple[str, ...]:
    """The faults of a refused folder, of which there is one at least; none where it is taken."""
    try:
        read_client(path, "pots")
    except BadFile as refused:
        return refused.faults or ("nothing was said",)
    return ()
