"""Goods taken for own use, or given to charity, to the expense they belong to: rule 2 of 'Which loss account'."""

from assistant.books.accounts import Account, AccountType
from assistant.books.draft import Evidence, ValuedEntry
from assistant.books.proposal import Event, Role
from assistant.books.reasons import Reason, Use
from assistant.matching import tokens
from assistant.stages.mapping.account_words import LOSSES, NEVER_USE, USES, Purpose
from assistant.stages.mapping.advice import with_advice
from assistant.stages.mapping.circumstances import ANY_GOODS, Circumstances
from assistant.stages.mapping.loss import EXPENSES, LAST_RESORT
from assistant.stages.mapping.pick import Pick, Rule, Scored, best_first, pick_from
from assistant.stages.mapping.precedents import with_precedent
from assistant.stages.mapping.purposes import Made, made_for, purposes_in
from assistant.stages.mapping.standing import LOSS_TYPES, usable_in
from assistant.stages.mapping.wanted import BY_USE, TOLD_BY_WORDS, Wanted
from assistant.stages.mapping.wording import holds, phrases, word_set, words_of

P = Purpose
MAY_BE_USED = frozenset({P.COUNT, P.RECORDS, P.SCRAP, P.RESERVE})  # words of losses that costs of use have too
TOLD_BESIDE = 0.9  # what `use` is worth where its words tell the use more exactly
MORE_THAN_ONE = 0.03
OTHER_USE = 0.1  # for each further use that the account is for
# "Staff Training" takes no meals, "Donations" no gift to a client.
ALL_ITS_OWN = frozenset({P.STAFF, P.TRAINING, P.UNIFORM, P.DONATION})
NOT_ITS_OWN = 0.45
AND_OTHER_COSTS = 0.5  # for "Office & Telephone", "Staff Welfare & Bonus": where nothing better is to be had
TOLD_OF_OTHERS = TOLD_BY_WORDS | {P.STAFF, P.OFFICE, P.SUPPLIES, P.GIFT}
A_GIFT = {P.GIFT: 1.0, P.MARKETING: 0.75}
SAYS_IT, DESCRIBES_IT = 0.1, 0.06  # for each word that the text and the account share
BY_WORDS_ALONE = 0.5  # an account that only shares words with the text
LAST = 0.2
UPKEEP = 0.4  # of what cleaning went to, where no account is for cleaning
OF_GOODS_SOLD = phrases("purchases | cost of | costs of | cogs")  # what was sold or bought to sell, not used
COST_OF_SALES = 0.25  # less, for an account of cost of sales: use is an expense
# Words that every use has in common.
ANY_USE = ANY_GOODS | word_set(
    "use used own take taken took pull pulled put give given gave give today yesterday out up stock expense cost own"
    " free be is are was were not go went as customer have has just write off please day week"
)


def own_use_pick(facts: Circumstances, valued: ValuedEntry) -> Pick | None:
    """Policy for internal use, else the expense that fits the use, whatever the amount: as booked before, or by its words."""
    if settled := policy_pick(facts):
        return settled
    event = valued.resolved.event
    use = event.use if event.use in BY_USE else Use.OTHER
    spoken = "own use" if use is Use.OTHER else use.value
    wanted, told = wanted_for_use(event, use), said_of_use(event)
    found = chart_pick(facts, wanted, told, Rule.OWN_USE, f"expense for {{}}, as the goods went to {spoken}")
    return with_precedent(found, Role.OWN_USE, facts)


def donation_pick(facts: Circumstances, valued: ValuedEntry) -> Pick | None:
    """Donations, at carrying cost."""
    told = said_of_use(valued.resolved.event)
    found = chart_pick(facts, BY_USE[Use.DONATION], told, Rule.DONATION, "expense for {}, as the goods were given away")
    return with_precedent(found, Role.DONATION, facts)


def policy_pick(facts: Circumstances) -> Pick | None:
    key = facts.books.policy.account_for(Reason.INTERNAL_USE, unusual=facts.unusual)
    account = facts.books.chart.get(key) if key else None
    if account is None or not usable_in(account, Role.OWN_USE, named=True):
        return None
    return Pick(account.key, "policy for internal use", Evidence(Rule.POLICY))


