"""Scores to tables: the pools against the baseline, what thresholds accept, and the cases by what they have in common."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from assistant.evaluation.baseline import Comparison, ScoreChange
from assistant.evaluation.bounds import lower_bound
from assistant.evaluation.report.html import Child, Html, el, join
from assistant.evaluation.scored import ScoredCase, ScoredLane, grouped
from assistant.evaluation.scoring import accepted_at

SCORES = (  # by their names in evals/score.py, with what a reader calls them and what they mean
    ("outcome", "outcome", "texts that end as they should: a draft, one that may not post, a question, no entry"),
    ("exact", "exact", "entries with every day, side, amount, account, item and quantity right"),
    ("harm", "harm", "texts whose draft looks ready to approve and is not exact: the fewer the better"),
    ("kind", "kind", "write-off, write-down, count, allowance or reversal, as it should be"),
    ("reason", "reason", "damaged, expired, lost and so on, as it should be"),
    ("warning", "warning", "every warning given that is due"),
    ("account", "account", "lines in an account that a careful accountant would accept"),
    ("best_account", "best account", "lines in the account that fits best"),
    ("ece", "calibration error", "how far stated confidence is from what came true (ECE): the less the better"),
    ("brier", "Brier score", "the same, line by line: the less the better"),
    ("coverage@99", "coverage at 99 %", "drafts that confidence alone could accept with 99 in 100 of them exact"),
    ("coverage@99.6", "coverage at 99.6 %", "the same with 996 in 1,000"),
)
THRESHOLDS = (0.99, 0.98, 0.97, 0.96, 0.95, 0.9, 0.85, 0.8, 0.7, 0.5, 0.0)
READER_NAMES = {
    "rules": "Rules",
    "model": "Model",
    "both": "Model and rules",
    "proposals": "Proposals written by hand",
    "auto": "Reader in use",
}


def reader_name(reader: str) -> str:
    return READER_NAMES.get(reader, reader)


def scores(lanes: Sequence[ScoredLane], against: Comparison) -> Html:
    """A column for each reader and pool, each figure with how far it is from the baseline's."""
    changes = {(change.reader, change.pool, change.name): change for change in against.scores}
    columns = [(lane.reader, pool, pooled) for lane in lanes for pool, pooled in lane.scores().items()]
    figures = {(reader, pool): pooled.figures() for reader, pool, pooled in columns}
    rows = [row(el("th", "cases", scope="row"), *(number(f"{pooled.cases:,}") for _, _, pooled in columns), el("td"))]
    for name, says, means in SCORES:
        cells = [score(figures[reader, pool].get(name), changes.get((reader, pool, name))) for reader, pool, _ in columns]
        rows.append(row(el("th", says, scope="row"), *cells, el("td", means, class_="soft")))
    proven = [number(f"{pooled.shares['exact'].lower:.3f}") for _, _, pooled in columns]
    means = "what so few cases prove: the true share of exact entries is at least this (95 %, Clopper and Pearson)"
    rows.insert(3, row(el("th", "exact, at least", scope="row"), *proven, el("td", means, class_="soft")))
    return table(["", *(f"{reader_name(reader)}, {pool}" for reader, pool, _ in columns), ""], rows)


def score(value: float | int | None, change: ScoreChange | None) -> Html:
    told: list[Child] = ["–" if value is None else f"{value:.3f}"]
    if change is not None and f"{change.now or 0:.3f}" != f"{change.before or 0:.3f}":
        better = change.gain > 0
        rose = (change.now or 0) > (change.before or 0)
        arrow, kind = "▲" if rose else "▼", "up" if better else "down"
        told.append(el("span", f"{arrow} from {change.before or 0:.3f}", class_=f"change {kind}"))
    return el("td", *told, class_="n")


def threshold_table(cases: Iterable[ScoredCase]) -> Html:
    """How many postable drafts each threshold accepts, how many of them are right, and the share that this proves."""
    found = accepted_at(case.score for case in cases)
    rows: list[tuple[int, Html]] = []
    for threshold in THRESHOLDS:
        reached = [at for at in found if at.threshold >= threshold]
        if reached and (not rows or rows[-1][0] != reached[-1].taken):
            at = reached[-1]
            cells = (
                f"{threshold:.2f}",
                f"{at.taken:,}",
                f"{at.right:,}",
                share(at.right, at.taken),
                f"{lower_bound(at.right, at.taken):.3f}",
            )
            rows.append((at.taken, row(*map(number, cells))))
    headings = ["confidence from", "drafts", "right", "share right", "at least"]
    return table(headings, [html for _, html in rows], narrow=True)


def by(lanes: Sequence[ScoredLane], heading: str, names: Callable[[ScoredCase], Iterable[str]]) -> Html:
    """The cases of each reader under each name that they go by: how many there are, and the share that is right."""
    held = [grouped(lane.cases, names) for lane in lanes]
    every = sorted({name for groups in held for name in groups})
    rows = [row(el("th", name, scope="row"), *(cell for groups in held for cell in good(groups, name))) for name in every]
    headings = [heading, *(text for lane in lanes for text in ("cases", reader_name(lane.reader), ""))]
    return table(headings, rows)


def good(groups: Mapping[str, tuple[ScoredCase, ...]], name: str) -> Iterator[Html]:
    cases = groups.get(name, ())
    right = sum(case.score.good for case in cases)
    yield number(f"{len(cases):,}" if cases else "–")
    yield number(share(right, len(cases)))
    yield el("td", bar(right / len(cases)) if cases else None)


def share(right: int, n: int) -> str:
    return f"{right / n:.3f}" if n else "–"


def bar(value: float) -> Html:
    return el("span", el("i", style=f"width:{value * 100:.0f}%"), class_="bar")


def number(says: str) -> Html:
    return el("td", says, class_="n")


def row(*cells: Html) -> Html:
    return el("tr", *cells)


def table(headings: Sequence[str], rows: Sequence[Html], *, narrow: bool = False) -> Html:
    """A table that scrolls by itself where it is too wide; `narrow` is as wide as its figures. Columns of figures are headed on
    their right."""
    figures = [narrow or (bool(says) and index > 0) for index, says in enumerate(headings)]
    head = [el("th", says, class_="n" if right else None, scope="col") for says, right in zip(headings, figures, strict=True)]
    return el(
        "div", el("table", el("thead", row(*head)), el("tbody", join(rows)), class_="narrow" if narrow else None), class_="wide"
    )
