"""Frozen values with slots: what dataclasses.dataclass(frozen=True, slots=True) makes, made in a quarter of the time.

A program that is started for one text makes two hundred such classes first, and the library compiles six functions for each, one
by one. Here a class has one compiled text of what is its own; what is the same for all of them is written once. It sets fields by
their slots, so that a value too is made in half the time. To type checkers, and to fields, replace and is_dataclass, it is the
library's.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as library
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """The decorator, for values that are frozen and have slots, and for no others."""
        if not (frozen and slots):
            raise TypeError("Other classes are the library's.")
        return _made


_BARE = library(init=False, repr=False, eq=False, slots=True)


def _made(cls: type) -> type:
    its_own = vars(cls).keys()
    cls = _BARE(cls)
    told = fields(cls)
    for name, function in (_written(cls, told) | _SHARED).items():
        if name not in its_own:
            setattr(cls, name, function)
    return cls


def _written(cls: type, told: tuple[Field[Any], ...]) -> dict[str, Any]:
    """The functions that differ from class to class."""
    takes, sets = ["self"], []
    known: dict[str, Any] = {"MISSING": MISSING}
    for field in told:
        if field.kw_only or not field.init:
            raise TypeError(f"A class with such a field as {field.name} is the library's.")
        name, value = field.name, field.name
        known[f"_set_{name}"] = getattr(cls, name).__set__
        if field.default is not MISSING:
            known[f"_is_{name}"] = field.default
            takes.append(f"{name}=_is_{name}")
        elif field.default_factory is not MISSING:
            known[f"_make_{name}"] = field.default_factory
            takes.append(f"{name}=MISSING")
            value = f"_make_{name}() if {name} is MISSING else {name}"
        else:
            takes.append(name)
        sets.append(f"_set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        sets.append("self.__post_init__()")
    compared = [field.name for field in told if field.compare]
    mine, other = ("".join(f"{whose}.{name}," for name in compared) for whose in ("self", "other"))
    text = (
        f"def __init__({', '.join(takes)}):\n {'; '.join(sets) or 'pass'}\n"
        f"def __eq__(self, other):\n return ({mine}) == ({other}) if other.__class__ is self.__class__ else NotImplemented\n"
        f"def __hash__(self):\n return hash(({mine}))\n"
    )
    made: dict[str, Any] = {}
    exec(text, known, made)
    made["__init__"].__annotations__ = {field.name: field.type for field in told}
    return made


def _repr(self: Any) -> str:
    told = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{type(self).__qualname__}({told})"


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_SHARED: dict[str, Any] = {
    "__repr__": _repr, "__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete,
    "__getstate__": _state, "__setstate__": _take_state,
}  # fmt: skip
