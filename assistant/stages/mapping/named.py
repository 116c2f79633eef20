"""The account's words of a text to the account they name: by number, by name, by part of it, or by category ("to shrinkage")."""

import re
from collections.abc import Iterable

from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.draft import Evidence
from assistant.books.proposal import Role
from assistant.matching import Candidate, Candidates
from assistant.patterns import regex
from assistant.stages.mapping.account_words import CAUSES, GENERAL, LOSSES, USES, Purpose
from assistant.stages.mapping.circumstances import Circumstances
from assistant.stages.mapping.loss import COST_OF_SALES, EXPENSES, PLAIN_COST_OF_SALES, costs_of_sales, fit_for, manner
from assistant.stages.mapping.pick import Pick, Rule, Scored, best_first, pick_from
from assistant.stages.mapping.purposes import LOSS, Made, made_for, purposes_in
from assistant.stages.mapping.standing import usable_in
from assistant.stages.mapping.wanted import BY_REASON, Wanted
from assistant.stages.mapping.wording import Phrase, holds, word_set, words_of

NAMED_ENOUGH = 0.5  # of the words that must be the account's
ALL_SAID = 0.9  # nearly all the words are the account's
CATEGORY = 0.9  # of a fit by what the account is made for
BOTH_WAYS = 0.1  # of the lesser score, where name and category both point to the account
RIGHT_SIDE = 0.08  # an account of the type that rules 5 and 6 would look among
OTHER_USE = 0.1
FITS_AS_WELL = 0.9
# Words around an account's name, and words that name no account.
FILLER = word_set(
    "account the a an to code our your under in into on against number no line gl ledger general nominal category please"
)
NO_ACCOUNT = word_set(
    "expense expenses cost costs loss losses profit and charge charges overhead overheads books book it all this"
)
TYPE_WORDS = {
    AccountType.ACCOUNTS_RECEIVABLE: (
        "accounts receivable",
        "account receivable",
        "receivables",
        "debtors",
        "trade debtors",
        "a r",
    ),
    AccountType.INCOME: ("sales", "revenue", "income", "sales revenue", "sales income", "turnover"),
    AccountType.ACCOUNTS_PAYABLE: ("accounts payable", "account payable", "payables", "creditors", "trade creditors"),
}
# "account 9999", "a/c no. 9999": a number, and nothing else that would name an account.
_ONLY_A_NUMBER = regex(
    r"(?:(?:the|our|account|acct\.?|a/c|gl|g/l|ledger|nominal|code|number|no\.?|#)\s*)*(\d{3,}(?:-\d+)*)\.?", re.IGNORECASE
)
_DIGIT = regex(r"\d")
CATEGORY_ROLES = frozenset({Role.LOSS, Role.OWN_USE, Role.DONATION})


def named_pick(words: str, role: Role, facts: Circumstances) -> Pick | None:
    """Rule 1. None where the words name no account of this chart. What is picked may be unusable: it is what the text names."""
    chart = facts.books.chart
    exact = exactly_named(words, role, chart)
    if exact is not None and not usable_in(exact, role, named=True) and said_in_full(words, role, chart):
        exact = None
    if exact is not None and (usable_in(exact, role, named=True) or not says_category(words, role)):
        return Pick(exact.key, "named in the text", Evidence(Rule.NAMED, type_fits=usable_in(exact, role, named=True)))
    if not names_something(words) or unknown_number(words, chart):
        return None
    if role in CATEGORY_ROLES and (whole := of_a_type(words, chart)) is not None:
        return Pick(whole.key, "named in the text", Evidence(Rule.NAMED, 0.8, type_fits=False))
    ranked = best_first(about(words, role, facts))
    if not ranked or ranked[0].score < NAMED_ENOUGH:
        unusable = all_said_of(words, role, chart)
        return Pick(unusable.key, "named in the text", Evidence(Rule.NAMED, 0.8, type_fits=False)) if unusable else None
    return pick_from(ranked, Rule.NAMED_ABOUT, f"named in the text: “{words.strip()}”")


def unknown_number(words: str, chart: Chart) -> str:
    """The number that the words give for an account, where the chart numbers its accounts and has none such; else ''."""
    said = _ONLY_A_NUMBER.fullmatch(words.strip())
    numbers = {account.number for account in names_of(chart).numbered} if said else set()
    return said[1] if said and numbers and said[1] not in numbers else ""


