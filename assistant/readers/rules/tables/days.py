"""The words of dates: months, weekdays, near days, periods, and the cues that say what a date is the date of."""

from assistant.readers.rules.tables.load import sections

MONTHS = {
    "jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4, "may": 5, "jun": 6, "june": 6,
    "jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "oct": 10, "october": 10, "nov": 11,
    "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
WEEKDAYS = {
    "mon": 0, "monday": 0, "tue": 1, "tues": 1, "tuesday": 1, "wed": 2, "weds": 2, "wednesday": 2, "thu": 3, "thur": 3,
    "thurs": 3,
    "thursday": 3, "fri": 4, "friday": 4, "sat": 5, "saturday": 5, "sun": 6, "sunday": 6,
}  # fmt: skip
# Days ago.
NEAR = {
    "today": 0, "this morning": 0, "this morn": 0, "this am": 0, "this a.m.": 0, "this afternoon": 0, "this aft": 0,
    "this arvo": 0,
    "this pm": 0, "this p.m.": 0, "this evening": 0, "this eve": 0, "tonight": 0, "tonite": 0, "2nite": 0, "earlier today": 0,
    "2day": 0, "just now": 0, "todays": 0, "today's": 0, "this morning's": 0, "an hour ago": 0, "this lunchtime": 0,
    "yesterday": 1, "yest": 1, "yesty": 1, "yest'day": 1, "y'day": 1, "yday": 1, "yestday": 1, "ystdy": 1, "yesterdays": 1,
    "yesterday's": 1, "ystrday": 1, "yesterdy": 1, "yesteday": 1, "last night": 1, "last nite": 1, "last night's": 1,
    "last eve": 1,
    "yesterday morning": 1, "yesterday arvo": 1, "yest arvo": 1, "yest morning": 1, "yest pm": 1, "yest am": 1,
    "yesterday afternoon": 1, "yesterday evening": 1, "yesterday night": 1, "last evening": 1, "day before yesterday": 2,
    "day before yest": 2, "night before last": 2, "the other night": 0,
}  # fmt: skip

# What a date is the date of: the nearest cue before it (or right behind it) says so.
_DAYS = sections("days")
BOOKING, EXPIRY, ELSEWHERE, HAPPENED = _DAYS["booking"], _DAYS["expiry"], _DAYS["elsewhere"], _DAYS["happened"]
CLOSE_BY, BEHIND_ELSEWHERE, SENT = _DAYS["close by"], _DAYS["behind elsewhere"], _DAYS["sent"]
