"""Who bears a part of a loss, and what they have said or done about it."""

from assistant.books.proposal import RecoverySource, RecoveryStatus
from assistant.readers.rules.tables.load import sections

_PARTIES = sections("parties")
_FORMS = {f"{{{form}}}": "|".join(_PARTIES[form]) for form in ("pay", "paid", "paying", "not")}


def _filled(phrase: str) -> str:
    for form, any_of in _FORMS.items():
        phrase = phrase.replace(form, any_of)
    return phrase


NOT = _PARTIES["not"]
PAY = (*_PARTIES["pay"], *_PARTIES["paid"], *_PARTIES["paying"])
SOURCES = {source: _PARTIES[f"source {source}"] for source in RecoverySource if source is not RecoverySource.OTHER}
STATUSES = {status: tuple(map(_filled, _PARTIES[f"status {status}"])) for status in RecoveryStatus}
FULL, LESS, EXCESS = _PARTIES["full"], _PARTIES["less"], _PARTIES["excess"]
