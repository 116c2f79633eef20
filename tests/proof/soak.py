"""Ten times what the tests do, with other seeds: 20,000 entries through every fault, 200 kills, every row of docs/rails.md.

`make soak` goes through all parts, each some minutes long, and keeps what is done in out/soak.json: stopped at any time, it goes
on there. `--minutes 9` begins no part after so long. `--storm 7`, `--kills 3` and `--rails stolen` do one part alone, whatever is
kept. Exit 1 where something is lost, doubled or different, 5 where parts are left.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from assistant.adapters.sql.store import open_books
from assistant.books.reasons import Reason
from tests.proof.killing import killed
from tests.proof.rails import PAGE, lines, lines_of, walked
from tests.proof.storm import Storm
from tests.syncing.bakery import NOON, OWNER, bakery
from tests.syncing.conftest import unhurried
from tests.syncing.harness import Bench

KEPT = Path("out/soak.json")
STORMS, ENTRIES = 40, 500
KILLINGS, KILLS = 10, 20
FIRST_SEED = 1001  # the tests have those below
LOST, LEFT = 1, 5


def storm(seed: int, folder: Path) -> list[str]:
    with closing(unhurried(open_books(str(folder / "books.db")))) as store:
        store.add_client(bakery(units=ENTRIES // 4), by=OWNER, at=NOON)
        run = Storm(Bench(store).open(), seed, looks=seed % 4 == 0)
        run.run(ENTRIES)
        return run.faults()


def kills(seed: int, folder: Path) -> list[str]:
    points, amiss = killed(folder, KILLS, seed)
    return [f"{says} (killed at {points})" for says in amiss]


def rails(reason: Reason) -> list[str]:
    return sorted(lines(walked(reason)) ^ lines_of(reason, PAGE.read_text(encoding="utf-8")))


def parts() -> Iterator[tuple[str, Callable[[Path], list[str]]]]:
    for seed in range(FIRST_SEED, FIRST_SEED + STORMS):
        yield f"storm {seed}", lambda folder, seed=seed: storm(seed, folder)  # type: ignore[misc]
    for seed in range(FIRST_SEED, FIRST_SEED + KILLINGS):
        yield f"kills {seed}", lambda folder, seed=seed: kills(seed, folder)  # type: ignore[misc]
    for reason in Reason:
        yield f"rails {reason}", lambda _, reason=reason: rails(reason)  # type: ignore[misc]


def told(name: str, part: Callable[[Path], list[str]]) -> list[str]:
    """Does a part, and says what came of it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        amiss = part(Path(folder))
    sys.stdout.write(f"{name}: {len(amiss)} amiss, {time.monotonic() - began:.0f} s\n" + "".join(f"  {says}\n" for says in amiss))
    sys.stdout.flush()
    return amiss


def through(minutes: float) -> int:
    """All parts that are not done yet; the exit code."""
    done: dict[str, list[str]] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    KEPT.parent.mkdir(exist_ok=True)
    until = time.monotonic() + minutes * 60
    for name, part in parts():
        if name in done:
            continue
        if time.monotonic() > until:
            sys.stdout.write(f"{len(done)} parts are done; make soak goes on with {name}.\n")
            return LEFT
        done[name] = told(name, part)
        KEPT.write_text(json.dumps(done, indent=1))
    wrong = sum(len(amiss) for amiss in done.values())
    sys.stdout.write(f"{STORMS * ENTRIES:,} entries and {KILLINGS * KILLS} kills: {wrong} lost, doubled or different.\n")
    return LOST if wrong else 0


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=float("inf"))
    asked.add_argument("--storm", type=int)
    asked.add_argument("--kills", type=int)
    asked.add_argument("--rails", type=Reason)
    said = asked.parse_args()
    if said.storm is not None:
        return bool(told(f"storm {said.storm}", lambda folder: storm(said.storm, folder)))
    if said.kills is not None:
        return bool(told(f"kills {said.kills}", lambda folder: kills(said.kills, folder)))
    if said.rails is not None:
        return bool(told(f"rails {said.rails}", lambda _: rails(said.rails)))
    return through(said.minutes)


if __name__ == "__main__":
    sys.exit(main())
