"""How long the program takes to start: `writeoff --help`, and `writeoff draft` of one text, as whole processes.

`python bench/starting.py` runs each a few times from compiled bytecode, by turns with an empty Python. Its last lines are the
least of each, in seconds, for whatever else the machine does adds to them; and how many times an empty Python's that is.
"""

import compileall
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).parents[1]
ROUNDS = 7
MOST = {"help": 0.15, "draft": 0.6}
PROGRAM = (str(Path(sys.executable).with_name("writeoff")),)


def seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    began = perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return perf_counter() - began


def main() -> int:
    compileall.compile_dir(ROOT / "assistant", quiet=2)
    with TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "WRITEOFF_"))}
        environment |= {"WRITEOFF_BOOKS": str(Path(folder) / "books.db"), "HOME": folder}
        opened = ("client", "add", "shop", "--from", "coa_samples/corner-hardware")
        seconds((*PROGRAM, *opened), environment)
        commands: dict[str, tuple[str, ...]] = {
            "python": (sys.executable, "-c", ""),
            "help": (*PROGRAM, "--help"),
            "draft": (*PROGRAM, "draft", "12 stoneware coffee mugs smashed in the warehouse"),
        }
        took: dict[str, list[float]] = {name: [] for name in commands}
        for round_ in range(ROUNDS):
            for name in sorted(commands, reverse=bool(round_ % 2)):
                took[name].append(seconds(commands[name], environment))
    least = {name: min(each) for name, each in took.items()}
    for name, most in MOST.items():
        beside = f"ratio {least[name] / least['python']:.1f} of an empty Python's"
        sys.stdout.write(f"starting {name}: {least[name]:.3f} s (must ≤ {most}), {beside}\n")
    return int(any(least[name] > most for name, most in MOST.items()))


if __name__ == "__main__":
    sys.exit(main())
