"""`eval SUITE --add FILE`: a case as an accountant wrote it, checked against its books, goes to the end of the suite's cases."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from assistant.errors import WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk
from assistant.surfaces.cli.saying import say, write_file


def added(desk: Desk, suites: Sequence[Path], file: Path) -> int:
    """Adds the case and says what the rules make of it today, which may well be wrong: then it was worth adding."""
    from assistant.evaluation.adding import case_line, with_case

    if len(suites) != 1:
        raise WrongUsage("--add adds to one suite.", "Name the one that the case belongs to.")
    suite = suites[0]
    line = case_line(file, suite)
    cases = suite / "cases.jsonl"
    write_file(cases, with_case(cases.read_text(encoding="utf-8") if cases.is_file() else "", line))
    name = str(line["id"])
    differs = _of_rules(desk, suite, name)
    told = ["The rules get it wrong today:", *(f"  {says}" for says in differs)] if differs else ["The rules get it right."]
    say("\n".join([f"Added {name} to {cases}.", *told]), {"added": line, "differs": list(differs)}, as_json=desk.as_json)
    return DONE


def _of_rules(desk: Desk, suite: Path, name: str) -> tuple[str, ...]:
    from assistant import wiring
    from assistant.evaluation.bench import Bench
    from assistant.evaluation.differences import differences
    from assistant.evaluation.report.cases import Books
    from assistant.evaluation.scored import expected_in, scored

    lane_of = partial(wiring.eval_lane, settings=desk.settings, record=False, recordings=None)
    (lane,) = Bench([suite], lane_of, only=[name]).run("rules")
    (case,) = scored(lane, expected_in([suite])).cases
    books = Books().of(case)
    return differences(case, books) if case.wrong and books is not None else ()
