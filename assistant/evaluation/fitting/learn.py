"""Drafts with labels to the weights of confidence, and the confidences that weights give drafts."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.evaluation.fitting.cases import FitDraft
from assistant.evaluation.fitting.regression import Row, fit
from assistant.evaluation.fitting.terms import EARLIER, EVIDENCE, READING, WHOLE, names
from assistant.stages.confidence import Weights, chances, entry_features
from assistant.stages.mapping.chance import evidence_features

OF_OLD = {EARLIER.name: 1.0}
OLD_WEIGHT = 0.5  # a mistake that readers no longer make teaches what mistakes look like, but less than one of today


def learned(today: Sequence[FitDraft], earlier: Sequence[FitDraft]) -> Weights:
    """The weights that these drafts speak for: the accounts' and the readings' by their lines, then the entries' on top.

    What readers of old drafted is nearly all wrong: a term of its own takes up how much oftener, and is not kept.
    """
    by_line = fit([*line_rows(today), *line_rows(earlier, OLD_WEIGHT)], [*EVIDENCE, *READING, EARLIER])
    account = {name: by_line[name] for name in names(EVIDENCE)}
    line = {name: by_line[name] for name in names(READING)}
    rows = [*entry_rows(today, account), *entry_rows(earlier, account, OLD_WEIGHT)]
    by_entry = fit(rows, [*WHOLE, EARLIER])
    return Weights(account, line, {name: by_entry[name] for name in names(WHOLE)})


def line_rows(drafts: Iterable[FitDraft], old: float = 0.0) -> Iterator[Row]:
    """Rows of lines; `old` is the weight of drafts by readers of old."""
    for draft in drafts:
        for line in draft.lines:
            yield Row({**evidence_features(line.evidence), **draft.reading, **(OF_OLD if old else {})}, line.right, old or 1.0)


def entry_rows(drafts: Iterable[FitDraft], account: dict[str, float], old: float = 0.0) -> Iterator[Row]:
    for draft in drafts:
        features = entry_features([line.evidence for line in draft.lines], draft.reading, account)
        yield Row({**features, **(OF_OLD if old else {})}, draft.right, old or 1.0)


def confidences(drafts: Iterable[FitDraft], weights: Weights) -> list[tuple[tuple[float, ...], float]]:
    """Of each draft the lines' confidence and its own."""
    return [chances([line.evidence for line in draft.lines], draft.reading, weights) for draft in drafts]
