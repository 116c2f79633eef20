"""Recoveries, suppliers' credits, repayments, the allowance, inventory and periodic purchases."""

import pytest

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.event import AccountPick
from assistant.books.policy import Policy, ReasonAccounts
from assistant.books.proposal import Quote, RecoverySaid, RecoverySource, RecoveryStatus, Role
from assistant.books.reasons import Kind, Reason
from tests.stages.mapping.ledger import asked, codes, debit, line, mapped, sample, store, usd, valued

AGREED, RECEIVED = RecoveryStatus.AGREED, RecoveryStatus.RECEIVED


def borne_by(books: ClientBooks, said: RecoverySaid, role: Role, words: str = "") -> str:
    entry = valued(
        line(Side.DEBIT, role, usd("50.00"), words=words, named=bool(words)),
        line(Side.CREDIT, Role.INVENTORY, usd("50.00"), "1200"),
        recoveries=[said],
    )
    return debit(mapped(entry, books))


@pytest.mark.parametrize(
    ("source", "account"),
    [
        (RecoverySource.INSURER, "1310"), (RecoverySource.CARRIER, "1330"), (RecoverySource.SUPPLIER, "1300"),
    ],
)  # fmt: skip
def test_the_receivable_of_who_owes_it(source: RecoverySource, account: str) -> None:
    role = Role.SUPPLIER if source is RecoverySource.SUPPLIER else Role.OWED
    assert borne_by(store(), RecoverySaid(source, AGREED), role) == account


def test_several_recoveries_each_go_to_their_own() -> None:
    entry = valued(
        line(Side.DEBIT, Role.OWED, usd("10.00")),
        line(Side.DEBIT, Role.OWED, usd("20.00")),
        line(Side.DEBIT, Role.LOSS, usd("5.00")),
        line(Side.CREDIT, Role.INVENTORY, usd("35.00"), "1200"),
        recoveries=[RecoverySaid(RecoverySource.CARRIER, AGREED), RecoverySaid(RecoverySource.INSURER, AGREED)],
    )
    assert [one.account for one in mapped(entry, store()).lines] == ["1330", "1310", "5110", "1200"]


def test_the_cash_or_bank_account_named() -> None:
    salvage = RecoverySaid(RecoverySource.SALVAGE, RECEIVED, into="petty cash at the dock")
    assert borne_by(store(), salvage, Role.RECEIVED, "petty cash at the dock") == "1050"
    assert borne_by(store(), RecoverySaid(RecoverySource.INSURER, RECEIVED), Role.RECEIVED) == "1000"
    in_cash = RecoverySaid(RecoverySource.SALVAGE, RECEIVED, quote=Quote("he gave us $20 cash", 0, 19))
    assert borne_by(store(), in_cash, Role.RECEIVED) in ("1000", "1050")


def test_a_supplier_without_a_receivable_goes_to_accounts_payable_which_wants_a_name() -> None:
    entry = valued(
        line(Side.DEBIT, Role.SUPPLIER, usd("50.00")), line(Side.CREDIT, Role.INVENTORY, usd("50.00"), "1200"),
        reason=Reason.SUPPLIER_ERROR,
    )  # fmt: skip
    found = mapped(entry, store(without=["1300"]))
    assert (debit(found), codes(found.findings)) == ("2000", ["supplier_missing"])


def test_policy_for_supplier_error() -> None:
    settled = {Reason.SUPPLIER_ERROR: ReasonAccounts("2000", "2000")}
    books = store(policy=Policy(usd("500.00"), accounts_by_reason=settled))
    assert borne_by(books, RecoverySaid(RecoverySource.SUPPLIER, AGREED), Role.SUPPLIER) == "2000"


@pytest.mark.parametrize(
    ("client", "account"),
    [
        ("lakeshore-pharmacy", "2100-50"), ("eulenbach-brewery", "1760"), ("foxglove-books", "Monies to Repay"),
        ("karri-timber", "2-1330"), ("glenbrack-coop", "22900"), ("minato-ceramics", "330"),
        ("saranga-garments", "Amounts Refundable"),
    ],
)  # fmt: skip
def test_a_recovery_that_has_to_go_back(client: str, account: str) -> None:
    books = sample(client)
    entry = valued(line(Side.CREDIT, Role.REPAY, usd("50.00")), kind=Kind.REVERSAL)
    assert debit(mapped(entry, books)) == account
    assert debit(mapped(entry, store())) == "2300"


