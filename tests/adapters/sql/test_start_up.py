"""Drafting starts at once: opening books that are there, reading them and keeping a draft imports nothing that takes long."""

import subprocess
import sys
from pathlib import Path

from tests.adapters.sql.pottery import potteries

HEAVY = ("alembic", "instructor", "openai", "psycopg", "pydantic", "quickbooks", "requests", "sqlalchemy.orm", "sqlmodel")
DRAFTING = """
import sys
from datetime import UTC, date, datetime
from assistant.adapters.sql.store import open_books
from assistant.books.draft import Draft, DraftState, Reading
from assistant.books.proposal import Proposal
from assistant.store import DraftQuery, TextRecord

store = open_books(sys.argv[1])
with store.client(*store.clients()[:1]) as books:
    books.books(), books.role_of("ann"), books.texts_of_batch("stock.csv"), books.next_entry_number()
    text = TextRecord(books.next_text_id(), "2 mugs lost", date(2026, 11, 21), Proposal(()), ())
    books.save_text(text)
    now = datetime(2026, 11, 21, tzinfo=UTC)
    books.save_draft(Draft(books.next_draft_id(), "forge", 1, DraftState.WAITING, "2 mugs lost", text.id, None, Reading("rules")))
    books.drafts(DraftQuery(text_id=text.id)), books.posted_for("D-1"), books.draft("D-1")
    books.record(at=now, who="ann", what="draft.drafted", subject="D-1", detail={})
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_drafting_imports_nothing_heavy(tmp_path: Path) -> None:
    with potteries(f"{tmp_path}/books.db"):
        pass
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", DRAFTING, f"{tmp_path}/books.db", *HEAVY]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert (done.stdout.split(), done.stderr) == ([], "")
