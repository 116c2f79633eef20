"""Two readings are the same where they come to the same entries, however they word or divide them; else each fact is named."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.agreement.compare import compare
from tests.agreement.readings import TEXT, TODAY, books, compared, differ, loss, of, read

MUGS = of("mugs", "12")
LAMPS = of("black desk lamp", "4")
INSURED = {"source": "insurer", "status": "agreed", "value": {"total": "30"}}
SAME = [
    ((loss(MUGS),), (loss(of("coffee mugs", "12")),)),
    ((loss(MUGS),), (loss(of("MUG-01", {"exactly": "12 each"})),)),
    ((loss(of("mugs", "1 dozen")),), (loss(MUGS),)),
    ((loss(of("mugs", {"all_but": "132"}, place="warehouse")),), (loss(of("mugs", "12", place="Warehouse")),)),
    ((loss(MUGS, LAMPS),), (loss(MUGS), loss(LAMPS))),
    ((loss(LAMPS), loss(MUGS)), (loss(MUGS), loss(LAMPS))),
    ((loss(of("mugs", "6"), of("mugs", "6")),), (loss(MUGS),)),
    ((loss(MUGS, entry_date="2026-10-06"),), (loss(MUGS),)),
    ((loss(MUGS, note="dropped"),), (loss(MUGS, reason_quote="went"),)),
    ((loss(MUGS, lines={"side": "debit", "role": "loss", "words": "Inventory Shrinkage"}),), (loss(MUGS),)),
    ((loss(of("mugs", "some")),), (loss(of("coffee mugs", None)),)),
    ((loss(MUGS), loss(of("mugs", "some"))), (loss(of("mugs", "some")), loss(MUGS))),
]  # fmt: skip


@pytest.mark.parametrize(("model", "rules"), SAME)
def test_the_same_in_other_words_agrees(model: tuple[Any, ...], rules: tuple[Any, ...]) -> None:
    assert differ(model, rules) == [[]] * len(model)
    assert differ(rules, model) == [[]] * len(rules)


ONE_FACT = [
    (loss(of("mugs", "21")), "Quantity of MUG-01: the model reads 21, the rules 12."),
    (loss(of("black desk lamp", "12")), "Item: the model reads LMP-DSK, the rules MUG-01."),
    (loss(MUGS, LAMPS), "Item: the model reads LMP-DSK, the rules nothing."),
    (loss(of("mugs", "12", place="Store")), "Place of MUG-01: the model reads 12 at Store, the rules 12 at Warehouse."),
    (loss(MUGS, entry_date="2026-10-02"), "Date: the model reads 2026-10-02, the rules 2026-10-06."),
    (loss(MUGS) | {"reason": "lost"}, "Reason: the model reads lost, the rules damaged."),
    (loss(MUGS, recoveries=INSURED), "Recovery: the model reads 30.00 owed, the rules nothing."),
    (loss(MUGS, against_allowance="went"), "Reserve used: the model reads 49.80 allowance, the rules nothing."),
    (loss(MUGS, cause="theft", cause_quote="went"), "Account: the model reads 6930, the rules 5050."),
    (
        loss(MUGS, lines={"side": "debit", "role": "loss", "words": "shrinkage", "quote": "hit shrinkage"}),
        "Account: the model reads 5060, the rules nothing.",
    ),
]


@pytest.mark.parametrize(("model", "says"), ONE_FACT)
def test_a_fact_that_differs_is_named_with_both_readings(model: dict[str, Any], says: str) -> None:
    ((said,),) = differ((model,), (loss(MUGS),))
    assert said == says


def test_each_of_several_facts_is_named() -> None:
    model = loss(of("mugs", "21"), entry_date="2026-10-02") | {"reason": "lost"}
    assert differ((model,), (loss(MUGS),)) == [
        [
            "Reason: the model reads lost, the rules damaged.",
            "Date: the model reads 2026-10-02, the rules 2026-10-06.",
            "Quantity of MUG-01: the model reads 21, the rules 12.",
        ]
    ]


def test_an_amount_of_no_goods() -> None:
    model, rules = (loss(value={"total": amount, "quote": amount}) for amount in ("300", "240"))
    assert differ((model,), (rules,)) == [["Amount: the model reads 300.00, the rules 240.00."]]


def test_a_currency_that_only_the_rules_see() -> None:
    own, foreign = read(loss(value={"total": "300"})), read(loss(value={"total": "300", "currency": "GBP"}))
    (said,) = compare(replace(own, other=foreign), "300 pounds of stock went", books(), today=TODAY).by_event
    assert said is not None
    assert said[0].says() == "Outcome: the model reads an entry without a problem, the rules one with foreign_currency."
    blocked = compare(replace(foreign, other=own), "300 pounds of stock went", books(), today=TODAY)
    assert blocked.by_event == ((),)  # by itself


def test_a_draft_beside_a_question_and_a_question_beside_a_draft() -> None:
    asks = loss(of("mugs", "some"))
    ((draft,), (question,)) = (said for pair in (((loss(MUGS),), (asks,)), ((asks,), (loss(MUGS),))) for said in differ(*pair))
    entry = "12 of MUG-01, 49.80 damaged on 2026-10-06"
    assert draft.startswith(f"Quantity: the model reads {entry}, the rules a question (")
    assert question.startswith("Quantity: the model reads a question (")
    assert question.endswith(f", the rules {entry}.")


def test_questions_about_the_same_still_compare_what_was_read() -> None:
    asks = loss(of("mugs", "some"), entry_date="2026-10-02")
    assert differ((asks,), (loss(of("mugs", "some")),)) == [["Date: the model reads 2026-10-02, the rules 2026-10-06."]]


def test_an_event_that_only_the_model_has_is_held_against_its_own_draft() -> None:
    alone, shared = differ((loss(LAMPS), loss(MUGS)), (loss(MUGS),))
    assert alone == ["Events: the model reads 4 of LMP-DSK, 73.60 damaged on 2026-10-06, the rules nothing."]
    assert shared == []


def test_an_event_that_only_the_rules_have_is_held_against_every_draft() -> None:
    lost = "Events: the model reads nothing, the rules 4 of LMP-DSK, 73.60 damaged on 2026-10-06."
    lamps = loss(LAMPS)
    hammers = loss(of("claw hammer", "4"))
    assert differ((loss(MUGS), hammers), (loss(MUGS), hammers, lamps)) == [[lost], [lost]]


def test_an_event_taken_twice_is_held_against_both() -> None:
    twice = "Quantity of MUG-01: the model reads 24, the rules 12."
    assert differ((loss(MUGS), loss(MUGS)), (loss(MUGS),)) == [[twice], [twice]]


def test_goods_that_went_from_one_event_to_another() -> None:
    lost = loss(LAMPS) | {"reason": "lost"}
    both = loss(MUGS, LAMPS)
    assert all(differ((both, lost), (loss(MUGS), loss(LAMPS, LAMPS) | {"reason": "lost"})))


def test_where_the_model_has_no_event_the_text_says_what_it_missed() -> None:
    found = compared((), (loss(MUGS),))
    assert found.by_event == ()
    assert [said.says() for said in found.missed] == [
        "Events: the model reads nothing, the rules 12 of MUG-01, 49.80 damaged on 2026-10-06."
    ]


def test_one_reading_alone_is_compared_with_nothing() -> None:
    assert compare(read(loss(MUGS)), TEXT, books(), today=TODAY).by_event == (None,)
