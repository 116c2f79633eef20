"""The account's words of a text to the account they name: by number, by name, by part of it, or by category ("to shrinkage")."""

import re
from collections.abc import Iterable

from assistant.books.accounts import Account, Chart
from assistant.books.draft import Evidence
from assistant.books.proposal import Role
from assistant.matching import Candidate, Candidates
from assistant.stages.mapping.circumstances import Circumstances
from assistant.stages.mapping.loss import COST_OF_SALES, EXPENSES, PLAIN_COST_OF_SALES, costs_of_sales, fit_for
from assistant.stages.mapping.pick import Pick, Rule, Scored, best_first, pick_from
from assistant.stages.mapping.purposes import made_for, purposes_in
from assistant.stages.mapping.standing import usable_in
from assistant.stages.mapping.wording import Phrase, words_of

NAMED_ENOUGH = 0.5  # of the words that must be the account's
ALL_SAID = 0.9  # nearly all the words are the account's
CATEGORY = 0.9  # of a fit by what the account is made for
RIGHT_SIDE = 0.03  # an account of the type that rules 5 and 6 would look among
# Words around an account's name, and words that name no account.
FILLER = frozenset(
    [
        "account",
        "the",
        "a",
        "an",
        "to",
        "code",
        "our",
        "your",
        "under",
        "in",
        "into",
        "on",
        "against",
        "number",
        "no",
        "line",
        "gl",
        "ledger",
        "general",
        "nominal",
        "category",
        "please",
    ]
)
NO_ACCOUNT = frozenset(
    [
        "expense",
        "expenses",
        "cost",
        "costs",
        "loss",
        "losses",
        "profit",
        "and",
        "charge",
        "charges",
        "overhead",
        "overheads",
        "books",
        "book",
        "it",
        "all",
        "this",
    ]
)
CATEGORY_ROLES = frozenset({Role.LOSS, Role.OWN_USE, Role.DONATION})


def named_pick(words: str, role: Role, facts: Circumstances) -> Pick | None:
    """Rule 1. None where the words name no account of this chart. What is picked may be unusable: it is what the text names."""
    chart = facts.books.chart
    exact = exactly_named(words, role, chart)
    if exact is not None and (usable_in(exact, role, named=True) or not says_category(words, role)):
        return Pick(exact.key, "named in the text", Evidence(Rule.NAMED, type_fits=usable_in(exact, role, named=True)))
    if not set(words_of(words)) - FILLER - NO_ACCOUNT:
        return None
    ranked = best_first(about(words, role, facts))
    if not ranked or ranked[0].score < NAMED_ENOUGH:
        unusable = all_said_of(words, role, chart)
        return Pick(unusable.key, "named in the text", Evidence(Rule.NAMED, 0.8, type_fits=False)) if unusable else None
    return pick_from(ranked, Rule.NAMED_ABOUT, f"named in the text: “{words.strip()}”")


def exactly_named(words: str, role: Role, chart: Chart) -> Account | None:
    """The account whose number stands in the words, else the one whose whole name does; one that may stand there first."""
    by_number = [account for account in chart if account.number and _says_number(words, account.number)]
    if by_number:
        return max(by_number, key=lambda account: len(account.number))
    said = _bare(words_of(words))
    whole = [account for account in chart if said and said in {_bare(words_of(name)) for name in _names(account)}]
    inside = [account for account in chart if _inside(words_of(account.name), words_of(words))]
    inside = [account for account in inside if len(words_of(account.name)) == max(len(words_of(one.name)) for one in inside)]
    found = sorted(whole or inside, key=lambda account: not usable_in(account, role, named=True))
    return found[0] if found else None


def about(words: str, role: Role, facts: Circumstances) -> list[Scored]:
    """Every account that may stand there, by how much of its name the words say, or how well it fits the category they name."""
    chart = facts.books.chart
    pool = [account for account in chart if usable_in(account, role, named=True)]
    said = " ".join(word for word in words_of(words) if word not in FILLER)
    matches = {match.key: match.score for match in candidates(pool).rank(said)}
    category = by_category(words, pool, facts) if role in CATEGORY_ROLES else {}
    side = EXPENSES if facts.unusual else COST_OF_SALES
    found = []
    for account in pool:
        score = max(matches.get(account.key, 0.0), category.get(account.key, 0.0))
        if score and not made_for(account, chart).stale:
            found.append(Scored(account, score + (RIGHT_SIDE if account.type in side else 0.0)))
    return found


def by_category(words: str, pool: Iterable[Account], facts: Circumstances) -> dict[str, float]:
    """How well each account is made for what the words name: 'shrinkage', 'breakages', 'COGS'."""
    if _is_cost_of_sales(words):
        return {one.account.key: min(one.score * 2, 1.0) * CATEGORY for one in costs_of_sales(facts)}
    wanted = dict.fromkeys(purposes_in(words), 1.0)
    chart = facts.books.chart
    found = {}
    for account in pool:
        made = made_for(account, chart)
        in_use = max((made.fit(purpose) for purpose in wanted), default=0.0) if not made.not_use else 0.0
        if fit := max(fit_for(made, wanted, unusual=facts.unusual) if wanted else 0.0, in_use):
            found[account.key] = fit * CATEGORY
    return found


def all_said_of(words: str, role: Role, chart: Chart) -> Account | None:
    """An account that may not stand there, or takes no posting, of which the words say no more than its name."""
    others = [account for account in chart if not usable_in(account, role, named=True)]
    said = " ".join(word for word in words_of(words) if word not in FILLER)
    best = next(iter(candidates(others).rank(said)), None)
    return chart[best.key] if best and best.coverage >= ALL_SAID and best.complete >= NAMED_ENOUGH else None


def says_category(words: str, role: Role) -> bool:
    """The words name cost of sales as a category, whatever heading has that name too."""
    return role in CATEGORY_ROLES and _is_cost_of_sales(words)


def candidates(accounts: Iterable[Account]) -> Candidates:
    return Candidates(Candidate(a.key, " ".join(words_of(a.name)), (" ".join(words_of(a.full_name)),)) for a in accounts)


def _is_cost_of_sales(words: str) -> bool:
    return " ".join(word for word in words_of(words) if word not in FILLER) in PLAIN_COST_OF_SALES


def _says_number(words: str, number: str) -> bool:
    return re.search(rf"(?<![\w.,-]){re.escape(number)}(?![\w-]|[.,]\d)", words) is not None


def _names(account: Account) -> tuple[str, ...]:
    return account.name, account.full_name, f"{account.number} {account.name}"


def _bare(words: Phrase) -> Phrase:
    return tuple(word for word in words if word not in FILLER) or words


def _inside(name: Phrase, words: Phrase) -> bool:
    """All of a name of two words or more, in order."""
    return len(name) > 1 and any(words[start : start + len(name)] == name for start in range(len(words) - len(name) + 1))
