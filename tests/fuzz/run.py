"""A property tried on many examples: `python -m tests.fuzz.run texts 100000 7`, the last the seed. With `reached` for the number,
atheris makes them: it keeps what reaches code that nothing reached before, and changes that, for so many seconds:
`python -m tests.fuzz.run texts reached 300`."""

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings

if TYPE_CHECKING:
    from tests.fuzz.properties import Property


def tried(each: "Property", examples: int, chance: int) -> Counter[str]:
    """How many examples were taken, and how many refused. Raises what the property found, with the smallest example that shows
    it."""
    became = Counter[str]()

    @seed(chance)
    @settings(
        max_examples=examples, database=None, deadline=None, phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(each.made)
    def check(example: Any) -> None:
        became[each.check(example)] += 1

    check()
    return became


def named(name: str) -> "Property":
    from tests.fuzz.properties import PROPERTIES

    return next(each for each in PROPERTIES if each.name == name)


def reached(name: str, seconds: int) -> None:
    """Never returns: libFuzzer, which atheris runs, ends the program, with 77 where the property broke."""
    import atheris  # type: ignore[import-untyped]

    with atheris.instrument_imports(include=["assistant"]):
        each = named(name)

    @settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(each.made)
    def check(example: Any) -> None:
        each.check(example)

    limits = [f"-max_total_time={seconds}", "-timeout=60", "-rss_limit_mb=2048", "-max_len=4096", "-len_control=0"]
    atheris.Setup([sys.argv[0], *limits], check.hypothesis.fuzz_one_input)  # type: ignore[attr-defined]
    atheris.Fuzz()


def main(name: str, examples: str, last: int) -> None:
    if examples == "reached":
        reached(name, last)
    became = tried(named(name), int(examples), last)
    assert became.total() >= int(examples), became


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
