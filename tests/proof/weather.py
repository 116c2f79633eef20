"""A seed to a plan of faults under which every kind of request meets every fault, in another order with each seed."""

from collections import Counter
from dataclasses import dataclass, field

from assistant.practice.faults import AFTER, BEFORE, Strike
from assistant.practice.schedule import fits
from assistant.practice.wire import Json
from tests.proof.chance import drawn, shuffled

FAULTS = tuple(sorted(BEFORE | AFTER))
CODES = ("610", "2500", "5010", "6000", "6190", "6200", "6210", "6270", "4711")
"""What QuickBooks says no with, and stands by only as long as somebody has not mended it."""

SECONDS = (5.0, 30.0, 125.0, 200.0)
"""How long a stall or a late answer takes: within a client's patience of 130 seconds, and beyond it."""

SENDING = ("journalentry", "inventoryadjustment", "vendorcredit", "upload")
GAPS = {**dict.fromkeys(SENDING, 2), "query": 4, "reports": 2}
SELDOM = 12
"""Of how many requests one is struck. What gives access is struck seldom: each such fault costs a person's consent anew."""

Kind = tuple[str, str]


@dataclass
class Weather:
    """Of every so many requests of a kind one is struck, by each fault in turn; which and in what order the seed says. `met`
    counts what struck, `asked` what was asked."""

    seed: int
    met: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    asked: Counter[Kind] = field(default_factory=Counter)

    def strike(self, resource: str, method: str, n: int) -> Strike | None:
        kind, gap = (resource, method), GAPS.get(resource, SELDOM)
        self.asked[kind] += 1
        turn, place = divmod(n - 1, gap)
        if place != drawn(self.seed, kind, turn) % gap:
            return None
        faults = of(resource)
        round_, index = divmod(turn, len(faults))
        fault = shuffled(self.seed, faults, kind, round_)[index]
        self.met[kind, fault] += 1
        seconds = SECONDS[drawn(self.seed, kind, n, "seconds") % len(SECONDS)]
        code = CODES[drawn(self.seed, kind, n, "code") % len(CODES)]
        return Strike(fault, seconds, codes=(code,))

    def missed(self) -> dict[Kind, list[str]]:
        """What befell no request of a kind, of those that were made often enough for all of them."""
        often = [kind for kind, times in self.asked.items() if times >= GAPS.get(kind[0], SELDOM) * len(of(kind[0]))]
        found = {kind: [fault for fault in of(kind[0]) if not self.met[kind, fault]] for kind in often}
        return {kind: faults for kind, faults in found.items() if faults}

    def document(self) -> Json:
        return {"weather": self.seed}


def of(resource: str) -> list[str]:
    """The faults that can befall a request for this."""
    return [fault for fault in FAULTS if fits(fault, resource)]
