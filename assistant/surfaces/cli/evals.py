"""`eval`: suites of cases through a reader and the walk, one output a case for evals/score.py."""

import json
from collections import Counter
from pathlib import Path

import click

from assistant.errors import OutsideServiceFailed
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, command
from assistant.surfaces.cli.saying import progress, say, say_error, write_file

READERS = ("auto", "rules", "model", "both", "proposals")


@command("eval")
@click.argument("suites", metavar="SUITE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--reader", type=click.Choice(READERS), default="auto", show_default=True, help="Who reads the texts.")
@click.option("--outputs", type=click.Path(path_type=Path, dir_okay=False), metavar="F.JSONL", help="Where outputs are written.")
@click.pass_obj
def eval_(desk: Desk, suites: tuple[Path, ...], reader: str, outputs: Path | None) -> int:
    """Run eval suites offline; evals/score.py scores the outputs.

    A case that its reader does not answer gets no output, and the run then ends with exit code 4.
    The reader 'proposals' reads nothing: it takes the proposals written by hand beside the suites.

    \b
    Examples:
      writeoff eval evals/dev-1 evals/dev-2 --reader rules --outputs out/eval.jsonl
      python evals/score.py out/eval.jsonl evals/dev-1 evals/dev-2
    """
    from assistant import wiring
    from assistant.evaluation.run import run, summary

    chosen = wiring.eval_reader(reader, suites, desk.settings)
    workers = desk.settings.model.concurrency if desk.settings.model and reader in ("model", "both") else 1
    runs = []
    for done in run(suites, chosen, workers=workers):
        runs.append(done)
        progress(f"{len(runs)} cases")
    progress("")
    if outputs is not None:
        lines = (json.dumps(done.output, ensure_ascii=False) for done in runs if done.output is not None)
        write_file(outputs, "".join(f"{line}\n" for line in lines))
    unanswered = [{"id": done.case, "says": done.unanswered} for done in runs if done.output is None]
    outcomes = Counter(str(done.output["outcome"]) for done in runs if done.output is not None)
    document = {
        "cases": len(runs),
        "answered": len(runs) - len(unanswered),
        "outcomes": dict(outcomes),
        "unanswered": unanswered,
        "outputs": str(outputs) if outputs else None,
    }
    say("\n".join([summary(runs), *(f"  {told['id']}: {told['says']}" for told in unanswered)]), document, as_json=desk.as_json)
    if not unanswered:
        return DONE
    failed = OutsideServiceFailed(f"{len(unanswered)} of {len(runs)} cases went unanswered.", "Run them again.")
    return failed.exit_code if desk.as_json else say_error(failed, as_json=False)
