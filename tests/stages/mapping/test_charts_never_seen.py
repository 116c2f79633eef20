"""Charts of many trades, countries and habits of naming: what an accountant would book there is what is picked."""

import pytest

from tests.stages.mapping.pages import Asked, asked

ASKED = tuple(asked())


@pytest.mark.parametrize("question", ASKED, ids=[f"{one.page}: {one.says}" for one in ASKED])
def test_what_an_accountant_would_book(question: Asked) -> None:
    assert question.account in question.accounts
