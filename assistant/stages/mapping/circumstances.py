"""A valued entry to what decides its accounts: routine or unusual and why, by what cause, and the words of its goods."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.event import ResolvedGoods
from assistant.books.money import Money, total
from assistant.books.proposal import Event, Role
from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.matching import CONTAINERS, MEASURES, tokens
from assistant.stages.mapping.account_words import LOSSES
from assistant.stages.mapping.purposes import beside_losses, made_for
from assistant.stages.mapping.wanted import CAUSE_OF_REASON, Wanted, also_told
from assistant.stages.mapping.wording import word_set
from assistant.vocabulary.charts import with_gloss
from assistant.vocabulary.families import Named, families_in, nearness

# Words that say nothing about which goods an account is for.
ANY_GOODS = CONTAINERS | word_set(
    "inventory merchandise hand material asset supply store shop warehouse retail shelf finished raw main other"
    " general front transit held old new less work progress process wip inward sub header heading everything all last"
    " count routine account"
)
# Words that say nothing about what happened.
ANY_EVENT = MEASURES | frozenset(tokens(
    "january february march april june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec"
    " today yesterday tomorrow morning afternoon evening night noon week weekend month year day days date ago time when"
    " while during since until before after again more another about around over under there here was were are been being"
    " have has had did does done get got gets getting would could should will can may might must not now just also then than"
    " and but please pls kindly thank thanks regards cheers hello dear team subject from sent book books booked booking post"
    " posted entry record write off written writing down remove take took taken out put stock inventory goods units unit"
    " pieces piece each all every some few cost costs worth value amount total usd eur gbp dollar dollars euro euros you"
    " your our they them their she him her his its this that these those who which what where how because due via with"
    " without one two three four five six seven eight nine ten"
))  # fmt: skip
SAME_GOODS, SAME_GOODS_DESCRIBED = 0.14, 0.12  # an account that names the goods, or their inventory account's
OTHER_GOODS, OTHER_GOODS_DESCRIBED = -0.5, -0.08  # one that names the goods of another inventory account
OTHER_FAMILY = -0.45  # one for goods of another family that the client carries: "Livestock Deaths" take no tins of cat food
CAUSE_WORDS = {
    Cause.FIRE: "a fire", Cause.FLOOD: "a flood", Cause.STORM: "a storm", Cause.EXTREME_WEATHER: "extreme weather",
    Cause.DISASTER: "a disaster", Cause.THEFT: "theft", Cause.RECALL: "a recall", Cause.BAN: "a ban by law",
    Cause.CONTAMINATION: "contamination",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`because` says which side of rule 5 the event falls on; `goods` are tokens of the goods, their accounts and places,
    `other_goods` those of the other inventory accounts of the chart, `goods_said` the goods' names; `advice` the names of loss
    accounts whose wording fits, as the reader says. `of` is the entry, or the part of its goods, that they are the
    circumstances of; None for no single event."""

    books: ClientBooks
    reason: Reason
    kind: Kind
    cause: Cause | None
    unusual: bool
    because: str
    goods: frozenset[str] = frozenset()
    other_goods: frozenset[str] = frozenset()
    goods_said: str = ""
    use: Use | None = None
    advice: tuple[str, ...] = ()
    of: ValuedEntry | None = None

    def also_told(self) -> Wanted:
        """What the text tells beside reason and cause that some charts have an account for."""
        event = self.of.resolved.event if self.of is not None else None
        said = event.quote.text if event is not None and event.quote else ""
        return also_told(said, self.reason) if said else {}

    def goods_fit(self, account: Account) -> float:
        """What the goods add to an account's score, or take from it."""
        return self.goods_fits().get(account.key, 0.0)

    def goods_fits(self) -> Mapping[str, float]:
        """The same for each account that the goods change anything of."""
        chart, said = self.books.chart, families_in(self.goods_said)
        which = ("goods", self.goods, self.other_goods, self.goods_said if said else "")
        return chart.kept(which, lambda: _goods_fits(self.goods, self.other_goods, said, chart))


