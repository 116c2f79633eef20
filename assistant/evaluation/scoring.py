"""Outputs against what their cases expect: the scores of evals/FORMAT.md, case by case and pooled.

The same figures as evals/score.py, which is kept as it came; a test runs both over the same outputs.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar

from assistant.evaluation.bounds import lower_bound
from assistant.evaluation.expected import Expected, WantedEntry

BINS = 15  # of the calibration error
Output = Mapping[str, Any]  # one line of an outputs file, as evaluation/output.py makes it
Booked = tuple[str, str, str]  # date, account, side
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CaseScore:
    """One case: which scores it got right (a score that does not apply is not in `right`), and whether it would do harm.

    `judged` are the lines of a postable draft as (confidence, right); `firsts` says of each whether it is in the account that
    comes first. `confidence` is the draft's, None where nothing could be posted.
    """

    expected: Expected
    answered: bool
    right: Mapping[str, bool]
    harm: bool
    confidence: float | None = None
    judged: tuple[tuple[float, bool], ...] = ()
    firsts: tuple[bool, ...] = ()

    @property
    def good(self) -> bool:
        """The outcome is the expected one, and what is booked is exact where that is judged."""
        return self.right["outcome"] and self.right.get("exact", True)

    @property
    def accepted(self) -> bool:
        """Whether a person who approved the draft would have been right to."""
        return self.expected.outcome == "draft" and self.right.get("exact", False)


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `n`."""

    right: int
    n: int

    @property
    def value(self) -> float | None:
        return self.right / self.n if self.n else None

    @property
    def lower(self) -> float:
        """What this share proves at the level of 95 %."""
        return lower_bound(self.right, self.n)


@dataclass(frozen=True, slots=True)
class Scores:
    """Pooled over cases. `shares` by score: outcome, exact, reason, kind, harm, warning of cases; account, best_account of lines.

    Calibration (`ece`, `brier`) is None where no draft could be posted, coverage where none was wanted.
    """

    cases: int
    answered: int
    shares: Mapping[str, Share] = field(default_factory=dict)
    ece: float | None = None
    brier: float | None = None
    coverage99: float | None = None
    coverage996: float | None = None

    def figures(self) -> dict[str, float | int | None]:
        """Every figure that evals/score.py prints, by its name there and rounded as there."""
        told: dict[str, float | int | None] = {"cases": self.cases, "answered": self.answered}
        of_cases = ("outcome", "exact", "reason", "kind", "harm", "warning")
        told |= {name: rounded(self.shares[name].value) for name in of_cases if self.shares[name].n}
        return told | {
            "exact_lower_95": rounded(self.shares["exact"].lower),
            "account": rounded(self.shares["account"].value),
            "best_account": rounded(self.shares["best_account"].value),
            "ece": rounded(self.ece),
            "brier": rounded(self.brier),
            "coverage@99.6": rounded(self.coverage996),
            "coverage@99": rounded(self.coverage99),
            "harmful_cases": self.shares["harm"].right,
        }


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


# ── One case ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def score(expected: Expected, output: Output | None) -> CaseScore:
    """What is right about one output; None is a case that went unanswered, and wrong."""
    out: Output = output or {"outcome": "missing"}
    entries: Sequence[Output] = out.get("entries") or ()
    right = {"outcome": outcome_right(expected, out)}
    if expected.judges_entries:
        right["exact"] = exact(expected.entries, entries)
        right["reason"] = same(expected.entries, entries, "reason")
        right["kind"] = same(expected.entries, entries, "kind")
    if expected.warnings:
        right["warning"] = set(expected.warnings) <= set(out.get("warnings") or ())
    if out["outcome"] != "draft":
        return CaseScore(expected, output is not None, right, harm=False)
    wanted = expected.outcome == "draft"
    judged = tuple(judged_lines(expected, entries))
    best = {(entry.entry_date, line.accounts[0], line.side) for entry in expected.entries for line in entry.lines}
    firsts = tuple(booked(entry, line) in best for entry in entries for line in entry["lines"]) if wanted else ()
    harm = not (wanted and right.get("exact", False))
    return CaseScore(expected, True, right, harm, float(out.get("confidence") or 0), judged, firsts)


def outcome_right(expected: Expected, out: Output) -> bool:
    """The outcome is the same, and for a question or a problem one of those that would do."""
    named = {"ask": ("asks", expected.asks), "blocked": ("problems", expected.problems)}
    if out["outcome"] != expected.outcome:
        return False
    if expected.outcome not in named:
        return True
    name, accepted = named[expected.outcome]
    return bool(set(out.get(name) or ()) & set(accepted))


def exact(wanted: Sequence[WantedEntry], got: Sequence[Output]) -> bool:
    return (
        bool(got)
        and {entry.reverses for entry in wanted} == {str(entry.get("reverses") or "") for entry in got}
        and wanted_units(wanted) == booked_units(got)
        and wanted_places(wanted) <= booked_places(got)
        and lines_match(wanted, got)
    )


def same(wanted: Sequence[WantedEntry], got: Sequence[Output], name: str) -> bool:
    return {str(getattr(entry, name)) for entry in wanted} == {str(entry.get(name)) for entry in got}


def wanted_units(wanted: Iterable[WantedEntry]) -> dict[str, Decimal]:
    return summed((item.sku, item.quantity) for entry in wanted for item in entry.items)


def booked_units(got: Iterable[Output]) -> dict[str, Decimal]:
    return summed((item["sku"], Decimal(str(item["quantity"]))) for entry in got for item in entry.get("items") or ())


def wanted_places(wanted: Iterable[WantedEntry]) -> set[tuple[str, str]]:
    return {(item.sku, item.location) for entry in wanted for item in entry.items if item.location}


