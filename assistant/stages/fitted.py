"""What confidence is made of: numbers fitted on own suites, written by `make fit`; change nothing here by hand.

ACCOUNT, LINE and ENTRY are weights in natural log odds, by the names of stages/mapping/chance.py and stages/confidence.py. CURVES
says for each reader what was measured on the books that were not fitted on (evals/fit/books.json): (threshold, drafts with a
confidence of so much or more, right ones among these, the least share that this proves at 95 %). The rows that all of it follows
from are evals/fit/today.jsonl and evals/fit/earlier.jsonl.
"""

from collections.abc import Mapping

AUTOMATIC_THRESHOLD = 0.85  # a draft's confidence from which the share proven right is highest

ACCOUNT: Mapping[str, float] = {
    "rule person": 5.3,
    "rule named": 4.6212,
    "rule named_about": 3.0947,
    "rule policy": 3.375,
    "rule own_use": 2.7655,
    "rule owner": 3.9706,
    "rule donation": 3.8987,
    "rule supplier": 4.1059,
    "rule payable": 2.6,
    "rule precedent": 2.6,
    "rule advised": 2.2,
    "rule made_for": 2.9753,
    "rule general": 1.3217,
    "rule cost_of_sales": 1.1378,
    "rule nearest": 0.1695,
    "rule records": 4.4431,
    "rule main_inventory": 4.0804,
    "rule allowance": 4.031,
    "rule owed": 3.6186,
    "rule bank": 3.0759,
    "rule repay": 2.6335,
    "rule periodic": 2.4333,
    "poor fit": -2.4441,
    "short lead": -2.0345,
    "wrong type": -3.0,
    "advised otherwise": -1.0,
    "advised": 0.7,
    "confirmed": 1.5,
}
LINE: Mapping[str, float] = {
    "unclaimed numbers": -0.1103,
    "unclaimed amounts": -1.7284,
    "unclaimed day": -1.8757,
    "another reason": -0.1331,
    "words not understood": -1.1191,
    "item in doubt": -1.393,
    "stated_value_differs": 0.0,
    "place_assumed": -0.447,
    "possible_duplicate": -1.0,
    "wrong_base": -0.7,
    "untraced_number": -3.0,
    "not_enough_stock": -0.7,
    "balance_short": -0.7,
    "account_unusable": -0.7,
    "readers disagree": -2.0,
    "readers agree": 1.5,
}
ENTRY: Mapping[str, float] = {
    "one": 2.4544,
    "accounts in doubt": -2.578,
    "least account": -0.4247,
    "unclaimed numbers": -0.4148,
    "unclaimed amounts": -1.0357,
    "unclaimed day": -1.9357,
    "another reason": -0.4663,
    "words not understood": -1.7807,
    "item in doubt": -1.649,
    "stated_value_differs": -0.5812,
    "place_assumed": -0.7176,
    "possible_duplicate": -1.0,
    "wrong_base": -0.7,
    "untraced_number": -3.0,
    "not_enough_stock": -0.7,
    "balance_short": -0.7,
    "account_unusable": -0.7,
    "readers disagree": -2.0,
    "readers agree": 1.5,
}
CURVES: Mapping[str, tuple[tuple[float, int, int, float], ...]] = {
    "rules": (
        (0.5, 68, 61, 0.8153),
        (0.55, 68, 61, 0.8153),
        (0.6, 66, 59, 0.81),
        (0.65, 63, 56, 0.8014),
        (0.7, 60, 54, 0.8121),
        (0.75, 56, 50, 0.7994),
        (0.8, 53, 48, 0.8118),
        (0.85, 48, 45, 0.8463),
        (0.9, 44, 41, 0.8331),
        (0.91, 38, 36, 0.8434),
        (0.92, 34, 32, 0.8262),
        (0.93, 23, 22, 0.8098),
        (0.94, 12, 12, 0.7791),
        (0.95, 6, 6, 0.607),
        (0.96, 2, 2, 0.2236),
    ),
}
