"""Phrases for what goods will bring: what is taken off it, what is of the past, what is said of all of them."""

from assistant.readers.rules.tables.load import sections

_SECTIONS = sections("proceeds")
_WORK = "|".join(_SECTIONS["work"])


def _filled(section: str) -> tuple[str, ...]:
    return tuple(phrase.replace("{work}", _WORK) for phrase in _SECTIONS[section])


DEDUCTED, ASKED = _SECTIONS["deducted"], _SECTIONS["asked"]
CHARGES, SPENT_ON = _filled("charges"), _filled("spent_on")
PAST, WHOLE = _SECTIONS["past"], _SECTIONS["whole"]
