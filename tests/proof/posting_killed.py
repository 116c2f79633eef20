"""A clerk at work is killed with SIGKILL again and again, wherever it just is: in a call, in a write to the disk, at some moment.

Each process is forked off one that has imported and run everything once. What it was told is done it says through a pipe, which
outlives it. The next goes on at the first text that is not known to be posted, and tries it again from its start.

As a program, `python -m tests.proof.posting_killed FOLDER KILLS SEED [ADDRESS]`; it prints the kills and what is amiss.
"""

import gc
import json
import os
import signal
import sys
import time
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType

from assistant.adapters.sql.store import open_books
from tests.proof.chance import drawn
from tests.proof.clerk import Clerk, Said, amiss, opened
from tests.proof.disk import KILLED, Disk

EACH = 1  # texts of one process that nobody kills: the kill is drawn among its calls
WAYS = ("calls", "writes", "moments")
LOOKED_AT = 20  # after so many kills, and at the end, the whole of the books is held against what was said
UNSAID = 2  # a draft and its entry, done by a process that was killed before it could say so


@dataclass
class Calls:
    """Counts the calls of Python and C that this process makes, and kills it at the last it may."""

    last: int
    made: int = 0

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        self.made += 1
        if self.made == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Killing:
    """`points` are where it was killed: the way, and the number of the call, the write or the microsecond."""

    address: str
    seed: int
    disk: Disk = field(default_factory=Disk)
    said: list[Said] = field(default_factory=list)
    points: list[tuple[str, int]] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)
    most: dict[str, int] = field(default_factory=dict)  # of a process that nobody killed
    _forks: int = 0

    def run(self, kills: int) -> None:
        for way in WAYS:
            self.most[way] = self._once(way, 0)
        ways = [way for way in WAYS if self.most[way]]  # a process writes to no disk where a server does
        while len(self.points) < kills and not self.amiss:
            way = ways[len(self.points) % len(ways)]
            went = self._once(way, drawn(self.seed, "kill", self._forks) % self.most[way] + 1)
            if way == "moments" and went:  # the first may have been held up by whatever else the machine does
                self.most[way] = min(self.most[way], went)
            if len(self.points) % LOOKED_AT == 0:
                self.look()
        self._once("moments", 0)
        self.look()

    def look(self) -> None:
        with closing(open_books(self.address, create=False)) as store:
            self.amiss += amiss(store, self.said, unsaid=UNSAID)

    def _once(self, way: str, point: int) -> int:
        """A process that works until it is killed at the point, or through its texts; how much of the way it went, where nothing
        killed it."""
        first = 1 + max((each.place for each in self.said if each.entry), default=-1)
        told, to = os.pipe()
        self._forks += 1
        began = time.monotonic_ns()
        if (child := os.fork()) == 0:
            _work(self.address, first, to, way, point, self.disk)
        os.close(to)
        if way == "moments" and point:
            time.sleep(max(0.0, point / 1e6 - (time.monotonic_ns() - began) / 1e9))
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        with open(told, encoding="utf-8") as pipe:
            lines = [json.loads(line) for line in pipe if line.endswith("\n")]
        taken = (time.monotonic_ns() - began) // 1000
        _, status = os.waitpid(child, 0)
        counted = [line["counted"] for line in lines if "counted" in line]
        self.said += [Said(**line) for line in lines if "counted" not in line]
        if os.WIFSIGNALED(status):
            self.points.append((way, point))
            return 0
        if os.waitstatus_to_exitcode(status) != 0:
            self.amiss.append(f"a process failed by itself at {way} {point}")
        return taken if way == "moments" else counted[0] if counted else 0


def _work(address: str, first: int, to: int, way: str, point: int, disk: Disk) -> None:
    """What a forked process does; it never returns."""
    code = 1
    try:
        calls = Calls(point)

        def tell(said: Said) -> None:
            os.write(to, json.dumps(asdict(said)).encode() + b"\n")

        if way == "writes" and point:
            disk.fail(KILLED, point)
        else:
            disk.hold()
        if way == "calls":
            sys.setprofile(calls)
        with closing(open_books(address, create=False)) as store:
            clerk = Clerk(store, tell)
            for place in range(first, first + EACH):
                clerk.work(place)
        sys.setprofile(None)
        os.write(to, json.dumps({"counted": calls.made if way == "calls" else disk.seen}).encode() + b"\n")
        code = 0
    finally:
        os._exit(code)


def warm(folder: Path) -> None:
    """Imports and runs all that a process will, so that those forked off this one have nothing left to import or compile."""
    with closing(opened(str(folder / "warm.db"), EACH)) as store:
        Clerk(store, lambda _: None).work(0)
    gc.freeze()


def main(folder: Path, kills: int, seed: int, address: str = "") -> None:
    warm(folder)
    address = address or str(folder / "books.db")
    opened(address, kills * EACH + 10).close()
    killing = Killing(address, seed)
    killing.run(kills)
    told = {"points": killing.points, "amiss": killing.amiss, "said": len(killing.said), "most": killing.most}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