def wanted_for_use(event: Event, use: Use) -> Wanted:
    """The purposes that fit the use, those that its words tell most exactly first."""
    told = purposes_in(event.use_words) & (TOLD_BY_WORDS if use is not Use.OTHER else TOLD_OF_OTHERS)
    if not told:
        return BY_USE[use]
    plain = {purpose: fit * TOLD_BESIDE for purpose, fit in BY_USE[use].items()}
    upkeep = {P.GROUNDS: UPKEEP} if P.CLEANING in told else {}
    return plain | upkeep | (A_GIFT if P.GIFT in told else {}) | dict.fromkeys(told, 1.0)


def said_of_use(event: Event) -> frozenset[str]:
    said = f"{event.use_words} {' '.join(f'{goods.words} {goods.place}' for goods in event.goods)}"
    return frozenset(token for token in tokens(said) if token not in ANY_USE and not token[0].isdigit() and len(token) > 2)


def chart_pick(facts: Circumstances, wanted: Wanted, told: frozenset[str], rule: Rule, because: str) -> Pick | None:
    """The usable account of a loss type that fits best; `because` has a place for what it is made for."""
    chart = facts.books.chart
    pool = chart.of_type(*LOSS_TYPES)
    ranked = best_first(Scored(account, use_fit(account, made_for(account, chart), wanted, told)) for account in pool)
    if not ranked:
        return None
    made = made_for(ranked[0].account, chart)
    purpose = max((p for p in wanted if made.fit(p)), key=lambda p: wanted[p] * made.fit(p), default=None)
    if purpose is None and not told & _tokens(f"{ranked[0].account.wording} {ranked[0].account.description}"):
        unmade = "no account is made for this use"
        found = pick_from(ranked, Rule.NEAREST, f"the nearest expense, as {unmade}", full=LAST)
        expenses = [one for one in ranked if one.account.type in EXPENSES]
        return with_advice(found, expenses, {}, facts.advice, chart, because=unmade) if expenses else found
    return pick_from(ranked, rule, because.format(purpose.value if purpose else "what the text says"))


def use_fit(account: Account, made: Made, wanted: Wanted, told: frozenset[str]) -> float:
    """How well an account fits the use: by what it is made for, and by the words that it shares with the text."""
    for_losses = made.by_name & LOSSES - MAY_BE_USED and not made.by_name & wanted.keys()
    bought = account.type is AccountType.COST_OF_GOODS_SOLD and holds(words_of(account.wording), OF_GOODS_SOLD)
    if made.stale or for_losses or bought or holds(words_of(account.wording), NEVER_USE):
        return 0.0
    exact = made.by_name & wanted.keys()
    if made.not_use and not exact:
        return 0.0
    fits = [weight * made.fit(purpose) for purpose, weight in wanted.items()]
    best = max(fits, default=0.0)
    shared = SAYS_IT * len(told & _tokens(account.wording)) + DESCRIBES_IT * len(told & _tokens(account.description))
    if best:
        best += MORE_THAN_ONE * min(sum(1 for fit in fits if fit) - 1, 2)
        best -= OTHER_USE * min(len(made.by_name & USES - wanted.keys()), 3)
        theirs = made.by_name & ALL_ITS_OWN - wanted.keys()
        named_for_it = any(wanted.get(purpose) == 1.0 for purpose in made.by_name)
        best -= AND_OTHER_COSTS * (made.not_use and not exact - {P.STAFF, P.OFFICE, P.MARKETING})
        best -= NOT_ITS_OWN * bool(theirs - {P.STAFF} if named_for_it else theirs)  # "Team & Event Giveaways" are giveaways
    elif shared:
        best = BY_WORDS_ALONE
    elif account.type in EXPENSES and holds(words_of(account.wording), LAST_RESORT):
        best = LAST
    elif account.type in EXPENSES:
        best = LAST / 4
    if account.type is AccountType.COST_OF_GOODS_SOLD:
        best -= COST_OF_SALES
    return max(best + min(shared, 0.2), 0.0)


def _tokens(text: str) -> frozenset[str]:
    return frozenset(tokens(text)) - ANY_USE
