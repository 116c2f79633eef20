"""5,000 operations of small firms: whatever people do and whatever fails, the books are what they must be.

In parts that run beside each other; tests/proof/soak.py does twenty times as many with other seeds. What fails is told with the
command that makes it happen again.
"""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from tests.simulation.firm import OWNER, Amiss, Firm
from tests.simulation.looks import look
from tests.simulation.run import simulated
from tests.simulation.truth import Told

PARTS, OPERATIONS = 5, 1000


@pytest.mark.parametrize("seed", range(1, PARTS + 1))
def test_the_books_are_what_they_must_be_whatever_happens(tmp_path: Path, seed: int) -> None:
    found = simulated(tmp_path, seed, OPERATIONS)
    assert sum(found.done.values()) >= OPERATIONS
    assert found.missed() == []


def test_a_simulation_comes_again_with_its_seed(tmp_path: Path) -> None:
    runs = []
    for part in ("first", "again"):
        (tmp_path / part).mkdir()
        runs.append(simulated(tmp_path / part, 7, 60))
    assert runs[0] == runs[1]


TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
PLANTED = {
    "balances differ": "UPDATE accounts SET balance_minor = balance_minor + 1 WHERE key = '1200'",
    "has the layers": "UPDATE layers SET quantity_micro = quantity_micro - 1000000 WHERE id = 'bowl'",
    "has another policy": "UPDATE policies SET document = replace(document, 'fifo', 'weighted_average')",
    "are reserved": "DELETE FROM draft_stock",
    "the drafts are": "DELETE FROM drafts",
    "does not follow": "INSERT INTO audit_events SELECT client_id, seq + 1, at, who, what, subject, detail, hash || '0', hash"
    " FROM audit_events ORDER BY seq DESC LIMIT 1",
}
"""What a program with mistakes would leave, past the database's own refusals, and past its count of changes."""

WARM = "has another policy"  # than is stored: found where no process began anew


def everything(firm: Firm) -> None:
    firm.catch_up(firm.shops[0])
    look(firm, firm.shops[0])


@pytest.mark.parametrize("says", PLANTED)
def test_the_simulation_finds_what_is_not_as_it_must_be(tmp_path: Path, says: str) -> None:
    with closing(Firm(tmp_path, 1, shops=1, connected=0)) as firm:
        shop = firm.shops[0]
        firm.pending = [Told("damaged", {("MUG", "Shop"): Decimal(3)})]
        firm.keeper().draft(shop.client, "3 mugs broken in the shop", by=OWNER, today=firm.today)
        firm.catch_up(shop)
        look(firm, shop, trail=True)
        with closing(sqlite3.connect(firm.address)) as connection:
            for (trigger,) in connection.execute(TRIGGERS).fetchall():
                connection.execute(f'DROP TRIGGER "{trigger}"')
            connection.execute(PLANTED[says])
            connection.commit()
        for process in range(len(firm.stores) if says != WARM else 0):
            firm.process = process
            firm.restart()
        with pytest.raises(Amiss, match=says):
            everything(firm)