def _goods_fits(goods: frozenset[str], others: frozenset[str], said: Named, chart: Chart) -> dict[str, float]:
    """An account's name counts before its description, the goods themselves before others, their words before their families."""
    fits: dict[str, float] = {}
    named, described = chart.kept("tokens", lambda: (_holders(chart, "wording"), _holders(chart, "description")))
    for words, index, fit in (
        (goods, named, SAME_GOODS),
        (others, named, OTHER_GOODS),
        (goods, described, SAME_GOODS_DESCRIBED),
        (others, described, OTHER_GOODS_DESCRIBED),
    ):
        for key in (key for word in words for key in index.get(word, ())):
            fits.setdefault(key, fit)
    for key, fit in _family_fits(said, chart).items() if said else ():
        if fits.get(key, OTHER_GOODS) == OTHER_GOODS and (fit < 0 or key not in fits):
            fits[key] = fit
    return fits


def _family_fits(goods: Named, chart: Chart) -> dict[str, float]:
    """By the families of goods that names speak of; those that the client does not carry say nothing ("Book Differences")."""
    held = chart.kept("families", lambda: {account.key: families_in(beside_losses(account.wording)) for account in chart})
    carried = chart.kept("families carried", lambda: _carried(chart, held))
    fits = {}
    for key, families in held.items():
        if families:
            near = nearness(goods, families)
            fits[key] = SAME_GOODS * near if near else OTHER_FAMILY if families.families <= carried else 0.0
    return {key: fit for key, fit in fits.items() if fit}


def _carried(chart: Chart, held: Mapping[str, Named]) -> frozenset[str]:
    bought = (
        account for account in chart.of_type(AccountType.COST_OF_GOODS_SOLD) if not made_for(account, chart).by_name & LOSSES
    )
    goods = (*chart.inventory(), *bought)
    return frozenset(family for account in goods for family in held[account.key].families)


def _holders(chart: Chart, words: str) -> dict[str, list[str]]:
    """Token to the accounts whose name, or description, has it."""
    index: dict[str, list[str]] = {}
    for account in chart:
        for token in token_set(getattr(account, words)):
            index.setdefault(token, []).append(account.key)
    return index


