"""Events of the trail as sentences, whatever is missing of them and whoever wrote them."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.books.audit import AuditEvent
from assistant.surfaces.render.trail import SENTENCES, kind_words, sentence_of

NOON = datetime(2026, 10, 6, 12, 0, tzinfo=UTC)
ENTRY = {"kind": "write_off", "reason": "damaged", "goods": [["MUG-01", "Warehouse", "-12"]], "state": "waiting"}


def event(what: str, subject: str, **detail: object) -> AuditEvent:
    return AuditEvent(1, NOON, "bea", what, subject, detail, "0" * 64, "1" * 64)


@pytest.mark.parametrize(
    ("what", "subject", "detail", "says"),
    [
        ("draft.approved", "D-4", ENTRY, "bea approved D-4: write off, damaged, 12 MUG-01 at Warehouse."),
        ("draft.rejected", "D-4", {"because": "counted again."}, "bea rejected D-4, because “counted again.”."),
        ("draft.drafted", "D-4", {"question": "How many?"}, "bea drafted D-4, which asks: How many?."),
        ("draft.revised", "D-4", {"words": ["", "three of them"], "after": ENTRY},
         "bea revised D-4, saying “three of them”: write off, damaged, 12 MUG-01 at Warehouse."),
        ("entry.posted", "WO-7", {"kind": "cost_variance", "of": "WO-2"}, "bea posted WO-7, the cost variance of WO-2."),
        (
            "journal.imported", "gl.csv", {"entries": 2, "first": "WO-7", "last": "WO-8"},
            "bea imported the journal gl.csv, 2 entries, as WO-7 to WO-8.",
        ),
        ("entry.posted", "WO-7", {"kind": "intake", "memo": "Goods received"}, "bea posted WO-7: intake, “Goods received”."),
        ("entry.synced", "WO-7", {"documents": [{"kind": "JournalEntry", "remote_id": "60"}]},
         "bea brought WO-7 to QuickBooks as JournalEntry Id 60."),
        ("person.role", "cal", {"role": "approver", "limit": "500.00"},
         "bea made cal approver of these books, approving up to 500.00."),
        ("quickbooks.reconciled", "shop", {"differences": [["held", "WO-1"]]},
         "bea compared shop with QuickBooks and found 1 difference."),
        ("policy.set", "shop", {"after": {"routine_limit": "1"}}, "bea set routine limit of shop."),
        ("nothing.known_of", "X", {}, "bea did 'nothing known of' to X."),
    ],
)  # fmt: skip
def test_an_event_is_told(what: str, subject: str, detail: dict[str, object], says: str) -> None:
    assert sentence_of(event(what, subject, **detail)) == says


@pytest.mark.parametrize("what", SENTENCES)
def test_an_event_that_keeps_less_is_told_all_the_same(what: str) -> None:
    assert sentence_of(event(what, "D-4")).startswith("bea ")
    assert kind_words(what).count(".") == 0


def test_what_is_long_is_cut_and_what_turns_the_line_is_shown() -> None:
    told = sentence_of(event("text.read", "T-1", text=f"one\n{'mug ' * 99}\u202e", events=2, reader="rules"))
    assert "…" in told
    assert len(told) < 250
    many = [[f"SKU-{n}", "", "-1"] for n in range(9)]
    assert sentence_of(event("draft.approved", "D-1", goods=many)).endswith("1 SKU-3, and 5 more.")


def test_every_event_that_is_written_has_its_own_sentence() -> None:
    written = re.compile(r'(?:what="|_record\(books, [\w.]+, ")([a-z]+\.[a-z_]+)"')
    found = {name for path in Path("assistant").rglob("*.py") for name in written.findall(path.read_text(encoding="utf-8"))}
    assert "entry.posted" in found
    assert found - set(SENTENCES) == set()
