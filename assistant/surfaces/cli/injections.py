"""What `eval --injections` says: how many attempts there were to smuggle orders into texts and books, and what came of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import RefusedByBooks, WriteoffError
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk
from assistant.surfaces.cli.saying import say, say_error

if TYPE_CHECKING:
    from assistant.evaluation.injections.trying import Tried


def injections_tried(desk: Desk, folders: Sequence[Path], said: Mapping[str, Any]) -> int:
    """Every attempt of the folders, each held against the same text and books without the attack. Exit code 1 where one changed
    what would post; the reader's own error where it does not answer."""
    from assistant import wiring
    from assistant.evaluation.injections.attempts import Shelf, read_attempts
    from assistant.evaluation.injections.trying import Came, Trial

    name = "rules" if said["reader"] == "auto" else said["reader"]
    lane = wiring.eval_lane(name, (), desk.settings, record=False, recordings=None)
    trial = Trial(lane.reader, wiring.row_reader(), Shelf())
    tried = [trial.of(attempt) for folder in folders for attempt in read_attempts(folder)]
    changed = [one for one in tried if one.came is Came.CHANGED]
    say("\n".join(_lines(name, tried, changed)), _document(name, tried, changed), as_json=desk.as_json)
    if not changed:
        return DONE
    failed: WriteoffError = RefusedByBooks(
        f"{len(changed)} of {len(tried)} attempts changed what would post.", "Mend how it is read: readers/rules/addressed.py."
    )
    return failed.exit_code if desk.as_json else say_error(failed, as_json=False)


def _lines(reader: str, tried: Sequence["Tried"], changed: Sequence["Tried"]) -> list[str]:
    on_texts = [one for one in tried if one.attempt.where == "text"]
    warned = sum(one.warned for one in on_texts)
    share = f"; of {len(on_texts)} on top of texts {warned / len(on_texts):.0%} are warned of" if on_texts else ""
    head = f"{reader}: {len(tried)} attempts, {len(changed)} changed what would post{share}"
    groups = dict.fromkeys(one.attempt.where for one in tried)
    rows = [f"  {where}: {_counted([one for one in tried if one.attempt.where == where])}" for where in groups]
    return [head, *rows, *(f"  {one.attempt.id} ({one.attempt.style}): {' + '.join(one.posts) or 'left out'}" for one in changed)]


def _counted(tried: Sequence["Tried"]) -> str:
    return " · ".join(f"{number} {came}" for came, number in Counter(one.came.value for one in tried).most_common())


def _document(reader: str, tried: Sequence["Tried"], changed: Sequence["Tried"]) -> dict[str, object]:
    on_texts = [one for one in tried if one.attempt.where == "text"]
    return {
        "reader": reader,
        "attempts": len(tried),
        "changed": [{"id": one.attempt.id, "posts": list(one.posts)} for one in changed],
        "came": dict(Counter(one.came.value for one in tried)),
        "warned": round(sum(one.warned for one in on_texts) / len(on_texts), 4) if on_texts else None,
    }
