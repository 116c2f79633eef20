"""What a run of mutmut came to, as docs/mutants.txt: how many changes of a module's lines a test noticed, and which none.

`make mutants` runs it and goes on where it was stopped; then `mutmut show NAME` says what the change was.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

MUTANTS, TOLD = Path("mutants"), Path("docs/mutants.txt")
SURVIVED, NO_TEST, NOT_TRIED = 0, 33, None
NAME = re.compile(r"(?P<module>.*)\.x(?:ǁ(?P<of>.*)ǁ|_)(?P<function>.*)__mutmut_(?P<n>\d+)$")


def kept(folder: Path) -> dict[str, int | None]:
    """The exit code of the tests by the mutant's name, None where they were not run."""
    found: dict[str, int | None] = {}
    for path in sorted(folder.rglob("*.py.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def parts(name: str) -> tuple[str, str, int]:
    """Module, function and number of a mutant."""
    found = NAME.match(name)
    assert found is not None, name
    function = ".".join(filter(None, (found["of"], found["function"])))
    return found["module"], function, int(found["n"])


def figures(codes: Mapping[str, int | None]) -> str:
    by_module: dict[str, Counter[str]] = defaultdict(Counter)
    alive: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for name, code in codes.items():
        module, function, n = parts(name)
        by_module[module][called(code)] += 1
        if code in (SURVIVED, NO_TEST):
            alive[module][function].append(n)
    rows = [row(module, counts) for module, counts in sorted(by_module.items())]
    whole = row("all of them", sum(by_module.values(), Counter()))
    heading = f"{'module':<48}{'noticed':>9}{'not':>6}{'no test':>9}{'left':>7}{'score':>8}\n"
    return heading + "".join(rows) + whole + "\nNot noticed:\n" + "".join(lines(alive))


def called(code: int | None) -> str:
    return {SURVIVED: "not", NO_TEST: "no test", NOT_TRIED: "left"}.get(code, "noticed")


def row(name: str, counts: Counter[str]) -> str:
    tried = counts["noticed"] + counts["not"] + counts["no test"]
    score = f"{counts['noticed'] / tried:.0%}" if tried else "-"
    figures = f"{counts['noticed']:>9,}{counts['not']:>6,}{counts['no test']:>9,}{counts['left']:>7,}{score:>8}"
    return f"{name.removeprefix('assistant.'):<48}{figures}\n"


def lines(alive: Mapping[str, Mapping[str, Iterable[int]]]) -> Iterable[str]:
    for module, functions in sorted(alive.items()):
        for function, numbers in sorted(functions.items()):
            yield f"  {module.removeprefix('assistant.')}.{function}: {', '.join(map(str, sorted(numbers)))}\n"


def main() -> None:
    told = figures(kept(MUTANTS))
    TOLD.write_text(told, encoding="utf-8")
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
