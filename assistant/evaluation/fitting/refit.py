"""Scored lanes to everything a fit leaves behind: the rows, the weights with their curves, and how well they would do elsewhere.

The books are split once, by name (evals/fit/books.json): weights are learned on one part, thresholds and bounds measured on the
other, so that no bound is promised on cases that a weight was moved by.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadFile
from assistant.evaluation.fitting.cases import FitDraft, read_drafts
from assistant.evaluation.fitting.curve import Point, automatic, curve, ranked_right
from assistant.evaluation.fitting.learn import confidences, learned
from assistant.evaluation.fitting.module import module
from assistant.evaluation.scoring import calibration
from assistant.stages.confidence import Weights

BOOKS, TODAY, EARLIER, FIGURES = "books.json", "today.jsonl", "earlier.jsonl", "figures.json"
Judged = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a fit comes to: the text of stages/fitted.py, and figures for people."""

    weights: Weights
    curves: Mapping[str, tuple[Point, ...]]
    figures: Mapping[str, object]

    @property
    def module(self) -> str:
        return module(self.weights, self.curves)


def refit(folder: Path) -> Fitted:
    """The fit of the rows kept in the folder (evals/fit)."""
    certified = certified_books(folder)
    today, earlier = read_drafts(folder / TODAY), read_drafts(folder / EARLIER)
    if absent := certified - {draft.books for draft in today}:
        raise BadFile(f"{BOOKS} names books without drafts: {', '.join(sorted(absent))}.", "Make the rows anew: make fit")
    learning = [draft for draft in today if draft.books not in certified]
    old = [draft for draft in earlier if draft.books not in certified]
    kept = [draft for draft in today if draft.books in certified]
    weights = learned(learning, old)
    curves = {reader: curve(judged(drafts, weights)) for reader, drafts in by_reader(kept).items()}
    return Fitted(weights, curves, figures(weights, kept, today, earlier))


def certified_books(folder: Path) -> frozenset[str]:
    told = json.loads((folder / BOOKS).read_text("utf-8"))
    return frozenset(told["certified"])


def by_reader(drafts: Iterable[FitDraft]) -> dict[str, list[FitDraft]]:
    found: dict[str, list[FitDraft]] = {}
    for draft in drafts:
        found.setdefault(draft.reader, []).append(draft)
    return found


def judged(drafts: Sequence[FitDraft], weights: Weights) -> list[Judged]:
    return [(whole, draft.right) for draft, (_, whole) in zip(drafts, confidences(drafts, weights), strict=True)]


def judged_lines(drafts: Sequence[FitDraft], weights: Weights) -> list[Judged]:
    return [
        (sure, line.right)
        for draft, (of_lines, _) in zip(drafts, confidences(drafts, weights), strict=True)
        for sure, line in zip(of_lines, draft.lines, strict=True)
    ]


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def figures(
    weights: Weights, kept: Sequence[FitDraft], today: Sequence[FitDraft], earlier: Sequence[FitDraft]
) -> dict[str, object]:
    """On the books kept apart, and on every book of own suites by weights that were fitted without it."""
    told: dict[str, object] = {}
    for reader, drafts in by_reader(kept).items():
        told[f"{reader}, books kept apart"] = _figures(judged(drafts, weights), judged_lines(drafts, weights)) | {
            "threshold": automatic(curve(judged(drafts, weights)))
        }
    wholes: dict[str, list[Judged]] = {}
    lines: dict[str, list[Judged]] = {}
    for books in sorted({draft.books for draft in today}):
        without = learned([d for d in today if d.books != books], [d for d in earlier if d.books != books])
        for reader, drafts in by_reader(draft for draft in today if draft.books == books).items():
            wholes.setdefault(reader, []).extend(judged(drafts, without))
            lines.setdefault(reader, []).extend(judged_lines(drafts, without))
    for reader, whole in wholes.items():
        told[f"{reader}, every book by weights fitted without it"] = _figures(whole, lines[reader])
    return told


def _figures(whole: Sequence[Judged], lines: Sequence[Judged]) -> dict[str, object]:
    ece, _ = calibration(lines)
    of_whole, _ = calibration(whole)
    return {
        "drafts": len(whole),
        "wrong drafts": sum(not right for _, right in whole),
        "lines": len(lines),
        "wrong lines": sum(not right for _, right in lines),
        "auroc of drafts": round(ranked_right(whole), 3),
        "auroc of lines": round(ranked_right(lines), 3),
        "ece of lines": round(ece or 0.0, 4),
        "ece of drafts": round(of_whole or 0.0, 4),
    }
