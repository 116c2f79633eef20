"""Ten times what the tests do, and more, by other seeds: entries through every fault, kills, bad disks, power cuts, odd texts.

`make soak` goes through all parts, each some minutes long, and keeps what is done in out/soak.json: stopped at any time, it
goes on there. `--minutes 9` begins no part after so long. `--only "storm 7"` does that part, or all whose names begin so, though
it may be done already. What all came to is written to docs/soak.txt. Exit 1 where something is amiss, 5 where parts are left.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.adapters.sql.store import open_books
from assistant.books.reasons import Reason
from tests.fuzz.properties import PROPERTIES
from tests.proof.disk import run
from tests.proof.killing import killed
from tests.proof.many_workers import postgres_of_its_own, worked
from tests.proof.power import Cut
from tests.proof.rails import PAGE, lines, lines_of, walked
from tests.proof.storm import Storm
from tests.proof.tampering import Tampering
from tests.simulation.firm import Amiss
from tests.simulation.run import simulated
from tests.syncing.bakery import NOON, OWNER, bakery
from tests.syncing.conftest import unhurried
from tests.syncing.harness import Bench

KEPT, TOLD = Path("out/soak.json"), Path("docs/soak.txt")
ENTRIES, KILLS, POSTINGS_KILLED, CUT_PLACES, TAMPERED = 500, 20, 200, 60, 500
OPERATIONS = 2_000
WORKERS_ENTRIES, WORKERS_KILLED = 60, 4
EXAMPLES, AT_ONCE = 100_000, 5_000
REACHED_SECONDS = 120
API_PARTS, REQUESTS = 20, 1_400  # of an operation: of all 78 over 100,000, though what takes nothing is asked once
FIRST_SEED = 1001  # the tests have those below
LOST, LEFT = 1, 5


@dataclass(frozen=True, slots=True)
class Part:
    """`many` of `what` are done by it."""

    name: str
    many: int
    what: str
    do: Callable[[Path], list[str]]


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


def posting_killed(seed: int, folder: Path) -> list[str]:
    told = run("tests.proof.posting_killed", folder / "books", POSTINGS_KILLED, seed)
    return [f"{says} (killed at {told['points'][-1]})" for says in told["amiss"]]


def simulation(seed: int, folder: Path) -> list[str]:
    try:
        missed = simulated(folder, seed, OPERATIONS).missed()
    except Amiss as amiss:
        return [str(amiss)]
    return [f"nothing struck {site}" for site in missed]


def failing(folder: Path) -> list[str]:
    amiss: list[str] = run("tests.proof.disk_failing", folder / "books", 1)["amiss"]
    return amiss


def power_cut(seed: int, folder: Path) -> list[str]:
    run("tests.proof.power", folder / "books", CUT_PLACES, log=folder / "log")
    cuts = Cut(folder / "books", folder / "log", seed)
    cuts.at_each_sync()
    return cuts.amiss


def workers(seed: int, folder: Path) -> list[str]:
    """Called by looks, in a file and in PostgreSQL, and by DBOS, in turn."""
    told = partial(worked, folder, workers=8, entries=WORKERS_ENTRIES, kills=WORKERS_KILLED)
    if seed % 3 == 1:
        return told(str(folder / "books.db"), queue="books")
    with postgres_of_its_own() as address:
        return told(address, queue="dbos" if seed % 3 else "books")


def tampered(seed: int, folder: Path) -> list[str]:
    with closing(open_books(str(folder / "books.db"))) as store:
        return Tampering(store).run(seed, range(TAMPERED))[0]


# How often, how many of what each time, and how: with one seed after another.
SEEDED: dict[str, tuple[int, int, str, Callable[[int, Path], list[str]]]] = {
    "storm": (40, ENTRIES, "entries sent through every fault", storm),
    "kills": (10, KILLS, "kills of the sync", kills),
    "posting killed": (10, POSTINGS_KILLED, "kills while posting", posting_killed),
    "simulation": (50, OPERATIONS, "operations of a small firm while everything fails", simulation),
    "workers": (10, WORKERS_KILLED, "workers killed of eight at three companies", workers),
    "power": (20, CUT_PLACES, "texts at whose every sync the power went", power_cut),
    "tampering": (20, TAMPERED, "changes past the program, all to be found", tampered),
}


def program(*words: object) -> list[str]:
    """What a program that proves something said last, where it found something."""
    ran = subprocess.run([sys.executable, "-m", *map(str, words)], capture_output=True, text=True, check=False)
    return [] if ran.returncode == 0 else [(ran.stdout + ran.stderr)[-3000:]]


def parts() -> Iterator[Part]:
    for kind, (times, *_) in SEEDED.items():
        for seed in range(FIRST_SEED, FIRST_SEED + times):
            yield seeded(kind, seed)
    for reason in Reason:
        yield Part(f"rails {reason}", 1, "reasons walked to every document", partial(rails, reason))
    yield Part("disk", 2, "verbs at whose every call the disk failed", failing)
    yield from of_fuzz()


def seeded(kind: str, seed: int) -> Part:
    _, many, what, do = SEEDED[kind]
    return Part(f"{kind} {seed}", many, what, partial(do, seed))


def of_fuzz() -> Iterator[Part]:
    for each in PROPERTIES:
        for n in range(EXAMPLES // AT_ONCE):
            tried = partial(program, "tests.fuzz.run", each.name, AT_ONCE, FIRST_SEED + n)
            yield Part(f"fuzz {each.name} {n}", AT_ONCE, f"examples of {each.name}", tried)
        reached = partial(program, "tests.fuzz.run", each.name, "reached", REACHED_SECONDS)
        yield Part(f"reached {each.name}", REACHED_SECONDS, "seconds of examples that reach new code", reached)
    for n in range(API_PARTS):
        asked = partial(program, "tests.surfaces.api.fuzz", REQUESTS, FIRST_SEED, n, API_PARTS)
        yield Part(f"api {n}", REQUESTS, f"requests to each operation of a {API_PARTS}th of the API", asked)


def told(part: Part) -> list[str]:
    """Does a part, and says what came of it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        amiss = part.do(Path(folder))
    sys.stdout.write(f"{part.name}: {len(amiss)} amiss, {time.monotonic() - began:.0f} s\n")
    sys.stdout.write("".join(f"  {says}\n" for says in amiss))
    sys.stdout.flush()
    return amiss


