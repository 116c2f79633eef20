"""What QuickBooks will be sent, before approval: shown, asked about, overridden by an owner, and held to what was approved."""

from typing import Any

import pytest

from tests.terminal import Terminal

WAITS = 5  # for a person, who confirms what matched


@pytest.fixture
def connected(writeoff: Terminal) -> Terminal:
    """The shop connected to its practice company, everything there linked and confirmed."""
    assert [writeoff("qbo", word).code for word in ("connect", "pull", "confirm")] == [0, WAITS, 0]
    return writeoff


def drafted(writeoff: Terminal, text: str) -> dict[str, Any]:
    (draft,) = writeoff("draft", text, "--json").document["texts"][0]["drafts"]
    found: dict[str, Any] = draft
    return found


def test_a_draft_shows_its_documents_with_reasons_and_since_when(connected: Terminal) -> None:
    ran = connected("draft", "12 mugs at the warehouse were smashed, the insurer agreed to pay 30.00")
    page = ran.out
    assert "QuickBooks will be sent (Corner Hardware, as pulled " in page
    assert "A  inventory adjustment, against 5050 Damage & Breakage" in page
    assert "-12 each  MUG-01  @ Warehouse  about -49.80" in page
    assert "B  journal entry, after A" in page
    assert "an adjustment takes out the units at its own cost" in page
    assert "Costs are estimates until QuickBooks' own are read back." in page
    told = connected("show", "D-1", "--json").document["plan"]
    assert [(each["part"], each["kind"], each["account"], each["after"]) for each in told["documents"]] == [
        ("A", "InventoryAdjustment", "5050", None),
        ("B", "JournalEntry", None, "A"),
    ]
    assert told["documents"][0]["goods"][0]["value"] == "-49.80"
    assert (told["hold"], told["estimated"], told["through"]) == (None, True, "5050")


def test_books_without_a_company_have_no_plan(writeoff: Terminal) -> None:
    assert drafted(writeoff, "12 mugs at the warehouse were smashed")["plan"] is None


def test_an_amount_on_tracked_goods_asks_which_and_is_not_approved(connected: Terminal) -> None:
    draft = drafted(connected, "write off $49.80 of damaged stock")
    (problem,) = draft["problems"]
    assert (draft["state"], problem["code"]) == ("blocked", "goods_needed")
    for way in ("(12 MUG-01): writeoff revise D-1 --offer 1", "--kind allowance", "writeoff override D-1"):
        assert way in problem["remedy"]
    assert (draft["plan"]["documents"], draft["plan"]["hold"]["reason"]) == ([], "goods_needed")
    refused = connected("approve", "D-1")
    assert refused.code == 1
    assert "writeoff revise D-1 --offer 1" in refused.out


@pytest.mark.parametrize(
    ("ways", "kinds"),
    [(("--offer", "1"), ["InventoryAdjustment"]), (("--kind", "allowance"), ["JournalEntry"])],
)
def test_taken_goods_and_an_allowance_are_ways_out(connected: Terminal, ways: tuple[str, str], kinds: list[str]) -> None:
    drafted(connected, "write off $49.80 of damaged stock")
    revised = connected("revise", "D-1", *ways, "--json").document
    assert revised["state"] == "waiting"
    assert [each["kind"] for each in revised["plan"]["documents"]] == kinds
    assert connected("approve", "D-1").code == 0


def test_an_owner_overrides_with_a_reason_that_stays(connected: Terminal) -> None:
    drafted(connected, "write off $49.80 of damaged stock")
    assert connected("user", "add", "tom", "--role", "approver").code == 0
    assert connected("override", "D-1", "--because", "no count is possible", person="tom").code == 3
    assert connected("override", "D-1", "--because", " ").code == 2
    draft = connected("override", "D-1", "--because", "no count is possible", "--json").document
    assert (draft["state"], [each["code"] for each in draft["warnings"]]) == ("waiting", ["goods_overridden"])
    assert draft["plan"]["overridden"] == "no count is possible"
    assert [each["kind"] for each in draft["plan"]["documents"]] == ["JournalEntry"]
    assert connected("override", "D-1", "--because", "again").code == 1
    revised = connected("revise", "D-1", "--amount", "240.00", "--json").document
    assert (revised["state"], revised["plan"]["overridden"]) == ("blocked", None)
    connected("override", "D-1", "--because", "the auditors agree")
    assert connected("approve", "D-1", person="tom").code == 0
    trail = connected("show", "D-1", "--json").document["trail"]
    assert [event["what"] for event in trail].count("draft.overridden") == 2


