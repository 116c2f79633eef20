"""`eval`: suites of cases through a reader and the walk, one output a case for evals/score.py."""

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.errors import BadFile, OutsideServiceFailed, WriteoffError, WrongUsage
from assistant.surfaces.cli.adding import added
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.faults import AT_MOST, SEED, faults_alone
from assistant.surfaces.cli.fitting import refitted
from assistant.surfaces.cli.frame import Desk, command
from assistant.surfaces.cli.injections import injections_tried
from assistant.surfaces.cli.judging import Asked, judged, kept_baseline
from assistant.surfaces.cli.saying import progress, say, say_error, write_file

if TYPE_CHECKING:
    from assistant.evaluation.bench import CaseDone, LaneDone

READERS = ("auto", "rules", "model", "both", "proposals")
AUTO_READS = {"auto": "rules"}  # no client's policy and no model set decides over suites
A_FILE = click.Path(path_type=Path, dir_okay=False)


@command("eval")
@click.argument("suites", metavar="SUITE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--reader", type=click.Choice(READERS), default="auto", show_default=True, help="Who reads the texts.")
@click.option("--bench", is_flag=True, help="Every lane: the rules over all cases, both readers over those recorded.")
@click.option("--outputs", type=A_FILE, metavar="F.JSONL", help="Where outputs are written.")
@click.option("--report", type=A_FILE, metavar="F.HTML", help="Where the report is written: one file to open in a browser.")
@click.option(
    "--baseline", is_flag=False, flag_value="", metavar="[FILE]", help="Compare with the kept baseline, and name what fell."
)
@click.option("--keep-baseline", is_flag=True, help="Keep what this run came to as the baseline.")
@click.option("--fit", is_flag=True, help="Fit the confidence on these own suites; with --bench, in the source tree.")
@click.option("--cases", metavar="FILE|ID,ID", help="Only these cases: their ids, or a file with one a line.")
@click.option("--record", is_flag=True, help="Ask the model that is set what no recording answers, and keep its answers.")
@click.option("--recordings", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Where recordings are kept.")
@click.option(
    "--add", type=A_FILE, metavar="FILE", help="Add the case written in FILE (evals/README.md) to the suite, and run none."
)
@click.option("--faults", is_flag=True, help="Alter the model's readings as models fail: how many are stopped before posting.")
@click.option(
    "--injections",
    is_flag=True,
    help="Try orders smuggled into texts and books: these folders of attempts, or with --bench the suites' own.",
)
@click.option("--seed", default=SEED, show_default=True, metavar="WORD", help="What --faults chooses by: the same alike.")
@click.option("--processes", type=click.IntRange(1, 64), metavar="N", help="How many work at it. [1; with --bench one a core]")
@click.pass_obj
def eval_(desk: Desk, /, suites: tuple[Path, ...], **said: Any) -> int:
    """Run eval suites offline; evals/score.py scores the outputs.

    A case that its reader does not answer gets no output, and the run then ends with exit code 4.
    The readers 'model' and 'both' play the model's recorded answers where the suites have them, with the network shut off;
    what has changed since it was recorded is unanswered. The reader 'proposals' reads nothing: it takes the proposals written
    by hand beside the suites. With --baseline, a case or a score that fell is named, and the run ends with exit code 1.

    \b
    Examples:
      writeoff eval evals/dev-1 evals/dev-2 --reader rules --outputs out/eval.jsonl
      python evals/score.py out/eval.jsonl evals/dev-1 evals/dev-2
      writeoff eval evals/dev-1 --reader model --record
      writeoff eval evals/dev-1 --bench --report out/report.html --baseline
      writeoff eval evals/dev-1 --reader both --faults
      writeoff eval evals/injections --injections
      writeoff eval evals/suites/own-1 --add case.txt
    """
    from assistant import wiring
    from assistant.evaluation.bench import Bench
    from assistant.evaluation.injections.lane import INJECTIONS

    if (alone := _apart_from_runs(desk, suites, said)) is not None:
        return alone
    asked = Asked(said["report"], said["baseline"], keep=said["keep_baseline"], whole=said["cases"] is None)
    kept = kept_baseline(suites, asked)
    lane_of = partial(
        wiring.bench_lane,
        settings=desk.settings,
        record=said["record"],
        recordings=said["recordings"],
        seed=said["seed"],
        most=AT_MOST,
    )
    bench = Bench(
        suites,
        lane_of,
        only=_named(said["cases"]) if said["cases"] is not None else (),
        recorded=said["bench"],
        folders={INJECTIONS: [_attempts_beside(suites)]},
        processes=said["processes"] or (_cores() if said["bench"] else 1),
        told=lambda cases: progress(f"{cases} cases"),
    )
    lanes = bench.run(*(_lanes(suites, said) if said["bench"] else (AUTO_READS.get(said["reader"], said["reader"]),)))
    progress("")
    judgement = judged(suites, lanes, asked, kept)
    reading = [lane for lane in lanes if lane.reader in READERS]
    if said["outputs"] is not None:
        outputs = (json.dumps(case.run.output, ensure_ascii=False) for case in lanes[0].cases if case.run.output is not None)
        write_file(said["outputs"], "".join(f"{output}\n" for output in outputs))
    document = _document(reading) | {"outputs": str(said["outputs"]) if said["outputs"] else None} | judgement.document
    told = [line for lane in reading for line in _page(lane)]
    told += refitted(suites, reading) if said["fit"] else []
    say("\n".join([*told, *judgement.lines]), document, as_json=desk.as_json)
    failed = _unanswered(lanes, records=said["record"]) or judgement.failed
    if failed is None:
        return DONE
    return failed.exit_code if desk.as_json else say_error(failed, as_json=False)


def _apart_from_runs(desk: Desk, suites: Sequence[Path], said: Mapping[str, Any]) -> int | None:
    """What is done in place of a run; None where suites are to be run. WrongUsage for what cannot be asked together."""
    if said["add"] is not None:
        return added(desk, suites, said["add"])
    if said["injections"] and not said["bench"]:
        return injections_tried(desk, suites, said)
    if said["faults"] and not said["bench"]:
        return faults_alone(desk, suites, said, _named(said["cases"]) if said["cases"] is not None else ())
    if said["bench"] and (said["record"] or said["outputs"]):
        raise WrongUsage("--bench runs several readers.", "Record, or write outputs, with one --reader.")
    if said["fit"] and (not said["bench"] or said["cases"]):
        raise WrongUsage("A fit is of whole suites and all readers.", "Use --fit with --bench, and without --cases.")
    return None


def _lanes(suites: Sequence[Path], said: Mapping[str, Any]) -> tuple[str, ...]:
    """The lanes of the whole bench: both readers, and faults in what the model read, only where something is recorded; attempts
    to smuggle orders in, where all cases run."""
    from assistant.evaluation.cassettes import recorded_model
    from assistant.evaluation.faults.kept import FAULTS
    from assistant.evaluation.injections.lane import INJECTIONS

    recorded = bool(recorded_model(suites, said["recordings"]))
    asked = {"rules": True, "both": recorded, FAULTS: recorded and said["faults"]}
    asked[INJECTIONS] = said["injections"] and said["cases"] is None
    return tuple(name for name, runs in asked.items() if runs)


def _attempts_beside(suites: Sequence[Path]) -> Path:
    from assistant.evaluation.injections.lane import INJECTIONS
    from assistant.evaluation.suite import home_of

    return home_of(suites[0]) / INJECTIONS


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _document(lanes: Sequence["LaneDone"]) -> dict[str, object]:
    """All lanes together, then each."""
    return {
        **_counts([case for lane in lanes for case in lane.cases]),
        "unanswered": [{"id": run.case, "says": run.unanswered} for lane in lanes for run in lane.unanswered],
        "unplayed": [says for lane in lanes for says in lane.unplayed],
        "lanes": [{"reader": lane.reader, **_counts(lane.cases)} for lane in lanes],
    }


def _counts(cases: Sequence["CaseDone"]) -> dict[str, object]:
    outputs = [case.run.output for case in cases if case.run.output is not None]
    outcomes = Counter(str(output["outcome"]) for output in outputs)
    return {"cases": len(cases), "answered": len(outputs), "outcomes": dict(outcomes)}


def _page(lane: "LaneDone") -> list[str]:
    from assistant.evaluation.run import summary

    unanswered = [f"  {run.case}: {run.unanswered}" for run in lane.unanswered]
    told = summary([case.run for case in lane.cases])
    return [f"{lane.reader}: {told}", *unanswered, *(f"  {says}" for says in lane.unplayed)]


def _unanswered(lanes: Sequence["LaneDone"], *, records: bool) -> WriteoffError | None:
    unanswered, cases = sum(len(lane.unanswered) for lane in lanes), sum(len(lane.cases) for lane in lanes)
    plays = not records and any(case.milliseconds is not None for lane in lanes for case in lane.cases)
    if unanswered:
        remedy = "What no recording fits is recorded with --record." if plays else "Run them again."
        return OutsideServiceFailed(f"{unanswered} of {cases} cases went unanswered.", remedy)
    if unplayed := sum(len(lane.unplayed) for lane in lanes):
        return OutsideServiceFailed(f"{unplayed} recordings were not played.", "Remove them, or bring their cases back.")
    return None


def _named(cases: str) -> frozenset[str]:
    """The ids said, apart by commas, or those of a file: one a line, behind # a remark. WrongUsage where there are none."""
    try:
        said = Path(cases).read_text("utf-8").splitlines() if Path(cases).is_file() else cases.split(",")
    except (OSError, ValueError) as error:
        raise BadFile(f"{cases} cannot be read ({error}).", "Name a text file of case ids.") from error
    named = frozenset(case for line in said if (case := line.partition("#")[0].strip()))
    if not named:
        raise WrongUsage(f"--cases {cases!r} names no case.", "Give ids such as dev-001,dev-002, or a file of them.")
    return named