def names_something(words: str) -> bool:
    """More than 'the expense', 'the loss account'."""
    return bool(set(words_of(words)) - FILLER - NO_ACCOUNT)


def nearest_in_number(number: str, accounts: Iterable[Account]) -> list[Account]:
    """Numbered accounts, those first whose number is the likeliest meant: it begins alike, then it is near."""
    wanted = int(re.sub(r"\D", "", number))

    def distance(account: Account) -> tuple[int, int]:
        alike = next((n for n, pair in enumerate(zip(number, account.number, strict=False)) if pair[0] != pair[1]), len(number))
        return -alike, abs(int(re.sub(r"\D", "", account.number) or 0) - wanted)

    return sorted((account for account in accounts if account.number), key=distance)


def exactly_named(words: str, role: Role, chart: Chart) -> Account | None:
    """The account whose number stands in the words, else the one whose whole name does; one that may stand there first."""
    names = names_of(chart)
    by_number = names.by_number(words)
    if by_number:
        return max(by_number, key=lambda account: len(account.number))
    found = names.whole.get(_bare(words_of(words))) or names.inside(words_of(words))
    return min(found, key=lambda account: not usable_in(account, role, named=True), default=None)


class Names:
    """A chart's accounts made ready to be found by number, by whole name, or by a name inside other words."""

    def __init__(self, chart: Chart) -> None:
        self.numbered = [account for account in chart if account.number]
        self._in_digits = all(map(_DIGIT.search, (account.number for account in self.numbered)))
        self.whole: dict[Phrase, list[Account]] = {}
        self._inside: dict[Phrase, list[Account]] = {}
        for account in chart:
            for name in {_bare(words_of(name)) for name in _names(account)} - {()}:
                self.whole.setdefault(name, []).append(account)
            self._inside.setdefault(words_of(account.name), []).append(account)
        self._longest = max(map(len, self._inside), default=0)

    def by_number(self, words: str) -> list[Account]:
        if self._in_digits and not _DIGIT.search(words):
            return []
        return [account for account in self.numbered if account.number in words and _says_number(words, account.number)]

    def inside(self, words: Phrase) -> list[Account]:
        """Those of whose name of two words or more all stand in order; the longest name's."""
        for length in range(min(len(words), self._longest), 1, -1):
            spans = (words[start : start + length] for start in range(len(words) - length + 1))
            if found := [account for span in dict.fromkeys(spans) for account in self._inside.get(span, ())]:
                return found
        return []


def names_of(chart: Chart) -> Names:
    return chart.kept("names", lambda: Names(chart))


def said_in_full(words: str, role: Role, chart: Chart) -> bool:
    """Some account that may stand there has every word said, more than the whole name of one that may not."""
    said = [word for word in words_of(words) if word not in FILLER]
    best = next(iter(candidates(chart, role).fitting(" ".join(said))), None)
    by_number = names_of(chart).by_number(words)
    return not by_number and best is not None and best.coverage >= ALL_SAID and len(best.matched) > 1


def about(words: str, role: Role, facts: Circumstances) -> list[Scored]:
    """Every account that may stand there, by how much of its name the words say, and how well it fits the category they name."""
    chart = facts.books.chart
    pool = meant(chart, role)
    side = EXPENSES if facts.unusual else COST_OF_SALES
    category = by_category(words, pool, role, facts) if role in CATEGORY_ROLES else {}
    plain = role in CATEGORY_ROLES and _is_cost_of_sales(words)
    said = " ".join(word for word in words_of(words) if word not in FILLER)
    lost = role in CATEGORY_ROLES and holds(words_of(words), LOSS)  # "plant losses" are not the cost of plants sold
    matches = {} if plain else {match.key: match.score for match in candidates(chart, role, stale=False).fitting(said)}
    found = []
    for account in pool:
        if account.key in matches or account.key in category:
            less, more = sorted((matches.get(account.key, 0.0), category.get(account.key, 0.0)))
            of_losses = lost and bool(made_for(account, chart).by_name & LOSSES)
            found.append(Scored(account, more + BOTH_WAYS * (less + of_losses) + RIGHT_SIDE * (account.type in side)))
    return found


def meant(chart: Chart, role: Role) -> list[Account]:
    """The accounts that may stand in the role where the text names them, and are still in use."""

    def work_out() -> list[Account]:
        return [account for account in chart if usable_in(account, role, named=True) and not made_for(account, chart).stale]

    return chart.kept(("meant", role), work_out)


