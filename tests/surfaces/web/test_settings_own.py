"""Sub-reasons, what shows a loss, and the plan, over HTTP; and what a person is told where the plan leaves something out."""

import pytest

from assistant import wiring
from assistant.books.evidence import EvidenceKind
from assistant.books.policy import Feature
from assistant.books.reasons import Reason
from tests.surfaces.firm import ADA, BEA, CAL, EVE, HARDWARE, TODAY, Answer, Firm
from tests.surfaces.web.settings import HOME, MARKUP, faults, field, notices, policy_of, send, told, version_of

REASONS, EVIDENCE, PLAN = f"{HOME}/reasons", f"{HOME}/evidence", f"{HOME}/plan"


def sub_reason(firm: Firm, do: str, new: str = "", name: str = "", reason: str = "damaged") -> Answer:
    return send(firm, ADA, REASONS, reason=reason, do=do, new=new, name=name)


def own(firm: Firm) -> tuple[str, ...]:
    return policy_of(firm).sub_reasons.get(Reason.DAMAGED, ())


# ── Sub-reasons ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sub_reason_is_added_renamed_and_removed_and_entries_keep_theirs(firm: Firm) -> None:
    assert notices(sub_reason(firm, "add", "  Forklift ")) == ["Sub-reasons of damaged: none → Forklift."]
    keeper = wiring.bookkeeper(firm.store, wiring.rules_reader())
    draft = keeper.draft(HARDWARE, "the forklift crushed 12 mugs in the store", by=CAL, today=TODAY).drafts[0]
    number = keeper.approve(HARDWARE, draft.id, by=BEA, today=TODAY).number
    sub_reason(firm, "rename", "Fork truck", "Forklift")
    assert own(firm) == ("Fork truck",)
    assert "Fork truck" in told(firm.client(EVE).get(REASONS))
    sub_reason(firm, "remove", name="Fork truck")
    assert own(firm) == ()
    with firm.store.client(HARDWARE, reads=True) as books:
        assert books.entry(number).sub_reason == "Forklift"


@pytest.mark.parametrize(
    ("do", "new", "name", "says"),
    [
        ("add", "", "", "needs a name"), ("add", "water", "", "stands under damaged already"), ("add", "x" * 41, "", "41 char"),
        ("rename", "", "Water", "needs a name"), ("rename", "New", "Fire", "There is no “Fire”"),
        ("remove", "", "Fire", "There is no “Fire”"), ("drop", "", "Water", "added, renamed or removed"),
        ("add", f"{MARKUP},{MARKUP}", "", "parts two names"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused_beside_its_field(firm: Firm, do: str, new: str, name: str, says: str) -> None:
    sub_reason(firm, "add", "Water")
    page = sub_reason(firm, do, new, name)
    assert page.status in (404, 422)
    assert says in faults(page)[0]
    assert (own(firm), MARKUP in page.text) == (("Water",), False)


def test_a_reason_that_is_none_is_refused(firm: Firm) -> None:
    assert sub_reason(firm, "add", "Water", reason="broken").status == 422


def test_markup_in_a_name_is_a_name(firm: Firm) -> None:
    page = sub_reason(firm, "add", "<b>Water</b>")
    assert own(firm) == ("<b>Water</b>",)
    assert "<b>Water</b>" not in page.text
    assert "&lt;b&gt;Water&lt;/b&gt;" in page.text


def test_a_stale_form_adds_nothing(firm: Firm) -> None:
    seen = version_of(firm)
    sub_reason(firm, "add", "Water")
    page = firm.client(ADA).post(REASONS, seen=str(seen), reason="damaged", do="add", new="Fire")
    assert (page.status, own(firm)) == (409, ("Water",))
    assert "Sub-reasons of damaged: none → Water." in told(page)


# ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_shows_a_loss_is_ticked_and_read_back(firm: Firm) -> None:
    page = send(
        firm, ADA, EVIDENCE, evidence_required_above="250", reason=["stolen", "damaged", "lost"],
        stolen=["police_report", "photo"], lost=["count_sheet"],
    )  # fmt: skip
    policy = policy_of(firm)
    assert policy.evidence_by_reason == {Reason.STOLEN: (EvidenceKind.POLICE_REPORT, EvidenceKind.PHOTO), Reason.DAMAGED: ()}
    assert policy.evidence_required_above is not None
    assert (policy.evidence_required_above.minor, field(page, "evidence_required_above")) == (250_00, "250.00")
    assert "Evidence required above: never required → 250.00." in notices(page)
    assert "a police report or a photo this client's own" in told(firm.client(EVE).get(EVIDENCE))
    send(firm, ADA, EVIDENCE, evidence_required_above="", reason=["stolen"], stolen=["incident_note", "police_report"])
    policy = policy_of(firm)
    assert (policy.evidence_by_reason, policy.evidence_required_above) == ({Reason.DAMAGED: ()}, None)


def test_an_amount_or_a_kind_that_is_none_is_refused(firm: Firm) -> None:
    for said in ("-1", "much", MARKUP):
        page = send(firm, ADA, EVIDENCE, evidence_required_above=said, reason="stolen", stolen="photo")
        assert (page.status, len(faults(page)), field(page, "evidence_required_above")) == (422, 1, said)
        assert MARKUP not in page.text
    assert send(firm, ADA, EVIDENCE, reason="stolen", stolen="hearsay").status == 422
    assert send(firm, ADA, EVIDENCE, reason="broken", broken="photo").status == 422
    assert policy_of(firm).evidence_by_reason == {}


# ── Plan ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_is_switched_off_and_on(firm: Firm) -> None:
    page = send(firm, ADA, PLAN, feature=["model", "api"])
    assert policy_of(firm).left_out == (Feature.QUICKBOOKS, Feature.STANDING_APPROVAL, Feature.BULK_APPROVAL)
    assert notices(page) == ["Left out of the plan: nothing → quickbooks, standing approval, bulk approval."]
    assert told(firm.client(EVE).get(PLAN)).count("switched off") == 1 + 3  # in what the page says, and of each
    send(firm, ADA, PLAN, feature=[feature.value for feature in Feature])
    assert policy_of(firm).left_out == ()
    assert send(firm, ADA, PLAN, feature="email").status == 422


def test_what_is_switched_off_is_refused_where_it_is_used_and_says_who_can_change_it(firm: Firm) -> None:
    firm.client(ADA).post(f"{HOME}/quickbooks/connect")
    send(firm, ADA, PLAN, feature=["bulk_approval", "api"])
    hand = firm.client(ADA)
    for path in ("connect", "pull"):
        page = hand.post(f"{HOME}/quickbooks/{path}")
        assert page.status == 403
        assert "QuickBooks is not in this client's plan. ada can switch it on under Settings, Plan." in told(page)
    assert hand.get(f"{HOME}/quickbooks/consent", environment="sandbox").status == 403
    page = send(firm, ADA, f"{HOME}/standing", auto_approve_above="0.97", meant="yes")
    assert "Standing approval is not in this client's plan. ada can switch it on" in faults(page)[0]
    settings = told(hand.get(HOME))
    assert "A language model is not in this client's plan." in settings
    assert hand.post(f"{HOME}/quickbooks/disconnect", typed="Corner Hardware").status == 200  # one may always leave
