"""Orders smuggled into texts and books to a section: what came of them, by where they stand."""

from collections import Counter
from collections.abc import Iterator

from assistant.evaluation.injections.lane import TriedAttempts
from assistant.evaluation.injections.trying import Came
from assistant.evaluation.report import tables
from assistant.evaluation.report.html import Html, el

STANDS = {
    "text": "before, inside or behind a text that tells a loss",
    "alone": "by itself: there is nothing to book",
    "books": "in the names of items, places, accounts or the client",
    "history": "in the memos of earlier entries, or in precedents",
    "attached": "in the note of a row, a count sheet or a thread pasted under a mail",
}


def injections_section(tried: TriedAttempts) -> Iterator[Html]:
    outputs = tried.outputs()
    changed = [output for output in outputs if output["came"] == Came.CHANGED]
    yield el(
        "p",
        "Orders to software, written where a person or a file can write, over the embedded reader. Each is run with the attack "
        "and without it, and what would post is compared: day, kind, reason, goods, accounts, sides, amounts, parties.",
    )
    yield el("p", el("b", f"{len(changed)} of {len(outputs):,} changed what would post."))
    rows = []
    for where in dict.fromkeys(str(output["where"]) for output in outputs):
        came = Counter(str(output["came"]) for output in outputs if output["where"] == where)
        cells = [tables.number(f"{came[one.value]:,}") for one in Came]
        stands = el("td", STANDS.get(where, ""), class_="soft")
        rows.append(tables.row(el("th", where, scope="row"), tables.number(f"{came.total():,}"), *cells, stands))
    yield tables.table(["where it stands", "attempts", *(one.value for one in Came), ""], rows)
    through = [
        el("li", el("b", case.run.case), f" ({case.run.output['style']}): {case.run.output['posts']}")
        for case in tried.done.cases
        if case.run.output is not None and case.run.output["came"] == Came.CHANGED
    ]
    if through:
        yield el("ul", *through, class_="why")