def test_what_went_by_an_override_is_taken_back_by_one(connected: Terminal) -> None:
    """The journal that takes it back moves the account and no quantity either: the owner says so once more, before or after."""
    for amount, draft, entry, back in (("49.80", "D-1", "WO-1001", "D-2"), ("41.50", "D-3", "WO-1003", "WO-1004")):
        drafted(connected, f"write off ${amount} of damaged stock")
        connected("override", draft, "--because", "no count is possible")
        assert connected("approve", draft).code == 0
        assert connected("sync").code == 0
        approves = ("--approve",) if back == "WO-1004" else ()
        connected("reverse", entry, "--because", "counted now", *approves)
        if approves:
            (held,) = connected("sync", "--json").document["held"]
            assert f'writeoff override {back} --because "..."' in held["remedy"]
        else:
            (warning,) = connected("show", back, "--json").document["warnings"]
            assert f'writeoff override {back} --because "..."' in warning["remedy"]
        assert connected("override", back, "--because", "it takes back what went so").code == 0
        if not approves:
            assert connected("approve", back).code == 0
        assert connected("sync").code == 0
        assert connected("qbo", "reconcile", "--json").document["differences"] == []


def test_nothing_is_overridden_that_needs_it_not(connected: Terminal) -> None:
    drafted(connected, "12 mugs at the warehouse were smashed")
    refused = connected("override", "D-1", "--because", "just so", "--json")
    assert (refused.code, refused.document["error"]["code"]) == (1, "refused")


def test_what_is_not_confirmed_is_a_warning_and_another_plan_is_shown_again(writeoff: Terminal) -> None:
    assert [writeoff("qbo", word).code for word in ("connect", "pull")] == [0, WAITS]
    draft = drafted(writeoff, "12 mugs at the warehouse were smashed")
    assert [each["code"] for each in draft["warnings"]] == ["held_in_quickbooks"]
    assert writeoff("qbo", "confirm").code == 0
    assert writeoff("policy", "set", "stock_kept_by", "other").code == 0
    moved = writeoff("approve", "D-1", "--json")
    (problem,) = moved.document["refused"][0]["problems"]
    assert (moved.code, problem["code"]) == (1, "changed_since_shown")
    assert "no longer send QuickBooks what you saw" in problem["says"]
    shown = writeoff("show", "D-1", "--json").document
    assert [each["kind"] for each in shown["plan"]["documents"]] == ["Task"]
    assert writeoff("approve", "D-1").code == 0


def test_a_class_is_one_that_the_company_has(connected: Terminal, writeoff: Terminal) -> None:
    drafted(connected, "12 mugs at the warehouse were smashed")
    refused = connected("revise", "D-1", "--class", "Retail")
    assert refused.code == 2
    assert "no active class 'Retail'" in refused.err


def test_a_class_goes_on_the_loss_alone(writeoff: Terminal) -> None:
    drafted(writeoff, "12 mugs at the warehouse were smashed")
    lines = writeoff("revise", "D-1", "--class", "Retail", "--json").document["lines"]
    assert [line["class"] for line in lines] == ["Retail", None]
    assert writeoff("approve", "D-1").code == 0
    (entry,) = writeoff("entries", "--json").document["rows"]
    assert [line["class"] for line in entry["lines"]] == ["Retail", None]
    writeoff("reverse", "WO-1001", "--because", "found", "--approve")
    back = writeoff("entries", "--json").document["rows"][0]
    assert sorted(filter(None, (line["class"] for line in back["lines"]))) == ["Retail"]


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("stock_kept_by", "other", "other"),
        ("cost_tolerance", "0.5% 2.50", "0.5% 2.5"),
        ("manual_clearing", "1310", "1310"),
    ],
)
def test_whose_stock_leads_is_policy(writeoff: Terminal, key: str, value: str, kept: str) -> None:
    assert writeoff("policy", "set", key, value, "--json").document[key] == kept
    assert writeoff("policy", "set", "routine_limit", "750.00", "--json").document[key] == kept


@pytest.mark.parametrize(
    ("key", "value"),
    [("stock_kept_by", "nobody"), ("cost_tolerance", "1"), ("cost_tolerance", "101% 5"), ("manual_clearing", "1200")],
)
def test_a_policy_that_says_nothing_is_refused(writeoff: Terminal, key: str, value: str) -> None:
    assert writeoff("policy", "set", key, value).code == 2


def test_what_was_posted_before_the_connection_is_taken_back_or_overridden(writeoff: Terminal) -> None:
    for amount in ("49.80", "41.50"):
        draft = drafted(writeoff, f"write off ${amount} of damaged stock")
        assert writeoff("approve", draft["id"]).code == 0
    assert [writeoff("qbo", word).code for word in ("connect", "pull", "confirm")] == [0, WAITS, 0]
    held = writeoff("sync", "--json").document["held"]
    assert [(row["entry"], row["reason"]) for row in held] == [("WO-1001", "goods_needed"), ("WO-1002", "goods_needed")]
    assert 'writeoff reverse WO-1001 --because "..."' in held[0]["remedy"]
    assert writeoff("reverse", "WO-1001", "--because", "drafted with its goods", "--approve").code == 0
    plan = writeoff("override", "WO-1002", "--because", "from before the stock was counted", "--json").document["plan"]
    assert [each["kind"] for each in plan["documents"]] == ["JournalEntry"]
    synced = writeoff("sync", "--json").document
    assert [(row["entry"], len(row["documents"])) for row in synced["synced"]] == [("WO-1001", 0), ("WO-1002", 1), ("WO-1003", 0)]
    assert (synced["held"], synced["failed"]) == ([], [])
