"""Mapped entry to findings: what the walk found, and what every check of the books finds; problems first."""

from collections.abc import Callable, Iterable
from datetime import date

from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry
from assistant.books.finding import Finding
from assistant.stages.validation.accounts import accounts_must_be_usable
from assistant.stages.validation.currencies import amounts_must_be_in_the_clients_currency
from assistant.stages.validation.dates import date_must_not_be_ahead, period_must_be_open
from assistant.stages.validation.lines import (
    amount_must_be_as_stated,
    inventory_must_follow_the_goods,
    lines_must_be_as_valued,
)
from assistant.stages.validation.naming import day_must_be_said, goods_must_be_named
from assistant.stages.validation.stock import (
    allowance_must_cover,
    amount_must_be_in_the_account,
    debits_must_equal_credits,
    units_must_be_there,
)
from assistant.stages.validation.tracing import numbers_must_be_in_the_text
from assistant.stages.validation.wrong_base import amount_should_be_at_cost

Check = Callable[[MappedEntry, ClientBooks, date, str], Iterable[Finding]]

# accounting-rules.md, 'What may not post'. What valuation and mapping found already (over_recovery, write_up, ...) is carried.
CHECKS: tuple[Check, ...] = (
    debits_must_equal_credits,
    lines_must_be_as_valued,
    inventory_must_follow_the_goods,
    amount_must_be_as_stated,
    units_must_be_there,
    amount_must_be_in_the_account,
    allowance_must_cover,
    period_must_be_open,
    date_must_not_be_ahead,
    accounts_must_be_usable,
    numbers_must_be_in_the_text,
    goods_must_be_named,
    day_must_be_said,
    amounts_must_be_in_the_clients_currency,
    amount_should_be_at_cost,
)


def validate(mapped: MappedEntry, books: ClientBooks, *, today: date, text: str) -> tuple[Finding, ...]:
    """All findings of the entry, each once. `text` is what its numbers may be traced to: as typed, and as people answered."""
    carried = (*mapped.valued.resolved.findings, *mapped.valued.findings, *mapped.findings)
    checked = (finding for check in CHECKS for finding in check(mapped, books, today, text))
    found = dict.fromkeys((*carried, *checked))
    return tuple(sorted(found, key=lambda finding: not finding.blocks))