def by_category(words: str, pool: Iterable[Account], role: Role, facts: Circumstances) -> dict[str, float]:
    """How well each account is made for what the words name: 'shrinkage', 'breakages', 'COGS'."""
    if _is_cost_of_sales(words):
        return {one.account.key: min(one.score * 2, 1.0) * CATEGORY for one in costs_of_sales(facts)}
    purposes, chart = purposes_in(words), facts.books.chart
    if not purposes:
        return {}
    wanted = related(purposes)

    def work_out() -> dict[str, float]:
        return {account.key: fit for account in pool if (fit := category_fit(made_for(account, chart), wanted, facts))}

    return chart.kept(("category", purposes, facts.unusual, role), work_out)


def category_fit(made: Made, wanted: Wanted, facts: Circumstances) -> float:
    """By what the account is made for; the general account only where the words say write-offs, another use less."""
    if made.general and not wanted.keys() & GENERAL:
        return 0.0
    loss = fit_for(made, wanted, unusual=facts.unusual)
    loss += manner(made, facts.unusual) / 2 if loss else 0.0
    use = max((weight * made.fit(purpose) for purpose, weight in wanted.items() if purpose in USES), default=0.0)
    use -= OTHER_USE * len(made.by_name & USES - wanted.keys()) if use else 0.0
    return max(loss, 0.0 if made.not_use else use, 0.0) * CATEGORY


def related(named: frozenset[Purpose]) -> Wanted:
    """The purposes named, and those that fit the same reason nearly as well: 'adjustments' are count differences too."""
    wanted = dict.fromkeys(named | (GENERAL if named & GENERAL else frozenset()), FITS_AS_WELL) | dict.fromkeys(named, 1.0)
    for table in BY_REASON.values():
        if any(table.get(purpose, 0.0) >= FITS_AS_WELL for purpose in named - CAUSES):
            wanted = {purpose: min(fit, FITS_AS_WELL) for purpose, fit in table.items()} | wanted
    return wanted


def of_a_type(words: str, chart: Chart) -> Account | None:
    """The account meant by a word for its whole type, where no loss may ever stand: 'accounts receivable', 'sales'."""
    said = " ".join(word for word in words_of(words) if word not in FILLER - {"account"})
    for account_type, names in TYPE_WORDS.items():
        if said in names:
            pool = chart.of_type(account_type)
            return max(pool, key=lambda account: account.balance.minor) if pool else None
    return None


def all_said_of(words: str, role: Role, chart: Chart) -> Account | None:
    """An account that may not stand there, or takes no posting, of which the words say no more than its name."""
    said = " ".join(word for word in words_of(words) if word not in FILLER)
    best = next(iter(candidates(chart, role, usable=False).fitting(said)), None)
    return chart[best.key] if best and best.coverage >= ALL_SAID and best.complete >= NAMED_ENOUGH else None


def says_category(words: str, role: Role) -> bool:
    """The words name cost of sales as a category, whatever heading has that name too."""
    return role in CATEGORY_ROLES and _is_cost_of_sales(words)


def candidates(chart: Chart, role: Role, *, usable: bool = True, stale: bool = True) -> Candidates:
    """The accounts that may stand in the role where the text names them (or those that may not), to be matched with words;
    without `stale`, only those still in use."""

    def work_out() -> Candidates:
        pool = [account for account in chart if usable_in(account, role, named=True) is usable]
        pool = pool if stale else meant(chart, role)
        return Candidates(Candidate(a.key, " ".join(words_of(a.name)), (" ".join(words_of(a.full_name)), a.gloss)) for a in pool)

    return chart.kept(("candidates", role, usable, stale), work_out)


def _is_cost_of_sales(words: str) -> bool:
    return " ".join(word for word in words_of(words) if word not in FILLER) in PLAIN_COST_OF_SALES


def _says_number(words: str, number: str) -> bool:
    return re.search(rf"(?<![\w.,-]){re.escape(number)}(?![\w-]|[.,]\d)", words) is not None


def _names(account: Account) -> tuple[str, ...]:
    return account.name, account.full_name, f"{account.number} {account.name}"


def _bare(words: Phrase) -> Phrase:
    return tuple(word for word in words if word not in FILLER) or words
