"""What a command imports: nothing heavy before it is needed, for a person waits for every import at every command."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "aiohttp", "alembic", "fastapi", "hypothesis", "instructor", "intuitlib", "jinja2", "numpy", "openai", "pytest", "quickbooks",
    "requests", "vcr",
}  # fmt: skip
FOR_BOOKS = {"pydantic", "psycopg", "rapidfuzz", "sqlalchemy", "sqlite3", "sqlmodel", "text_to_num"}
FOR_DRAFTS = {"pydantic", "psycopg", "sqlmodel"}
# Of our own: what is asked of the books elsewhere, and what goes out to a company.
OURS = {
    "assistant.adapters.sql.parts", "assistant.adapters.sql.posting", "assistant.practice", "assistant.stages.rail",
    "assistant.syncing",
}  # fmt: skip
PROGRAM = """
import sys
from assistant.surfaces.cli.main import run
code = run(sys.argv[1:])
loaded = {name for name, module in sys.modules.items() if getattr(module, "__file__", None)}
loaded |= {name.partition(".")[0] for name in loaded}
print("IMPORTED", code, *sorted(loaded))
"""


def imported(*words: str) -> tuple[int, set[str]]:
    """The exit code, and the packages and modules that the command line imported."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True)
    code, *names = done.stdout.rpartition("IMPORTED")[2].split()
    return int(code), set(names)


def test_help_imports_neither_database_nor_matching() -> None:
    code, names = imported("--help")
    assert code == 0
    assert names & (HEAVY | FOR_BOOKS | OURS) == set()
    assert not [name for name in names if name.startswith(("assistant.books", "assistant.stages", "assistant.readers"))]


@pytest.mark.parametrize("words", [["draft", "write off $40 of damaged stock"], ["queue"], ["stock"], ["trial-balance"]])
def test_everyday_commands_import_nothing_heavy(words: list[str], books: Path) -> None:
    code, names = imported("--books", str(books), "--as", "ana", "--today", "2026-10-02", *words)
    assert code == 0
    assert names & (HEAVY | FOR_DRAFTS) == set()


def test_a_draft_takes_up_only_what_drafts_are_made_with(books: Path) -> None:
    words = ["--books", str(books), "--as", "ana", "--today", "2026-10-02", "draft", "write off $40 of damaged stock"]
    code, names = imported(*words)
    assert code == 0
    assert names & OURS == set()
