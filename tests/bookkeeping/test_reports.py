"""What a person reads off the books: sides, totals, and a sum that explains each inventory account."""

from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.bookkeeping.reports import holdings, item_history, tie_outs, trial_balance
from assistant.errors import NotFound

SAMPLES = sorted(path.name for path in Path("coa_samples").iterdir() if path.is_dir())


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_trial_balance_differs_by_what_was_accepted_at_opening(sample: str) -> None:
    books = read_client(Path("coa_samples") / sample, sample)
    balance = trial_balance(books)
    accepted = [difference.amount.minor for difference in books.differences if not difference.account]
    assert balance.debits.minor - balance.credits.minor == sum(accepted)
    assert all(not (row.debit and row.credit) for row in balance.rows)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_inventory_account_is_explained_at_opening(sample: str) -> None:
    books = read_client(Path("coa_samples") / sample, sample)
    assert [tie.account.label for tie in tie_outs(books) if tie.unexplained] == []


def test_a_contra_account_stands_on_its_own_side() -> None:
    rows = {row.account.key: row for row in trial_balance(read_client(Path("coa_samples/corner-hardware"), "shop")).rows}
    assert (str(rows["1290"].debit), str(rows["1290"].credit)) == ("0.00", "650.00")
    assert (str(rows["4900"].debit), str(rows["4900"].credit)) == ("2,140.60", "0.00")


def test_an_unknown_item_is_said() -> None:
    books = read_client(Path("coa_samples/corner-hardware"), "shop")
    for ask in (holdings, item_history):
        with pytest.raises(NotFound, match="no item NOPE"):
            ask(books, "NOPE")
