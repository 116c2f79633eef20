"""What words found to what the reader advises: of the accounts that a rule looks among, the one whose wording says what happened.

A chart may call things in its own way ("Oopsies", "Hasara ya wizi"); a reader that is shown the names may know what they say. Its
advice breaks ties and comes before a weak match of words, never before an account plainly made for what happened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.books.accounts import Account, Chart
from assistant.books.draft import Evidence
from assistant.stages.mapping.account_words import LOSSES, USES, Purpose
from assistant.stages.mapping.chance import chance
from assistant.stages.mapping.pick import Pick, Rule, Scored, runners_up
from assistant.stages.mapping.purposes import made_for

STRONG = 0.85  # of a fit by words: the account is plainly made for what happened
TIED = 0.08  # of the score: a lead so short that advice decides
NOT_ITS_FIRST = 0.8  # how well the reader's second advice fits


def with_advice(
    found: Pick, ranked: Sequence[Scored], fits: Mapping[str, float], advice: Sequence[str], chart: Chart, *, because: str
) -> Pick:
    """The pick with what the reader's advice says of it: the same account, another, or nothing where none of these was advised.

    `ranked` are the accounts that the rule looks among, the best by words first; `fits` says of those made for what happened how
    well, 0 to 1.
    """
    advised = named(advice, [one.account for one in ranked])
    if not advised:
        return found
    if found.account in {account.key for account in advised}:
        return replace(found, evidence=replace(found.evidence, advised=True))
    passed_over = replace(found, evidence=replace(found.evidence, advised=False))
    advised = [account for account in advised if account.key in fits or says_nothing_else(account, chart)]
    if not advised:
        return passed_over
    first, score = advised[0], {one.account.key: one.score for one in ranked}
    tied = first.key in fits and score[found.account] - score[first.key] <= TIED
    after_it = found.evidence.rule == Rule.MADE_FOR and made_for(first, chart).general  # rule 5: the general account comes next
    if after_it or (fits.get(found.account, 0.0) >= STRONG and not tied):
        return passed_over
    fit = 1.0 if first.name.casefold() == advice[0].strip().casefold() else NOT_ITS_FIRST
    evidence = Evidence(Rule.ADVISED, fit, advised=True)
    others = [one for one in ranked if one.account.key != first.key]
    says = f"the account whose wording says what happened, as the reader advises; {because}"
    return Pick(first.key, says, evidence, runners_up(others, chance(evidence)))


def named(advice: Sequence[str], pool: Iterable[Account]) -> list[Account]:
    """The accounts of the pool by their names as advised, the best advice first."""
    by_name: dict[str, list[Account]] = {}
    for account in pool:
        by_name.setdefault(account.name.casefold(), []).append(account)
    return [account for name in advice for account in by_name.get(name.strip().casefold(), ())]


def says_nothing_else(account: Account, chart: Chart) -> bool:
    """Its words, as far as they are known here, say of no other loss and no other cost that it is theirs."""
    made = made_for(account, chart)
    return not (made.stale or made.not_stock or made.not_use or made.by_name & (LOSSES | USES | {Purpose.MISCELLANEOUS}))
