"""Figures to the geometry of a chart: what a template draws as SVG, beside the table of the same figures.

Lengths across are percents of the drawing's width, so that a chart fits a telephone and a sheet of paper alike, and its words
keep their size; lengths down are pixels. Nothing here is markup: labels are escaped where they are drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import accumulate

ROW, BAR, LABEL = 44, 16, 18  # pixels: a row of bars, a bar, the line of words above it
PLOT, FOOT = 180, 22  # pixels: the room of columns, and of what stands beneath them
NARROWEST = Decimal("0.4")  # percent: what is there at all can be seen
TICKS = 4
FEWEST_PERCENT = Decimal(6)  # a label beneath a column needs so much room on a telephone
WIDEST_PERCENT = Decimal(12)  # a column, however few there are


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the words it is shown by."""

    label: str
    number: Decimal
    told: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure's rectangle, from `x` on. `tone` names how it is painted: 'more', 'less' than none, or a part's own."""

    label: str
    told: str
    x: Decimal
    y: int
    width: Decimal
    height: int
    tone: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across columns at `y` pixels, or a mark at `x` percent."""

    told: str
    at: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """`zero` is where nothing is: percent across for rows, pixels down for columns."""

    bars: tuple[Bar, ...]
    height: int
    zero: Decimal
    ticks: tuple[Tick, ...] = ()


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def rows_chart(figures: Sequence[Figure]) -> Chart:
    """A bar a figure, one under the other, each below its words. What is less than none goes to the left of zero."""
    low = min((figure.number for figure in figures), default=Decimal(0))
    high = max((figure.number for figure in figures), default=Decimal(0))
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    span = (high - low) or Decimal(1)
    zero = _percent(-low, span)
    bars = tuple(
        Bar(
            figure.label,
            figure.told,
            x=zero if figure.number >= 0 else max(zero - _shown(figure.number, span), Decimal(0)),
            y=place * ROW + LABEL,
            width=_shown(figure.number, span),
            height=BAR,
            tone="more" if figure.number >= 0 else "less",
        )
        for place, figure in enumerate(figures)
    )
    return Chart(bars, max(len(figures) * ROW, ROW), zero)


def _shown(number: Decimal, span: Decimal) -> Decimal:
    return max(_percent(abs(number), span), NARROWEST) if number else Decimal(0)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole * 100).quantize(Decimal("0.01"))


# ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def columns_chart(figures: Sequence[Figure]) -> Chart:
    """A column a figure, side by side, with lines at round numbers. A label that would have no room is left empty."""
    numbers = [figure.number for figure in figures] or [Decimal(0)]
    step = round_step(max(Decimal(0), *numbers) - min(Decimal(0), *numbers))
    top, bottom = _ceiling(max(Decimal(0), *numbers), step), _ceiling(max(Decimal(0), *(-number for number in numbers)), step)
    span = (top + bottom) or Decimal(1)
    zero = Decimal(PLOT) * top / span

    def down(number: Decimal) -> Decimal:
        return (Decimal(PLOT) * (top - number) / span).quantize(Decimal(1))

    width = min(Decimal(100) / max(len(figures), 1), WIDEST_PERCENT)
    every = max(1, -(-len(figures) // int(100 / FEWEST_PERCENT)))
    bars = tuple(
        Bar(
            figure.label if place % every == 0 else "",
            figure.told,
            x=(width * place + width / 8).quantize(Decimal("0.01")),
            y=int(min(down(figure.number), down(Decimal(0)))),
            width=(width * 3 / 4).quantize(Decimal("0.01")),
            height=max(int(abs(down(figure.number) - down(Decimal(0)))), 1 if figure.number else 0),
            tone="more" if figure.number >= 0 else "less",
        )
        for place, figure in enumerate(figures)
    )
    lines = int(span / step) if step else 0
    ticks = tuple(Tick(f"{number:,f}", down(number)) for number in (top - step * n for n in range(lines + 1)))
    return Chart(bars, PLOT + FOOT, zero.quantize(Decimal(1)), ticks)


def round_step(span: Decimal) -> Decimal:
    """A step of 1, 2 or 5 with any number of noughts that parts the span into at most TICKS; 0 for a span of nothing."""
    if span <= 0:
        return Decimal(0)
    unit = Decimal(10) ** (span.adjusted() - 1)
    return next(unit * many for many in (1, 2, 5, 10, 20, 50, 100) if span <= unit * many * TICKS).normalize() + 0


def _ceiling(number: Decimal, step: Decimal) -> Decimal:
    return (number / step).to_integral_value(ROUND_CEILING) * step if step else Decimal(0)


# ── Shares ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Shared:
    """A row of parts that make a whole, in their order; `mark` (0 to 1) is where they were said to part, None where nobody
    said."""

    label: str
    told: str
    parts: tuple[tuple[str, int], ...]  # each part's tone, and how many
    mark: float | None = None


def shares_chart(rows: Sequence[Shared]) -> Chart:
    """Each row as one bar of 100 percent, and a mark. A row of none has no bar."""
    bars: list[Bar] = []
    marks: list[Tick] = []
    for place, row in enumerate(rows):
        whole = sum(many for _, many in row.parts)
        starts = (0, *accumulate(many for _, many in row.parts))
        for (tone, many), start in zip(row.parts, starts, strict=False):
            if many:
                x, width = _percent(Decimal(start), Decimal(whole)), _percent(Decimal(many), Decimal(whole))
                label = f"{row.label}: {row.told}"
                bars.append(Bar(label, f"{tone}: {many} of {whole}", x, place * ROW + LABEL, width, BAR, tone))
        if row.mark is not None and whole:
            marks.append(Tick(str(place * ROW + LABEL), Decimal(f"{row.mark * 100:.2f}")))
    return Chart(tuple(bars), max(len(rows) * ROW, ROW), Decimal(0), tuple(marks))
