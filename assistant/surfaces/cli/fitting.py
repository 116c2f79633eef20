"""`eval --fit`: what own suites came to, to the rows and the numbers of confidence in the source tree."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import WrongUsage
from assistant.surfaces.cli.saying import write_file

if TYPE_CHECKING:
    from assistant.evaluation.bench import LaneDone

OWN = "own"  # the family of suites that may be fitted on


def refitted(suites: Sequence[Path], lanes: Sequence["LaneDone"]) -> list[str]:
    """Keeps the lanes' drafts as rows, fits the confidence anew on all rows, and says in lines what that came to. WrongUsage for
    suites that are only measured on, or that no fit is kept beside."""
    from assistant.evaluation.fitting.cases import drafts_in, to_text
    from assistant.evaluation.fitting.refit import BOOKS, FIGURES, TODAY, refit
    from assistant.evaluation.scored import expected_in, family, scored
    from assistant.evaluation.suite import home_of
    from assistant.stages import fitted

    if strangers := [suite.name for suite in suites if family(suite.name) != OWN]:
        says = f"{', '.join(strangers)} is only measured on: what is fitted on a suite proves nothing by it."
        raise WrongUsage(says, "Fit on own suites: writeoff eval evals/suites/own-* --bench --fit")
    folder = home_of(suites[0]) / "fit"
    if not (folder / BOOKS).is_file():
        raise WrongUsage(f"There is no {folder / BOOKS}, which says what a fit is proven on.", "Run it in the source tree.")
    expected = expected_in(suites)
    write_file(folder / TODAY, to_text(draft for lane in lanes for draft in drafts_in(scored(lane, expected))))
    found = refit(folder)
    write_file(Path(fitted.__file__), found.module)
    write_file(folder / FIGURES, json.dumps(found.figures, indent=1) + "\n")
    return [f"Fitted, and written to {fitted.__name__.replace('.', '/')}.py:", *map(_line, found.figures.items())]


def _line(figures: tuple[str, object]) -> str:
    where, told = figures
    said = ", ".join(f"{name} {value}" for name, value in told.items()) if isinstance(told, dict) else str(told)
    return f"  {where}: {said}"
