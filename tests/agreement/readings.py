"""Two readings of one text as a suite's proposals are written, and what they differ in over a hardware shop's books."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.adapters.files.client import read_client
from assistant.agreement.compare import Comparison, compare
from assistant.books.client_books import ClientBooks
from assistant.books.proposal import Proposal
from assistant.evaluation.proposal_json import read_proposal

SAMPLE = Path(__file__).parents[2] / "coa_samples" / "corner-hardware"
TODAY = date(2026, 10, 6)
TEXT = (
    "On 10/2, not 10/3, 12 mugs, 21 coffee mugs, 4 lamps and $240 or 300 GBP of stock went in the warehouse and the store, "
    "insurer owes 30, hit shrinkage, not damage"
)
Said = Mapping[str, Any]


def loss(*goods: Said, **more: Any) -> dict[str, Any]:
    return {"kind": "write_off", "reason": "damaged", "goods": list(goods), **more}


def of(words: str, quantity: Any, **more: Any) -> dict[str, Any]:
    return {"words": words, "quantity": quantity, **more}


def read(*events: Said) -> Proposal:
    return read_proposal({"events": list(events), **({} if events else {"declined": "Nothing of goods."})}, TEXT, "written")


def books() -> ClientBooks:
    return read_client(SAMPLE, "shop")


def compared(model: tuple[Said, ...], rules: tuple[Said, ...]) -> Comparison:
    return compare(replace(read(*model), other=read(*rules)), TEXT, books(), today=TODAY)


def differ(model: tuple[Said, ...], rules: tuple[Said, ...]) -> list[list[str]]:
    """What each event of the first reading differs in, a sentence a fact."""
    return [[said.says() for said in event or ()] for event in compared(model, rules).by_event]
