"""Rows of cells to aligned columns of plain text, and any text to characters that a terminal only shows."""

import unicodedata
from collections.abc import Iterable, Sequence

GAP = "  "
# They would turn the line around, or hide part of it, for the person who reads it.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def table(rows: Iterable[Sequence[str]], right: str = "") -> str:
    """Columns two spaces apart. `right` marks the columns set to the right: '..>' is the third of three."""
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = [max(width(cell) for cell in column) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        padded = [
            pad + cell if index < len(right) and right[index] == ">" else cell + pad
            for index, cell in enumerate(row)
            for pad in [" " * (widths[index] - width(cell))]
        ]
        lines.append(GAP.join(padded).rstrip())
    return "\n".join(lines)


def width(text: str) -> int:
    """How many columns a terminal gives the text."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def plain(text: str) -> str:
    """One line, every control character written as its number: a text cannot move the cursor or turn a line around."""
    return "".join(_shown(char) for char in " ".join(text.split()))


def _shown(char: str) -> str:
    if char in TURNING or unicodedata.category(char) in ("Cc", "Cs"):
        return f"\\u{ord(char):04x}"
    return char


def shortened(text: str, longest: int) -> str:
    """The text as one line, cut at a word with an ellipsis where it is longer."""
    line = plain(text)
    if width(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"
