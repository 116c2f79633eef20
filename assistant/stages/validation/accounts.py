"""Whether every line's account may take it: known, active, no heading, and of a type that may stand there."""

from collections.abc import Iterable
from datetime import date

from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, MappedLine
from assistant.books.finding import Finding, Problem
from assistant.stages.mapping.pick import Rule
from assistant.stages.mapping.standing import unusable_because

CHOSEN = frozenset({Rule.PERSON, Rule.NAMED, Rule.NAMED_ABOUT, Rule.POLICY})  # may use the types that only a person may


def accounts_must_be_usable(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """What the records fix keeps its type, as a reversal must; it still may not be inactive or a heading."""
    told = {finding.says for finding in mapped.findings}
    for line in mapped.lines:
        says = _unusable(line, books)
        if says and says not in told:
            yield Finding(Problem.ACCOUNT_UNUSABLE, says, "Choose another account for the line, or make this one usable.")


def _unusable(line: MappedLine, books: ClientBooks) -> str:
    account = books.chart.get(line.account)
    if account is None:
        return f"The chart has no account {line.account}."
    if line.chosen_by == Rule.RECORDS:
        return "" if account.usable else unusable_because(account, line.role)
    return unusable_because(account, line.role, named=line.chosen_by in CHOSEN)
