"""A holiday's name to its last day before today: the days that people date losses by instead of a number."""

from datetime import date, timedelta

# The month and day; or the month, the weekday (Monday is 0) and which of them (-1: the last).
HOLIDAYS: dict[str, tuple[int, int] | tuple[int, int, int]] = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
    "xmas day": (12, 25), "xmas eve": (12, 24), "boxing day": (12, 26), "halloween": (10, 31), "valentine's day": (2, 14),
    "st patrick's day": (3, 17), "independence day": (7, 4), "fourth of july": (7, 4), "canada day": (7, 1), "anzac day": (4, 25),
    "australia day": (1, 26), "waitangi day": (2, 6), "veterans day": (11, 11), "remembrance day": (11, 11), 
    "labor day": (9, 0, 1), "labour day": (9, 0, 1), "memorial day": (5, 0, -1), "columbus day": (10, 0, 2), "thanksgiving": (11, 3, 4),
    "black friday": (11, 4, 4), "martin luther king day": (1, 0, 3), "presidents day": (2, 0, 3), "may day": (5, 0, 1),
}  # fmt: skip


def last_holiday(name: str, today: date) -> date:
    """The holiday of this year, or of the last where this year's is still to come."""
    here = _in_year(name, today.year)
    return here if here <= today else _in_year(name, today.year - 1)


def _in_year(name: str, year: int) -> date:
    month, day, *nth = HOLIDAYS[name]
    if not nth:
        return date(year, month, day)
    if nth[0] < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - day) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(day - first.weekday()) % 7 + 7 * (nth[0] - 1))
