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
        ("two_pairs_above", "1,000", "1000.00"),
        ("two_pairs_above", "0", "0.00"),
        ("evidence_required_above", "250", "250.00"),
        ("left_out", "api, model", ["model", "api"]),
        ("colour", "210", 210),
    ],
)
def test_a_key_of_the_policy_is_set(writeoff: Terminal, key: str, value: str, shown: object) -> None:
    assert writeoff("policy", "set", key, value, "--json").document[key] == shown


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("routine_limit", "-3"), ("routine_limit", "1e9"), ("routine_limit", "0.001"), ("routine_limit", ""), ("model", "any"),
        ("main_inventory", "5050x"), ("cost_method", "fifo"), ("books_closed_through", "2026-09-30"), ("colour", "red"),
        ("accounts_by_reason", "5050"), ("routine_limit.x", "5"), ("colour", "360"), ("two_pairs_above", "-1"),
        ("evidence_required_above", "much"), ("left_out", "email"), ("evidence.stolen", "hearsay"), ("evidence.broken", "photo"),
        ("evidence", "photo"), ("sub_reasons.broken", "x"), ("sub_reasons.damaged", "Forklift, forklift"),
        ("sub_reasons.damaged", "x" * 41), ("accounts_by_reason.damaged.sometimes", "5050"),
        ("accounts_by_reason.damaged", "1200"),
    ],
)  # fmt: skip
def test_a_key_that_is_none_or_a_value_that_does_not_fit_is_refused(writeoff: Terminal, key: str, value: str) -> None:
    before = writeoff("policy", "show", "--json").document
    assert writeoff("policy", "set", key, value).code == 2
    assert writeoff("policy", "show", "--json").document == before


def test_what_shows_a_loss_and_its_sub_reasons_are_set_by_reason(writeoff: Terminal) -> None:
    writeoff("policy", "set", "evidence.stolen", "police_report")
    writeoff("policy", "set", "evidence.damaged", "none")
    shown = writeoff("policy", "set", "sub_reasons.damaged", "Forklift,  Power   cut", "--json").document
    assert shown["evidence"] == {"stolen": ["police_report"], "damaged": []}
    assert shown["sub_reasons"] == {"damaged": ["Forklift", "Power cut"]}
    page = writeoff("policy", "show").out
    assert all(words in page for words in ("police_report", "nothing", "Forklift, Power cut"))
    writeoff("policy", "set", "evidence.damaged", "")
    writeoff("policy", "set", "sub_reasons.damaged", "")
    back = writeoff("policy", "set", "evidence.stolen", "incident_note,police_report", "--json").document  # as is usual
    assert (back["evidence"], back["sub_reasons"]) == ({}, {})


def test_an_account_settled_for_a_reason_is_left_to_the_rules_again(writeoff: Terminal) -> None:
    writeoff("policy", "set", "accounts_by_reason.damaged", "5050")
    writeoff("policy", "set", "accounts_by_reason.damaged.unusual", "6940")
    shown = writeoff("policy", "show", "--json").document["accounts_by_reason"]
    assert shown == {"damaged": {"routine": "5050", "unusual": "6940"}}
    assert writeoff("policy", "set", "accounts_by_reason.damaged", "", "--json").document["accounts_by_reason"] == {}


def test_a_setting_leaves_the_others_as_they_are(writeoff: Terminal) -> None:
    before = {"colour": "90", "two_pairs_above": "50", "auto_approve_above": "0.97", "sub_reasons.lost": "Count"}
    for key, value in before.items():
        writeoff("policy", "set", key, value)
    after = writeoff("policy", "set", "tax_rate", "7.5", "--json").document
    kept = (after["colour"], after["two_pairs_above"], after["auto_approve_above"], after["sub_reasons"], after["tax_rate"])
    assert kept == (90, "50.00", "0.97", {"lost": ["Count"]}, "7.5")


def test_a_sub_reason_is_told_wherever_its_entry_is(writeoff: Terminal) -> None:
    writeoff("policy", "set", "sub_reasons.damaged", "Forklift")
    drafted = writeoff("draft", "the forklift crushed 12 mugs in the store", "--json").document["texts"][0]["drafts"][0]
    assert drafted["sub_reason"] == "Forklift"
    assert "sub-reason  Forklift" in writeoff("show", drafted["id"]).out
    number = writeoff("approve", drafted["id"], "--json").document["done"][0]["entry"]
    reversal = writeoff("reverse", number, "--because", "found whole", "--approve", "--json")
    assert reversal.code == 0
    rows = writeoff("entries", "--json").document["rows"]
    assert [row["sub_reason"] for row in rows] == ["Forklift", "Forklift"]
    assert writeoff("entries").out.count("sub-reason  Forklift") == 2


def test_what_the_plan_leaves_out_is_refused_with_who_can_change_it(writeoff: Terminal) -> None:
    writeoff("qbo", "connect")
    writeoff("policy", "set", "auto_approve_above", "0.50")
    writeoff("policy", "set", "left_out", "quickbooks,standing_approval,model")
    for words in (["qbo", "pull"], ["sync"], ["qbo", "connect"], ["policy", "set", "auto_approve_above", "0.90"]):
        refused = writeoff(*words, "--json")
        assert (refused.code, refused.document["error"]["code"]) == (3, "not_in_plan"), words
        assert "ana can switch it on" in refused.document["error"]["remedy"]
    drafted = writeoff("draft", "12 mugs broken in the store", "--json").document["texts"][0]["drafts"][0]
    assert drafted["state"] == "waiting"  # the standing approval stands still
    assert writeoff("approve", drafted["id"]).code == 0  # QuickBooks is not asked before
    assert writeoff("qbo", "disconnect", "--forget").code == 0
    assert writeoff("policy", "set", "left_out", "", "--json").document["left_out"] == []


def test_books_close_and_reopen_only_where_that_is_said(writeoff: Terminal) -> None:
    assert writeoff("close", "2026-09-30", "--json").document["books_closed_through"] == "2026-09-30"
    assert writeoff("close", "2026-08-31").code == 1
    assert writeoff("close", "2026-08-31", "--reopen", "--json").document["books_closed_through"] == "2026-08-31"
    assert writeoff("close", "2026-10-02").code == 2  # today is not over


def test_a_closing_names_the_open_drafts_that_it_shuts_out(writeoff: Terminal) -> None:
    writeoff("draft", "2 mugs broke on 2026-09-12")
    writeoff("draft", "2 mugs broke on 2026-10-01")
    said = writeoff("close", "2026-09-30").out
    assert "Open drafts dated up to then cannot be posted as they stand: D-1." in said


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
    changed = {"before": {"routine_limit": "500.00"}, "after": {"routine_limit": "750.00"}}
    assert event["detail"] == changed | {"rows_sha256": event["detail"]["rows_sha256"]}
    assert writeoff("audit", "verify").code == 0
