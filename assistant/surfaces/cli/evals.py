"""`eval`: suites of cases through a reader and the walk, one output a case for evals/score.py."""

import json
from collections import Counter
from pathlib import Path

import click

from assistant.errors import BadFile, OutsideServiceFailed, WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, command
from assistant.surfaces.cli.saying import progress, say, say_error, write_file

READERS = ("auto", "rules", "model", "both", "proposals")


@command("eval")
@click.argument("suites", metavar="SUITE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--reader", type=click.Choice(READERS), default="auto", show_default=True, help="Who reads the texts.")
@click.option("--outputs", type=click.Path(path_type=Path, dir_okay=False), metavar="F.JSONL", help="Where outputs are written.")
@click.option("--cases", metavar="FILE|ID,ID", help="Only these cases: their ids, or a file with one a line.")
@click.option("--record", is_flag=True, help="Ask the model that is set what no recording answers, and keep its answers.")
@click.option("--recordings", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Where recordings are kept.")
@click.pass_obj
def eval_(
    desk: Desk,
    suites: tuple[Path, ...],
    reader: str,
    outputs: Path | None,
    cases: str | None,
    record: bool,
    recordings: Path | None,
) -> int:
    """Run eval suites offline; evals/score.py scores the outputs.

    A case that its reader does not answer gets no output, and the run then ends with exit code 4.
    The readers 'model' and 'both' play the model's recorded answers where the suites have them, with the network shut off;
    what has changed since it was recorded is unanswered. The reader 'proposals' reads nothing: it takes the proposals written
    by hand beside the suites.

    \b
    Examples:
      writeoff eval evals/dev-1 evals/dev-2 --reader rules --outputs out/eval.jsonl
      python evals/score.py out/eval.jsonl evals/dev-1 evals/dev-2
      writeoff eval evals/dev-1 --reader model --record
    """
    from assistant import wiring
    from assistant.evaluation.run import summary

    only = _named(cases) if cases is not None else ()
    lane = wiring.eval_lane(reader, suites, desk.settings, record=record, recordings=recordings)
    runs = []
    for done in lane.run(suites, only=only):
        runs.append(done)
        progress(f"{len(runs)} cases")
    progress("")
    if outputs is not None:
        lines = (json.dumps(done.output, ensure_ascii=False) for done in runs if done.output is not None)
        write_file(outputs, "".join(f"{line}\n" for line in lines))
    unanswered = [{"id": done.case, "says": done.unanswered} for done in runs if done.output is None]
    unplayed = lane.unplayed(suites)
    outcomes = Counter(str(done.output["outcome"]) for done in runs if done.output is not None)
    document = {
        "cases": len(runs),
        "answered": len(runs) - len(unanswered),
        "outcomes": dict(outcomes),
        "unanswered": unanswered,
        "unplayed": unplayed,
        "outputs": str(outputs) if outputs else None,
    }
    told = [summary(runs), *(f"  {case['id']}: {case['says']}" for case in unanswered), *(f"  {says}" for says in unplayed)]
    say("\n".join(told), document, as_json=desk.as_json)
    if not unanswered and not unplayed:
        return DONE
    remedy = "Run them again." if record or lane.cassettes is None else "What no recording fits is recorded with --record."
    failed = OutsideServiceFailed(f"{len(unanswered)} of {len(runs)} cases went unanswered.", remedy)
    if not unanswered:
        failed = OutsideServiceFailed(f"{len(unplayed)} recordings were not played.", "Remove them, or bring their cases back.")
    return failed.exit_code if desk.as_json else say_error(failed, as_json=False)


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
