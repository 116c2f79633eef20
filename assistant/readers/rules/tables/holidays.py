"""Public days of the English-speaking countries and India; weekday rules say month, weekday (Monday 0), which (-1 the last)."""

# Month and day.
FIXED: dict[str, tuple[int, int]] = {
    "new year's day": (1, 1), "new years": (1, 1), "new year's eve": (12, 31), "hogmanay": (12, 31), "australia day": (1, 26),
    "republic day": (1, 26), "waitangi day": (2, 6), "valentine's day": (2, 14), "st patrick's day": (3, 17),
    "st paddy's day": (3, 17), "paddy's day": (3, 17), "april fools' day": (4, 1), "anzac day": (4, 25), "juneteenth": (6, 19),
    "canada day": (7, 1), "july 4th": (7, 4), "july fourth": (7, 4), "fourth of july": (7, 4), "4th of july": (7, 4),
    "independence day": (7, 4), "truth and reconciliation day": (9, 30), "gandhi jayanti": (10, 2), "halloween": (10, 31),
    "guy fawkes night": (11, 5), "bonfire night": (11, 5), "veterans day": (11, 11), "remembrance day": (11, 11),
    "armistice day": (11, 11), "christmas eve": (12, 24), "xmas eve": (12, 24), "christmas day": (12, 25), "xmas day": (12, 25),
    "boxing day": (12, 26), "st stephen's day": (12, 26), "stephen's day": (12, 26),
}  # fmt: skip
# Days after Easter Sunday.
EASTER: dict[str, int] = {
    "good friday": -2, "easter saturday": -1, "easter sunday": 0, "easter monday": 1, "pancake day": -47, "shrove tuesday": -47,
    "ash wednesday": -46, "whit monday": 50,
}  # fmt: skip
_LABOUR = {"": (9, 0, 1), "NZD": (10, 0, 4), "AUD": (10, 0, 1)}
_BIRTHDAY = {"": (6, 0, 2), "NZD": (6, 0, 1)}
# By the currency of the client's country; "" elsewhere.
WEEKDAY_OF_MONTH: dict[str, dict[str, tuple[int, int, int]]] = {
    "mlk day": {"": (1, 0, 3)}, "martin luther king day": {"": (1, 0, 3)}, "presidents' day": {"": (2, 0, 3)},
    "family day": {"": (2, 0, 3)}, "memorial day": {"": (5, 0, -1)}, "victoria day": {"": (5, 0, -2)},
    "mother's day": {"": (5, 6, 2)}, "father's day": {"": (6, 6, 3), "AUD": (9, 6, 1), "NZD": (9, 6, 1)},
    "king's birthday": _BIRTHDAY, "queen's birthday": _BIRTHDAY,
    "civic holiday": {"": (8, 0, 1)}, "august long weekend": {"": (8, 0, 1)},
    "labor day": {"": (9, 0, 1)}, "labour day": _LABOUR, "columbus day": {"": (10, 0, 2)},
    "indigenous peoples' day": {"": (10, 0, 2)}, "thanksgiving": {"": (11, 3, 4), "CAD": (10, 0, 2)},
    "thanksgiving day": {"": (11, 3, 4), "CAD": (10, 0, 2)}, "thanksgiving monday": {"": (10, 0, 2)},
    "melbourne cup day": {"": (11, 1, 1)}, "cup day": {"": (11, 1, 1)}, "show day": {"": (8, 2, 2)},
    "may day": {"": (5, 0, 1)}, "may bank holiday": {"": (5, 0, 1)}, "may day bank holiday": {"": (5, 0, 1)},
    "spring bank holiday": {"": (5, 0, -1)}, "june bank holiday": {"": (6, 0, 1)},
    "august bank holiday": {"": (8, 0, -1), "EUR": (8, 0, 1)}, "august bank holiday monday": {"": (8, 0, -1), "EUR": (8, 0, 1)},
    "summer bank holiday": {"": (8, 0, -1), "EUR": (8, 0, 1)}, "october bank holiday": {"": (10, 0, -1)},
    "bank holiday monday": {"": (8, 0, -1), "EUR": (10, 0, -1)},
}  # fmt: skip
# Days that follow the moon, by year.
LISTED: dict[str, dict[int, tuple[int, int]]] = {
    "diwali": {2024: (10, 31), 2025: (10, 20), 2026: (11, 8), 2027: (10, 29), 2028: (10, 17)},
    "dussehra": {2024: (10, 12), 2025: (10, 2), 2026: (10, 20), 2027: (10, 9), 2028: (9, 27)},
    "holi": {2025: (3, 14), 2026: (3, 4), 2027: (3, 22), 2028: (3, 11)},
    "black friday": {2024: (11, 29), 2025: (11, 28), 2026: (11, 27), 2027: (11, 26), 2028: (11, 24)},
    "cyber monday": {2024: (12, 2), 2025: (12, 1), 2026: (11, 30), 2027: (11, 29), 2028: (11, 27)},
}  # fmt: skip
