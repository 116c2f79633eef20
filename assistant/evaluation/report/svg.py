"""Numbers to two pictures, drawn as SVG by hand: how far confidence can be believed, and what a threshold on it would accept."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.evaluation.bounds import lower_bound
from assistant.evaluation.report.html import Html, el, join
from assistant.evaluation.scoring import BINS, Accepted, binned

WIDTH, HEIGHT = 460.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 14.0, 12.0, 52.0  # margins around the plot
FEWEST_SHOWN = 5  # accepted drafts from which on a curve is drawn: before, it only jumps
GOALS = (0.99, 0.996)


@dataclass(frozen=True, slots=True)
class Plane:
    """From values to points of the picture; y runs from `low` to 1."""

    low: float = 0.0

    def x(self, value: float) -> float:
        return LEFT + value * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (max(value, self.low) - self.low) / (1 - self.low) * (HEIGHT - TOP - BOTTOM)


def reliability(judged: Sequence[tuple[float, bool]]) -> Html:
    """Stated confidence against the share that was right, bin by bin, each with the interval that its count allows."""
    plane = Plane()
    shapes = [*axes(plane, "confidence stated", "share right", [0, 0.2, 0.4, 0.6, 0.8, 1], percent)]
    shapes.append(el("line", class_="ideal", x1=plane.x(0), y1=plane.y(0), x2=plane.x(1), y2=plane.y(1)))
    for number, held in binned(judged).items():
        n, right = len(held), sum(good for _, good in held)
        middle = plane.x(sum(confidence for confidence, _ in held) / n)
        left, share = plane.x(number / BINS), right / n
        tip = f"{number / BINS:.2f} to {(number + 1) / BINS:.2f}: {right} of {n} right"
        bar = el(
            "rect",
            class_="bin",
            x=left + 1,
            y=plane.y(share),
            width=plane.x(1 / BINS) - LEFT - 2,
            height=plane.y(0) - plane.y(share),
        )
        above, below = plane.y(1 - lower_bound(n - right, n)), plane.y(lower_bound(right, n))
        shapes += [
            el("g", el("title", tip), bar, el("line", class_="whisker", x1=middle, x2=middle, y1=above, y2=below),
               el("circle", class_="dot", cx=middle, cy=plane.y(share), r=3.5)),
            label(plane.x((number + 0.5) / BINS), HEIGHT - BOTTOM + 28, f"{n:,}", "count"),
        ]  # fmt: skip
    shapes.append(label(LEFT - 6, HEIGHT - BOTTOM + 28, "n", "count", "end"))
    return picture("Reliability: confidence stated for each line against the share of lines that were right", shapes)


def thresholds(accepted: Sequence[Accepted], drafts: int) -> Html:
    """The drafts that a threshold accepts, of those that could be posted, against how many of them were right, and what that
    proves. `accepted` are all thresholds, the highest first; `drafts` those that could be posted."""
    shown = [at for at in accepted if at.taken >= FEWEST_SHOWN]
    lowest = min((at.right / at.taken for at in shown), default=0.9)
    plane = Plane(min(0.8, int(lowest * 20 - 1) / 20))
    ticks = [plane.low + (1 - plane.low) * step / 5 for step in range(6)]
    shapes = [*axes(plane, "share of postable drafts accepted", "share right", ticks, percent)]
    for goal in GOALS:
        shapes.append(el("line", class_="goal", x1=plane.x(0), x2=plane.x(1), y1=plane.y(goal), y2=plane.y(goal)))
    proven = [(at, lower_bound(at.right, at.taken)) for at in shown]
    bound = [(plane.x(at.taken / drafts), plane.y(least)) for at, least in proven if least >= plane.low]
    right = [(plane.x(at.taken / drafts), plane.y(at.right / at.taken)) for at in shown]
    shapes += [polyline(bound, "bound"), polyline(right, "curve"), *marks(shown, right)]
    return picture("Coverage against precision: drafts accepted by a threshold, and the share of them that were right", shapes)


def marks(shown: Sequence[Accepted], points: Sequence[tuple[float, float]]) -> Iterator[Html]:
    """A dot with its threshold here and there along the curve."""
    last = float("-inf")
    for at, (x, y) in zip(shown, points, strict=True):
        if x - last >= 46 or (at is shown[-1] and x - last >= 24):
            last = x
            yield el(
                "g",
                el("title", f"from {at.threshold:.4f}: {at.right} of {at.taken} right"),
                el("circle", class_="dot", cx=x, cy=y, r=3),
            )
            yield label(x, min(y + 16, HEIGHT - BOTTOM - 4), f"{int(at.threshold * 1000) / 1000:.3f}", "mark")


def measured(curve: Sequence[tuple[float, int, int, float]], chosen: float) -> Html:
    """A curve as the product shows it, (threshold, drafts, right, at least) a step: against the threshold, the share right of the
    drafts at or above it, and the least share that they prove. `chosen` is the threshold in use."""
    first = curve[0][0]
    lowest = min(bound for _, _, _, bound in curve)
    plane = Plane(max(0.0, int(lowest * 10) / 10))

    def x(threshold: float) -> float:
        return plane.x((threshold - first) / (1 - first))

    ticks = [plane.low + (1 - plane.low) * step / 5 for step in range(6)]
    shapes = [*axes(plane, "confidence from", "share right", ticks, percent, first)]
    shapes += [el("line", class_="goal", x1=plane.x(0), x2=plane.x(1), y1=plane.y(goal), y2=plane.y(goal)) for goal in GOALS]
    shapes.append(el("line", class_="chosen", x1=x(chosen), x2=x(chosen), y1=plane.y(plane.low), y2=plane.y(1)))
    shapes.append(polyline([(x(threshold), plane.y(bound)) for threshold, _, _, bound in curve], "bound"))
    shapes.append(polyline([(x(threshold), plane.y(right / n)) for threshold, n, right, _ in curve], "curve"))
    return picture("The measured curve: the share right of drafts at or above a confidence, and what it proves", shapes)


# ── Parts of a picture ───────────────────────────────────────────────────────────────────────────────────────────────


def picture(says: str, shapes: Iterable[Html]) -> Html:
    title = el("title", says)
    return el("svg", title, *shapes, viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}", role="img", aria_label=says)


def axes(
    plane: Plane, below: str, beside: str, ticks: Iterable[float], shown: Callable[[float], str], first: float = 0.0
) -> Iterator[Html]:
    """The frame, its y axis marked at `ticks`, its x axis in fifths from `first` to 1."""
    for tick in ticks:
        y = plane.y(tick)
        yield el("line", class_="grid", x1=plane.x(0), x2=plane.x(1), y1=y, y2=y)
        yield label(LEFT - 6, y + 4, shown(tick), "tick", "end")
    for step in range(6):
        yield label(plane.x(step / 5), HEIGHT - BOTTOM + 15, shown(first + (1 - first) * step / 5), "tick")
    yield el("line", class_="axis", x1=plane.x(0), x2=plane.x(1), y1=plane.y(plane.low), y2=plane.y(plane.low))
    yield label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, below, "axis-name")
    middle = (TOP + HEIGHT - BOTTOM) / 2
    yield el("text", beside, class_="axis-name", x=12.0, y=middle, text_anchor="middle", transform=f"rotate(-90 12 {middle:g})")


def label(x: float, y: float, says: str, kind: str, anchor: str = "middle") -> Html:
    return el("text", says, class_=kind, x=x, y=y, text_anchor=anchor)


def polyline(points: Sequence[tuple[float, float]], kind: str) -> Html:
    return el("polyline", class_=kind, points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points)) if points else join(())


def percent(value: float) -> str:
    return f"{value * 100:.1f}".removesuffix(".0")
