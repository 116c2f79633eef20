"""What a run of mutmut came to, as docs/mutants.txt: how many changes of a module's lines a test noticed, and each that none did.

`make mutants` runs it and goes on where it was stopped. A change that no test notices is shown as the line that it makes. Where
that means the same as the line it replaces, it is said why: by a rule of this module, or in equal.txt beside it (the line as it
is changed, ` # `, the reason), which holds for that very line alone.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant

MUTANTS, TOLD, EQUAL = Path("mutants"), Path("docs/mutants.txt"), Path(__file__).with_name("equal.txt")
NOT_NOTICED, LEFT = frozenset({0, 33}), None  # exit codes: the tests passed, there are none; not tried
NAME = re.compile(r"(?P<module>.*)\.x(?:ǁ(?P<of>.*)ǁ|_)(?P<function>.*)__mutmut_(?P<n>\d+)$")
COLUMNS = ("noticed", "equal", "not", "left")


@dataclass(frozen=True, slots=True)
class Alive:
    """A change that no test noticed: in which function of a module, the line as it is and as it was changed, and why these mean
    the same ('' where they do not)."""

    module: str
    function: str
    line: str
    changed: str
    equal: str


def kept(folder: Path) -> dict[str, int | None]:
    """The exit code of the tests by the mutant's name, None where they were not run."""
    found: dict[str, int | None] = {}
    for path in sorted(folder.rglob("*.py.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def parts(name: str) -> tuple[str, str]:
    """Module and function of a mutant."""
    found = NAME.match(name)
    assert found is not None, name
    return found["module"].removeprefix("assistant."), ".".join(filter(None, (found["of"], found["function"])))


def alive(name: str, said: Mapping[str, str]) -> Alive:
    """The change of this name, which no test noticed."""
    module, function = parts(name)
    rows = get_diff_for_mutant(name, path=Path("assistant", *module.split(".")).with_suffix(".py")).splitlines()
    before, after = (
        " ".join(row[1:].strip() for row in rows if row.startswith(sign) and not row.startswith(sign * 3)) for sign in "-+"
    )
    return Alive(module, function, before, after, same(before, after) or said.get(after, ""))


def same(line: str, changed: str) -> str:
    """Why a change that is no change for any line it is made to means the same; '' for any other."""
    if re.sub(r", (strict=(None|False))?\)", ", strict=True)", changed) == line:
        return "what is paired is of one length"
    if line in (changed.replace(", )", f", {zero})") for zero in ("ZERO", "Decimal(0)")):
        return "a sum begins at nothing in either case"
    if "insert(connection, " in line and line.casefold() == changed.casefold():
        return "the names of tables know no case"
    return ""


def reasons(text: str) -> dict[str, str]:
    """A changed line -> why it means the same, from equal.txt."""
    return {line.strip(): why.strip() for line, _, why in (row.rpartition(" # ") for row in text.splitlines()) if line}


def figures(codes: Mapping[str, int | None], survivors: Iterable[Alive]) -> str:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, code in codes.items():
        counts[parts(name)[0]]["left" if code is LEFT else "not" if code in NOT_NOTICED else "noticed"] += 1
    survivors = sorted(survivors, key=lambda each: (each.module, each.function, each.changed))
    for each in survivors:
        if each.equal:
            counts[each.module]["not"] -= 1
            counts[each.module]["equal"] += 1
    rows = [row(module, of) for module, of in sorted(counts.items())]
    heading = f"{'module':<34}" + "".join(f"{column:>9}" for column in COLUMNS) + f"{'score':>8}\n"
    return heading + "".join(rows) + row("all of them", sum(counts.values(), Counter())) + "".join(told(survivors))


def row(name: str, counts: Counter[str]) -> str:
    """The score is of all that were tried, those that mean the same among them."""
    tried = sum(counts[column] for column in COLUMNS[:3])
    score = f"{counts['noticed'] / tried:.1%}" if tried else "-"
    return f"{name:<34}" + "".join(f"{counts[column]:>9,}" for column in COLUMNS) + f"{score:>8}\n"


def told(survivors: Iterable[Alive]) -> Iterable[str]:
    by_equal: dict[bool, list[Alive]] = {False: [], True: []}
    for each in survivors:
        by_equal[bool(each.equal)].append(each)
    for equal, heading in ((False, "Not noticed:"), (True, "Not noticed, for they mean the same:")):
        yield f"\n{heading}\n"
        for each in by_equal[equal]:
            changed = each.changed or f"without: {each.line}"
            yield f"  {each.module}.{each.function}\n    {changed}\n" + (f"    ({each.equal})\n" if equal else "")


def main() -> None:
    codes = kept(MUTANTS)
    said = reasons(EQUAL.read_text(encoding="utf-8"))
    text = figures(codes, (alive(name, said) for name, code in codes.items() if code in NOT_NOTICED))
    TOLD.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
