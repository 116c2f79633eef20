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
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Decode = Callable[[Any], Any]
PLAIN = (str, int, bool, NoneType)


class Unreadable(ValueError):
    """A document that does not say what its type should."""


def encode(value: object) -> str:
    """The value as JSON text in plain ASCII, which every database keeps as it is. ValueError for an infinity."""
    return ENCODER.encode(value)


def decode(kind: type[Value], text: str) -> Value:
    """The value that `encode` wrote. Unreadable where the text is no JSON, or not of this type."""
    try:
        value: Value = decoder(cast(Any, kind))(json.loads(text))
    except (TypeError, KeyError, ArithmeticError, ValueError) as error:
        raise Unreadable(f"not a {kind.__name__}: {error}") from error
    return value


def told(value: Any) -> object:
    """A value that JSON has no word for, in such as it has: the fields of a dataclass by their names, else its exact text."""
    tell = TELLING.get(type(value)) or _learn(type(value))
    return tell(value)


def _learn(kind: type) -> Callable[[Any], object]:
    """How values of a type are told; worked out once a type."""
    if issubclass(kind, Mapping):
        TELLING[kind] = dict
    elif is_dataclass(kind):
        TELLING[kind] = _by_name([field.name for field in fields(kind) if field.init])
    else:
        raise TypeError(f"{kind.__name__} is no value of the books")
    return TELLING[kind]


def _by_name(names: list[str]) -> Callable[[Any], object]:
    if len(names) == 1:
        return lambda value: {names[0]: getattr(value, names[0])}
    read = attrgetter(*names)
    return lambda value: dict(zip(names, read(value), strict=True))


TELLING: dict[type, Callable[[Any], object]] = {Decimal: str, date: date.isoformat, datetime: datetime.isoformat}
# Words, numbers, enumerations of words, rows and mappings it writes itself, several times as fast as code of ours can.
ENCODER = json.JSONEncoder(check_circular=False, allow_nan=False, separators=(",", ":"), default=told)


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
        return _words_of(kind).__getitem__
    if kind is float:
        return lambda told: float(told) if type(told) is int else exactly(float, told)
    if kind in TEXTS:
        read = TEXTS[kind]
        return lambda told: read(told) if type(told) is str else read(exactly(str, told))
    if kind in PLAIN:
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


def _words_of(*kinds: type[StrEnum]) -> dict[str, StrEnum]:
    """The members of enumerations that share no word, by their words."""
    words = {member.value: member for kind in kinds for member in kind}
    assert len(words) == sum(len(kind) for kind in kinds), f"{kinds} share a word"
    return words


def one_of(arguments: tuple[Any, ...]) -> Decode:
    """One type or none, or one of several enumerations that share no word."""
    some = [argument for argument in arguments if argument is not NoneType]
    read = decoder(some[0]) if len(some) == 1 else _words_of(*some).__getitem__
    if len(some) == len(arguments):
        return read
    return lambda told: None if told is None else read(told)


def object_of(kind: Any) -> Decode:
    """A dataclass; how its fields are read is worked out when the first is, for types may name one another. A document that has
    them all in their order, as `encode` writes it, needs no names."""
    known: dict[str, tuple[frozenset[type], Decode]] = {}
    names: list[str] = []

    def read(told: Any) -> Any:
        if not known:
            hints = get_type_hints(kind)
            known.update(
                {field.name: (as_they_are(hints[field.name]), decoder(hints[field.name])) for field in fields(kind) if field.init}
            )
            names.extend(known)
        if list(exactly(dict, told)) != names:
            return kind(**{name: known[name][1](value) for name, value in told.items()})
        steps = zip(told.values(), known.values(), strict=True)
        return kind(*[value if type(value) in plain else decode(value) for value, (plain, decode) in steps])

    return read


def as_they_are(kind: Any) -> frozenset[type]:
    """The plain types whose values a document has as they are to be: of one that may be none, none among them."""
    union = get_origin(kind) in (Union, UnionType)
    return frozenset(each for each in (get_args(kind) if union else (kind,)) if each in (*PLAIN, float))