def booked_places(got: Iterable[Output]) -> set[tuple[str, str]]:
    return {(item["sku"], item["location"]) for entry in got for item in entry.get("items") or () if item.get("location")}


def booked(entry: Output, line: Output) -> Booked:
    return entry["date"], line["account"], line["side"]


def summed(amounts: Iterable[tuple[Key, Decimal]]) -> dict[Key, Decimal]:
    """Each key's amounts added up, without those that come to nothing."""
    sums: dict[Key, Decimal] = {}
    for key, amount in amounts:
        sums[key] = sums.get(key, Decimal(0)) + amount
    return {key: amount for key, amount in sums.items() if amount}


# ── Lines: how entries are grouped never matters ─────────────────────────────────────────────────────────────────────


def lines_match(wanted: Sequence[WantedEntry], got: Sequence[Output]) -> bool:
    """Every sum wanted is met by acceptable accounts of its date and side, and nothing is left over."""
    left = summed((booked(entry, line), Decimal(str(line["amount"]))) for entry in got for line in entry["lines"])
    sums = summed(((entry.entry_date, line.accounts, line.side), line.amount) for entry in wanted for line in entry.lines)
    return covered(sorted(sums.items(), key=lambda one: len(one[0][1])), left)


def covered(sums: Sequence[tuple[tuple[str, tuple[str, ...], str], Decimal]], left: Mapping[Booked, Decimal]) -> bool:
    """Whether some way to meet the sums one after the other uses up all that is left."""
    if not sums:
        return not any(left.values())
    (entry_date, accounts, side), amount = sums[0]
    keys = [(entry_date, account, side) for account in accounts]
    return any(covered(sums[1:], rest) for rest in ways(keys, amount, left))


def ways(keys: Sequence[Booked], amount: Decimal, left: Mapping[Booked, Decimal]) -> Iterator[Mapping[Booked, Decimal]]:
    """What is left after an amount is met by one of the accounts, or by several of them, in their order."""
    for key in keys:
        if left.get(key, Decimal(0)) >= amount:
            yield {**left, key: left[key] - amount}
    rest, several = amount, dict(left)
    for key in keys:
        use = min(several.get(key, Decimal(0)), rest)
        if use > 0:
            several[key] -= use
            rest -= use
    if not rest:
        yield several


def judged_lines(expected: Expected, got: Sequence[Output]) -> Iterator[tuple[float, bool]]:
    """Each line of a postable draft: its confidence, and whether its account is acceptable for at least its amount."""
    acceptable: defaultdict[Booked, Decimal] = defaultdict(Decimal)
    for wanted in expected.entries:
        for line in wanted.lines:
            for account in line.accounts:
                acceptable[wanted.entry_date, account, line.side] += line.amount
    for entry in got:
        for line in entry["lines"]:
            enough = Decimal(str(line["amount"])) <= acceptable.get(booked(entry, line), Decimal(0))
            yield float(line.get("confidence") or 0), expected.outcome == "draft" and enough


# ── Pooled ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def pooled(scored: Sequence[CaseScore]) -> Scores:
    """The scores over these cases, in any number of suites."""
    judged = [pair for case in scored for pair in case.judged]
    firsts = [first for case in scored for first in case.firsts]
    shares = {name: share(case.right.get(name) for case in scored) for name in ("outcome", "exact", "reason", "kind", "warning")}
    shares["harm"] = share(case.harm for case in scored)
    shares["account"] = share(right for _, right in judged)
    shares["best_account"] = share(firsts)
    ece, brier = calibration(judged)
    return Scores(
        cases=len(scored),
        answered=sum(case.answered for case in scored),
        shares=shares,
        ece=ece,
        brier=brier,
        coverage99=coverage(scored, 0.99),
        coverage996=coverage(scored, 0.996),
    )


def share(values: Iterable[bool | None]) -> Share:
    """How many are right of those that apply (are not None)."""
    applying = [value for value in values if value is not None]
    return Share(sum(applying), len(applying))


def binned(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> dict[int, list[tuple[float, bool]]]:
    """The pairs by which of `bins` equal parts of 0 to 1 their confidence falls in."""
    found: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        found[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return dict(sorted(found.items()))


def calibration(judged: Sequence[tuple[float, bool]]) -> tuple[float | None, float | None]:
    """The expected calibration error over BINS bins, and the Brier score."""
    if not judged:
        return None, None
    gaps = (abs(sum(confidence for confidence, _ in held) - sum(right for _, right in held)) for held in binned(judged).values())
    return sum(gaps) / len(judged), sum((confidence - right) ** 2 for confidence, right in judged) / len(judged)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a threshold on the draft's confidence lets through."""

    threshold: float
    right: int
    taken: int


def accepted_at(scored: Iterable[CaseScore]) -> tuple[Accepted, ...]:
    """Every threshold there is, the highest first."""
    ranked = sorted(((case.confidence, case.accepted) for case in scored if case.confidence is not None), key=lambda one: -one[0])
    found, right, taken = [], 0, 0
    for threshold, tied in groupby(ranked, key=lambda one: one[0]):
        held = [good for _, good in tied]
        right, taken = right + sum(held), taken + len(held)
        found.append(Accepted(threshold, right, taken))
    return tuple(found)


def coverage(scored: Sequence[CaseScore], precision: float) -> float | None:
    """The largest share of the cases expected to draft that a threshold accepts with at least this precision."""
    wanted = sum(case.expected.outcome == "draft" for case in scored)
    kept = [at.right for at in accepted_at(scored) if at.right >= precision * at.taken]
    if not wanted:
        return None
    return round(kept[-1] / wanted, 4) if kept else 0.0
