"""A draft's entry beside the books as they stand: what it does to gross margin, and to each of its accounts this month."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.books.accounts import AccountType, Side
from assistant.books.beside import Beside
from assistant.books.draft import MappedLine
from assistant.books.money import Money

PERCENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Change:
    """An amount as it stands and as it would stand; of an account, in its normal side."""

    label: str
    before: Money
    after: Money

    @property
    def by(self) -> Money:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Impact:
    """`margin` is income, cost of sales and gross margin, empty where the entry leaves all three alone; `percent` the gross
    margin as a percentage of income before and after, None where there is no income. `accounts` are the entry's, this month."""

    gross: Money
    margin: tuple[Change, ...]
    percent: tuple[Decimal, Decimal] | None
    accounts: tuple[Change, ...]


def impact_of(lines: tuple[MappedLine, ...], beside: Beside) -> Impact:
    """What posting these lines would do."""
    chart, margin = beside.books.chart, beside.margin
    by: dict[str, Money] = {}
    for line in lines:
        account = chart.get(line.account)
        normal = account.normal_side if account is not None else Side.DEBIT
        if line.amount.currency == beside.books.currency:
            signed = line.amount if line.side is normal else -line.amount
            by[line.account] = by.get(line.account, Money.zero(signed.currency)) + signed
    posted = beside.posted or {}
    accounts = tuple(
        Change(known.label if (known := chart.get(key)) is not None else key, posted[key], posted[key] + moved)
        for key, moved in by.items()
        if key in posted
    )
    zero = Money.zero(beside.books.currency)
    income, costs = (
        sum((moved for key, moved in by.items() if key in chart and chart[key].type is kind), zero)
        for kind in (AccountType.INCOME, AccountType.COST_OF_GOODS_SOLD)
    )
    told = (
        Change("Income", margin.income, margin.income + income),
        Change("Cost of sales", margin.cost_of_sales, margin.cost_of_sales + costs),
        Change("Gross margin", margin.gross, margin.gross + income - costs),
    )
    return Impact(margin.gross, told if income or costs else (), _percent(told), accounts)


def _percent(told: tuple[Change, ...]) -> tuple[Decimal, Decimal] | None:
    income, _, gross = told
    if income.before.minor <= 0 or income.after.minor <= 0:
        return None
    before, after = (
        Decimal(100 * over.minor) / Decimal(of.minor) for over, of in ((gross.before, income.before), (gross.after, income.after))
    )
    return before.quantize(PERCENT), after.quantize(PERCENT)
