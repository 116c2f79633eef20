"""A loss and its circumstances to the loss account: rules 4 to 6 of accounting-rules.md, 'Which loss account'."""

from collections.abc import Iterable, Sequence

from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.draft import Evidence
from assistant.books.policy import UnusualIn
from assistant.books.proposal import Role
from assistant.books.reasons import Reason
from assistant.stages.mapping.account_words import CAUSES, GENERAL, LOSSES, USES, Purpose
from assistant.stages.mapping.advice import with_advice
from assistant.stages.mapping.circumstances import OTHER_GOODS, Circumstances
from assistant.stages.mapping.pick import Pick, Rule, Scored, best_first, pick_from
from assistant.stages.mapping.precedents import with_precedent
from assistant.stages.mapping.purposes import Made, made_for
from assistant.stages.mapping.standing import LOSS_TYPES
from assistant.stages.mapping.wanted import COST_OF_SALES_FIT, GENERAL_FIT, Wanted, wanted_for
from assistant.stages.mapping.wording import holds, phrases, words_of

EXPENSES = (AccountType.EXPENSE, AccountType.OTHER_EXPENSE)
COST_OF_SALES = (AccountType.COST_OF_GOODS_SOLD,)
MORE_THAN_ONE, NOT_WANTED = 0.02, 0.04  # for each further purpose that fits, and each that does not
MANNER = {(True, "abnormal"): 0.03, (True, "routine"): -0.15, (False, "abnormal"): -0.35, (False, "routine"): 0.02}
ALSO_MISSING = frozenset({Purpose.SHRINKAGE, Purpose.COUNT})  # "Theft & Shrink" takes what is missing too
NEAREST_FIT = 0.32
BESIDE_ANOTHER = 0.6  # of the fit of "adjustments" of something else: "Slow Stock Adjustments"
SAID_BESIDE_THE_CAUSE = -0.2  # "Theft from Farm Stand" is for theft of anything, though other goods are kept in the farm store
MIXED_USE = 0.6  # of the fit of an account that is also for something goods are used for

# The account that the cost of what is sold goes to, among those of that type.
PLAIN_COST_OF_SALES = frozenset({"cost of goods sold", "cost of goods", "cost of sales", "costs of sales", "costs of goods sold"})
NOT_PLAIN = phrases(
    "freight | carriage | postage | duty | shipping | delivery | discount | rebate | varianc | packag | labor | labour | "
    "wages | charges | fees | bottling | subcontract | warranty | movement | core. | used in | cups | commission | merchant | "
    "import"
)
MAIN = phrases("main. | main cogs | all departments | stock used and sold")
LAST_RESORT = phrases(
    "miscellaneous | general expense | other expense | sundry expense | other operating | general operating | other business "
    "| sundry | general. | other."
)


def loss_pick(facts: Circumstances) -> Pick | None:
    """Rules 4 to 6, and precedents within 5 and 6. None where the chart has no usable account of any type that a loss may
    stand in."""
    return policy_pick(facts) or with_precedent(chart_pick(facts), Role.LOSS, facts)


def policy_pick(facts: Circumstances, reason: Reason | None = None) -> Pick | None:
    """Rule 4: the account settled for the reason, on the event's side of the routine limit. Supplier error that is not
    credited is booked as damaged goods."""
    reason = reason or (Reason.DAMAGED if facts.reason is Reason.SUPPLIER_ERROR else facts.reason)
    settled = facts.books.policy.accounts_by_reason.get(reason)
    key = facts.books.policy.account_for(reason, unusual=facts.unusual)
    account = facts.books.chart.get(key) if key else None
    if settled is None or account is None or not account.usable or account.type not in LOSS_TYPES:
        return None
    two_sided = settled.routine != settled.unusual
    side = f", {'unusual' if facts.unusual else 'routine'} losses; {facts.because}" if two_sided else ""
    return Pick(account.key, f"policy for {_spoken(reason)}{side}", Evidence(Rule.POLICY))


