"""An amount without goods: which inventory account it is taken from, and whether the text gives an amount that can be used."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assistant.books.accounts import Account
from assistant.books.client_books import ClientBooks
from assistant.books.event import AccountPick
from assistant.books.money import Money
from assistant.books.proposal import Basis, Event, GoodsSaid, Role, Value, ValueRelation
from assistant.books.question import Asks, Question
from assistant.books.reasons import Kind
from assistant.matching import CONTAINERS, Candidate, Candidates, abbreviates, tokens
from assistant.patterns import regex
from assistant.stages.resolution.places import places_named
from assistant.vocabulary.charts import with_gloss
from assistant.vocabulary.families import families_in, known, nearness, told_apart

RUNNERS_UP = 3
LARGEST = Decimal(10) ** 11  # an amount above it is a slip of the pen
FITS, LEAD = 0.4, 0.1
FITS_WELL = 0.9  # of the words: items that are surely meant
OF_THE_FAMILY, CLEARLY = 0.35, 0.08  # how near the goods are to an account's, and how much nearer than to the next
DESCRIBED = 0.9  # of the nearness, where only the description names the goods
MOST_SAID, SOME_SAID = 0.6, 0.3  # of the words that only one account's name has
# Words of every inventory account: they tell none from another.
_GENERIC = frozenset(tokens("inventory stock goods on hand asset holding account inv write off"))
# What people write where they name no goods: no part of an item's name is meant by it.
_NAMELESS = regex(
    r"\b(?:odds (?:and|&|n|'n'?) (?:ends|sods)|bits (?:and|&|n|'n'?) (?:pieces|bobs)|this and that|sundr(?:y|ies)"
    r"|misc(?:ellaneous)?\b\.?|various|assorted|stuff|things|items|a bit of everything|all sorts)\b",
    re.IGNORECASE,
)


def stated_amount(event: Event, currency: str) -> tuple[Decimal, str] | Question:
    """The amount and its currency ('' for the client's), or the question that would give one."""
    lines = [value for goods in event.goods if (value := _total(goods))]
    values = [event.value] if event.value is not None else lines
    counted = event.value is not None and event.value.relation is ValueRelation.COUNTED_TOTAL
    usable = [value for value in values if value.relation is ValueRelation.TOTAL or (counted and value is event.value)]
    if any(value.basis is Basis.SELLING_PRICE for value in usable):
        return Question(Asks.AMOUNT, "The value given is at selling prices: what did these goods cost?", or_asks=(Asks.QUANTITY,))
    amounts = [value.amount for value in usable if value.amount is not None]
    if not amounts or len(usable) < len(values):
        return how_much(event)
    amount = sum(amounts, Decimal(0))
    if not amount.is_finite() or not 0 <= amount <= LARGEST or not (counted or Money.rounded(amount, currency)):
        return how_much(event)
    return amount, usable[0].currency


def _total(goods: GoodsSaid) -> Value | None:
    """The line's value in total: as stated, or each times the number stated."""
    for value in goods.stated:
        if value.relation is not ValueRelation.EACH:
            return value
        parts = goods.quantity.parts if goods.quantity else ()
        if value.amount is not None and len(parts) == 1 and parts[0].per is None:
            return Value(ValueRelation.TOTAL, value.amount * parts[0].number, value.currency, basis=value.basis)
    return None


def how_much(event: Event) -> Question:
    if event.kind is Kind.ALLOWANCE:
        return Question(Asks.AMOUNT, "What amount is meant?")
    named = ", ".join(goods.words for goods in event.goods if goods.words)
    says = f"Which goods are meant{f' by “{named}”' if named else ''}, and how many, or what did they cost in total?"
    return Question(Asks.AMOUNT, says, or_asks=(Asks.QUANTITY, Asks.ITEM))


def pick_inventory(event: Event, books: ClientBooks) -> AccountPick | None:
    """The inventory account that an amount credits: as named, else by the goods or place named, else the client's main one.

    None where the chart has no account that holds goods.
    """
    event = replace(event, goods=tuple(replace(goods, words=_NAMELESS.sub(" ", goods.words)) for goods in event.goods))
    accounts = with_gloss(books.chart).inventory()
    if named := _by_number(event, books) or _by_named_line(event, books):
        return named
    for pick in (
        _by_name(_words(event), accounts),
        _by_place(event, accounts, books),
        _by_text(event, accounts, MOST_SAID),
        _by_goods(event, accounts, books, FITS_WELL),
        _by_family(event, accounts, books),
        _by_goods(event, accounts, books, FITS),
        _by_text(event, accounts, SOME_SAID),
    ):
        if pick is not None:
            return pick
    return _main(accounts, books)


def _words(event: Event) -> str:
    said = [f"{goods.words} {goods.place}" for goods in event.goods]
    return " ".join([*said, *(line.words for line in event.lines if line.role is Role.INVENTORY)])


def _by_number(event: Event, books: ClientBooks) -> AccountPick | None:
    """An account number in the words, of an account that holds goods, even one that may not be posted to; never an amount."""
    quotes = [*(goods.quote for goods in event.goods), *(line.quote for line in event.lines if line.role is Role.INVENTORY)]
    words = " ".join([_words(event), *(quote.text for quote in quotes if quote)])
    values = [event.value, *(value for goods in event.goods for value in goods.stated)]
    amounts = {f"{value.amount.normalize():f}" for value in values if value is not None and value.amount is not None}
    pieces = set(re.findall(r"[A-Za-z0-9][A-Za-z0-9.\-]*[A-Za-z0-9]", words)) - amounts
    named = [account for account in books.chart if account.number and account.number in pieces and account.holds_goods]
    return AccountPick(named[0].key, 0.99, f"the text names {named[0].label}") if len(named) == 1 else None


def _by_named_line(event: Event, books: ClientBooks) -> AccountPick | None:
    """The account that the text itself names for the inventory side."""
    said = [line.words for line in event.lines if line.role is Role.INVENTORY and line.quote]
    holding = [account for account in books.chart if account.holds_goods]
    ranked = Candidates(Candidate(account.key, f"{account.number} {account.name}") for account in holding).rank(" ".join(said))
    if not ranked or ranked[0].coverage < FITS or ranked[0].margin < LEAD:
        return None
    best = ranked[0]
    rest = tuple((match.key, round(match.score, 2)) for match in ranked[1 : 1 + RUNNERS_UP])
    return AccountPick(best.key, 0.97, f"the text names {books.chart[best.key].label}", rest)


def _by_name(words: str, accounts: tuple[Account, ...]) -> AccountPick | None:
    """Words of the text in the account's name or description: "bakery stock", "TOL inv"."""
    candidates = Candidates(Candidate(account.key, account.wording, (account.description,)) for account in accounts)
    theirs = {token for account in accounts for token in tokens(f"{account.wording} {account.description}")}
    said = [_spelt_out(word, accounts) for word in tokens(words)]
    said = [word for word in said if word in theirs or not known(word)]  # "pastry" is no typing error for "pantry"
    telling = [word for word in said if word not in _GENERIC and candidates.knows(word)]
    ranked = candidates.rank([word for word in telling if word not in CONTAINERS] or telling)
    if not ranked or ranked[0].margin <= 0.02:
        return None
    best = ranked[0]
    label = next(account.label for account in accounts if account.key == best.key)
    rest = tuple((match.key, round(match.score, 2)) for match in ranked[1 : 1 + RUNNERS_UP])
    return AccountPick(best.key, min(0.97, 0.75 + 0.2 * best.coverage), f"“{' '.join(best.matched)}” fits {label}", rest)


def _by_text(event: Event, accounts: tuple[Account, ...], least: float) -> AccountPick | None:
    """Anywhere in the text, words of one account's name that no other has: "inventory in transit", "a jar of compounding
    ingredients". What names the loss account speaks of no inventory."""
    text = event.quote.text if event.quote else ""
    for line in event.lines:
        if line.role is not Role.INVENTORY and line.quote is not None:
            text = text.replace(line.quote.text, " ")
    said = frozenset(tokens(text))
    names = {account.key: frozenset(tokens(account.wording)) - _GENERIC - CONTAINERS for account in accounts}
    found = []
    for account in accounts:
        others = frozenset(token for key, name in names.items() if key != account.key for token in name)
        own = frozenset(token for token in names[account.key] - others if token[0].isalpha() and len(token) > 2)
        if own and (share := len(own & said) / len(own)) >= least:
            found.append((share, account, own & said))
    found.sort(key=lambda one: -one[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    share, best, words = found[0]
    rest = tuple((account.key, round(other, 2)) for other, account, _ in found[1 : 1 + RUNNERS_UP])
    return AccountPick(best.key, 0.7 + 0.2 * share, f"“{' '.join(sorted(words))}” fits {best.label}", rest)


def _spelt_out(word: str, accounts: tuple[Account, ...]) -> str:
    """'knx' as the one word of the accounts' names that it shortens."""
    words = {token for account in accounts for token in tokens(account.wording)}
    if word in words or len(word) > 5:
        return word
    long = [token for token in words if token not in _GENERIC and abbreviates(word, token)]
    return long[0] if len(long) == 1 else word


def _by_place(event: Event, accounts: tuple[Account, ...], books: ClientBooks) -> AccountPick | None:
    """All that lies at the place named is carried by one account."""
    places = {place for goods in event.goods if goods.place for place in places_named(goods.place, books)}
    held = {holding.account for holding in books.stock.holdings if holding.location in places}
    found = [account for account in accounts if account.key in held]
    if len(found) != 1:
        return None
    return AccountPick(found[0].key, 0.9, f"{found[0].label} carries what lies at {', '.join(sorted(places))}")


def _by_family(event: Event, accounts: tuple[Account, ...], books: ClientBooks) -> AccountPick | None:
    """The account whose name, description or items are of the family that the goods are of: "chairs", furniture."""
    words = ", ".join(goods.words for goods in event.goods)
    said = families_in(words)
    if not said or len(accounts) < 2:
        return None
    names = told_apart({account.key: families_in(account.wording) for account in accounts})
    near = {account.key: nearness(said, names[account.key]) for account in accounts}
    for account in accounts:
        near[account.key] = max(near[account.key], DESCRIBED * nearness(said, families_in(account.description)))
    if max(near.values()) < OF_THE_FAMILY:
        near = _carried(said.families, near, books)
    order = sorted(near, key=lambda key: -near[key])
    if near[order[0]] < OF_THE_FAMILY or near[order[0]] - near[order[1]] < CLEARLY:
        return None
    rest = tuple((key, round(near[key], 2)) for key in order[1 : 1 + RUNNERS_UP] if near[key])
    label = books.chart[order[0]].label
    return AccountPick(order[0], 0.6 + 0.3 * near[order[0]], f"{label} is for goods such as “{words}”", rest)


def _carried(families: frozenset[str], accounts: Iterable[str], books: ClientBooks) -> dict[str, float]:
    """Of the goods on hand of these families, the share that each account carries."""
    values = dict.fromkeys(accounts, Decimal(0))
    for item in books.stock:
        if families & families_in(item.name).families:
            for holding in books.stock.held(item.key):
                if holding.account in values:
                    values[holding.account] += holding.value(books.currency).amount
    whole = sum(values.values(), Decimal(0))
    return {key: float(value / whole) if whole else 0.0 for key, value in values.items()}


def _by_goods(event: Event, accounts: tuple[Account, ...], books: ClientBooks, least: float) -> AccountPick | None:
    """The account that carries most of the items that have so much of the words."""
    items = Candidates(Candidate(item.key, item.name) for item in books.stock)
    carried = {account.key: Decimal(0) for account in accounts}
    said = [token for goods in event.goods for token in tokens(goods.words)]
    telling = [token for token in said if token not in _GENERIC | CONTAINERS]
    for match in items.rank(telling) if telling else ():
        if match.coverage < least:
            continue
        for holding in books.stock.held(match.key):
            if holding.account in carried:
                carried[holding.account] += holding.value(books.currency).amount + 1
    whole = sum(carried.values(), Decimal(0))
    if not whole:
        return None
    order = sorted(carried, key=lambda key: -carried[key])
    shares = {key: float(carried[key] / whole) for key in order}
    rest = tuple((key, round(shares[key], 2)) for key in order[1 : 1 + RUNNERS_UP] if shares[key])
    label = books.chart[order[0]].label
    return AccountPick(order[0], min(0.93, shares[order[0]]), f"{label} carries “{' '.join(telling)}”", rest)


def _main(accounts: tuple[Account, ...], books: ClientBooks) -> AccountPick | None:
    main = books.policy.main_inventory
    if main is not None and main in books.chart:
        return AccountPick(main, 0.95, f"{books.chart[main].label} is the client's main inventory account by policy")
    if not accounts:
        return None
    order = sorted(accounts, key=lambda account: -account.balance.minor)
    whole = sum(max(account.balance.minor, 0) for account in accounts)
    share = max(order[0].balance.minor, 0) / whole if whole else 1 / len(order)
    rest = tuple((account.key, round(max(account.balance.minor, 0) / whole, 2)) for account in order[1 : 1 + RUNNERS_UP] if whole)
    because = f"{order[0].label} holds {share:.0%} of the inventory, and nothing in the text tells it from the others"
    return AccountPick(order[0].key, share, because, rest)
