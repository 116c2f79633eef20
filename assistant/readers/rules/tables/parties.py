"""Who bears a part of a loss, and what they have said or done about it."""

from assistant.books.proposal import RecoverySource, RecoveryStatus
from assistant.readers.rules.tables.load import sections

_PARTIES = sections("parties")
SOURCES = {source: _PARTIES[f"source {source}"] for source in RecoverySource if source is not RecoverySource.OTHER}
STATUSES = {status: _PARTIES[f"status {status}"] for status in RecoveryStatus}
FULL, LESS, EXCESS = _PARTIES["full"], _PARTIES["less"], _PARTIES["excess"]
