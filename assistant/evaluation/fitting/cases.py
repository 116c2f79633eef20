"""Scored cases to what a fit is made of: drafts with the features of their reading and lines, and whether these were right.

Kept as JSON, a draft a line, so that the fit can be repeated and checked without any reader.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.books.draft import Draft, Evidence
from assistant.errors import BadFile
from assistant.evaluation.expected import Expected
from assistant.evaluation.output import output_of
from assistant.evaluation.scored import ScoredLane
from assistant.evaluation.scoring import booked_units, judged_lines, lines_match, wanted_units
from assistant.stages.confidence import reading_features

HARD = "hard"  # the tag of such a case


@dataclass(frozen=True, slots=True)
class FitLine:
    """A line's evidence, and whether its account and amount were right."""

    evidence: Evidence
    right: bool


@dataclass(frozen=True, slots=True)
class FitDraft:
    """A draft that could have been posted. `right`: an accountant would have booked all of it, and nothing of its text is
    missing; `accepted`: the case as a whole is exact; `hard`: whoever wrote the case meant it to be. `reading` are the features
    that are not 0."""

    case: str
    books: str
    reader: str
    right: bool
    accepted: bool
    hard: bool
    reading: Mapping[str, float]
    lines: tuple[FitLine, ...]


def drafts_in(lane: ScoredLane) -> Iterator[FitDraft]:
    """Every postable draft of a lane's cases, in their order."""
    for case in lane.cases:
        expected, run = case.score.expected, case.done.run
        if run.output is None or run.output["outcome"] != "draft":
            continue
        live = [draft for draft in run.drafts if draft.entry is not None]
        enough = len(live) >= len(expected.entries)
        for draft in live:
            assert draft.entry is not None
            right = case.score.accepted or (enough and is_wanted(draft, expected))
            judged = [good for _, good in judged_lines(expected, _entries(draft))]
            yield FitDraft(
                case=case.id,
                books=f"{case.suite}/{expected.case.client}",
                reader=lane.reader,
                right=right,
                accepted=case.score.accepted,
                hard=HARD in expected.tags,
                reading={name: round(value, 4) for name, value in reading_features(draft.entry, draft.reading).items() if value},
                lines=tuple(FitLine(line.evidence, good) for line, good in zip(draft.entry.lines, judged, strict=True)),
            )


def is_wanted(draft: Draft, expected: Expected) -> bool:
    """One of the entries that the case expects is exactly this draft's."""
    entries = _entries(draft)
    return expected.outcome == "draft" and any(
        wanted_units([wanted]) == booked_units(entries) and lines_match([wanted], entries) for wanted in expected.entries
    )


def _entries(draft: Draft) -> Sequence[Mapping[str, Any]]:
    entries: Any = output_of(draft.id, [draft])["entries"]
    return list(entries)


# ── As text ──────────────────────────────────────────────────────────────────────────────────────────────────────────

STARTS = asdict(Evidence(""))


def to_text(drafts: Iterable[FitDraft]) -> str:
    return "".join(f"{json.dumps(_told(draft), ensure_ascii=False)}\n" for draft in drafts)


def _told(draft: FitDraft) -> dict[str, Any]:
    lines = [{**_evidence(line.evidence), "right": line.right} for line in draft.lines]
    return {**asdict(draft), "reading": dict(draft.reading), "lines": lines}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    """What differs from evidence without doubt."""
    told = asdict(evidence) | {"rule": str(evidence.rule), "score": round(evidence.score, 4), "margin": round(evidence.margin, 4)}
    return {name: value for name, value in told.items() if value != STARTS[name]}


def read_drafts(path: Path) -> tuple[FitDraft, ...]:
    """The drafts that `to_text` wrote. BadFile for a line that is none."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            told = json.loads(line)
            lines = tuple(
                FitLine(Evidence(**{name: value for name, value in one.items() if name != "right"}), one["right"])
                for one in told["lines"]
            )
            found.append(FitDraft(**{**told, "lines": lines}))
        except (KeyError, TypeError, ValueError) as error:
            raise BadFile(f"{path} line {number} is no draft ({error}).", "Make it anew: make fit") from error
    return tuple(found)
