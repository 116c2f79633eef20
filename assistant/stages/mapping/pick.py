"""Accounts with scores to the one picked: how sure, why, and the next best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.books.accounts import Account
from assistant.books.draft import Evidence
from assistant.books.precedent import Matter
from assistant.stages.mapping.chance import chance

RUNNERS_UP = 3


class Rule(StrEnum):
    """How an account came to a line; the order of accounting-rules.md, 'Which loss account', then the other roles."""

    PERSON = "person"
    NAMED = "named"  # rule 1: by number, or by all of its name
    NAMED_ABOUT = "named_about"  # rule 1: by part of its name, or by a category
    POLICY = "policy"  # rules 2 to 4
    OWN_USE = "own_use"
    OWNER = "owner"
    DONATION = "donation"
    SUPPLIER = "supplier"
    PAYABLE = "payable"
    PRECEDENT = "precedent"  # within rules 2, 5 and 6: as this client booked the like before
    ADVISED = "advised"  # rules 5 and 6: of accounts whose words tell little, the one whose wording the reader says fits
    MADE_FOR = "made_for"  # rules 5 and 6
    GENERAL = "general"  # rule 5: the general write-off account
    COST_OF_SALES = "cost_of_sales"  # rule 6
    NEAREST = "nearest"  # rule 5: the nearest other expense
    RECORDS = "records"  # the goods' own account, or the reversed entry's
    MAIN_INVENTORY = "main_inventory"
    ALLOWANCE = "allowance"
    OWED = "owed"
    BANK = "bank"
    REPAY = "repay"
    PERIODIC = "periodic"


@lru_cache(maxsize=4096)
def sureness(evidence: Evidence) -> float:
    """The chance that the account picked by this is the one meant: asked for once for its runners-up, and once for its line."""
    return chance(evidence)


@dataclass(frozen=True, slots=True)
class Scored:
    """An account with how well it fits, 0 to 1 (words that point to it may lift it above 1)."""

    account: Account
    score: float
    because: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """The account for a line, the reason that a person can check, and what its confidence rests on."""

    account: str
    because: str
    evidence: Evidence
    runners_up: tuple[tuple[str, float], ...] = ()
    matter: Matter | None = None  # where a rule leaves the choice to words: what its approval teaches
    proposed: str = ""  # what the rules had chosen, where a person chose another

    @property
    def confidence(self) -> float:
        return sureness(self.evidence)


def best_first(scored: Iterable[Scored]) -> list[Scored]:
    """The better score first; the order of the chart among equals."""
    return sorted((one for one in scored if one.score > 0), key=lambda one: -one.score)


def pick_from(ranked: Sequence[Scored], rule: Rule, because: str, *, full: float = 1.0) -> Pick:
    """The first of the ranked accounts, with the lead it has over the next. `full` is the score of a perfect fit under the
    rule; what matters about a score is more whether it is near that than how far, hence the root."""
    first, others = ranked[0], ranked[1:]
    score = round(min(first.score / full, 1.0) ** 0.5, 4)
    evidence = Evidence(rule, score, first.score - others[0].score if others else 1.0)
    return Pick(first.account.key, because, evidence, runners_up(others, sureness(evidence)))


def runners_up(others: Sequence[Scored], taken: float) -> tuple[tuple[str, float], ...]:
    """At most three, sharing the chance that the pick leaves by how well they fit."""
    others = others[:RUNNERS_UP]
    whole = sum(one.score for one in others)
    return tuple((one.account.key, round((1 - taken) * one.score / whole, 4)) for one in others)
