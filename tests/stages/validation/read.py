"""A text of a hardware shop as a suite's proposals are written, walked to what is found about its entry."""

from datetime import date
from pathlib import Path
from typing import Any

from assistant.adapters.files.client import read_client
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, Reading
from assistant.evaluation.proposal_json import read_proposal
from assistant.walk import Checked, EventRead, walk

TODAY = date(2026, 10, 6)


def hardware() -> ClientBooks:
    return read_client(Path(__file__).parents[3] / "coa_samples" / "corner-hardware", "shop")


def checked(text: str, event: dict[str, Any], books: ClientBooks | None = None) -> Checked:
    """The event walked; a write-off of damaged goods where it says nothing else."""
    (read,) = read_proposal({"events": [{"kind": "write_off", "reason": "damaged", **event}]}, text, "written").events
    outcome = walk(EventRead(read, text, TODAY, Reading("written")), books or hardware(), today=TODAY)
    assert isinstance(outcome, Checked), outcome
    return outcome


def entry_of(text: str, event: dict[str, Any]) -> MappedEntry:
    found = checked(text, event)
    assert not found.blocked, found.findings
    return found.entry


def problems(text: str, event: dict[str, Any], books: ClientBooks | None = None) -> list[str]:
    """'untraced_number: The goods “…” are not named in the text.'"""
    return [f"{found.code}: {found.says}" for found in checked(text, event, books).findings if found.blocks]