def chart_pick(facts: Circumstances) -> Pick | None:
    """Rules 5 and 6, by the words of the chart, and where these say little by the reader's advice."""
    wanted = wanted_for(facts.reason, facts.kind, facts.cause) | facts.also_told()
    in_expenses = facts.unusual and facts.books.policy.unusual_in is UnusualIn.EXPENSE
    among = among_expenses if in_expenses else among_costs_of_sales
    asked = ("ranked", in_expenses, facts.unusual, tuple(wanted.items()), facts.goods, facts.other_goods, facts.goods_said)
    ranked = facts.books.chart.kept(asked, lambda: among(wanted, facts))
    if not ranked:
        return None
    found = explained(ranked, wanted, facts, "expense" if in_expenses else "COGS")
    if not facts.advice:
        return found
    fits = {key: fit for key, (fit, _) in fits_of(wanted, facts).items()}
    return with_advice(found, ranked, fits, facts.advice, facts.books.chart, because=facts.because)


def among_expenses(wanted: Wanted, facts: Circumstances) -> list[Scored]:
    """Rule 5: the expense made for the cause, the general one, the nearest; else what there is of cost of sales."""
    chart = facts.books.chart
    ranked = once_each(best_first([*scored(chart.of_type(*EXPENSES), wanted, facts), *nearest(chart)]))
    return ranked or [Scored(one.account, one.score / 2) for one in costs_of_sales(facts)]


def among_costs_of_sales(wanted: Wanted, facts: Circumstances) -> list[Scored]:
    """Rule 6: the account of cost of sales made for the cause, cost of sales itself; else the nearest expense."""
    chart = facts.books.chart
    pool = chart.of_type(*COST_OF_SALES)
    if facts.unusual:
        pool = tuple(account for account in pool if made_for(account, chart).abnormal) or pool
    ranked = once_each(best_first([*scored(pool, wanted, facts), *costs_of_sales(facts)]))
    return ranked or best_first(nearest(chart))


def scored(pool: Iterable[Account], wanted: Wanted, facts: Circumstances) -> list[Scored]:
    """Every account of the pool that is made for what happened, or for losses in general."""
    fits, goods = fits_of(wanted, facts), facts.goods_fits()
    found = []
    for account in pool:
        if account.key in fits:
            other = goods.get(account.key, 0.0)
            if other == OTHER_GOODS and made_for(account, facts.books.chart).by_name & CAUSES & wanted.keys():
                other = SAID_BESIDE_THE_CAUSE
            found.append(Scored(account, max(fits[account.key][1] + other, 0.01)))
    return found


def fits_of(wanted: Wanted, facts: Circumstances) -> dict[str, tuple[float, float]]:
    """Of each account of a loss type that fits: how well, and how well with its manner, before the goods."""
    chart, unusual = facts.books.chart, facts.unusual

    def work_out() -> dict[str, tuple[float, float]]:
        made = ((account.key, made_for(account, chart)) for account in chart.of_type(*COST_OF_SALES, *EXPENSES))
        return {key: (fit, fit + manner(one, unusual)) for key, one in made if (fit := fit_for(one, wanted, unusual=unusual))}

    return chart.kept(("fits", tuple(wanted.items()), unusual), work_out)


def fit_for(made: Made, wanted: Wanted, *, unusual: bool) -> float:
    """How well what the account is made for fits what happened, before how and with which goods."""
    if made.stale or made.not_stock:
        return 0.0
    causes = made.by_name & CAUSES
    if causes and not (causes | made.by_name & ALSO_MISSING) & wanted.keys():
        return 0.0  # made for another cause
    used = bool(made.by_name & USES)
    specific = made.by_name & LOSSES - GENERAL - {Purpose.RECORDS}
    fits = [
        weight * made.fit(purpose) * (BESIDE_ANOTHER if purpose is Purpose.RECORDS and specific - ALSO_MISSING else 1)
        for purpose, weight in wanted.items()
        if (not used or purpose in made.by_name) and (purpose not in GENERAL or specific <= wanted.keys())
    ]
    best = max(fits, default=0.0)
    if best:
        best += MORE_THAN_ONE * min(sum(1 for fit in fits if fit) - 1, 2)
        best -= NOT_WANTED * min(len(made.by_name & (LOSSES - GENERAL) - wanted.keys()), 3)
    if made.general:
        best = max(best, GENERAL_FIT[unusual])
    return best * MIXED_USE if used else best


def manner(made: Made, unusual: bool) -> float:
    return (MANNER[unusual, "abnormal"] if made.abnormal else 0.0) + (MANNER[unusual, "routine"] if made.routine else 0.0)