def test_customers_money_is_no_place_for_it() -> None:
    entry = valued(line(Side.CREDIT, Role.REPAY, usd("50.00")), kind=Kind.REVERSAL)
    assert asked(entry, store(without=["2300"])).asks == "account"


def test_the_allowance_that_stands_against_these_goods() -> None:
    books = sample("glenbrack-coop")
    for inventory, contra in (("14100", "14900"), ("14200", "14910")):
        entry = valued(
            line(Side.DEBIT, Role.ALLOWANCE, usd("50.00")), line(Side.CREDIT, Role.INVENTORY, usd("50.00"), inventory),
            reason=Reason.OBSOLETE,
        )  # fmt: skip
        assert debit(mapped(entry, books)) == contra


def test_an_amount_without_goods_is_as_sure_as_its_inventory_account() -> None:
    settled = AccountPick("1200", 0.8, "the main inventory account", (("1210", 0.2),))
    entry = valued(
        line(Side.DEBIT, Role.LOSS, usd("50.00")), line(Side.CREDIT, Role.INVENTORY, usd("50.00"), "1200"), inventory=settled
    )
    credit = mapped(entry, store()).lines[1]
    assert (credit.because, credit.runners_up) == ("the main inventory account", (("1210", 0.2),))
    assert 0.75 < credit.confidence < 0.81


@pytest.mark.parametrize(
    ("goods", "text", "account"),
    [
        ("cold cuts", "", "301"),
        ("oat milk and coffee", "", "302"),
        ("takeaway cups and lids", "", "304"),
        ("", "they cleaned out the retail shelf, beans and preserves", "303"),
        ("", "somebody broke in", "301"),
    ],
)
def test_purchases_of_a_client_without_item_records(goods: str, text: str, account: str) -> None:
    entry = valued(
        line(Side.DEBIT, Role.LOSS, usd("500.00")), line(Side.CREDIT, Role.PERIODIC, usd("500.00")),
        goods=goods, text=text, reason=Reason.STOLEN,
    )  # fmt: skip
    found = mapped(entry, sample("tui-corner-cafe"))
    assert [one.account for one in found.lines] == ["481", account]


def instead_of(chosen: str, entry: ValuedEntry, books: ClientBooks) -> str:
    """What is offered where a person chose this account for the second line, and it may not stand there."""
    (finding,) = mapped(entry, books, ((2, chosen),)).findings
    assert finding.code == "account_unusable"
    return finding.remedy


def test_goods_booked_off_an_account_that_holds_none_are_offered_the_main_inventory() -> None:
    def of_an_amount(inventory: AccountPick | None = None) -> ValuedEntry:
        lines = line(Side.DEBIT, Role.LOSS, usd("50.00")), line(Side.CREDIT, Role.INVENTORY, usd("50.00"), "1210")
        return valued(*lines, inventory=inventory)

    offered = "Use {}, the nearest account that may."
    plants = AccountPick("1210", 0.8, "garden plants are named")
    assert instead_of("6100", of_an_amount(plants), store()) == offered.format("1210 Garden Plants")
    by_policy = store(policy=Policy(usd("500.00"), main_inventory="1210"))
    assert instead_of("6100", of_an_amount(), by_policy) == offered.format("1210 Garden Plants")
    assert instead_of("6100", of_an_amount(), store()) == offered.format("1200 Inventory")  # the largest balance
    none_left = store(without=["1200", "1210"])
    assert instead_of("6100", of_an_amount(), none_left) == "Choose an account of that type."


def test_what_brought_goods_in_fixes_its_own_account() -> None:
    back = valued(
        line(Side.CREDIT, Role.INVENTORY, usd("50.00"), "1200"), line(Side.DEBIT, Role.CONTROL, usd("50.00"), "2300"),
        kind=Kind.REVERSAL,
    )  # fmt: skip
    assert [one.account for one in mapped(back, store()).lines] == ["2300", "1200"]
    (finding,) = mapped(back, store(), ((1, "6100"),)).findings
    assert (finding.code, finding.remedy) == ("account_unusable", "Choose an account of that type.")


def test_what_staff_owe_for_goods_they_broke() -> None:
    books = store("1340 current  Employee Advances                     -")
    text = "the driver pays for it, we dock his wages"
    said = RecoverySaid(RecoverySource.OTHER, AGREED, quote=Quote(text, 0, len(text)))
    assert borne_by(books, said, Role.OWED) == "1340"
    assert borne_by(books, RecoverySaid(RecoverySource.INSURER, AGREED, quote=said.quote), Role.OWED) == "1310"
