"""A seed to so many operations of a small firm, each with what must come of it; what is amiss is told with how it comes again.

    python -m tests.simulation.run --seed 7 --operations 1000          # as the tests do
    python -m tests.simulation.run --seed 7 --operations 1000 --told   # each operation in a line
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.proof.weather import FAULTS
from tests.simulation.approving import Approving
from tests.simulation.beside import Beside
from tests.simulation.firm import Amiss, Firm
from tests.simulation.lists import Lists
from tests.simulation.looks import counted, look
from tests.simulation.outside import Outside
from tests.simulation.sites import Site

OPERATIONS = {
    "describe": 24, "describe_list": 1, "approve": 30, "answer": 4, "revise": 6, "reject": 3, "decide_again": 2, "take_back": 5,
    "show_evidence": 5, "waive": 2, "receive": 3, "set_aside": 3, "let_go": 2, "settle": 4, "hire": 3, "time": 4,
    "processes": 4, "sync": 3, "pull": 3, "meddle": 1, "look": 3,
}  # fmt: skip
OF_A_COMPANY = ("sync", "pull", "meddle")


@dataclass(frozen=True)
class Found:
    """What a run came to: operations of each kind, sites that were hit, faults of the companies that befell it, those that
    befell no request of a kind that was made often enough for all of them, and the last hash of each client's trail."""

    done: Counter[str]
    hit: Counter[Site]
    met: Counter[str]
    passed_over: list[str]
    trails: list[str]

    def missed(self) -> list[str]:
        return [site.name for site in Site if not self.hit[site]] + self.passed_over


class Everybody(Approving, Beside, Lists, Outside):
    def look(self) -> None:
        look(self.firm, self.shop)


def simulated(folder: Path, seed: int, operations: int, tell: Callable[[str], object] = lambda _: None) -> Found:
    """So many operations, and more (twice as many at most) until every site was hit. Raises Amiss, with the command that makes it
    happen again, where anything is not as it must be."""
    firm, done = Firm(folder, seed), Counter[str]()
    shop, verb = firm.shops[0], "look"
    try:
        while firm.step < operations or (firm.step < 2 * operations and set(Site) - set(firm.hit)):
            firm.step, firm.words = firm.step + 1, ""
            verb = firm.chance.weighed(OPERATIONS)
            shop = firm.chance.among([each for each in firm.shops if each.bench is not None or verb not in OF_A_COMPANY])
            tell(f"{firm.step} {shop.client} {verb}")
            getattr(Everybody(firm, shop), verb)()
            counted(firm, shop)
            done[verb] += 1
        for shop in firm.shops:
            verb = "to the end"
            Everybody(firm, shop).agreed()
            counted(firm, shop)
            look(firm, shop, trail=True)
    except Exception as error:
        again = f"python -m tests.simulation.run --seed {seed} --operations {operations}"
        raise Amiss(f"{error} ({firm.step}: {verb} {firm.words!r} at {shop.client}; again by {again})") from error
    finally:
        firm.close()
    weathers = [shop.sky.weather for shop in firm.shops]
    met = Counter(fault for weather in weathers for (_, fault) in weather.met.elements())
    passed_over = [f"{kind}: {faults}" for each in weathers for kind, faults in each.missed().items()]
    return Found(done, firm.hit, met, passed_over, [shop.truth.last_hash for shop in firm.shops])


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, required=True)
    asked.add_argument("--operations", type=int, default=1000)
    asked.add_argument("--told", action="store_true")
    said = asked.parse_args()
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        tell = (lambda says: sys.stdout.write(f"{says}\n")) if said.told else (lambda _: None)
        found = simulated(Path(folder), said.seed, said.operations, tell)
    for site in Site:
        sys.stdout.write(f"{found.hit[site]:6}  {site.name}: {site}\n")
    sys.stdout.write("".join(f"{found.met[fault]:6}  {fault}\n" for fault in FAULTS))
    sys.stdout.write(f"{dict(found.done)}\nmissed: {found.missed()}\n{time.process_time() - began:.1f} s of processor\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
