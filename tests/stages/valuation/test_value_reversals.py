"""An earlier entry taken back: mirrored, in part, with cash that has to be repaid; and a value that has recovered."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.client_books import ClientBooks
from assistant.books.policy import Framework, Policy, WriteDownMethod
from assistant.books.proposal import (
    EntrySaid,
    Event,
    GoodsSaid,
    QuantityRelation,
    RecoverySaid,
    RecoverySource,
    RecoveryStatus,
    Role,
    Value,
    ValueRelation,
)
from assistant.books.question import Asks, Declined, Question
from assistant.books.reasons import Kind, Reason
from assistant.stages.valuation.value import value
from tests.stages.shop import (
    after,
    codes,
    each,
    event,
    goods,
    moves,
    page,
    posted,
    reserved,
    resolved,
    shop,
    some,
    total,
    usd,
)
from tests.stages.valuation.valuing import valued

BOOKS = shop()


def undo(*lines: GoodsSaid, ref: str = "WO-1") -> Event:
    return replace(event(*lines, kind=Kind.REVERSAL, reason=Reason.OTHER), entry=EntrySaid(ref))


def paid(amount: str, status: RecoveryStatus) -> RecoverySaid:
    return RecoverySaid(RecoverySource.INSURER, status, total(amount))


def lost(units: str, *recoveries: RecoverySaid) -> ClientBooks:
    """The shop after so many blue mugs were lost."""
    loss = replace(event(goods("blue mugs", units), reason=Reason.LOST), recoveries=recoveries)
    return after(BOOKS, "WO-1", valued(loss, BOOKS))


def test_the_whole_entry_mirrored_with_its_accounts_and_reason() -> None:
    books = lost("12")
    entry = valued(undo(), books)
    assert page(entry) == ["Dr inventory 1200 49.80", "Cr loss loss 49.80"]
    assert moves(entry) == ["12 MUG-BLU @ Shop Floor 49.80"]
    assert entry.reason is Reason.LOST
    assert after(books, "WO-2", entry, reverses="WO-1").stock.held("MUG-BLU") == BOOKS.stock.held("MUG-BLU")


def test_part_comes_back_at_the_cost_it_left_at_the_loss_before_recoveries() -> None:
    entry = valued(undo(goods("blue mugs", "6")), lost("12", paid("40", RecoveryStatus.AGREED)))
    assert page(entry) == ["Dr inventory 1200 24.90", "Cr loss loss 9.80", "Cr owed owed 15.10"]
    assert moves(entry) == ["6 MUG-BLU @ Shop Floor 24.90"]


def test_further_parts_come_back_up_to_what_is_left() -> None:
    books = lost("12", paid("40", RecoveryStatus.AGREED))
    books = after(books, "WO-2", valued(undo(goods("blue mugs", "6")), books), reverses="WO-1")
    entry = valued(undo(), books)
    assert page(entry) == ["Dr inventory 1200 24.90", "Cr owed owed 24.90"]
    assert after(books, "WO-3", entry, reverses="WO-1").stock.held("MUG-BLU") == BOOKS.stock.held("MUG-BLU")
    too_many = valued(undo(goods("blue mugs", "7")), books)
    assert codes(too_many.resolved.findings) == {"already_reversed"}
    assert page(too_many)[0] == "Dr inventory 1200 29.05"


def test_cash_received_is_never_swapped() -> None:
    books = lost("12", paid("40", RecoveryStatus.RECEIVED))
    entry = valued(undo(), books)
    assert page(entry) == ["Dr inventory 1200 49.80", "Cr repay 40.00", "Cr loss loss 9.80"]
    repaid = valued(replace(undo(), repaid_from="Checking"), books)
    line = next(line for line in repaid.lines if line.role == "repay")
    assert (line.words, line.named) == ("Checking", True)


def test_an_entry_taken_back_in_whole_is_shown_and_blocked() -> None:
    books = lost("12")
    books = after(books, "WO-2", valued(undo(), books), reverses="WO-1")
    again = valued(undo(), books)
    assert codes(again.resolved.findings) == {"already_reversed"}
    assert page(again) == ["Dr inventory 1200 49.80", "Cr loss loss 49.80"]


def test_part_of_an_amount() -> None:
    books = after(BOOKS, "WO-1", valued(event(value=total("85")), BOOKS))
    assert page(valued(replace(undo(), value=total("30")), books)) == ["Dr inventory 1200 30.00", "Cr loss loss 30.00"]
    over = valued(replace(undo(), value=total("90")), books)
    assert codes(over.findings) == {"already_reversed"}


def test_one_of_several_items_comes_back_at_its_own_cost() -> None:
    loss = valued(event(goods("blue mugs", "2"), goods("crayons", "4"), reason=Reason.LOST), BOOKS)
    books = after(BOOKS, "WO-1", loss)
    assert page(valued(undo(goods("crayons", "1")), books)) == ["Dr inventory 1200 2.75", "Cr loss loss 2.75"]
    without_moves = shop(replace(posted("WO-1", loss), moves=()))
    assert page(valued(undo(goods("crayons", "2")), without_moves))[0] == "Dr inventory 1200 5.50"


def test_goods_of_several_accounts_come_back_into_their_own() -> None:
    said = event(goods("MUG-RED", "5", place="Shop Floor"), goods("CUP-12", "1000", place="Old Depot"))
    books = after(BOOKS, "WO-1", valued(said, BOOKS))
    mugs = valued(undo(goods("MUG-RED", "5")), books)
    assert page(mugs) == ["Dr inventory 1200 20.75", "Cr loss loss 20.75"]
    rest = valued(undo(), after(books, "WO-2", mugs, reverses="WO-1"))
    assert page(rest) == ["Dr inventory 1210 52.50", "Cr loss loss 52.50"]


def test_the_reserve_comes_back_with_the_units() -> None:
    before = shop(reserved("MUG-BLU", "12", "24.00"))
    loss = valued(event(goods("blue mugs", "12")), before)
    numbered = replace(undo(goods("blue mugs", "6")), entry=EntrySaid("WO-2"))
    entry = valued(numbered, after(before, "WO-2", loss))
    assert page(entry) == ["Dr inventory 1200 24.90", "Cr allowance allowance 12.00", "Cr loss loss 12.90"]
    assert [(move.quantity, move.amount) for move in entry.reserve_moves] == [(Decimal(6), usd("12.00"))]


def test_a_reserve_that_came_back_already_does_not_come_back_with_the_rest() -> None:
    pads = replace(reserved("CRY-64", "10", "5.00"), id="WO-2", number="WO-2")
    before = shop(reserved("MUG-BLU", "12", "24.00"), pads)
    books = after(before, "WO-3", valued(event(goods("blue mugs", "12"), goods("crayons", "10")), before))
    mugs = valued(replace(undo(goods("blue mugs", "12")), entry=EntrySaid("WO-3")), books)
    assert [(move.item, move.amount) for move in mugs.reserve_moves] == [("MUG-BLU", usd("24.00"))]
    books = after(books, "WO-4", mugs, reverses="WO-3")
    rest = valued(replace(undo(goods("crayons", "4")), entry=EntrySaid("WO-3")), books)
    assert [(move.item, move.quantity, move.amount) for move in rest.reserve_moves] == [("CRY-64", Decimal(4), usd("2.00"))]


def test_goods_found_that_were_not() -> None:
    over = replace(goods("blue mugs"), quantity=some(QuantityRelation.OVER, "3"))
    found = valued(event(over, kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST), BOOKS)
    entry = valued(undo(), after(BOOKS, "WO-1", found))
    assert page(entry) == ["Dr loss loss 12.45", "Cr inventory 1200 12.45"]
    assert moves(entry) == ["-3 MUG-BLU @ Shop Floor -12.45"]


def test_a_direct_write_down_taken_back_restores_the_value() -> None:
    down = event(goods("blue mugs", "30", nrv=each("3")), kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE)
    books = after(BOOKS, "WO-1", valued(down, BOOKS))
    entry = valued(undo(), books)
    assert page(entry) == ["Dr inventory 1200 34.50", "Cr loss loss 34.50"]
    assert after(books, "WO-2", entry, reverses="WO-1").stock.held("MUG-BLU") == BOOKS.stock.held("MUG-BLU")


IFRS = Policy(usd("300"), WriteDownMethod.ALLOWANCE, framework=Framework.IFRS)


def risen(nrv: Value | None, units: str = "") -> Event:
    line = GoodsSaid("blue mugs", quantity=goods("", units).quantity if units else None, nrv=nrv)
    return replace(undo(line), value_recovered=True)


@pytest.mark.parametrize(
    ("nrv", "units", "rise"),
    [
        (each("3.00"), "", "30.00"),
        (each("3.00"), "10", "10.00"),
        (each("9.00"), "", "64.50"),
        (Value(ValueRelation.FULL_COST), "", "64.50"),
    ],
)
def test_a_value_recovers_up_to_the_lower_of_cost_and_nrv(nrv: Value, units: str, rise: str) -> None:
    books = shop(reserved("MUG-BLU", "30", "64.50"), policy=IFRS)
    entry = valued(risen(nrv, units), books)
    assert page(entry) == [f"Dr allowance 1290 {rise}", f"Cr loss 5100 {rise}"]
    assert entry.moves == ()
    assert codes(entry.findings) == set()
    assert sum(move.amount.minor for move in entry.reserve_moves) == -usd(rise).minor


def test_directly_written_down_goods_rise_in_the_inventory_account() -> None:
    direct = shop(policy=replace(IFRS, write_down_method=WriteDownMethod.DIRECT))
    down = event(goods("blue mugs", "30", nrv=each("2")), kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE)
    books = after(direct, "WO-1", valued(down, direct))
    entry = valued(risen(each("3.00")), books)
    assert page(entry) == ["Dr inventory 1200 30.00", "Cr loss loss 30.00"]
    assert moves(entry) == ["0 MUG-BLU @ Shop Floor 30.00"]
    assert page(valued(event(goods("blue mugs", "10")), after(books, "WO-2", entry, reverses="WO-1")))[0] == "Dr loss 30.00"


def test_a_cent_that_rises_has_one_account_to_rise_in() -> None:
    """100 red mugs lie in two accounts, which were written down together."""
    direct = shop(policy=replace(IFRS, write_down_method=WriteDownMethod.DIRECT))
    down = event(goods("red mugs", "100", nrv=each("2")), kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE)
    books = after(direct, "WO-1", valued(down, direct))
    back = replace(undo(goods("red mugs", "100", nrv=total("200.01"))), value_recovered=True)
    entry = valued(back, books)
    assert page(entry) == ["Dr inventory 1210 0.01", "Cr loss loss 0.01"]
    assert [move.value for move in entry.moves] == [usd("0.01")]


@pytest.mark.parametrize("relation", [QuantityRelation.COUNTED, QuantityRelation.OVER])
def test_a_count_of_goods_that_stay_says_how_many_are_worth_less(relation: QuantityRelation) -> None:
    line = GoodsSaid("blue mugs", quantity=some(relation, "20"), nrv=each("3.15"))
    assert page(valued(event(line, kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE), shop())) == [
        "Dr loss 20.00", "Cr inventory 1200 20.00",
    ]  # fmt: skip


def test_us_gaap_has_no_write_up() -> None:
    entry = valued(risen(each("9.00")), shop(reserved("MUG-BLU", "30", "64.50")))
    assert codes(entry.findings) == {"write_up"}


def test_us_gaap_refuses_a_write_up_by_name_whatever_the_goods_will_bring() -> None:
    entry = valued(risen(each("2.00")), shop(reserved("MUG-BLU", "30", "64.50")))
    assert codes(entry.findings) == {"write_up"}


def test_what_is_missing_or_has_not_risen() -> None:
    books = shop(reserved("MUG-BLU", "30", "64.50"), policy=IFRS)
    question = value(resolved(risen(None), books), books)
    assert isinstance(question, Question)
    assert question.asks is Asks.NET_REALIZABLE_VALUE
    assert isinstance(value(resolved(risen(each("2.00")), books), books), Declined)


@pytest.mark.parametrize(("account", "cost", "page_of"), [
    ("1290", "49.80", ["Dr allowance 1290 6.00", "Cr loss 5100 6.00"]),
    ("1200", "63.60", ["Dr inventory 1200 6.00", "Cr loss 5100 6.00"]),
])  # fmt: skip
def test_a_write_down_whose_parts_nothing_tells_recovers_by_its_lines(account: str, cost: str, page_of: list[str]) -> None:
    """Of another program's books, at a place that these do not know."""
    told = reserved("MUG-BLU", "24", "27.60")
    role = Role.ALLOWANCE if account == "1290" else Role.INVENTORY
    lines = (told.lines[0], replace(told.lines[1], account=account, role=role))
    books = shop(replace(told, lines=lines, goods=(("MUG-BLU", "Attic", Decimal(24)),), reserve_moves=()), policy=IFRS)
    stays = Decimal(cost) - Decimal("13.80")
    entry = valued(risen(total(str(stays + 6)), "12"), books)
    assert page(entry) == page_of
    assert entry.derived[0].startswith(f"12 at {cost} cost, written down by 13.80 (WO-1)")
    assert (entry.moves, entry.reserve_moves) == ((), ())
