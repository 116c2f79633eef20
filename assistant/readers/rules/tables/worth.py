"""What goods bring now, and whether that is little, or more again than they were written down to."""

from assistant.readers.rules.tables.load import sections

_WORTH = sections("worth")
BRINGS, GETS, NOW = _WORTH["brings"], _WORTH["gets"], _WORTH["now"]
LITTLE, LITTLE_BEHIND = _WORTH["little"], _WORTH["little behind"]
AGAIN, ROSE, FELL = _WORTH["again"], _WORTH["rose"], _WORTH["fell"]
