"""What a fit starts from: for each weight, what an accountant would say before any case was seen, and the sign it may have.

A weight is in natural log odds of being right: 4.6 is 99 in 100, 2.2 nine in ten, 0 even. Of what own suites show often the
cases decide; of what they show rarely or never (a person's choice, a precedent, goods booked twice) what stands here remains.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.stages.confidence import TELLING
from assistant.stages.mapping.pick import Rule


@dataclass(frozen=True, slots=True)
class Term:
    """`start` is the weight without cases, `firm` how many times less it moves than others. `sign` is 1 or -1 where the weight
    may never be of the other sign: better evidence never lowers a confidence; 0 where it may be either."""

    name: str
    start: float
    sign: int = 0
    firm: float = 1.0


ALWAYS = 8.0  # firm: what holds by construction, and cases only nudge
RULES: dict[Rule, tuple[float, float]] = {
    Rule.PERSON: (5.3, ALWAYS),
    Rule.NAMED: (4.2, 1.0),
    Rule.NAMED_ABOUT: (2.6, 1.0),
    Rule.POLICY: (4.0, 1.0),
    Rule.OWN_USE: (3.0, 1.0),
    Rule.OWNER: (3.5, 1.0),
    Rule.DONATION: (3.5, 1.0),
    Rule.SUPPLIER: (3.5, 1.0),
    Rule.PAYABLE: (2.6, 1.0),
    Rule.PRECEDENT: (2.6, 1.0),
    Rule.ADVISED: (2.2, 1.0),
    Rule.MADE_FOR: (3.5, 1.0),
    Rule.GENERAL: (2.6, 1.0),
    Rule.COST_OF_SALES: (1.8, 1.0),
    Rule.NEAREST: (0.4, 1.0),
    Rule.RECORDS: (4.8, 1.0),
    Rule.MAIN_INVENTORY: (4.2, 1.0),
    Rule.ALLOWANCE: (3.8, 1.0),
    Rule.OWED: (3.2, 1.0),
    Rule.BANK: (3.2, 1.0),
    Rule.REPAY: (2.6, 1.0),
    Rule.PERIODIC: (2.6, 1.0),
}
EVIDENCE = (
    *(Term(f"rule {rule.value}", *of_rule[:1], firm=of_rule[1]) for rule, of_rule in RULES.items()),
    Term("poor fit", -1.5, -1),
    Term("short lead", -1.0, -1),
    Term("wrong type", -3.0, -1),
    Term("advised otherwise", -1.0, -1),
    Term("advised", 0.7, 1),
    Term("confirmed", 1.5, 1),
)
OF_FINDINGS = {
    "stated_value_differs": -0.4,
    "place_assumed": -0.3,
    "possible_duplicate": -1.0,
    "wrong_base": -0.7,
    "untraced_number": -3.0,
    "not_enough_stock": -0.7,
    "balance_short": -0.7,
    "account_unusable": -0.7,
}
READING = (
    Term("unclaimed numbers", -0.4, -1),
    Term("unclaimed amounts", -0.5, -1),
    Term("unclaimed day", -0.5, -1),
    Term("another reason", -0.3, -1),
    Term("words not understood", -0.8, -1),
    Term("item in doubt", -1.5, -1),
    *(Term(code.value, OF_FINDINGS[code.value], -1) for code in TELLING),
    Term("readers disagree", -2.0, -1),
    Term("readers agree", 1.5, 1),
)
WHOLE = (
    Term("one", 3.0),
    Term("accounts in doubt", -1.0, -1),
    Term("least account", -0.3, -1),
    *READING,
)
EARLIER = Term("earlier reader", -3.0, firm=0.1)  # how much oftener readers of old were wrong: fitted, and not kept


def names(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.name for term in terms)
