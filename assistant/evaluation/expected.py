"""What the cases of a suite expect, which the runner is not told: evals/FORMAT.md, 'A case'."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.errors import BadFile
from assistant.evaluation.suite import Case, case_of, read_lines

OUTCOMES = ("draft", "blocked", "ask", "decline")
UNJUDGED = frozenset({"over_recovery", "write_up", "nothing_to_write_down"})  # what these would post is nobody's rule


@dataclass(frozen=True, slots=True)
class WantedLine:
    """`accounts` are all that a careful accountant would accept, the best first."""

    side: str
    accounts: tuple[str, ...]
    amount: Decimal


@dataclass(frozen=True, slots=True)
class WantedItem:
    """`quantity` is signed down: units found or brought back are negative."""

    sku: str
    quantity: Decimal
    location: str = ""


@dataclass(frozen=True, slots=True)
class WantedEntry:
    entry_date: str
    kind: str
    reason: str
    lines: tuple[WantedLine, ...]
    items: tuple[WantedItem, ...] = ()
    reverses: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What one case expects. `asks` are names any of which will do, as are `problems`; every one of `warnings` must be there."""

    case: Case
    outcome: str
    entries: tuple[WantedEntry, ...] = ()
    problems: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def judges_entries(self) -> bool:
        """Whether what is booked is compared at all."""
        return bool(self.entries) and self.outcome in ("draft", "blocked") and not UNJUDGED & set(self.problems)


def read_expected(suite: Path) -> tuple[Expected, ...]:
    """What each case of the suite expects, in the order of its file. BadFile, naming each line, for what does not say it."""
    found, faults = [], []
    for at, told in read_lines(suite / "cases.jsonl"):
        try:
            found.append(expected_of(told))
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            faults.append(f"{at}: {type(error).__name__} {error}")
    if faults:
        raise BadFile(f"{suite} has cases that do not say what they expect.", "See evals/FORMAT.md.", faults=tuple(faults))
    return tuple(found)


def expected_of(told: Mapping[str, Any]) -> Expected:
    want: Mapping[str, Any] = told["expect"]
    if want["outcome"] not in OUTCOMES:
        raise ValueError(f"{want['outcome']!r} is no outcome")
    return Expected(
        case=case_of(told),
        outcome=str(want["outcome"]),
        entries=tuple(_entry(entry) for entry in want.get("entries") or ()),
        problems=_texts(want.get("problems")),
        asks=_texts(want.get("asks")),
        warnings=_texts(want.get("warnings")),
        tags=_texts(told.get("tags")),
    )


def _entry(told: Mapping[str, Any]) -> WantedEntry:
    return WantedEntry(
        entry_date=str(told["date"]),
        kind=str(told["kind"]),
        reason=str(told["reason"]),
        lines=tuple(WantedLine(str(line["side"]), _texts(line["accounts"]), Decimal(line["amount"])) for line in told["lines"]),
        items=tuple(
            WantedItem(str(item["sku"]), Decimal(item["quantity"]), str(item.get("location") or ""))
            for item in told.get("items") or ()
        ),
        reverses=str(told.get("reverses") or ""),
    )


def _texts(told: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in told or ())
