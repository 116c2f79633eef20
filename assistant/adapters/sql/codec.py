"""A frozen value of the books to JSON text, and back to an equal value.

A dataclass becomes an object of its fields, a tuple an array, a Decimal, day or moment its exact text. Reading is led by the
type and takes nothing that the type does not say. A field that a document lacks takes its default, so that values may gain
fields; one that the type does not know is refused. Pydantic reads documents too, but to import it and prepare it for a Draft
takes a fifth of the time that the whole of `writeoff draft` may.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from json.encoder import encode_basestring_ascii
from math import isfinite
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Encode = Callable[[Any], str]
Decode = Callable[[Any], Any]


class Unreadable(ValueError):
    """A document that does not say what its type should."""


def encode(value: object) -> str:
    """The value as JSON text in plain ASCII, which every database keeps as it is. ValueError for an infinity."""
    write = WRITERS.get(type(value)) or _learn(type(value))
    return write(value)


def decode(kind: type[Value], text: str) -> Value:
    """The value that `encode` wrote. Unreadable where the text is no JSON, or not of this type."""
    try:
        value: Value = decoder(cast(Any, kind))(json.loads(text))
    except (TypeError, KeyError, ArithmeticError, ValueError) as error:
        raise Unreadable(f"not a {kind.__name__}: {error}") from error
    return value


def _learn(kind: type) -> Encode:
    """How values of a type are written; worked out once a type."""
    if issubclass(kind, StrEnum):
        words = {member: json.dumps(member.value) for member in kind}
        WRITERS[kind] = lambda value: words[value]
    elif issubclass(kind, Mapping):
        WRITERS[kind] = lambda value: f"{{{','.join([f'{encode(str(name))}:{encode(told)}' for name, told in value.items()])}}}"
    elif is_dataclass(kind):
        WRITERS[kind] = _writer_of_fields([field.name for field in fields(kind) if field.init])
    else:
        raise TypeError(f"{kind.__name__} is no value of the books")
    return WRITERS[kind]


def _writer_of_fields(names: list[str]) -> Encode:
    """An object of its fields."""
    opening = [f'{"," if n else ""}"{name}":' for n, name in enumerate(names)]
    if len(names) == 1:
        return lambda value: f"{{{opening[0]}{encode(getattr(value, names[0]))}}}"
    read = attrgetter(*names)

    def write(value: Any) -> str:
        parts = [part for opened, told in zip(opening, read(value), strict=True) for part in (opened, encode(told))]
        return f"{{{''.join(parts)}}}"

    return write


WRITERS: dict[type, Encode] = {
    NoneType: lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    float: lambda value: repr(value) if isfinite(value) else json.dumps(value, allow_nan=False),
    str: encode_basestring_ascii,
    Decimal: lambda value: f'"{value}"',
    date: lambda value: f'"{value.isoformat()}"',
    datetime: lambda value: f'"{value.isoformat()}"',
    tuple: lambda value: f"[{','.join([encode(told) for told in value])}]",
}


@cache
def decoder(kind: Any) -> Decode:
    """How values of a type are read; worked out once a type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return one_of(arguments)
    if origin is tuple:
        return row_of(arguments)
    if origin is not None and issubclass(origin, Mapping):
        key, item = decoder(arguments[0]), decoder(arguments[1])
        return lambda told: {key(name): item(value) for name, value in exactly(dict, told).items()}
    if is_dataclass(kind):
        return object_of(kind)
    if issubclass(kind, StrEnum):
        return lambda told: kind(exactly(str, told))
    if kind is float:
        return lambda told: float(told) if type(told) is int else exactly(float, told)
    if kind in TEXTS:
        read = TEXTS[kind]
        return lambda told: read(told) if type(told) is str else read(exactly(str, told))
    if kind in (str, int, bool, NoneType):
        return lambda told: told if type(told) is kind else exactly(kind, told)
    raise TypeError(f"{kind} is no type of the books")


TEXTS: Mapping[type, Callable[[str], Any]] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


def exactly(kind: type[Value], told: Any) -> Value:
    """`told` where it is of the type itself: true is no number, and "3" none either."""
    if type(told) is not kind:
        raise Unreadable(f"{told!r} is not of type {kind.__name__}")
    value: Value = told
    return value


def row_of(arguments: tuple[Any, ...]) -> Decode:
    """A tuple: of any length where its type ends in an ellipsis, else of one item a type."""
    if arguments[-1] is Ellipsis:
        item = decoder(arguments[0])
        return lambda told: tuple([item(value) for value in exactly(list, told)]) if told != [] else ()
    items = tuple(decoder(argument) for argument in arguments)
    return lambda told: tuple(item(value) for item, value in zip(items, exactly(list, told), strict=True))


def one_of(arguments: tuple[Any, ...]) -> Decode:
    """One type or none, or one of several enumerations that share no word."""
    some = [argument for argument in arguments if argument is not NoneType]
    if len(some) == 1:
        read = decoder(some[0])
    else:
        words = {str(member): member for kind in some for member in kind}
        assert len(words) == sum(len(kind) for kind in some), f"{some} share a word"

        def read(told: Any) -> Any:
            return words[exactly(str, told)]

    if len(some) == len(arguments):
        return read
    return lambda told: None if told is None else read(told)


def object_of(kind: Any) -> Decode:
    """A dataclass; its fields' decoders are worked out when the first is read, for types may name one another."""
    known: dict[str, Decode] = {}

    def read(told: Any) -> Any:
        if not known:
            hints = get_type_hints(kind)
            known.update({field.name: decoder(hints[field.name]) for field in fields(kind) if field.init})
        return kind(**{name: known[name](value) for name, value in exactly(dict, told).items()})

    return read
