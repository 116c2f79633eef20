"""What a text asks to be done: write off, write down, count, reserve, reverse; and what goods taken for own use went to."""

from assistant.books.reasons import Use
from assistant.readers.rules.tables.load import sections

_ACTS = sections("acts")
WRITE_OFF, WRITE_DOWN, KEPT = _ACTS["write_off"], _ACTS["write_down"], _ACTS["kept"]
ALLOWANCE, RAISE, RELEASE = _ACTS["allowance"], _ACTS["raise"], _ACTS["release"]
AGAINST, NOT_AGAINST = _ACTS["against"], _ACTS["not_against"]
COUNT = _ACTS["count"]
REVERSE, TURNED_UP, EARLIER, VALUE_BACK = _ACTS["reverse"], _ACTS["turned_up"], _ACTS["earlier"], _ACTS["value_back"]
USES = {Use(name): phrases for name, phrases in sections("uses").items()}
