"""Plain values to JSON with exact numbers: a decimal keeps the digits it has, and no float comes in."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal


def written(value: object) -> str:
    """JSON in plain ASCII without spaces. TypeError for a float, or anything else that JSON has no exact word for."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None or isinstance(value, bool | int | str):
        return json.dumps(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(str(name))}:{written(each)}" for name, each in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ",".join(written(each) for each in value) + "]"
    raise TypeError(f"{type(value).__name__} is not written into a document")
