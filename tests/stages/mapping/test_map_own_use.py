"""Rule 2: own use by its purpose, an owner's private use, gifts to charity."""

import pytest

from assistant.books.accounts import Side
from assistant.books.policy import Policy, ReasonAccounts
from assistant.books.proposal import Role
from assistant.books.reasons import Reason, Use
from assistant.stages.mapping.standing import LOSS_TYPES
from tests.stages.mapping.ledger import asked, debit, line, sample, store, usd, valued, write_off


@pytest.mark.parametrize(
    ("use", "words", "account"),
    [
        (Use.STAFF, "breakfast for the team", "6040"), (Use.UNIFORM, "", "6040"), (Use.TRAINING, "", "6050"),
        (Use.DEMO, "", "6010"), (Use.SAMPLE, "free tasting", "6010"), (Use.TESTING, "", "6070"), (Use.OFFICE, "", "6030"),
        (Use.SUPPLIES, "cleaning the store", "6020"), (Use.EQUIPMENT, "", "6020"),
        (Use.SUPPLIES, "oil changes on our own vans", "6060"), (Use.OTHER, "fuel for van 3", "6060"),
        (Use.OTHER, "a gift to our landlord", "6000"), (Use.STAFF, "Christmas hampers", "6040"),
    ],
)  # fmt: skip
def test_the_expense_that_fits_the_use(use: Use, words: str, account: str) -> None:
    for amount in ("20.00", "20000.00"):  # whatever the amount
        found = write_off(store(), Reason.INTERNAL_USE, amount, role=Role.OWN_USE, use=use, use_words=words)
        assert debit(found) == account


def test_policy_for_own_use_comes_first() -> None:
    settled = {Reason.INTERNAL_USE: ReasonAccounts("6020", "6020")}
    books = store(policy=Policy(usd("500.00"), accounts_by_reason=settled))
    found = write_off(books, Reason.INTERNAL_USE, "20.00", role=Role.OWN_USE, use=Use.SAMPLE).lines[0]
    assert (found.account, found.because) == ("6020", "policy for internal use")


@pytest.mark.parametrize(
    ("use", "words", "goods", "account"),
    [
        (Use.OTHER, "planted in our own yard office", "", "6-3500"),
        (Use.UNIFORM, "", "hi-vis vests", "6-2400"),
        (Use.STAFF, "Friday barbecue", "", "6-2300"),
        (Use.SAMPLE, "", "", "6-1200"),
    ],
)
def test_a_timber_yard(use: Use, words: str, goods: str, account: str) -> None:
    found = write_off(
        sample("karri-timber"), Reason.INTERNAL_USE, "20.00", role=Role.OWN_USE, use=use, use_words=words, goods=goods,
        inventory="1-1310",
    )  # fmt: skip
    assert debit(found) == account


def test_gifts_to_charity() -> None:
    assert debit(write_off(store(), Reason.OTHER, "2000.00", role=Role.DONATION, use=Use.DONATION)) == "6100"
    books = sample("foxglove-books")
    found = write_off(books, Reason.OTHER, "20.00", role=Role.DONATION, use=Use.DONATION, inventory="Stock of Goods:New Books")
    assert debit(found) == "Shop Running Costs:Gifts to Schools & Charities"


@pytest.mark.parametrize(
    ("client", "account"),
    [
        ("corner-hardware", "3100"), ("karri-timber", "3-1200"), ("voltcrate-electronics", "30500"),
        ("lakeshore-pharmacy", "1150-30"),
        ("eulenbach-brewery", "1545"), ("foxglove-books", "Loan to Director"), ("tui-corner-cafe", "955"),
        ("saranga-garments", "Current Assets:Due from Directors"),
    ],
)  # fmt: skip
def test_private_use_is_drawings_or_owed_by_the_owner_never_an_expense(client: str, account: str) -> None:
    books = sample(client)
    inventory = books.chart.inventory()[0].key
    found = write_off(books, Reason.INTERNAL_USE, "20.00", role=Role.OWNER, use=Use.OWNER, inventory=inventory)
    assert debit(found) == account


def test_of_several_owners_the_one_who_took_them() -> None:
    books = store("3110 equity  Draws - Ann  -10.00", "3120 equity  Draws - Raj  -10.00", without=["3100"])
    found = write_off(books, Reason.INTERNAL_USE, "20.00", role=Role.OWNER, use=Use.OWNER, use_words="Raj took them home")
    assert debit(found) == "3120"


def test_a_chart_without_any_account_of_an_owner_is_asked_about() -> None:
    entry = valued(
        line(Side.DEBIT, Role.OWNER, usd("20.00")), line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200"),
        reason=Reason.INTERNAL_USE, use=Use.OWNER,
    )  # fmt: skip
    question = asked(entry, store(without=["3100"]))
    assert question.asks == "account"
    assert "3900" in [choice.value for choice in question.choices]


def test_giveaways_of_a_team_are_giveaways() -> None:
    """A word for staff in the name of what the goods were used for takes nothing from it; training is no meal all the same."""
    books = store("6015 expense  Team & Event Giveaways  -", without=["6010"])
    given = write_off(books, Reason.INTERNAL_USE, "40.00", role=Role.OWN_USE, use=Use.SAMPLE, use_words="handed out")
    assert debit(given) == "6015"
    fed = write_off(store(), Reason.INTERNAL_USE, "40.00", role=Role.OWN_USE, use=Use.STAFF, use_words="staff lunch")
    assert debit(fed) == "6040"


def test_a_chart_without_any_account_for_a_cost_is_asked_about() -> None:
    costs = [one.number for one in store().chart if one.type in LOSS_TYPES]
    entry = valued(
        line(Side.DEBIT, Role.OWN_USE, usd("20.00")), line(Side.CREDIT, Role.INVENTORY, usd("20.00"), "1200"),
        reason=Reason.INTERNAL_USE, use=Use.STAFF,
    )  # fmt: skip
    assert asked(entry, store(without=costs)).asks == "account"