@lru_cache(maxsize=20_000)
def token_set(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


def circumstances(valued: ValuedEntry, books: ClientBooks) -> Circumstances:
    event = valued.resolved.event
    cause = event.cause or CAUSE_OF_REASON.get(valued.reason)
    loss = whole_loss(valued, books.currency)
    unusual, because = (False, f"{loss} was found") if only_found(valued) else side_of_limit(loss, cause, books)
    own, others = goods_words(valued, books)
    return Circumstances(
        books, valued.reason, valued.kind, cause, unusual, because, own, others, said_of(valued, books), event.use,
        advice(event), of=valued,
    )  # fmt: skip


def with_english(books: ClientBooks) -> ClientBooks:
    """The books with what the names of their accounts say in English; the same books where all are English."""
    chart = with_gloss(books.chart)
    return books if chart is books.chart else replace(books, chart=chart)


def advice(event: Event) -> tuple[str, ...]:
    """Names of loss accounts that the reader says fit, the best first; the text names none of them."""
    return tuple(line.words for line in event.lines if line.role is Role.LOSS and line.quote is None and line.words.strip())


def side_of_limit(loss: Money, cause: Cause | None, books: ClientBooks) -> tuple[bool, str]:
    """Rule 5: unusual where the cause is out of the ordinary, or the whole loss is above the client's routine limit."""
    limit = books.policy.routine_limit
    if cause is not None:
        return True, f"{CAUSE_WORDS[cause]} is out of the ordinary, whatever the amount"
    if loss.currency == limit.currency and loss > limit:
        return True, f"{loss} is above the limit of {limit}"
    return False, f"{loss} is within the limit of {limit}"


def only_found(valued: ValuedEntry) -> bool:
    """A count that found more and nothing missing: a gain is no loss above the limit, and goes back where shortages go."""
    sides = {line.side for line in valued.lines if line.role is Role.LOSS}
    return valued.kind is Kind.COUNT_ADJUSTMENT and sides == {Side.CREDIT}


def whole_loss(valued: ValuedEntry, currency: str) -> Money:
    """The loss before reserve and recovery, as valuation worked it out; else what the loss lines hold."""
    if valued.loss is not None:
        return valued.loss
    return total((line.amount for line in valued.lines if line.role is Role.LOSS and line.amount.currency == currency), currency)


def only_of(facts: Circumstances, valued: ValuedEntry, accounts: frozenset[str]) -> Circumstances:
    """The same event with only the goods that these inventory accounts hold."""
    goods = [goods for goods in valued.resolved.goods if _account_of(goods, facts.books) in accounts]
    said = {one.said for one in goods}
    event = valued.resolved.event
    event = replace(event, goods=tuple(words for place, words in enumerate(event.goods) if place in said))
    lines = tuple(line for line in valued.lines if line.role is not Role.INVENTORY or line.account in accounts)
    part = replace(valued, lines=lines, resolved=replace(valued.resolved, event=event, goods=tuple(goods)))
    own, others = goods_words(part, facts.books)
    return replace(facts, goods=own, other_goods=others, goods_said=said_of(part, facts.books), of=part)


def _account_of(goods: ResolvedGoods, books: ClientBooks) -> str:
    holding = books.stock.at(goods.item, goods.location)
    return holding.account if holding else ""


def goods_words(valued: ValuedEntry, books: ClientBooks) -> tuple[frozenset[str], frozenset[str]]:
    """Tokens that name the goods of the entry, and tokens that name the goods of other inventory accounts."""
    keys = {line.account for line in valued.lines if line.role is Role.INVENTORY and line.account}
    own = _tokens(account.wording for account in books.chart.inventory() if account.key in keys)
    own |= _tokens(goods.location for goods in valued.resolved.goods)
    own |= names_of(valued, books)
    return own, (of_others(keys, books.chart) - own if keys else frozenset())


def of_others(keys: set[str], chart: Chart) -> frozenset[str]:
    """Tokens of the names of the inventory accounts but these."""
    others = ("names of inventory but", frozenset(keys))
    return chart.kept(others, lambda: _tokens(account.wording for account in chart.inventory() if account.key not in keys))


def names_of(valued: ValuedEntry, books: ClientBooks) -> frozenset[str]:
    """Tokens that name the goods of the entry, as said and as on file."""
    return _tokens([said_of(valued, books)])


def said_of(valued: ValuedEntry, books: ClientBooks) -> str:
    """The names of the entry's goods, as said and as on file, parted by commas."""
    said = [goods.words for goods in valued.resolved.event.goods]
    found = ((books.stock.item(goods.item), goods.item) for goods in valued.resolved.goods)
    return ", ".join((*said, *(item.name if item else key for item, key in found)))


def told_of(event: Event, names: frozenset[str]) -> frozenset[str]:
    """Tokens of what the text says happened: without names of goods and places, numbers, days, and words of every such text."""
    quotes = (event.quote,) if event.quote else (event.reason_quote, event.cause_quote, event.kind_quote)
    said = " ".join((*(quote.text for quote in quotes if quote), event.note if not event.quote else "", event.use_words))
    return _tokens([said]) - names - ANY_EVENT


def _tokens(texts: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(_tokens_of, texts))


@lru_cache(maxsize=20_000)
def _tokens_of(text: str) -> frozenset[str]:
    return frozenset(token for token in tokens(text) if token not in ANY_GOODS and not token[0].isdigit() and len(token) > 2)
