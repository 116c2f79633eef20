"""Which reader a client's texts go to: a language model only where one is set and the client's policy allows it."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.books.money import Money
from assistant.books.policy import Feature, ModelUse, Policy
from assistant.errors import NotAllowed, WrongUsage
from assistant.settings import ModelSettings, Settings
from assistant.wiring import ReaderChoice, reader, reader_note

POLICY = Policy(routine_limit=Money(50_000, "USD"))
HOSTED = ModelSettings("big", "https://api.example.com/v1", "key", 30, 2, 8)
LOCAL = replace(HOSTED, url="http://localhost:11434/v1")


def name_of(choice: str, model: ModelSettings | None, use: ModelUse) -> str:
    settings = Settings(books="books.db", person="ana", data_folder=Path("."), model=model)
    return reader(ReaderChoice(choice), settings, replace(POLICY, model=use)).name


@pytest.mark.parametrize(
    ("choice", "model", "use", "name"),
    [
        ("auto", None, ModelUse.HOSTED, "rules"),
        ("auto", HOSTED, ModelUse.OFF, "rules"),
        ("auto", HOSTED, ModelUse.LOCAL, "rules"),
        ("auto", HOSTED, ModelUse.HOSTED, "both"),
        ("auto", LOCAL, ModelUse.LOCAL, "both"),
        ("auto", LOCAL, ModelUse.HOSTED, "both"),
        ("rules", HOSTED, ModelUse.HOSTED, "rules"),
        ("model", HOSTED, ModelUse.HOSTED, "model"),
        ("both", LOCAL, ModelUse.LOCAL, "both"),
    ],
)
def test_the_reader_that_is_taken(choice: str, model: ModelSettings | None, use: ModelUse, name: str) -> None:
    assert name_of(choice, model, use) == name


@pytest.mark.parametrize(
    ("choice", "model", "use"),
    [("model", HOSTED, ModelUse.OFF), ("both", HOSTED, ModelUse.LOCAL), ("model", LOCAL, ModelUse.OFF)],
)
def test_a_model_against_the_policy_is_not_allowed(choice: str, model: ModelSettings, use: ModelUse) -> None:
    with pytest.raises(NotAllowed, match="policy allows"):
        name_of(choice, model, use)


def test_a_model_that_is_not_set_cannot_be_asked() -> None:
    with pytest.raises(WrongUsage, match="No language model is set"):
        name_of("model", None, ModelUse.HOSTED)


def test_without_it_in_the_plan_no_model_is_asked_whatever_the_policy_allows() -> None:
    settings = Settings(books="books.db", person="ana", data_folder=Path("."), model=HOSTED)
    policy = replace(POLICY, model=ModelUse.HOSTED, left_out=(Feature.MODEL,))
    assert reader(ReaderChoice.AUTO, settings, policy).name == "rules"
    note = "Read by rules: a language model is not in this client's plan."
    assert reader_note(ReaderChoice.AUTO, settings, policy).startswith(note)
    for choice in (ReaderChoice.MODEL, ReaderChoice.BOTH):
        with pytest.raises(NotAllowed) as refused:
            reader(choice, settings, policy)
        assert refused.value.code == "not_in_plan"
