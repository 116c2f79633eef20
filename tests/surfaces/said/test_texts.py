"""What is pasted or handed in, taken apart: lines, paragraphs, tables, count sheets; and how it looks."""

from datetime import UTC, date, datetime

import pytest

from assistant.books.batch import ReadAs
from assistant.books.evidence import Handed
from assistant.books.proposal import DateOrder, ReadingContext
from assistant.errors import BadFile, WrongUsage
from assistant.surfaces.said.given import Told, batch_of
from assistant.surfaces.said.texts import Split, as_it_looks, is_count_sheet, read_texts

CONTEXT = ReadingContext(date(2026, 10, 2), DateOrder.MDY, "USD")
LETTER = "Hi Priya,\nthe pallet came down on Friday.\n12 mugs are gone."
WRAPPED = "On Friday the forklift driver backed into the racking and\nbroke twelve of the mugs, which we threw away."


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("12 mugs smashed", Split.NONE), ("12 mugs smashed\n3 lamps stolen\n", Split.LINE), ("", Split.NONE),
        ("12 mugs smashed\n\n3 lamps stolen", Split.LINE), ("12 mugs smashed\nin the store.\n\n3 lamps stolen", Split.BLANK),
        (LETTER, Split.NONE), (WRAPPED, Split.NONE), ("Lost in the flood:\n- 12 mugs\n- 3 lamps", Split.NONE),
        ("lost 12 mugs\nlost 3 lamps\nlost 2 hammers", Split.LINE),
    ],
)  # fmt: skip
def test_how_a_paste_looks(text: str, looks: Split) -> None:
    assert as_it_looks(text) is looks


@pytest.mark.parametrize(
    "heading",
    ["sku,counted,place,date", "Item;Counted;Location;Date", "name\tcount\tplace\tdate", "SKU,Counted Qty,location,date"],
)
def test_a_count_sheet_however_its_columns_are_called(heading: str) -> None:
    mark = "\t" if "\t" in heading else ";" if ";" in heading else ","
    data = f"{heading}\n{mark.join(('MUG-01', '96', 'Store', '2026-10-01'))}\n".encode()
    found = read_texts(data, "count.csv", Split.NONE, 1000, CONTEXT)
    assert (found.texts, found.rows) == (("sku: MUG-01; counted: 96; place: Store; date: 2026-10-01",), True)
    assert is_count_sheet(data, "count.csv")


def test_what_is_no_table_is_no_count_sheet() -> None:
    assert not is_count_sheet(b"counted\r\x01\"", "count.txt")
    assert not is_count_sheet(b"\x01\r\x01", "count.csv")
    assert is_count_sheet(b"sku,counted\rMUG-01,96\r", "count.csv")  # lines as old spreadsheets end them


def test_a_row_that_was_not_counted_is_said_and_costs_no_other() -> None:
    found = read_texts(b"sku,counted\nMUG-01,\nHAM-16,0\nSAW,some\n", "count.csv", Split.NONE, 1000, CONTEXT)
    assert found.texts[1] == "sku: HAM-16; counted: 0"
    assert "column counted: is empty" in found.faults[0].says
    assert "'some' is no number of goods counted" in found.faults[2].says


def test_a_row_says_what_left_or_what_was_counted_and_not_both() -> None:
    with pytest.raises(BadFile, match="says both what was counted and what left"):
        read_texts(b"sku,quantity,counted\nMUG-01,3,96\n", "both.csv", Split.NONE, 1000, CONTEXT)
    with pytest.raises(BadFile, match="nor the columns 'sku' and 'quantity'"):
        read_texts(b"sku,place\nMUG-01,Store\n", "neither.csv", Split.NONE, 1000, CONTEXT)


def told(text: str = "", *, key: str = "k", by: str = "cal", day: int = 2, split: Split | None = None, **files: bytes) -> str:
    lists = tuple(Handed(f"{name}.csv", "text/csv", content) for name, content in files.items())
    said = Told(text, lists, split, key, by, datetime(2026, 10, day, tzinfo=UTC), date(2026, 10, day))
    return batch_of(said, 1000, lambda: CONTEXT).id


def test_the_same_giving_is_known_again_and_the_same_words_may_be_said_twice() -> None:
    assert told("3 mugs broke") == told("3 mugs broke")
    assert told("3 mugs broke") != told("3 mugs broke", key="another form")
    several = "3 mugs broke\n2 lamps broke"
    assert told(several) == told(several, key="another form")
    assert len({told(several), told(several, day=3), told(several, by="bea"), told(several, split=Split.NONE)}) == 4
    assert told(a=b"text\n3 mugs broke\n") == told(a=b"text\n3 mugs broke\n", day=3, by="bea")


def test_a_text_and_lists_are_given_together() -> None:
    lists = (
        Handed("a.csv", "text/csv", b"sku,quantity\nMUG-01,2\n"),
        Handed("b.txt", "text/plain", b"3 lamps stolen\n2 saws lost\n"),
    )
    said = Told("12 mugs smashed", lists, None, "k", "cal", datetime(2026, 10, 2, tzinfo=UTC), CONTEXT.today)
    batch = batch_of(said, 1000, lambda: CONTEXT)
    assert [(each.text, each.read_as) for each in batch.texts] == [
        ("12 mugs smashed", ReadAs.WORDS), ("sku: MUG-01; quantity: 2", ReadAs.CELLS), ("3 lamps stolen", ReadAs.WORDS),
        ("2 saws lost", ReadAs.WORDS),
    ]  # fmt: skip
    assert batch.title == "a.csv, b.txt"


def test_a_text_of_several_that_is_too_long_keeps_its_place_with_its_fault() -> None:
    said = Told(f"3 mugs broke\n{'x' * 2000}", (), Split.LINE, "k", "cal", datetime(2026, 10, 2, tzinfo=UTC), CONTEXT.today)
    first, second = batch_of(said, 1000, lambda: CONTEXT).texts
    assert (first.to_draft, second.to_draft) == (True, False)
    assert second.fault is not None
    assert second.fault.lasting


def test_more_texts_than_can_be_given_at_once_are_refused() -> None:
    with pytest.raises(WrongUsage, match="2,001 texts"):
        told("\n".join(f"{n} mugs broke" for n in range(2001)))
