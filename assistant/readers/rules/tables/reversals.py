"""Phrases for taking back an earlier entry: asked for, goods put back, found not to be so."""

from assistant.readers.rules.tables.load import sections

_SECTIONS = sections("reversals")


def _filled(section: str) -> tuple[str, ...]:
    undo, entry = "|".join(_SECTIONS["undo"]), "|".join(_SECTIONS["entry"])
    return tuple(phrase.replace("{undo}", undo).replace("{entry}", entry) for phrase in _SECTIONS[section])


UNDO = _SECTIONS["undo"]
TAKE_BACK, ADD_BACK, NOT_SO = _filled("take back"), _filled("add back"), _filled("not so")
