"""How orders to software are smuggled into a text: other words and languages, markup, the output of programs."""

from assistant.readers.rules.tables.load import sections

_SMUGGLED = sections("smuggled")
NAMES, ALSO, WARES = _SMUGGLED["names"], _SMUGGLED["also"], _SMUGGLED["wares"]
VERBS, RECORDS = _SMUGGLED["verbs"], _SMUGGLED["records"]
ORDERS, SCRIPTS, ENDS, KEYS = _SMUGGLED["orders"], _SMUGGLED["scripts"], _SMUGGLED["ends"], _SMUGGLED["keys"]
