"""Drafts with labels to the weights of confidence, and the confidences that weights give drafts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.evaluation.fitting.cases import FitDraft
from assistant.evaluation.fitting.regression import Row, fit
from assistant.evaluation.fitting.terms import EARLIER, EVIDENCE, READING, WHOLE, names
from assistant.stages.confidence import Weights, chances, entry_features
from assistant.stages.mapping.chance import evidence_features

HARD_SHARE = 1 / 3  # of ordinary work; suites are written to hold more, and a level learned from them would be theirs
NOTHING: Mapping[str, float] = {}
OF_OLD = {EARLIER.name: 1.0}
OLD_WEIGHT = 0.5  # a mistake that readers no longer make teaches what mistakes look like, but less than one of today
Weighed = tuple[FitDraft, float]


def learned(drafts: Sequence[FitDraft], old: Sequence[FitDraft]) -> Weights:
    """The weights that these drafts speak for: the accounts' and the readings' by their lines, then the entries' on top.

    What readers of old drafted is nearly all wrong: a term of its own takes up how much oftener, and is not kept.
    """
    today, earlier = weighed(drafts), weighed(old, OLD_WEIGHT)
    by_line = fit([*line_rows(today), *line_rows(earlier, OF_OLD)], [*EVIDENCE, *READING, EARLIER])
    account = {name: by_line[name] for name in names(EVIDENCE)}
    line = {name: by_line[name] for name in names(READING)}
    rows = [*entry_rows(today, account), *entry_rows(earlier, account, OF_OLD)]
    by_entry = fit(rows, [*WHOLE, EARLIER])
    return Weights(account, line, {name: by_entry[name] for name in names(WHOLE)})


def weighed(drafts: Sequence[FitDraft], whole: float = 1.0) -> list[Weighed]:
    """Each draft with what it weighs: less where it is hard and such drafts are more than their share of ordinary work."""
    hard = sum(draft.hard for draft in drafts)
    plain = len(drafts) - hard
    of_hard = min(1.0, HARD_SHARE / (1 - HARD_SHARE) * plain / hard) if hard and plain else 1.0
    return [(draft, whole * (of_hard if draft.hard else 1.0)) for draft in drafts]


def line_rows(drafts: Iterable[Weighed], also: Mapping[str, float] = NOTHING) -> Iterator[Row]:
    for draft, weight in drafts:
        for line in draft.lines:
            yield Row({**evidence_features(line.evidence), **draft.reading, **also}, line.right, weight)


def entry_rows(drafts: Iterable[Weighed], account: Mapping[str, float], also: Mapping[str, float] = NOTHING) -> Iterator[Row]:
    for draft, weight in drafts:
        features = entry_features([line.evidence for line in draft.lines], draft.reading, account)
        yield Row({**features, **also}, draft.right, weight)


def confidences(drafts: Iterable[FitDraft], weights: Weights) -> list[tuple[tuple[float, ...], float]]:
    """Of each draft the lines' confidence and its own."""
    return [chances([line.evidence for line in draft.lines], draft.reading, weights) for draft in drafts]