def costs_of_sales(facts: Circumstances) -> list[Scored]:
    """Rule 6's last word: cost of goods sold itself, the account of these goods where there are several."""
    chart = facts.books.chart
    plainness, goods = chart.kept("cost of sales", lambda: plain_costs_of_sales(chart)), facts.goods_fits()
    return [Scored(account, fit + goods.get(account.key, 0.0) / 2 + COST_OF_SALES_FIT - 0.4) for account, fit in plainness]


def plain_costs_of_sales(chart: Chart) -> list[tuple[Account, float]]:
    """Each account of cost of sales, and how plainly it is that alone."""
    pool = [account for account in chart.of_type(*COST_OF_SALES) if not made_for(account, chart).stale]
    largest = max((account.balance.minor for account in pool), default=0)
    found = []
    for account in pool:
        words = words_of(account.wording)
        fit = 0.4 if " ".join(words) in PLAIN_COST_OF_SALES else 0.3 if holds(words, WORDS_OF_COST) else 0.2
        if holds(words, NOT_PLAIN) or made_for(account, chart).by_name & LOSSES:
            fit = 0.05
        found.append(
            (account, fit + 0.05 * holds(words_of(account.description), MAIN) + 0.03 * (0 < largest == account.balance.minor))
        )
    return found


WORDS_OF_COST = phrases("cost of | costs of | cogs | purchases | main cost")


def nearest(chart: Chart) -> list[Scored]:
    """Rule 5's last word: an expense for other losses of stock, else a general one, else any that is not plainly else's."""
    return chart.kept("nearest", lambda: how_near(chart))


def how_near(chart: Chart) -> list[Scored]:
    found = []
    for account in chart.of_type(*EXPENSES):
        made = made_for(account, chart)
        losses = made.by_name & LOSSES
        if made.stale:
            continue
        if losses and not made.not_stock:
            fit = NEAREST_FIT if not losses & CAUSES else NEAREST_FIT / 2
        elif holds(words_of(account.wording), LAST_RESORT) and not made.not_use:
            fit = 0.25
        else:
            fit = 0.02 if made.not_use or made.not_stock else 0.05
        found.append(Scored(account, fit))
    return found


def once_each(ranked: Sequence[Scored]) -> list[Scored]:
    """Each account once, at its best."""
    best: dict[str, Scored] = {}
    for one in ranked:
        best.setdefault(one.account.key, one)
    return list(best.values())


def explained(ranked: Sequence[Scored], wanted: Wanted, facts: Circumstances, where: str) -> Pick:
    """The pick with the rule that it is an answer to, in words."""
    first = ranked[0]
    made = made_for(first.account, facts.books.chart)
    purpose = max((p for p in wanted if made.fit(p)), key=lambda p: wanted[p] * made.fit(p), default=None)
    fit, _ = fits_of(wanted, facts).get(first.account.key, (0.0, 0.0))
    told = (
        purpose is not None
        and fit > 0
        and (not made.general or wanted[purpose] * made.fit(purpose) >= GENERAL_FIT[facts.unusual])
    )
    spoken = "expense" if first.account.type in EXPENSES else "COGS"
    if told and purpose is not None:
        return pick_from(ranked, Rule.MADE_FOR, f"{spoken} account made for {purpose.value}; {facts.because}")
    missing = sought(wanted)
    if made.general and fit:
        return pick_from(
            ranked, Rule.GENERAL, f"general write-off account{missing}; {facts.because}", full=GENERAL_FIT[facts.unusual]
        )
    if spoken == "COGS" and where == "COGS":
        return pick_from(
            ranked, Rule.COST_OF_SALES, f"cost of goods sold itself{missing}; {facts.because}", full=COST_OF_SALES_FIT
        )
    return pick_from(ranked, Rule.NEAREST, f"the nearest {spoken} account{missing}; {facts.because}", full=NEAREST_FIT)


def sought(wanted: Wanted) -> str:
    """'; no account is made for breakage', of the purpose that would have fitted best."""
    best: Purpose | None = max(wanted, key=lambda purpose: wanted[purpose], default=None)
    return f", as none is made for {best.value}" if best else ""


def _spoken(reason: Reason) -> str:
    return reason.value.replace("_", " ")
