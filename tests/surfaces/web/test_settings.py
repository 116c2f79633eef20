"""The settings over HTTP: each one changed and read back, refused beside its field, and never over what somebody else set."""

import pytest

from assistant.books.money import Money
from assistant.wiring import rules_reader
from tests.surfaces.firm import ADA, BEA, CAL, DEE, EVE, FAY, HARDWARE, TODAY, Firm
from tests.surfaces.web.settings import (
    HOME,
    MARKUP,
    faults,
    field,
    notices,
    policy_of,
    send,
    set_group,
    told,
    version_of,
    words_of,
)

PAGES = ("", "/accounts", "/reasons", "/evidence", "/plan", "/quickbooks", "/memory")


@pytest.mark.parametrize(
    ("group", "name", "value", "kept", "says"),
    [
        ("limits", "routine_limit", "1,750.00", "1750.00", "Routine limit: 500.00 → 1,750.00."),
        ("limits", "two_pairs_above", "0", "0.00", "Second pair of eyes above: one person may draft and approve → 0.00."),
        ("booking", "write_down_method", "direct", "direct", "through an allowance → straight from inventory"),
        ("booking", "unusual_in", "cost_of_sales", "cost_of_sales", "Unusual losses stand in: expenses → cost of goods sold."),
        ("booking", "framework", "ifrs", "ifrs", "Framework: US GAAP → IFRS."),
        ("booking", "main_inventory", "", None, "1200 Inventory → the inventory account with the largest balance"),
        ("booking", "tax_rate", "7.25", "7.25", "the rates that are usual for this currency → 7.25"),
        ("stock", "stock_kept_by", "other", "other", "Stock is kept by: these books → another system."),
        ("stock", "cost_tolerance", "0.5% 2.50", "0.5% 2.5", "1% 5 → 0.5% 2.5"),
        ("stock", "manual_clearing", "1300", "1300", "→ 1300 Vendor Credits Receivable"),
        ("model", "model", "local", "local", "no language model → a model on our own network"),
        ("look", "colour", "205", 205, "Colour: made of the client's name → blue."),
    ],
)  # fmt: skip
def test_each_setting_is_changed_told_and_read_back(
    firm: Firm, group: str, name: str, value: str, kept: object, says: str
) -> None:
    before = words_of(firm)
    page = set_group(firm, ADA, group, **{name: value})
    assert (page.status, page.path) == (200, HOME)
    assert says in notices(page)[0]
    assert words_of(firm) == before | {name: kept}
    trail = told(firm.client(EVE).get(HOME))
    assert "ada" in trail[trail.index("Last changes") :]


def test_what_cannot_be_stands_beside_its_field_and_nothing_is_saved(firm: Firm) -> None:
    page = set_group(firm, ADA, "limits", routine_limit="12 dollars", two_pairs_above="900")
    assert page.status == 422
    assert any("12 dollars" in fault for fault in faults(page))
    assert (field(page, "routine_limit"), field(page, "two_pairs_above")) == ("12 dollars", "900")
    assert policy_of(firm).two_pairs_above is None


@pytest.mark.parametrize(
    ("group", "fields"),
    [
        ("limits", {"routine_limit": ["", "-1"], "two_pairs_above": ["-0.01", "1e3"]}),
        ("booking", {"framework": ["hgb"], "tax_rate": ["100"], "main_inventory": ["9999"]}),
        ("stock", {"cost_tolerance": ["some"], "manual_clearing": ["1200"], "stock_kept_by": ["nobody"]}),
        ("model", {"model": ["any"]}), ("look", {"colour": ["400", "²"]}),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused(firm: Firm, group: str, fields: dict[str, list[str]]) -> None:
    before = words_of(firm)
    for name, value in ((name, value) for name, values in fields.items() for value in values):
        page = set_group(firm, ADA, group, **{name: value})
        assert (page.status, len(faults(page)), words_of(firm)) == (422, 1, before), (name, value)


def test_what_was_fixed_at_opening_is_told_and_not_taken(firm: Firm) -> None:
    page = set_group(firm, ADA, "booking", cost_method="fifo", inventory_system="periodic")
    assert words_of(firm)["cost_method"] == "weighted_average"
    assert "It was fixed when these books were opened." in told(page)
    assert notices(page) == ["Nothing was changed."]


def test_a_form_of_earlier_settings_is_refused_and_shown_anew_with_what_changed(firm: Firm) -> None:
    seen = version_of(firm)
    set_group(firm, ADA, "limits", routine_limit="750")
    page = firm.client(ADA).post(f"{HOME}/policy", seen=str(seen), group="limits", routine_limit="900", two_pairs_above="")
    assert page.status == 409
    assert "Routine limit: 500.00 → 750.00." in told(page)
    assert (field(page, "routine_limit"), field(page, "seen")) == ("750.00", str(seen + 1))
    assert policy_of(firm).routine_limit == Money(750_00, "USD")


def test_a_form_that_does_not_say_what_it_saw_is_refused(firm: Firm) -> None:
    for seen in ("", "0", "-1", "x", "99999999999999999999", "1.0"):
        page = firm.client(ADA).post(f"{HOME}/policy", seen=seen, group="limits", routine_limit="900")
        assert (page.status, policy_of(firm).routine_limit.minor) == (409, 500_00), seen


@pytest.mark.parametrize("page", PAGES)
def test_each_role_may_look_and_owners_alone_may_change(firm: Firm, page: str) -> None:
    for person in (BEA, CAL, EVE):
        shown = firm.client(person).get(HOME + page)
        assert shown.status == 200
        if page != "/memory" or person != BEA:
            assert "You may look at these settings." in told(shown)
    assert "You may look at these settings." not in told(firm.client(ADA).get(HOME + page))
    assert firm.client(DEE).get(HOME + page).status == 403
    assert firm.client(FAY).get(HOME + page).status == 404


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("policy", {"group": "limits", "routine_limit": "1"}), ("closing", {"books_closed_through": "2026-09-30"}),
        ("standing", {"auto_approve_above": "0.97", "meant": "yes"}), ("accounts", {"damaged.routine": "5050"}),
        ("reasons", {"reason": "lost", "do": "add", "new": "Count"}), ("evidence", {"evidence_required_above": "1"}),
        ("plan", {"feature": "api"}), ("quickbooks/connect", {}), ("quickbooks/disconnect", {"typed": "Corner Hardware"}),
    ],
)  # fmt: skip
def test_nobody_else_changes_them(firm: Firm, path: str, form: dict[str, str]) -> None:
    before = version_of(firm)
    refused = {person: send(firm, person, f"{HOME}/{path}", **form).status for person in (BEA, CAL, DEE, EVE, FAY)}
    assert refused == {BEA: 403, CAL: 403, DEE: 403, EVE: 403, FAY: 404}
    assert version_of(firm) == before


