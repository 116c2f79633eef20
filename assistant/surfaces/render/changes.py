"""Two versions of a draft to what a person would see differently, of the summaries that the trail keeps (drafting.summary)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.books.accounts import Chart

Summary = Mapping[str, Any]
NONE = "nothing"


def changes(before: Summary, after: Summary, chart: Chart) -> tuple[str, ...]:
    """'date 2026-10-02 to 2026-10-05', 'line 1 Dr 5050 Damage 49.80 to …'; empty where they are alike."""
    return tuple(_changes(before, after, chart))


def _changes(before: Summary, after: Summary, chart: Chart) -> Iterator[str]:
    for name in ("date", "kind", "reason", "question"):
        was, now = before.get(name), after.get(name)
        if was != now:
            yield f"{name} {_plain(was)} to {_plain(now)}"
    yield from _of_pairs(dict(_goods(before)), dict(_goods(after)))
    yield from _of_pairs(dict(_lines(before, chart)), dict(_lines(after, chart)))
    found, found_now = (dict.fromkeys(summary.get("findings") or ()) for summary in (before, after))
    if new := [code for code in found_now if code not in found]:
        yield f"found now: {_listed(new)}"
    if gone := [code for code in found if code not in found_now]:
        yield f"no more: {_listed(gone)}"
    if before.get("plan") != after.get("plan"):
        yield "what QuickBooks is sent of it"


def _of_pairs(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield f"{name} {was.get(name, NONE)} to {now.get(name, NONE)}"


def _goods(summary: Summary) -> Iterator[tuple[str, str]]:
    """'MUG-01 at Store' and its units, as they leave (negative) or come."""
    for item, place, units in summary.get("goods") or ():
        yield (f"{item} at {place}" if place else str(item)), str(units)


def _lines(summary: Summary, chart: Chart) -> Iterator[tuple[str, str]]:
    for n, (side, account, amount, *_) in enumerate(summary.get("lines") or (), 1):
        known = chart.get(account)
        yield f"line {n}", f"{side} {known.label if known is not None else account} {amount}"


def _plain(value: object) -> str:
    return str(value).replace("_", " ") if value else NONE


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(code.replace("_", " ") for code in codes)
