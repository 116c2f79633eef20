"""What an owner settles: the account for each reason, limits, the closing day, people; the trail keeps what it was before."""

import pytest

from tests.terminal import Terminal

OWN_USE = ("2 desk lamps used at the staff party", "12 of the mugs came in broken, Harlow will credit us in full")


def test_accounts_are_proposed_for_the_thirteen_reasons(writeoff: Terminal) -> None:
    proposals = {told["reason"]: told for told in writeoff("accounts", "--json").document["proposals"]}
    assert len(proposals) == 13
    assert proposals["damaged"]["routine"]["account"] == "5050"
    assert proposals["stolen"]["unusual"]["account"] == "6930"
    assert not any(told["settled"] for told in proposals.values())


def test_accounts_wait_for_a_person(writeoff: Terminal) -> None:
    asked = writeoff("accounts", "--confirm")
    assert asked.code == 5
    assert "5050 Damage & Breakage" in asked.err


def test_settled_accounts_are_policy(writeoff: Terminal) -> None:
    settled = writeoff("accounts", "--confirm", "--yes", "--set", "damaged.unusual=Casualty Loss", "--json")
    assert settled.code == 0
    assert settled.document["accounts_by_reason"]["damaged"] == {"routine": "5050", "unusual": "6940"}
    assert writeoff("policy", "show", "--json").document == settled.document
    proposals = writeoff("accounts", "--json").document["proposals"]
    assert [told["reason"] for told in proposals if not told["settled"]] == ["internal_use", "supplier_error"]


def test_what_facts_choose_is_settled_only_by_name(writeoff: Terminal) -> None:
    """Rules 2 and 3: the staff's party is no office supply, and a supplier's credit no loss, once accounts are settled."""
    before = [writeoff("draft", text, "--json").document["texts"][0]["drafts"][0]["lines"] for text in OWN_USE]
    writeoff("accounts", "--confirm", "--yes")
    after = [writeoff("draft", text, "--json").document["texts"][0]["drafts"][0]["lines"] for text in OWN_USE]
    assert [[line["account"] for line in lines] for lines in after] == [[line["account"] for line in lines] for lines in before]
    assert "internal_use and supplier_error stay open" in writeoff("accounts", "--confirm").err
    named = writeoff("accounts", "--confirm", "--set", "internal_use=6150", "--json").document["accounts_by_reason"]
    assert named["internal_use"] == {"routine": "6150", "unusual": "6150"}


def test_one_account_settles_both_sides(writeoff: Terminal) -> None:
    settled = writeoff("accounts", "--confirm", "--set", "expired=5070", "--json").document["accounts_by_reason"]
    assert settled == {"expired": {"routine": "5070", "unusual": "5070"}}


@pytest.mark.parametrize(
    ("said", "code", "says"),
    [
        ("damaged=1200", 2, "cannot take what is damaged"),
        ("damaged=5190", 2, "inactive"),
        ("damaged=9999", 2, "There is no account"),
        ("broken=5050", 2, "names no reason"),
        ("damaged", 2, "names no reason"),
    ],
)
def test_an_account_that_may_not_stand_there_is_refused(writeoff: Terminal, said: str, code: int, says: str) -> None:
    refused = writeoff("accounts", "--confirm", "--set", said)
    assert (refused.code, says in refused.err) == (code, True)


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("routine_limit", "1,750.00", "1750.00"),
        ("write_down_method", "direct", "direct"),
        ("main_inventory", "1200", "1200"),
        ("unusual_in", "cost_of_sales", "cost_of_sales"),
        ("model", "local", "local"),
    ],
)
def test_a_key_of_the_policy_is_set(writeoff: Terminal, key: str, value: str, shown: str) -> None:
    assert writeoff("policy", "set", key, value, "--json").document[key] == shown


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("routine_limit", "-3"), ("routine_limit", "1e9"), ("routine_limit", "0.001"), ("routine_limit", ""), ("model", "any"),
        ("main_inventory", "5050x"), ("cost_method", "fifo"), ("books_closed_through", "2026-09-30"), ("colour", "red"),
        ("accounts_by_reason", "5050"), ("routine_limit.x", "5"),
    ],
)  # fmt: skip
def test_a_key_that_is_none_or_a_value_that_does_not_fit_is_refused(writeoff: Terminal, key: str, value: str) -> None:
    before = writeoff("policy", "show", "--json").document
    assert writeoff("policy", "set", key, value).code == 2
    assert writeoff("policy", "show", "--json").document == before


def test_books_close_and_reopen_only_where_that_is_said(writeoff: Terminal) -> None:
    assert writeoff("close", "2026-09-30", "--json").document["books_closed_through"] == "2026-09-30"
    assert writeoff("close", "2026-08-31").code == 1
    assert writeoff("close", "2026-08-31", "--reopen", "--json").document["books_closed_through"] == "2026-08-31"
    assert writeoff("close", "2026-10-02").code == 2  # today is not over


def test_roles_allow_what_they_say(writeoff: Terminal) -> None:
    for name, role in (("tom", "auditor"), ("rita", "reporter")):
        assert writeoff("user", "add", name, "--role", role).code == 0
    assert writeoff("stock", "MUG-01", person="tom").code == 0
    assert writeoff("close", "2026-09-30", person="tom").code == 3
    assert writeoff("user", "add", "tom", "--role", "owner", person="tom").code == 3
    assert writeoff("queue", person="rita").code == 3
    assert writeoff("queue", person="nobody").code == 3
    assert writeoff("user", "add", "ana", "--role", "auditor").code == 1  # an owner does not lock themselves out


def test_the_trail_keeps_what_was_settled_before(writeoff: Terminal) -> None:
    writeoff("policy", "set", "routine_limit", "750")
    event = writeoff("audit", "export", "--json").document["rows"][-1]
    assert (event["what"], event["who"]) == ("policy.set", "ana")
    assert event["detail"] == {"before": {"routine_limit": "500.00"}, "after": {"routine_limit": "750.00"}}
    assert writeoff("audit", "verify").code == 0
