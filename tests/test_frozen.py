"""Frozen values are what the library's would be: each is made by both, and asked the same."""

import pickle
from copy import deepcopy
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from dataclasses import dataclass as library
from inspect import signature
from typing import Any

import pytest

from assistant.frozen import dataclass

WAYS = pytest.mark.parametrize("made", [library(frozen=True, slots=True), dataclass(frozen=True, slots=True)])


@dataclass(frozen=True, slots=True)
class Shelf:
    """Of a warehouse."""

    name: str
    mugs: int = 0
    notes: list[str] = field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TopShelf(Shelf):
    """One that has another above it."""

    above: Shelf | None = None

    def __post_init__(self) -> None:
        if self.above and self.above.name == self.name:
            raise ValueError("a shelf is not above itself")

    def __repr__(self) -> str:
        return f"above {self.name}"


def test_values_with_the_same_fields_are_the_same_and_those_that_are_not_compared_do_not_count() -> None:
    one, same, other = Shelf("A", 12, ["wet"]), Shelf("A", mugs=12), Shelf("A", 13)
    assert (one == same, hash(one) == hash(same), one == other, one == object()) == (True, True, False, False)
    assert Shelf("A", 12) != TopShelf("A", 12), "another class"


def test_each_value_has_its_own_of_what_is_made_by_default() -> None:
    assert Shelf("A").notes is not Shelf("A").notes


def test_nothing_of_it_can_be_changed() -> None:
    shelf: Any = Shelf("A")
    with pytest.raises(FrozenInstanceError):
        shelf.mugs = 1
    with pytest.raises(FrozenInstanceError):
        shelf.other = 1
    with pytest.raises(FrozenInstanceError):
        del shelf.mugs
    assert not hasattr(shelf, "__dict__")


def test_what_a_class_says_itself_holds() -> None:
    top = TopShelf("A", above=Shelf("B"))
    assert (repr(top), repr(Shelf("A", 2))) == ("above A", "Shelf(name='A', mugs=2)")
    with pytest.raises(ValueError, match="above itself"):
        TopShelf("A", above=Shelf("A"))


def test_it_is_replaced_copied_and_pickled() -> None:
    shelf = TopShelf("A", 12, ["wet"], Shelf("B"))
    assert replace(shelf, mugs=11) == TopShelf("A", 11, above=Shelf("B"))
    for copied in (deepcopy(shelf), pickle.loads(pickle.dumps(shelf))):
        assert copied == shelf
        assert copied.notes == ["wet"]


def test_the_library_knows_it_as_its_own() -> None:
    assert is_dataclass(TopShelf)
    assert [one.name for one in fields(TopShelf)] == ["name", "mugs", "notes", "above"]
    assert TopShelf.__match_args__ == ("name", "mugs", "notes", "above")


@WAYS
def test_it_is_made_as_the_library_makes_it(made: Any) -> None:
    class Goods:
        """On a shelf."""

        sku: str
        units: int = 1

    goods = made(Goods)
    assert list(signature(goods).parameters) == ["sku", "units"]
    assert signature(goods).parameters["units"].default == 1
    assert repr(goods("MUG-01")).endswith("Goods(sku='MUG-01', units=1)")
    with pytest.raises(TypeError):
        goods()
    with pytest.raises(TypeError):
        goods("MUG-01", 2, 3)


def test_of_other_classes_it_makes_none() -> None:
    with pytest.raises(TypeError, match="the library's"):
        dataclass(frozen=True, slots=False)
