"""Two pairs of eyes and limits by amount, asked by the database itself: posted through the store's one door and by plain SQL."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from assistant.adapters.sql.store import SqlStore
from assistant.books.entry import PostedEntry
from assistant.books.people import PersonRole
from assistant.errors import RefusedByBooks
from tests.adapters.sql.pottery import KILN, NOON, broken, draft_of, usd
from tests.adapters.sql.test_constraints import LINE, OPEN_ENTRY, SEAL, run

OWN = "who drafted or revised an entry does not approve it"
ABOVE = "above what its approver may approve"


def drafted(store: SqlStore, units: str, *hands: str) -> PostedEntry:
    """An entry about to be posted for draft D-1, which these people drafted or revised."""
    with store.client("kiln") as books:
        books.save_draft(replace(draft_of(books, units), hands=hands))
    return replace(broken(KILN, units), draft_id="D-1")


def settle(store: SqlStore, **policy: object) -> None:
    with store.client("kiln") as books:
        books.set_policy(replace(books.policy(), **policy), by="ann", at=NOON)  # type: ignore[arg-type]


def post(store: SqlStore, entry: PostedEntry, by: str = "ann") -> None:
    with store.client("kiln") as books:
        books.post(replace(entry, posted_by=by))


def posted(store: SqlStore) -> int:
    with store.client("kiln", reads=True) as books:
        return len(books.books().history.entries)


@pytest.mark.parametrize("hands", [("ann",), ("bob", "ann")], ids=["drafted", "revised"])
def test_whoever_had_a_hand_in_it_does_not_post_it(store: SqlStore, hands: tuple[str, ...]) -> None:
    entry = drafted(store, "2", *hands)
    settle(store, two_pairs_above=usd("0"))
    with pytest.raises(RefusedByBooks, match=OWN):
        post(store, entry)
    assert posted(store) == 0
    post(store, entry, by="cat")
    assert posted(store) == 1


def test_up_to_the_amount_one_person_may_do_both(store: SqlStore) -> None:
    """Two mugs at 4.15 are 8.30."""
    entry = drafted(store, "2", "ann")
    settle(store, two_pairs_above=usd("8.29"))
    with pytest.raises(RefusedByBooks, match=OWN):
        post(store, entry)
    settle(store, two_pairs_above=usd("8.30"))
    post(store, entry)
    assert posted(store) == 1


def test_nobody_posts_above_their_limit(store: SqlStore) -> None:
    entry = drafted(store, "2", "ann")
    with store.client("kiln") as books:
        books.add_person("bob", PersonRole.APPROVER, at=NOON, limit=usd("8.29"))
    with pytest.raises(RefusedByBooks, match=ABOVE):
        post(store, entry, by="bob")
    with store.client("kiln") as books:
        books.add_person("bob", PersonRole.APPROVER, at=NOON, limit=usd("8.30"))
    post(store, entry, by="bob")
    assert posted(store) == 1


def test_a_limit_is_of_one_client(store: SqlStore) -> None:
    with store.client("forge") as books:
        books.add_person("bob", PersonRole.APPROVER, at=NOON, limit=usd("0.01"))
    with store.client("kiln") as books:
        books.add_person("bob", PersonRole.APPROVER, at=NOON)
    post(store, drafted(store, "2", "ann"), by="bob")
    assert posted(store) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM draft_hands WHERE client_id = 'kiln'",
        "UPDATE draft_hands SET person = 'bob' WHERE client_id = 'kiln'",
    ],
)
def test_a_hand_in_a_draft_is_not_wiped_off(store: SqlStore, statement: str) -> None:
    drafted(store, "2", "ann")
    with pytest.raises(IntegrityError, match="had a hand in a draft stays"):
        run(store, statement)


def test_plain_sql_is_refused_too(store: SqlStore) -> None:
    drafted(store, "2", "ann")
    settle(store, two_pairs_above=usd("0"))
    entry = OPEN_ENTRY.replace("brought,", "draft_id, brought,").replace("'eve', false", "'ann', 'D-1', false")
    lines = (LINE.format(1001, 1, "debit", "5050", 500), LINE.format(1001, 2, "credit", "1200", 500))
    with pytest.raises(IntegrityError, match=OWN):
        run(store, *(each.replace("1002", "1001") for each in (entry, *lines, SEAL)))
