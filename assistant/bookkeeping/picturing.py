"""Losses added up by reason, by place and by month, and drafts by how sure they were against what became of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.books.losses import Fate, Loss, Outcome
from assistant.books.money import Money, allocate, total

DAY = timedelta(days=1)
BANDS = tuple(map(Decimal, ("0", "0.50", "0.70", "0.80", "0.90", "0.95", "0.99")))
"""Where bands of confidence begin; each ends where the next begins, the last at 1."""
FEW = 20  # drafts; of fewer, a share proves little


@dataclass(frozen=True, slots=True)
class Slice:
    """What was lost under one name (a reason, a place, a month), by how many entries; `under` are the client's own sub-reasons
    beneath a reason, and what bears none under an empty name, where there are any."""

    name: str
    amount: Money
    entries: int
    under: tuple["Slice", ...] = ()


def by_reason(losses: Sequence[Loss], currency: str) -> tuple[Slice, ...]:
    """The largest first."""
    slices = []
    for reason in dict.fromkeys(loss.reason for loss in losses):
        these = [loss for loss in losses if loss.reason is reason]
        under = _by(these, lambda loss: loss.sub_reason, currency)
        told = tuple(sorted(under, key=_largest)) if any(each.name for each in under) else ()
        slices.append(Slice(reason.value, _amount(these, currency), len(these), told))
    return tuple(sorted(slices, key=_largest))


def by_place(losses: Sequence[Loss], currency: str) -> tuple[Slice, ...]:
    """The largest first. An entry of goods at several places is shared out by what moved at each, to the cent; one that names no
    goods, or goods at no place, is under an empty name."""
    shares = [(place, share) for loss in losses for (place, _), share in zip(*_shared(loss), strict=True)]
    found: dict[str, list[Money]] = {}
    for place, share in shares:
        found.setdefault(place, []).append(share)
    slices = [Slice(place, total(these, currency), len(these)) for place, these in found.items()]
    return tuple(sorted(slices, key=_largest))


def _shared(loss: Loss) -> tuple[tuple[tuple[str, Decimal], ...], tuple[Money, ...]]:
    places = loss.places or (("", Decimal(1)),)
    return places, allocate(loss.amount, [weight for _, weight in places])


def by_month(losses: Sequence[Loss], currency: str) -> tuple[Slice, ...]:
    """Every month from the first with a loss to the last, those between without one too, named '2026-10'."""
    if not losses:
        return ()
    days = [loss.entry_date for loss in losses]
    known = {each.name: each for each in _by(losses, lambda loss: f"{loss.entry_date:%Y-%m}", currency)}
    zero = Money.zero(currency)
    return tuple(known.get(month, Slice(month, zero, 0)) for month in _months(min(days), max(days)))


def _months(first: date, last: date) -> Iterable[str]:
    month = first.replace(day=1)
    while month <= last:
        yield f"{month:%Y-%m}"
        month = (month.replace(day=28) + 4 * DAY).replace(day=1)


def _by(losses: Sequence[Loss], name: Callable[[Loss], str], currency: str) -> list[Slice]:
    names = dict.fromkeys(map(name, losses))
    found: dict[str, list[Loss]] = {each: [] for each in names}
    for loss in losses:
        found[name(loss)].append(loss)
    return [Slice(each, _amount(these, currency), len(these)) for each, these in found.items()]


def _amount(losses: Iterable[Loss], currency: str) -> Money:
    return total((loss.amount for loss in losses), currency)


def _largest(each: Slice) -> tuple[int, str]:
    return -each.amount.minor, each.name


# ── How sure, and how right ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Band:
    """Drafts whose confidence lay from `since` to below `until` (the last: up to 1), and what became of them. `taken_back` are
    those of the approved whose entries were reversed in full later, for whatever reason."""

    since: Decimal
    until: Decimal
    as_drafted: int
    revised: int
    rejected: int
    taken_back: int
    stated: float | None  # their mean confidence; None where there are none

    @property
    def drafts(self) -> int:
        return self.as_drafted + self.revised + self.rejected

    @property
    def share(self) -> float | None:
        """Of them, how many were approved as drafted, from 0 to 1."""
        return self.as_drafted / self.drafts if self.drafts else None

    @property
    def few(self) -> bool:
        return 0 < self.drafts < FEW


def bands(fates: Sequence[Fate]) -> tuple[Band, ...]:
    """Every band from the least sure to the surest, with none in it or many."""
    ends = (*BANDS[1:], Decimal(1))
    return tuple(
        _band(since, until, [fate for fate in fates if _place(fate.confidence) == place])
        for place, (since, until) in enumerate(zip(BANDS, ends, strict=True))
    )


def _place(confidence: float) -> int:
    sure = Decimal(f"{confidence:.4f}")
    return max(place for place, since in enumerate(BANDS) if sure >= since)


def _band(since: Decimal, until: Decimal, fates: Sequence[Fate]) -> Band:
    def counted(outcome: Outcome) -> int:
        return sum(fate.outcome is outcome for fate in fates)

    stated = sum(fate.confidence for fate in fates) / len(fates) if fates else None
    return Band(
        since, until, counted(Outcome.AS_DRAFTED), counted(Outcome.REVISED), counted(Outcome.REJECTED),
        sum(fate.reversed for fate in fates), stated,
    )  # fmt: skip
