"""JSON of a hand-written proposal to a Proposal, in the short forms of evals/proposals/README.md; a fault names its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from assistant.books.proposal import Proposal, Quantity, QuantityPart, QuantityRelation, Quote, Value, ValueRelation

PART = re.compile(r"(?P<number>\d+(\.\d+)?)(\s+(?P<unit>[^\d\s].*?))??(\s+of\s+(?P<per>\d+(\.\d+)?))?\Z")
READERS_OWN = ("reader", "model", "prompt_version", "understood")


def read_proposal(said: Mapping[str, Any], text: str, reader: str) -> Proposal:
    """The proposal for `text`. ValueError, with the place in the JSON, for what is no proposal of this text."""
    if own := [name for name in READERS_OWN if name in said]:
        raise ValueError(f"proposal: {', '.join(own)} is the reader's own")
    proposal = decode(Proposal, {**said, "reader": reader}, text, "proposal")
    assert isinstance(proposal, Proposal)
    return proposal


def decode(kind: Any, said: Any, text: str, at: str) -> Any:
    """The value of type `kind` that the JSON value `said` stands for."""
    if get_origin(kind) is tuple:
        many = said if isinstance(said, list) else [said]
        return tuple(decode(get_args(kind)[0], one, text, f"{at}[{index}]") for index, one in enumerate(many))
    if type(None) in get_args(kind):
        return None if said is None else decode(get_args(kind)[0], said, text, at)
    if kind is Quote:
        return quote_of(said, text, at)
    if is_dataclass(kind):
        return decode_fields(kind, SHORT[kind](said, at) if kind in SHORT else said, text, at)
    try:
        return plain(kind, said)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise ValueError(f"{at}: {said!r} is no {kind.__name__}") from error


def plain(kind: Any, said: Any) -> Any:
    if kind is Decimal and isinstance(said, str | int) and not isinstance(said, bool):
        return Decimal(said)
    if kind is date:
        return date.fromisoformat(said)
    if issubclass(kind, StrEnum):
        return kind(said)
    if kind in (str, bool) and isinstance(said, kind):
        return said
    raise TypeError(said)


def decode_fields(kind: Any, said: Any, text: str, at: str) -> Any:
    if not isinstance(said, dict):
        raise ValueError(f"{at}: {said!r} is no {kind.__name__}")
    known = {each.name: each for each in fields(kind)}
    if strange := [name for name in said if name not in known]:
        raise ValueError(f"{at}: {kind.__name__} has no {', '.join(strange)}; it has {', '.join(known)}")
    needed = [name for name, each in known.items() if each.default is MISSING and each.default_factory is MISSING]
    if missing := [name for name in needed if name not in said]:
        raise ValueError(f"{at}: {kind.__name__} needs {', '.join(missing)}")
    hints = get_type_hints(kind)
    return kind(**{name: decode(hints[name], value, text, f"{at}.{name}") for name, value in said.items()})


def quote_of(said: Any, text: str, at: str) -> Quote:
    """The words where they stand in the text: the first time, or the n-th of [words, n]."""
    words, nth = said if isinstance(said, list) and len(said) == 2 else (said, 1)
    if not isinstance(words, str) or not words or not isinstance(nth, int):
        raise ValueError(f"{at}: {said!r} is no quote")
    start = -1
    for _ in range(nth):
        start = text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"{at}: the text does not say {words!r}{f' {nth} times' if nth > 1 else ''}")
    return Quote(words, start, start + len(words))


def long_part(said: Any, at: str) -> Any:
    if not isinstance(said, str | int):
        return said
    if not (part := PART.match(str(said).strip())):
        raise ValueError(f"{at}: {said!r} is no part such as '3 case of 24'")
    return {name: value for name, value in part.groupdict().items() if value}


def long_quantity(said: Any, at: str) -> Any:
    """'12' · 'all' · {'all_but': '3'} in full."""
    if isinstance(said, str | int):
        word = str(said)
        return {"relation": word} if word in ("all", "some") else {"relation": "exactly", "parts": parts_of(word)}
    relation, value, rest = relation_in(said, QuantityRelation, at)
    if relation is None:
        return said
    rest = {name: parts_of(part) if name == "booked" else part for name, part in rest.items()}
    stated = {"share": value} if relation is QuantityRelation.SHARE else {"parts": parts_of(value)}
    return {"relation": relation.value, **stated, **rest}


def parts_of(said: Any) -> Any:
    return str(said).split(" + ") if isinstance(said, str | int) else said


def long_value(said: Any, at: str) -> Any:
    """'full_cost' · {'each': '4.15'} in full."""
    if said == ValueRelation.FULL_COST:
        return {"relation": said}
    relation, value, rest = relation_in(said, ValueRelation, at)
    if relation is None:
        return said
    return {"relation": relation.value, "share" if "share" in relation else "amount": value, **rest}


def relation_in(said: Any, relations: type[StrEnum], at: str) -> tuple[StrEnum | None, Any, dict[str, Any]]:
    """The relation that is a key of `said`, what it says, and the other keys; None where `said` is in full."""
    if not isinstance(said, dict) or "relation" in said:
        return None, None, {}
    found = [relation for relation in relations if relation in said]
    if len(found) != 1:
        raise ValueError(f"{at}: say one of {', '.join(relations)}")
    return found[0], said[found[0]], {name: value for name, value in said.items() if name != found[0]}


SHORT: dict[Any, Callable[[Any, str], Any]] = {QuantityPart: long_part, Quantity: long_quantity, Value: long_value}
