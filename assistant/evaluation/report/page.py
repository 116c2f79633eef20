"""Scored lanes to one HTML file that stands by itself: no script, nothing from a network, the same bytes for the same run."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.evaluation.baseline import CaseChange, Comparison
from assistant.evaluation.faults.kept import FAULTS, TriedLane
from assistant.evaluation.injections.lane import INJECTIONS, TriedAttempts
from assistant.evaluation.report import tables
from assistant.evaluation.report.cases import Books, FactsOf, anchor, slips, wrong_cases
from assistant.evaluation.report.faults import faults_section
from assistant.evaluation.report.html import Html, el, join, text
from assistant.evaluation.report.injections import injections_section
from assistant.evaluation.report.style import CSS
from assistant.evaluation.report.svg import measured, reliability, thresholds
from assistant.evaluation.scored import ScoredCase, ScoredLane
from assistant.evaluation.scoring import accepted_at
from assistant.stages.automatic import measured as known
from assistant.stages.fitted import AUTOMATIC_THRESHOLD, CURVES

# Nothing is fetched and nothing runs, whatever stands in the page.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def report(
    lanes: Sequence[ScoredLane],
    against: Comparison,
    facts_of: FactsOf,
    *,
    faults: TriedLane | None = None,
    attempts: TriedAttempts | None = None,
) -> str:
    """The whole page. `facts_of` gives a reading's facts as review pages show them; `faults` and `attempts` are None where none
    were tried."""
    books = Books()
    tried: list[Html | None] = [*faults_section(faults)] if faults is not None else []
    smuggled: list[Html | None] = [*injections_section(attempts)] if attempts is not None else []
    sections: list[tuple[str, str, list[Html | None]]] = [
        ("scores", "Scores", [tables.scores(lanes, against)]),
        ("confidence", "How far confidence can be believed", list(pictures(lanes))),
        ("groups", "By suite, books, outcome, reason and tag", list(groups(lanes))),
        *([("faults", "Faults", tried)] if tried else []),
        *([("injections", "Orders smuggled in", smuggled)] if smuggled else []),
        ("cost", "Time and tokens", [cost(lanes)]),
        *(
            (f"wrong-{lane.reader}", f"Wrong cases: {tables.reader_name(lane.reader)}", list(wrong(lane, books, facts_of)))
            for lane in lanes
        ),
    ]
    body = [
        el("h1", "Eval report"),
        el("p", subject(lanes), class_="soft"),
        verdict(against),
        el("nav", *(el("a", heading, href=f"#{name}") for name, heading, _ in sections)),
        *(el("section", el("h2", heading), *held, id=name) for name, heading, held in sections),
    ]
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("title", "writeoff: eval report"),
        el("style", Html(CSS)),
    )
    return f"<!DOCTYPE html>\n{el('html', head, el('body', join(body, chr(10))), lang='en')}\n"


def subject(lanes: Sequence[ScoredLane]) -> str:
    suites = list(dict.fromkeys(suite for lane in lanes for suite in lane.suites))
    told = " · ".join(f"{tables.reader_name(lane.reader)}: {len(lane.cases):,} cases" for lane in lanes)
    return f"Suites {', '.join(suites)}. {told}. Cases run offline against fresh books; nothing was sent anywhere."


def verdict(against: Comparison) -> Html:
    """What fell below the kept baseline, by name, or that nothing did."""
    parts = []
    for heading, changes in (
        ("Worse than the baseline", against.regressions),
        ("In the baseline, and not run", against.gone),
        ("Better than the baseline", against.improvements),
    ):
        if changes:
            parts += [
                el("p", el("b", f"{heading}: {len(changes)}")),
                el("ul", *(el("li", case_link(change)) for change in changes)),
            ]
    if against.fallen:
        parts += [el("p", el("b", "Scores that fell")), el("ul", *(el("li", change.says()) for change in against.fallen))]
    if against.new:
        wrong_new = sum(change.now != "right" for change in against.new)
        parts.append(el("p", f"Not in the baseline: {len(against.new):,} cases, {wrong_new:,} of them wrong."))
    told = "Nothing fell below the kept baseline." if against.holds else "This run is below the kept baseline."
    return el("div", el("p", el("b", told)), *parts, class_="verdict" if against.holds else "verdict fell")


def case_link(change: CaseChange) -> Html:
    """The change, its case a link where the page shows it: a text that is wrong."""
    if change.reader in (FAULTS, INJECTIONS) or not change.now.startswith("wrong"):
        return text(change.says())
    return join((el("a", change.case, href=f"#{anchor(change.reader, change.case)}"), change.says().removeprefix(change.case)))


def pictures(lanes: Sequence[ScoredLane]) -> Iterator[Html]:
    """For each reader and pool both pictures, and the thresholds in figures."""
    yield el(
        "p",
        "Left: of the lines stated at a confidence, the share that was right; on the dashed line, confidence is true. The "
        "strokes are what so few lines leave open (90 %). Right: drafts taken in the order of their confidence, from the surest "
        "on: the share right of those taken so far, the least share that this proves (dashed), and the goals of 99 and 99.6 % "
        "(dotted). The figures along the curve are the confidence reached there.",
    )
    for lane in lanes:
        for pool, cases in lane.pools.items():
            name = f"{tables.reader_name(lane.reader)} over {pool}"
            judged = [pair for case in cases for pair in case.score.judged]
            accepted = accepted_at(case.score for case in cases)
            if not judged:
                continue
            yield el("h3", name)
            yield el(
                "div",
                el("figure", el("figcaption", f"{len(judged):,} lines of postable drafts"), reliability(judged)),
                el(
                    "figure",
                    el("figcaption", f"{accepted[-1].taken:,} postable drafts"),
                    thresholds(accepted, accepted[-1].taken),
                ),
                class_="pictures",
            )
            yield el("details", el("summary", "In figures"), tables.threshold_table(cases))
    yield from product_curves(lane.reader for lane in lanes)


def product_curves(readers: Iterable[str]) -> Iterator[Html]:
    """What the product itself says of its confidence, where a policy would approve beforehand: measured when it was fitted."""
    shown = [reader for reader in readers if CURVES.get(reader)]
    if not shown:
        return
    yield el("h3", "The curve that the product shows")
    yield el(
        "p",
        "Drafts of books that the confidence was not fitted on: of those at or above a confidence, the share that was right, and "
        "the least share that this proves (dashed). The upright line is the threshold for approval beforehand.",
    )
    above = Decimal(str(AUTOMATIC_THRESHOLD))
    figures = [
        el("figure", el("figcaption", known(reader, above).says()), measured(CURVES[reader], AUTOMATIC_THRESHOLD))
        for reader in shown
    ]
    yield el("div", *figures, class_="pictures")


def groups(lanes: Sequence[ScoredLane]) -> Iterator[Html]:
    yield el("p", "Right: the outcome is the expected one, and the entry exact where there is to be one.")
    yield el(
        "div",
        tables.by(lanes, "suite", lambda case: [case.suite]),
        tables.by(lanes, "outcome wanted", lambda case: [case.score.expected.outcome]),
        tables.by(lanes, "kind and reason wanted", kinds_wanted),
        tables.by(lanes, "books", lambda case: [f"{case.suite}: {case.score.expected.case.client}"]),
        tables.by(lanes, "tag", lambda case: case.score.expected.tags),
        class_="columns",
    )


def kinds_wanted(case: ScoredCase) -> list[str]:
    return sorted({f"{entry.kind} {entry.reason}" for entry in case.score.expected.entries})


def cost(lanes: Sequence[ScoredLane]) -> Html:
    """What the recorded answers took when they were recorded, as their endpoint counted it."""
    rows = []
    for lane in lanes:
        took = sorted(case.done.milliseconds for case in lane.cases if case.done.milliseconds is not None)
        used = [case.done.run.proposal.usage for case in lane.cases if case.done.run.proposal is not None]
        calls, prompt = sum(each.calls for each in used), sum(each.prompt_tokens for each in used)
        if not calls:
            continue
        completion, texts = sum(each.completion_tokens for each in used), sum(bool(each.calls) for each in used)
        cells = (
            f"{texts:,}", f"{calls:,}", f"{sum(each.calls > 1 for each in used):,}", f"{prompt:,}", f"{completion:,}",
            f"{(prompt + completion) / texts:,.0f}", seconds(took, 0.5), seconds(took, 0.95),
        )  # fmt: skip
        rows.append(tables.row(el("th", tables.reader_name(lane.reader), scope="row"), *map(tables.number, cells)))
    if not rows:
        return el(
            "p",
            "No language model was asked: the rules run here, and cost no tokens. How fast they are is measured by make bench.",
        )
    headings = (
        "",
        "texts",
        "calls",
        "asked again",
        "tokens sent",
        "tokens answered",
        "a text",
        "half within, s",
        "95 % within, s",
    )
    note = (
        "As recorded with the answers, and not measured by this run. Where answers were written offline, the time is that of "
        "handing them over, and tokens are estimates: evals/recordings/README.md."
    )
    return join((tables.table(headings, rows), el("p", note, class_="soft")))


def seconds(took: Sequence[int], share: float) -> str:
    return f"{took[min(int(share * len(took)), len(took) - 1)] / 1000:.2f}" if took else "–"


def wrong(lane: ScoredLane, books: Books, facts_of: FactsOf) -> Iterator[Html | None]:
    cases = [case for case in lane.cases if not case.score.good or case.score.harm]
    if lane.unplayed:
        yield el("ul", *(el("li", says) for says in lane.unplayed), class_="why")
    harmful = sum(case.score.harm for case in cases)
    yield el(
        "p", f"{len(cases):,} of {len(lane.cases):,} cases, {harmful:,} of which would post a wrong entry if approved unread."
    )
    yield wrong_cases(lane, books, facts_of)
    yield slips(lane)
