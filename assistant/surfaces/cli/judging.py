"""What `eval` says of its lanes beside their outputs: their scores, the report, and how they stand to the kept baseline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import WriteoffError, WrongUsage
from assistant.surfaces.cli.saying import write_file

if TYPE_CHECKING:
    from assistant.evaluation.baseline import CaseChange, Comparison, Lane, ScoreChange
    from assistant.evaluation.bench import LaneDone
    from assistant.evaluation.faults.kept import TriedLane
    from assistant.evaluation.injections.lane import TriedAttempts
    from assistant.evaluation.scored import ScoredLane

SHOWN = ("outcome", "exact", "harm", "ece", "coverage@99")


class FellBelowBaseline(WriteoffError):
    """Cases or scores are worse than the kept baseline has them."""

    code = "fell_below_baseline"
    exit_code = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for beside the run. `baseline`: None not at all, '' the file beside the suites. `whole`: all cases ran."""

    report: Path | None
    baseline: str | None
    keep: bool
    whole: bool

    @property
    def judges(self) -> bool:
        return self.report is not None or self.baseline is not None or self.keep


@dataclass(frozen=True, slots=True)
class KeptBaseline:
    """The baseline's file and what it says; nothing where there is none yet."""

    file: Path
    says: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judgement:
    lines: tuple[str, ...] = ()
    document: dict[str, object] = field(default_factory=dict)
    failed: WriteoffError | None = None


def kept_baseline(suites: Sequence[Path], asked: Asked) -> KeptBaseline:
    """What the run will be compared with, read before it starts. BadFile where a comparison was asked for and it cannot be."""
    from assistant.evaluation.baseline import EMPTY, baseline_of, read_baseline

    if asked.keep and not asked.whole:
        raise WrongUsage("A baseline is kept of whole suites.", "Use --keep-baseline without --cases.")
    file = Path(asked.baseline) if asked.baseline else baseline_of(suites)
    needed = asked.baseline is not None and not asked.keep
    return KeptBaseline(file, read_baseline(file) if needed or (asked.judges and file.is_file()) else EMPTY)


def judged(suites: Sequence[Path], lanes: Sequence["LaneDone"], asked: Asked, kept: KeptBaseline) -> Judgement:
    """The scores of the lanes, where anything was asked for that needs them, with what was asked for done. A run with unanswered
    cases is not kept."""
    from assistant.evaluation.faults.kept import FAULTS, TriedLane
    from assistant.evaluation.injections.lane import INJECTIONS, TriedAttempts

    faults = next((TriedLane(lane) for lane in lanes if lane.reader == FAULTS), None)
    attempts = next((TriedAttempts(lane) for lane in lanes if lane.reader == INJECTIONS), None)
    if not asked.judges and faults is None and attempts is None:
        return Judgement()
    from assistant.evaluation.baseline import compare
    from assistant.evaluation.scored import expected_in, scored

    expected = expected_in(suites)
    found = [scored(lane, expected) for lane in lanes if lane.reader not in (FAULTS, INJECTIONS)]
    every: list[Lane] = [*found, *(lane for lane in (faults, attempts) if lane is not None)]
    folders = dict.fromkeys(folder.name for folder in (*suites, *(case.suite for lane in lanes for case in lane.cases)))
    against = compare(kept.says, every, list(folders), whole=asked.whole)
    lines = [line for lane in found for line in _scores(lane)]
    document: dict[str, object] = {"scores": {lane.reader: lane.figures() for lane in found}}
    if faults is not None:
        lines += faults.tally.lines()
        document["faults"] = faults.tally.document()
    if attempts is not None:
        lines += attempts.lines()
        document["injections"] = attempts.figures()
    if asked.report is not None:
        lines.append(_reported(asked.report, found, against, faults, attempts))
        document["report"] = str(asked.report)
    if asked.baseline is not None:
        lines += _changes(against)
        document["baseline"] = _document(against)
    if asked.keep and not any(lane.unanswered for lane in lanes):
        lines.append(_keep(kept, every))
        document["kept"] = str(kept.file)
    fell = asked.baseline is not None and not asked.keep and not against.holds
    remedy = f"Mend them, or keep this run: --keep-baseline writes {kept.file}."
    return Judgement(tuple(lines), document, FellBelowBaseline(_fell(against), remedy) if fell else None)


def _reported(
    file: Path,
    lanes: Sequence["ScoredLane"],
    against: "Comparison",
    faults: "TriedLane | None",
    attempts: "TriedAttempts | None",
) -> str:
    from assistant.evaluation.report.page import report
    from assistant.surfaces.render.facts import facts_of

    write_file(file, report(lanes, against, facts_of, faults=faults, attempts=attempts))
    return f"Report: {file}"


def _keep(kept: KeptBaseline, lanes: Sequence["Lane"]) -> str:
    from assistant.evaluation.baseline import kept_with, written

    write_file(kept.file, written(kept_with(kept.says, lanes)))
    return f"Kept as the baseline: {kept.file}"


def _scores(lane: "ScoredLane") -> Iterator[str]:
    for pool, figures in lane.figures().items():
        told = " · ".join(f"{name} {figures[name]}" for name in SHOWN if figures.get(name) is not None)
        yield f"{lane.reader} over {pool} ({figures['cases']} cases): {told}"


def _changes(against: "Comparison") -> Iterator[str]:
    """What fell, by name; then what a whole run no longer came to, what rose, and what is new."""
    from assistant.evaluation.scored import RIGHT

    listed: Sequence[tuple[str, Sequence[CaseChange | ScoreChange]]] = (
        ("Worse than the baseline", [*against.regressions, *against.fallen]),
        ("In the baseline, and not run", against.gone),
        ("Better than the baseline", against.improvements),
    )
    for heading, changes in listed:
        if changes:
            yield f"{heading}: {len(changes)}"
            yield from (f"  {change.says()}" for change in changes)
    if against.new:
        wrong = [change for change in against.new if change.now != RIGHT]
        yield f"Not in the baseline: {len(against.new)}, of which wrong: {len(wrong)}"
        yield from (f"  {change.says()}" for change in wrong)
    if against.holds:
        yield "Nothing fell below the baseline."


def _document(against: "Comparison") -> dict[str, object]:
    def cases(changes: Sequence["CaseChange"]) -> list[dict[str, str]]:
        return [{"lane": each.reader, "id": each.case, "before": each.before, "now": each.now} for each in changes]

    return {
        "holds": against.holds,
        "regressions": cases(against.regressions),
        "gone": cases(against.gone),
        "improvements": cases(against.improvements),
        "new": cases(against.new),
        "fallen": [
            {"lane": each.reader, "pool": each.pool, "score": each.name, "before": each.before, "now": each.now}
            for each in against.fallen
        ],
    }


def _fell(against: "Comparison") -> str:
    counts = {"cases are worse": against.regressions, "cases were not run": against.gone, "scores fell": against.fallen}
    return f"Below the baseline: {', '.join(f'{len(changes)} {what}' for what, changes in counts.items() if changes)}."
