"""The example beside a text that was declined can be typed as it stands, whoever the client is."""

from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.books.draft import DraftState
from assistant.books.reading_context import reading_context
from assistant.evaluation.run import walk_text
from assistant.evaluation.suite import Case
from assistant.readers.rules.reader import RulesReader
from assistant.surfaces.render.example import example_text

SAMPLES = sorted(path.name for path in Path("coa_samples").iterdir() if path.is_dir())
TODAY = date(2027, 1, 5)


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_is_drafted_without_a_question_or_a_problem(sample: str) -> None:
    books = read_client(Path("coa_samples") / sample, sample)
    text = example_text(books)
    proposal = RulesReader().interpret(text, reading_context(books, TODAY))
    (draft,) = walk_text(Case("example", sample, TODAY, text), proposal, books)
    assert (draft.state, draft.findings) == (DraftState.WAITING, ())
