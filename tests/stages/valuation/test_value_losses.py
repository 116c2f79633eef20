"""Goods and amounts that are gone: carrying cost, who bears the loss, what leaves the stock."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.accounts import Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.goods import CostMethod, Holding, Layer, Stock
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import (
    Basis,
    Event,
    LineSaid,
    QuantityRelation,
    RecoverySaid,
    RecoverySource,
    RecoveryStatus,
    Role,
    Value,
    ValueRelation,
)
from assistant.books.question import Asks, Declined, Question, Settled
from assistant.books.reasons import Kind, Reason, Use
from assistant.stages.valuation.value import value
from tests.stages.shop import codes, each, event, goods, moves, page, quote, reserved, resolved, shop, some, stock, total, usd
from tests.stages.valuation.valuing import BOOKS, valued, with_recovery

INSURER, SUPPLIER = RecoverySource.INSURER, RecoverySource.SUPPLIER
AGREED, RECEIVED = RecoveryStatus.AGREED, RecoveryStatus.RECEIVED


def test_goods_leave_at_carrying_cost() -> None:
    entry = valued(event(goods("red mugs", "12", place="depot")))
    assert page(entry) == ["Dr loss 49.80", "Cr inventory 1210 49.80"]
    assert moves(entry) == ["-12 MUG-RED @ Old Depot -49.80"]
    assert entry.derived == ("12 each of Enamel Mug Red 12oz at 4.15 from Old Depot, weighted average",)
    assert entry.loss == usd("49.80")
    assert entry.findings == ()


def test_each_place_is_credited_in_its_own_account() -> None:
    entry = valued(event(goods("red mugs", "70")))
    assert page(entry) == ["Dr loss 290.50", "Cr inventory 1210 249.00", "Cr inventory 1200 41.50"]


def test_amounts_round_half_up_and_emptying_takes_all_that_is_left() -> None:
    assert page(valued(event(goods("oat bars", "2")))) == ["Dr loss 1.88", "Cr inventory 1200 1.88"]
    assert page(valued(event(goods("oat bars", "15")))) == ["Dr loss 14.06", "Cr inventory 1200 14.06"]


def test_more_than_is_on_hand_is_valued_and_moved_in_whole() -> None:
    entry = valued(event(goods("blue mugs", "31")))
    assert page(entry) == ["Dr loss 128.65", "Cr inventory 1200 128.65"]
    assert moves(entry) == ["-31 MUG-BLU @ Shop Floor -128.65"]


def test_a_place_without_a_record_of_the_item_has_none_at_the_cost_elsewhere() -> None:
    entry = valued(event(goods("blue mugs", "2", place="depot")))
    assert page(entry) == ["Dr loss 8.30", "Cr inventory 1210 8.30"]
    assert entry.moves[0].layers == ()


def test_fifo_takes_the_oldest_layers() -> None:
    layers = tuple(
        Layer(name, date(2026, month, 1), Decimal(10), Decimal(cost), usd(f"{Decimal(cost) * 10}"))
        for name, month, cost in (("old", 1, "4.00"), ("new", 6, "5.00"))
    )
    held = Stock(stock().items, (Holding("MUG-RED", "Shop Floor", "1200", layers),))
    books = shop(held=held, policy=Policy(usd("300"), cost_method=CostMethod.FIFO))
    entry = valued(event(goods("MUG-RED", "12")), books)
    assert page(entry) == ["Dr loss 50.00", "Cr inventory 1200 50.00"]
    assert entry.derived == ("12 each of Enamel Mug Red 12oz at 4 and 5 from Shop Floor, oldest layers first",)


def test_a_recorded_cost_of_nothing_is_a_cost() -> None:
    entry = valued(event(goods("free posters", "2")))
    assert page(entry) == []
    assert moves(entry) == ["-2 Free Poster @ Shop Floor 0.00"]


def test_goods_without_a_cost_leave_at_the_one_stated_or_are_asked_about() -> None:
    entry = valued(event(goods("vintage lamps", "2", stated=[each("45")])))
    assert page(entry) == ["Dr loss 90.00", "Cr inventory 1200 90.00"]
    assert entry.moves[0].stated_value
    assert [move.value.minor for move in entry.moves[0].layers] == [0]
    in_all = valued(event(goods("vintage lamps", "2"), value=total("80")))
    assert page(in_all) == ["Dr loss 80.00", "Cr inventory 1200 80.00"]
    for unstated in ([], [replace(each("90"), basis=Basis.SELLING_PRICE)]):
        question = value(resolved(event(goods("vintage lamps", "2", stated=unstated)), BOOKS), BOOKS)
        assert isinstance(question, Question)
        assert (question.asks, question.about) == (Asks.AMOUNT, 0)


def test_an_answered_cost_is_used() -> None:
    entry = valued(event(goods("vintage lamps", "2")), BOOKS, Settled("45 each", about=0, amount=each("45")))
    assert page(entry)[0] == "Dr loss 90.00"


@pytest.mark.parametrize(
    ("stated", "differs"),
    [
        (each("4.15"), False),
        (each("4.2"), False),
        (each("9.00"), True),
        (total("49.80"), False),
        (total("50"), True),
        (replace(each("9.00"), basis=Basis.SELLING_PRICE), True),
        (replace(each("9.00"), currency="EUR"), False),
    ],
)
def test_a_stated_value_never_changes_the_amount(stated: Value, differs: bool) -> None:
    for said in (event(goods("blue mugs", "12", stated=[stated])), event(goods("blue mugs", "12"), value=stated)):
        entry = valued(said)
        assert page(entry)[0] == "Dr loss 49.80"
        assert ("stated_value_differs" in codes(entry.findings)) is differs


@pytest.mark.parametrize(
    ("use", "role"), [(Use.OWNER, "owner"), (Use.DONATION, "donation"), (Use.STAFF, "own_use"), (None, "own_use")]
)
def test_own_use_and_gifts_are_no_losses(use: Use | None, role: str) -> None:
    entry = valued(replace(event(goods("oat bars", "2"), reason=Reason.INTERNAL_USE), use=use))
    assert page(entry)[0] == f"Dr {role} 1.88"
    assert codes(entry.findings) == {"tax_to_consider"}


def test_the_words_for_the_account_are_the_text_s_before_the_reader_s() -> None:
    lines = (
        LineSaid(Side.DEBIT, Role.LOSS, "breakages"),
        LineSaid(Side.DEBIT, Role.LOSS, "shrinkage", quote("to shrinkage")),
    )
    loss = valued(replace(event(goods("oat bars", "2")), lines=lines)).lines[0]
    assert (loss.words, loss.named) == ("shrinkage", True)


@pytest.mark.parametrize(
    ("recovery", "expected"),
    [
        (RecoverySaid(INSURER, AGREED, total("30")), ["Dr owed 30.00", "Dr loss 19.80"]),
        (RecoverySaid(INSURER, AGREED, each("2")), ["Dr owed 24.00", "Dr loss 25.80"]),
        (
            RecoverySaid(INSURER, AGREED, Value(ValueRelation.SHARE_OF_COST, share=Decimal("0.6"))),
            ["Dr owed 29.88", "Dr loss 19.92"],
        ),
        (RecoverySaid(INSURER, AGREED, Value(ValueRelation.COST_LESS, Decimal(10))), ["Dr owed 39.80", "Dr loss 10.00"]),
        (RecoverySaid(INSURER, AGREED, Value(ValueRelation.COST_LESS, Decimal(99))), ["Dr loss 49.80"]),
        (RecoverySaid(SUPPLIER, AGREED, Value(ValueRelation.COST_OF_UNITS, Decimal(8))), ["Dr supplier 33.20", "Dr loss 16.60"]),
        (RecoverySaid(INSURER, AGREED, Value(ValueRelation.FULL_COST)), ["Dr owed 49.80"]),
        (RecoverySaid(SUPPLIER, AGREED), ["Dr supplier 49.80"]),
        (RecoverySaid(SUPPLIER, RecoveryStatus.RETURNED), ["Dr supplier 49.80"]),
        (RecoverySaid(RecoverySource.SALVAGE, RECEIVED, total("15"), into="petty cash"), ["Dr received 15.00", "Dr loss 34.80"]),
        (RecoverySaid(INSURER, RecoveryStatus.REFUSED, total("30")), ["Dr loss 49.80"]),
    ],
)
def test_a_recovery_takes_its_part_of_the_debit(recovery: RecoverySaid, expected: list[str]) -> None:
    entry = valued(with_recovery(event(goods("blue mugs", "12")), recovery))
    assert page(entry) == [*expected, "Cr inventory 1200 49.80"]
    assert entry.loss == usd("49.80")
    assert codes(entry.findings) == set()


@pytest.mark.parametrize("status", [RecoveryStatus.PENDING, RecoveryStatus.DISPUTED])
def test_a_recovery_hoped_for_is_not_booked(status: RecoveryStatus) -> None:
    entry = valued(with_recovery(event(goods("blue mugs", "12")), RecoverySaid(INSURER, status, total("30"))))
    assert page(entry)[0] == "Dr loss 49.80"
    assert codes(entry.findings) == {"recovery_not_booked"}


def test_a_recovery_above_the_loss_is_a_problem_with_its_remedy() -> None:
    entry = valued(with_recovery(event(goods("blue mugs", "12")), RecoverySaid(INSURER, AGREED, total("60"))))
    assert page(entry) == ["Dr owed 49.80", "Cr inventory 1200 49.80"]
    assert codes(entry.findings) == {"over_recovery"}
    assert entry.findings[0].says == "The recoveries come to 60.00, which is 10.20 more than the loss of 49.80."
    assert entry.findings[0].remedy == "Book 49.80 of it, up to the loss, as the entry shown does."


def test_of_several_recoveries_the_last_is_booked_as_far_as_there_is_a_loss() -> None:
    carrier = RecoverySaid(RecoverySource.CARRIER, AGREED, total("40"))
    both = (RecoverySaid(INSURER, AGREED, total("30")), carrier, replace(carrier, value=total("5")))
    entry = valued(replace(event(goods("blue mugs", "12")), recoveries=both))
    assert page(entry) == ["Dr owed 30.00", "Dr owed 19.80", "Cr inventory 1200 49.80"]
    assert codes(entry.findings) == {"over_recovery"}


def test_the_supplier_settled_since_is_the_party() -> None:
    read = with_recovery(event(goods("blue mugs", "2"), reason=Reason.SUPPLIER_ERROR), RecoverySaid(SUPPLIER, AGREED))
    assert valued(read, BOOKS, Settled("Acme", supplier="Acme")).lines[0].party == "Acme"


def test_reserved_goods_use_their_reserve_first_said_or_not() -> None:
    books = shop(reserved("MUG-BLU", "10", "20.00"))
    entry = valued(event(goods("blue mugs", "12")), books)
    assert page(entry) == ["Dr allowance 20.00", "Dr loss 29.80", "Cr inventory 1200 49.80"]
    assert [(move.quantity, move.amount) for move in entry.reserve_moves] == [(Decimal(-10), usd("-20.00"))]
    assert entry.loss == usd("49.80")
    part = valued(event(goods("blue mugs", "3")), books)
    assert page(part) == ["Dr allowance 6.00", "Dr loss 6.45", "Cr inventory 1200 12.45"]
    assert codes(part.findings) == set()


def test_against_the_reserve_goes_as_far_as_its_balance() -> None:
    entry = valued(replace(event(goods("blue mugs", "24")), against_allowance=quote("against the reserve")))
    assert page(entry) == ["Dr allowance 50.00", "Dr loss 49.60", "Cr inventory 1200 99.60"]
    assert codes(entry.findings) == {"allowance_short"}
    within = valued(replace(event(goods("blue mugs", "12")), against_allowance=quote("against the reserve")))
    assert page(within) == ["Dr allowance 49.80", "Cr inventory 1200 49.80"]
    assert codes(within.findings) == set()


def test_a_recovery_after_the_reserve() -> None:
    books = shop(reserved("MUG-BLU", "12", "20.00"))
    entry = valued(with_recovery(event(goods("blue mugs", "12")), RecoverySaid(INSURER, AGREED)), books)
    assert page(entry) == ["Dr allowance 20.00", "Dr owed 29.80", "Cr inventory 1200 49.80"]


def test_shortages_and_overages_are_gross_item_by_item() -> None:
    short = replace(goods("blue mugs", place="shop"), quantity=some(QuantityRelation.COUNTED, "28"))
    over = replace(goods("red mugs", place="shop"), quantity=some(QuantityRelation.COUNTED, "41"))
    same = replace(goods("oat bars"), quantity=some(QuantityRelation.COUNTED, "15"))
    entry = valued(event(short, over, same, kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST))
    assert page(entry) == ["Dr loss 8.30", "Dr inventory 1200 4.15", "Cr inventory 1200 8.30", "Cr loss 4.15"]
    assert moves(entry) == ["-2 MUG-BLU @ Shop Floor -8.30", "1 MUG-RED @ Shop Floor 4.15"]
    assert entry.loss == usd("8.30")


def test_a_count_that_agrees_has_no_entry() -> None:
    same = replace(goods("oat bars"), quantity=some(QuantityRelation.COUNTED, "15"))
    read = event(same, kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST)
    assert isinstance(value(resolved(read, BOOKS), BOOKS), Declined)


@pytest.mark.parametrize(
    ("counted", "lines"),
    [
        ("88.50", ["Dr loss 11.50", "Cr inventory 1220 11.50"]),
        ("101.00", ["Dr inventory 1220 1.00", "Cr loss 1.00"]),
    ],
)
def test_a_counted_total_takes_the_account_to_the_count(counted: str, lines: list[str]) -> None:
    said = Value(ValueRelation.COUNTED_TOTAL, Decimal(counted), booked=Decimal("99.00"))
    entry = valued(event(goods("bakery stock"), kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST, value=said))
    assert page(entry) == lines
    assert moves(entry) == []
    assert codes(entry.findings) == {"stated_value_differs"}


def test_an_amount_is_used_as_it_is() -> None:
    entry = valued(event(value=total("412.75"), reason=Reason.LOST))
    assert page(entry) == ["Dr loss 412.75", "Cr inventory 1200 412.75"]


def test_another_currency_is_a_problem_and_the_number_is_kept() -> None:
    entry = valued(event(value=replace(total("1250.50"), currency="EUR")))
    assert page(entry)[0] == "Dr loss 1,250.50"
    assert codes(entry.findings) == {"foreign_currency"}


def test_what_is_said_beside_the_loss() -> None:
    keyed = replace(event(goods("oat bars", "1"), reason=Reason.ADMIN_ADJUSTMENT), source_keyed_wrong=quote("bill entered twice"))
    assert codes(valued(keyed).findings) == {"fix_the_source"}
    fee = replace(event(goods("oat bars", "1")), disposal_cost=quote("$35 to haul them off"))
    assert codes(valued(fee).findings) == {"disposal_cost_separate"}


def in_euros(chart: Chart) -> Chart:
    return Chart(tuple(replace(account, balance=Money(account.balance.minor, "EUR")) for account in chart))


EUROS = ClientBooks(
    "shop", "The Shop", "EUR", BOOKS.date_order, Policy(Money(30000, "EUR")), in_euros(BOOKS.chart), Stock((), ())
)


@pytest.mark.parametrize(
    ("said", "euros", "dollars"),
    [
        (event(value=total("20"), reason=Reason.LOST), {"tax_to_consider"}, set()),
        (event(value=total("20"), reason=Reason.STOLEN), set(), set()),
        (
            with_recovery(event(value=total("20"), reason=Reason.SUPPLIER_ERROR), RecoverySaid(SUPPLIER, AGREED)),
            {"tax_to_consider"},
            set(),
        ),
        (replace(event(value=total("20"), reason=Reason.OTHER), use=Use.DONATION), {"tax_to_consider"}, {"tax_to_consider"}),
    ],
)
def test_tax_to_consider(said: Event, euros: set[str], dollars: set[str]) -> None:
    assert codes(valued(said, EUROS).findings) == euros
    assert codes(valued(said).findings) == dollars
