"""The mapping wizard over HTTP: what the chart proposes, confirmed at once or one by one, refused beside its field."""

import html
import re

import pytest

from assistant.bookkeeping.settling import CHOSEN_BY_FACTS
from assistant.books.policy import ReasonAccounts
from assistant.books.reasons import Reason
from tests.surfaces.firm import ADA, EVE, Answer, Firm
from tests.surfaces.web.settings import HOME, MARKUP, faults, field, policy_of, send, set_group, told, version_of

ACCOUNTS = f"{HOME}/accounts"


def fields_of(page: Answer) -> dict[str, str]:
    """What stands in every field of the wizard, as a browser would send it."""
    names = re.findall(r'<input id="acc-[^"]*" name="([^"]+)"', page.text)
    return {name: field(page, name) for name in names}


def shown(firm: Firm, person: str = ADA) -> Answer:
    return firm.client(person).get(ACCOUNTS)


def test_each_reason_has_its_proposal_why_and_the_next_best(firm: Firm) -> None:
    page = shown(firm)
    fields = fields_of(page)
    assert {Reason(name.split(".")[0]) for name in fields} == set(Reason)
    damaged = (fields["damaged.routine"], fields["damaged.unusual"])
    assert damaged == ("5050 Damage & Breakage", "6910 Inventory Write-Off Expense")
    assert "stolen.routine" not in fields  # out of the ordinary whatever the amount
    assert [fields[f"{reason.value}.routine"] for reason in sorted(CHOSEN_BY_FACTS)] == ["", ""]
    words = told(page)
    assert "COGS account made for damage; within the limit of 500.00" in words
    assert "0 of 11 are settled" in words
    assert 'data-take="6940 Casualty Loss"' in page.text
    assert html.unescape(re.findall(r'<datalist id="accounts-loss">(.*?)</datalist>', page.text)[0]).count("1200 Inventory") == 0


def test_all_are_confirmed_at_once_and_the_facts_keep_their_two(firm: Firm) -> None:
    page = send(firm, ADA, ACCOUNTS, **fields_of(shown(firm)))
    assert (page.status, page.path) == (200, ACCOUNTS)
    settled = policy_of(firm).accounts_by_reason
    assert set(settled) == set(Reason) - CHOSEN_BY_FACTS
    assert settled[Reason.STOLEN] == ReasonAccounts("6930", "6930")
    assert settled[Reason.EXPIRED] == ReasonAccounts("5070", "6910")
    assert "11 of 11 are settled" in told(page)
    assert "more settings were changed." in told(page)


def test_one_is_confirmed_alone_with_what_stands_in_its_fields(firm: Firm) -> None:
    fields = fields_of(shown(firm)) | {"damaged.unusual": "6940", "lost.routine": "nonsense"}
    page = send(firm, ADA, ACCOUNTS, only="damaged", **fields)
    assert policy_of(firm).accounts_by_reason == {Reason.DAMAGED: ReasonAccounts("5050", "6940")}
    assert "Account for damaged, unusual: chosen by the rules → 6940 Casualty Loss." in told(page)


def test_what_is_settled_is_read_back_and_left_to_the_rules_again(firm: Firm) -> None:
    send(firm, ADA, ACCOUNTS, only="damaged", **{"damaged.routine": "casualty loss", "damaged.unusual": ""})
    page = shown(firm, EVE)
    assert (field(page, "damaged.routine"), field(page, "damaged.unusual")) == ("6940 Casualty Loss", "")
    assert "The chart would propose 5050 Damage & Breakage:" in told(page)
    send(firm, ADA, ACCOUNTS, only="damaged", **{"damaged.routine": "", "damaged.unusual": ""})
    assert policy_of(firm).accounts_by_reason == {}


def test_what_facts_choose_is_settled_only_where_it_is_named(firm: Firm) -> None:
    send(firm, ADA, ACCOUNTS, only="internal_use", **{"internal_use.routine": "6150", "internal_use.unusual": "6150"})
    assert policy_of(firm).accounts_by_reason == {Reason.INTERNAL_USE: ReasonAccounts("6150", "6150")}
    assert "settled here, it stands over those facts" in told(shown(firm))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("1200", "1200 Inventory is of type Other Current Asset, which cannot take what is damaged."), ("5190", "inactive"),
        ("9999", "There is no account '9999'."), ("Allowance", "Did you mean 1150 Allowance"), (MARKUP, "There is no account"),
    ],
)  # fmt: skip
def test_an_account_that_may_not_stand_there_is_refused_beside_its_field(firm: Firm, said: str, says: str) -> None:
    page = send(firm, ADA, ACCOUNTS, **fields_of(shown(firm)) | {"damaged.unusual": said})
    assert (page.status, len(faults(page)), policy_of(firm).accounts_by_reason) == (422, 1, {})
    assert says in faults(page)[0]
    assert field(page, "damaged.unusual") == said
    assert MARKUP not in page.text


def test_a_form_of_earlier_settings_confirms_nothing(firm: Firm) -> None:
    seen, fields = version_of(firm), fields_of(shown(firm))
    set_group(firm, ADA, "limits", routine_limit="10")
    page = firm.client(ADA).post(ACCOUNTS, seen=str(seen), **fields)
    assert (page.status, policy_of(firm).accounts_by_reason) == (409, {})
    assert "Routine limit: 500.00 → 10.00." in told(page)
