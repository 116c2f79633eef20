"""Faults tried to a section: how many were stopped before posting, by class and by what, and the clean drafts held back."""

from collections.abc import Iterator

from assistant.evaluation.faults.kept import TriedLane
from assistant.evaluation.faults.trying import CLASSES, Stopped
from assistant.evaluation.report import tables
from assistant.evaluation.report.html import Html, el
from assistant.evaluation.scored import RIGHT

HELD = [stopped for stopped in Stopped if stopped is not Stopped.NOT]


def faults_section(tried: TriedLane) -> Iterator[Html]:
    tally = tried.tally
    clean = sum(tally.clean.values())
    yield el(
        "p",
        "Readings of a language model, and entries made of them, altered in one place as models fail. A fault is stopped where "
        "its event ends in a question, a refusal or a problem, where the two readers disagree, or where its confidence is below "
        "the threshold for approval beforehand; a clean draft is held back where any of these meets an unaltered reading.",
    )
    yield el(
        "p",
        el("b", f"{tally.stopped:.2%} of {tally.faults:,} faults stopped before posting"),
        f" in {len(tally.by_class)} classes; {tally.held_back:.2%} of {clean:,} clean drafts held back.",
    )
    pools = [
        tables.row(
            el("th", pool, scope="row"),
            *map(
                tables.number,
                (f"{figures['cases']:,}", f"{figures['faults']:,}", f"{figures['stopped']}", f"{figures['held_back']}"),
            ),
        )
        for pool, figures in tried.figures().items()
    ]
    yield tables.table(["over", "cases", "faults", "share stopped", "share of clean drafts held back"], pools, narrow=True)
    yield el("h3", "By class")
    rows = [row(name, counts) for name, counts in tally.by_class.items()]
    rows.append(tables.row(el("th", "clean drafts held back", scope="row"), *cells(tally.clean), el("td")))
    yield tables.table(["class of faults", "tried", "stopped", "", *(held.value for held in HELD), ""], rows)
    through = [
        el("li", el("b", case), f" ({suite}) {told.removeprefix('wrong: ')}")
        for suite, cases in tried.states.items()
        for case, told in cases.items()
        if told != RIGHT
    ]
    if through:
        summary = f"Cases with a fault that got through, or a clean draft held back: {len(through)}"
        yield el("details", el("summary", summary), el("ul", *through))


def row(name: str, counts: dict[str, int]) -> Html:
    means = el("td", CLASSES[name], class_="soft")
    return tables.row(el("th", name.replace("_", " "), scope="row"), *cells(counts), means)


def cells(counts: dict[str, int]) -> Iterator[Html]:
    """How many were tried, how many of them stopped, the share as a bar, and by what."""
    tried = sum(counts.values())
    stopped = tried - counts.get(Stopped.NOT, 0)
    yield tables.number(f"{tried:,}")
    yield tables.number(f"{stopped:,}")
    yield el("td", tables.bar(stopped / tried) if tried else None)
    yield from (tables.number(f"{counts[held]:,}" if held in counts else "") for held in HELD)