def test_markup_in_a_field_stays_words(firm: Firm) -> None:
    for group, name in (("limits", "routine_limit"), ("stock", "cost_tolerance"), ("booking", "framework"), ("look", "colour")):
        page = set_group(firm, ADA, group, **{name: MARKUP})
        assert page.status == 422
        assert MARKUP not in page.text
        assert "&lt;img src=x" in page.text


def test_a_group_that_is_none_is_refused(firm: Firm) -> None:
    assert set_group(firm, ADA, "nothing", routine_limit="1").status == 422


def test_the_colour_is_that_of_every_page_of_the_client(firm: Firm) -> None:
    set_group(firm, ADA, "look", colour="140")
    for person in (ADA, CAL):
        assert 'style="--hue: 140"' in firm.client(person).get(HOME).text
        assert 'style="--hue: 140"' in firm.client(person).get("/clients").text


# ── Closing date ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_books_close_and_reopen_only_where_that_is_said(firm: Firm) -> None:
    page = send(firm, ADA, f"{HOME}/closing", books_closed_through="2026-09-30")
    assert notices(page) == ["Books closed through: 2026-06-30 → 2026-09-30."]
    refused = send(firm, ADA, f"{HOME}/closing", books_closed_through="2026-07-31")
    assert refused.status == 409
    assert "would reopen days after it. To reopen days that were closed, tick the box" in faults(refused)[0]
    assert field(refused, "books_closed_through") == "2026-07-31"
    send(firm, ADA, f"{HOME}/closing", books_closed_through="2026-07-31", reopen="yes")
    assert words_of(firm)["books_closed_through"] == "2026-07-31"


def test_a_closing_names_the_open_drafts_that_it_shuts_out(firm: Firm) -> None:
    draft = firm.house.bookkeeper(rules_reader()).draft(HARDWARE, "2 mugs broke on 2026-09-12", by=ADA, today=TODAY).drafts[0].id
    page = send(firm, ADA, f"{HOME}/closing", books_closed_through="2026-09-30")
    assert "1 open draft is dated up to then and cannot be posted as it stands:" in page.text
    assert f'<a href="/c/{HARDWARE}/drafts/{draft}">{draft}</a>' in page.text


def test_a_day_that_cannot_close_is_refused(firm: Firm) -> None:
    for said in ("", "2026-10-06", "2027-01-01", "soon", "2026-02-30", MARKUP):
        page = send(firm, ADA, f"{HOME}/closing", books_closed_through=said)
        assert (page.status, len(faults(page)), MARKUP in page.text) == (422, 1, False), said
        assert words_of(firm)["books_closed_through"] == "2026-06-30"


# ── Standing approval ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_standing_approval_tells_what_was_measured_and_is_taken_at_somebodys_word(firm: Firm) -> None:
    refused = send(firm, ADA, f"{HOME}/standing", auto_approve_above="0.97")
    assert (refused.status, policy_of(firm).standing_approval) == (422, None)
    assert "Tick the box" in faults(refused)[0]
    page = send(firm, ADA, f"{HOME}/standing", auto_approve_above="0.97", meant="yes")
    standing = policy_of(firm).standing_approval
    assert standing is not None
    assert (str(standing.above), standing.set_by) == ("0.97", ADA)
    measured = told(page)
    assert "drafts were right on books that nothing was fitted on: at least" in measured
    assert "in the name of ada" in measured
    send(firm, ADA, f"{HOME}/standing", auto_approve_above="")
    assert policy_of(firm).standing_approval is None


def test_a_confidence_that_cannot_stand_is_refused(firm: Firm) -> None:
    for said in ("1", "0.49", "0.975", "NaN", "-0.97", "0,97", MARKUP):
        page = send(firm, ADA, f"{HOME}/standing", auto_approve_above=said, meant="yes")
        assert (page.status, len(faults(page)), policy_of(firm).standing_approval) == (422, 1, None), said


def test_a_foreign_form_changes_nothing(firm: Firm) -> None:
    hand = firm.client(ADA)
    answer = hand.http.post(f"{HOME}/policy", data={"csrf": "x", "seen": "1", "group": "limits", "routine_limit": "1"})
    assert (answer.status_code, policy_of(firm).routine_limit.minor) == (403, 500_00)
