"""What an account was picked by to the chance that it is the one meant, by numbers fitted on own suites (stages/fitted.py)."""

from collections.abc import Mapping
from math import exp

from assistant.books.draft import Evidence
from assistant.stages.fitted import ACCOUNT

CLEAR_LEAD = 0.15  # a lead over the next best that leaves no doubt
ENOUGH = 4  # confirmations after which more add nothing
PLACES = 6  # so fine that drafts are ranked by more than the two decimals shown
LEAST = 0.0001  # of any chance, and 1 less it the most
SHARED = "main_inventory"  # an account that is no surer than its share of what all inventory accounts hold


def chance(evidence: Evidence, weights: Mapping[str, float] = ACCOUNT) -> float:
    """The evidence as a probability, 0 to 1 without either: it never falls when the fit, the lead or the type gets better, when
    people confirm the account or a reader's advice is the same."""
    sure = probability(weighed(weights, evidence_features(evidence)))
    return round(max(min(sure, evidence.score), LEAST) if evidence.rule == SHARED else sure, PLACES)


def evidence_features(evidence: Evidence) -> dict[str, float]:
    """The evidence by the names of its weights; each is 0 where nothing speaks against the account or, for the last, for it."""
    lead = min(max(evidence.margin, 0.0), CLEAR_LEAD) / CLEAR_LEAD
    return {
        f"rule {evidence.rule}": 1.0,
        "poor fit": 1 - min(max(evidence.score, 0.0), 1.0),
        "short lead": 1 - lead,
        "wrong type": 0.0 if evidence.type_fits else 1.0,
        "advised otherwise": 1.0 if evidence.advised is False else 0.0,
        "advised": 1.0 if evidence.advised else 0.0,
        "confirmed": min(max(evidence.confirmations, 0), ENOUGH) / ENOUGH,
    }


def weighed(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The sum of the features by their weights: log odds. A feature without a weight is a mistake of ours."""
    return sum(weights[name] * value for name, value in features.items())


def probability(odds: float) -> float:
    """Natural log odds to a probability; so far out that it would round to 0 or 1, it stays just inside."""
    return 1 / (1 + exp(-min(max(odds, -9.0), 9.0)))
