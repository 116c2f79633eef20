"""Drafts in the firm's queue, and what is read of its page."""

import re
from pathlib import Path

from assistant.wiring import rules_reader
from tests.surfaces.firm import CAFE, CAL, HARDWARE, TODAY, Answer, Firm, open_firm

SAID = {
    HARDWARE: (
        "4 mugs were dropped in the shop", "threw out 3 damaged desk lamps", "2 mugs missing from the warehouse",
        "write off $240 of damaged stock", "500 mugs burned", "some mugs got wet",
    ),
    CAFE: ("write off $240 of damaged stock",),
}  # fmt: skip


def fill(firm: Firm, client: str = HARDWARE, texts: tuple[str, ...] = (), by: str = CAL) -> list[str]:
    """The ids of what the texts came to: of the hardware shop's own D-1 to D-4 wait, D-5 has a problem, D-6 asks."""
    keeper = firm.house.bookkeeper(rules_reader())
    texts = texts or SAID[client]
    return [draft.id for text in texts for draft in keeper.draft(client, text, by=by, today=TODAY).drafts]


def fill_once(folder: Path) -> Path:
    """Both clients' drafts in new books: made once, for each test to have its copy."""
    firm = Firm(open_firm(folder), folder)
    fill(firm)
    fill(firm, CAFE)
    firm.close()
    return folder


def rows(answer: Answer) -> list[str]:
    """The rows of the page in their order: 'corner-hardware D-1'."""
    found = re.findall(r'<li class="queued[^>]*data-client="([^"]*)" data-draft="([^"]*)"', answer.text)
    return [" ".join(each) for each in found]


def row(answer: Answer, draft: str, client: str = HARDWARE) -> str:
    begin = rf'<li class="queued[^>]*id="row-{client}-{draft}"'
    found = re.search(rf'{begin}.*?</li>\s*(?=<li class="queued|</ol>|\Z)', answer.text, re.S)
    assert found is not None, f"{draft} is not shown"
    return found.group()


def seen(answer: Answer, draft: str, client: str = HARDWARE) -> str:
    """What the row's button of approval sends: its version and fingerprint."""
    found = re.search(r'name="seen" value="([^"]*)"', row(answer, draft, client))
    assert found is not None, f"{draft} cannot be approved"
    return found.group(1)


def pick(answer: Answer, draft: str, client: str = HARDWARE) -> str:
    return f"{client}/{draft}/{seen(answer, draft, client).split('.')[1]}"
