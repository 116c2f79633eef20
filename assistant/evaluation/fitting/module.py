"""Fitted weights and their curves to the text of stages/fitted.py, which the product imports: plain data, no file to be read."""

from collections.abc import Mapping, Sequence

from assistant.evaluation.fitting.curve import Point, automatic
from assistant.stages.confidence import Weights

HEAD = '''"""What confidence is made of: numbers fitted on own suites, written by `make fit`; change nothing here by hand.

ACCOUNT, LINE and ENTRY are weights in natural log odds, by the names of stages/mapping/chance.py and stages/confidence.py. CURVES
says for each reader what was measured on the books that were not fitted on (evals/fit/books.json): (threshold, drafts with a
confidence of so much or more, right ones among these, the least share that this proves at 95 %). The rows that all of it follows
from are evals/fit/today.jsonl and evals/fit/earlier.jsonl.
"""

from collections.abc import Mapping
'''


def module(weights: Weights, curves: Mapping[str, Sequence[Point]]) -> str:
    """The whole text of the module. The threshold is that of both readers where these were measured, else of the rules alone."""
    threshold = automatic(curves.get("both") or curves["rules"])
    said = f"AUTOMATIC_THRESHOLD = {threshold}  # of 0.9 and more, the confidence from which the share proven right is highest"
    tables = [_table(name, table) for name, table in
              (("ACCOUNT", weights.account), ("LINE", weights.line), ("ENTRY", weights.entry))]  # fmt: skip
    return "\n".join((HEAD, said, "", *tables, _curves(curves)))


def _table(name: str, weights: Mapping[str, float]) -> str:
    rows = "".join(f'    "{term}": {weight},\n' for term, weight in weights.items())
    return f"{name}: Mapping[str, float] = {{\n{rows}}}"


def _curves(curves: Mapping[str, Sequence[Point]]) -> str:
    text = "CURVES: Mapping[str, tuple[tuple[float, int, int, float], ...]] = {\n"
    for reader, points in curves.items():
        rows = "".join(f"        ({point.threshold}, {point.drafts}, {point.right}, {point.bound}),\n" for point in points)
        text += f'    "{reader}": (\n{rows}    ),\n'
    return text + "}\n"
