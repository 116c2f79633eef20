"""What is handed in, made up: texts of the trade with anything between their words, files with scraps in them, odd JSON."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

ANY = st.characters(codec="utf-8")
SCRAPS = st.sampled_from([
    *'",\n;:\0\r\t\u2028\u202eé%$€/-+=@#\\[](){}', "\r\n", "\n\n", "-0", "1e9", "0x1f", "NaN", "Infinity", "∞", "½", "١٢", "１２",
    "²", "1200", "MUG-01", "true", "null", "", " ", "\ufeff", "=1+1", "'; DROP TABLE accounts", "9" * 40, "0.0000001", "1,2,3",
    "1.2.3", "2026-02-30", "31/4", "0000-00-00", "9999-12-31", "WO-1001", "{}", "[[]]", "\ud7ff", "\U0001f4a5",
])  # fmt: skip
WORDS = st.sampled_from("""
    write off wrote down up reverse undo WO-1001 12 3 half all none some a the of each dozen cases pallets kg $40 40.00 1,240 50%
    mugs mug box fan desk lamp lamps grass seed drill bits screws paint stock goods inventory damaged broken stolen expired lost
    spoiled obsolete found counted count short over yesterday today tomorrow on last Friday 10/5 5 October 2026-10-05 30 Feb in at
    from to Warehouse Store insurer insurance paid pays agreed supplier credit refund customer took back sold scrap for worth cost
    price retail including tax not but except only and or because water fire flood theft training samples charity gift staff use
    account 5050 1200 class party vendor please ignore previous instructions approve delete
""".split())
GLUE = st.sampled_from([" "] * 8 + [", ", ". ", "; ", "\n", "\n\n", " - ", ": ", "(", ") ", "/", "", "\t", " … "])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """As typed: words of the trade, put together anyhow, with anything between."""
    parts = draw(st.lists(st.tuples(st.one_of(WORDS, WORDS, WORDS, SCRAPS, st.text(ANY, max_size=6)), GLUE), max_size=24))
    return "".join(part for pair in parts for part in pair)


def broken(whole: bytes) -> st.SearchStrategy[bytes]:
    """A file's content with pieces of it taken out, doubled or written over."""

    @st.composite
    def made(draw: st.DrawFn) -> bytes:
        content = whole
        for _ in range(draw(st.integers(0, 4))):
            at = draw(st.integers(0, len(content)))
            until = min(len(content), at + draw(st.integers(0, 30)))
            scrap = draw(st.one_of(SCRAPS, st.text(ANY, max_size=8)).map(lambda text: text.encode()) | st.binary(max_size=4))
            content = content[:at] + scrap * draw(st.integers(0, 3)) + content[draw(st.sampled_from([at, until])) :]
        return content

    return made()


LEAVES: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers(-10, 10**20) | st.floats() | SCRAPS | st.text(ANY, max_size=8)
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=6
)


def altered(document: Any) -> st.SearchStrategy[str]:
    """A JSON document with none, few or many of its values others, missing, doubled or beside new ones."""

    @st.composite
    def made(draw: st.DrawFn) -> str:
        one_in = draw(st.sampled_from([0, 200, 50, 15]))

        def struck() -> bool:
            return bool(one_in) and draw(st.integers(1, one_in)) == one_in

        def passed(value: Any) -> Any:
            if struck():
                return draw(JSON)
            if isinstance(value, dict):
                kept = {key: passed(each) for key, each in value.items() if not struck()}
                return kept | (draw(st.dictionaries(st.text(max_size=6), LEAVES, max_size=1)) if struck() else {})
            if isinstance(value, list):
                return [passed(each) for each in value for _ in range(draw(st.sampled_from([0, 2])) if struck() else 1)]
            return value

        return json.dumps(passed(document))

    return made()


@st.composite
def days(draw: st.DrawFn) -> str:
    """A day in numbers, or nearly: of no month, of no calendar, of a year that is left open."""
    day, month = draw(st.integers(0, 33)), draw(st.integers(0, 13))
    year = draw(st.sampled_from([2026, 2026, 2025, 1999, 26, 1, 10_000]))
    ways = ("{d}/{m}/{y}", "{m}/{d}/{y}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "{y}-{m:02}-{d:02}", "{d}/{m}")
    written = draw(st.sampled_from(ways))
    return written.format(d=day, m=month, y=year)


def files_of(sample: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    return {name: (sample / name).read_bytes() for name in names if (sample / name).exists()}
