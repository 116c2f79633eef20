"""How a text says that goods took no part: untouched, fine, left alone, dealt with already."""

from assistant.readers.rules.tables.load import sections

_SPARED = sections("spared")
FINE, NOT_THESE, LEFT = _SPARED["fine"], _SPARED["not these"], _SPARED["left"]