def kept() -> dict[str, list[str]]:
    """What was amiss in each part that is done."""
    done: dict[str, list[str]] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    return done


def keep(done: Mapping[str, list[str]]) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(done, indent=1))
    TOLD.write_text(figures(done), encoding="utf-8")


def through(chosen: Sequence[Part], minutes: float) -> int:
    """All that are chosen; the exit code."""
    done = kept()
    until = time.monotonic() + minutes * 60
    for part in chosen:
        if time.monotonic() > until:
            sys.stdout.write(f"{len(done)} parts are done; make soak goes on with {part.name}.\n")
            break
        done[part.name] = told(part)
        keep(done)
    sys.stdout.write(figures(done))
    if any(done.values()):
        return LOST
    return 0 if all(part.name in done for part in chosen) else LEFT


def figures(done: Mapping[str, Sequence[str]]) -> str:
    """What is done of what there is to do, and how much of it was amiss, a line a kind."""
    made, all_of, amiss = Counter[str](), Counter[str](), Counter[str]()
    for part in parts():
        all_of[part.what] += part.many
        if part.name in done:
            made[part.what] += part.many
            amiss[part.what] += len(done[part.name])
    return "".join(f"{made[what]:>9,} of {many:>9,} {what}: {amiss[what]} amiss\n" for what, many in all_of.items())


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=float("inf"))
    asked.add_argument("--only", default="", metavar="NAME")
    said = asked.parse_args()
    if not said.only:
        done = kept()
        return through([part for part in parts() if part.name not in done], said.minutes)
    chosen = [part for part in parts() if f"{part.name} ".startswith(f"{said.only} ")]
    if chosen:
        return through(chosen, said.minutes)
    kind, _, seed = said.only.rpartition(" ")  # a seed of the tests, which are not counted here
    return LOST if told(seeded(kind, int(seed))) else 0


if __name__ == "__main__":
    sys.exit(main())
