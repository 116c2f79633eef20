"""What a draft is to be shown by: each reason's own, a count's sheet, an insurer's letter; shown, missing or waived; and the
approval that waits for it above the client's limit."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.evidence import EvidenceOf, add, listed, say, waive
from assistant.bookkeeping.settling import set_role
from assistant.books.draft import DraftState
from assistant.books.evidence import EvidenceKind, Handed
from assistant.books.money import Money
from assistant.books.people import PersonRole
from assistant.books.policy import StandingApproval
from assistant.books.proposal import Quantity, QuantityPart, QuantityRelation
from assistant.books.question import Settled
from assistant.books.reasons import Reason
from assistant.errors import NotAllowed, NotFound, RefusedByBooks, WrongUsage
from tests.test_workflow import OPENED, SAMPLE, SHOP, TODAY, Desk, desk_of

REPORT = Handed("report.pdf", "application/pdf", b"%PDF a report")
PHOTO = Handed("shelf.jpg", "image/jpeg", b"a photo")
STOLEN = "12 mugs were stolen from the store"  # 12 at 4.15: 49.80
POLICE = [EvidenceKind.POLICE_REPORT]


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_books(str(tmp_path / "books.db"))
    store.add_client(read_client(SAMPLE, SHOP), by="ana", at=OPENED)
    for name, role in (("ben", PersonRole.APPROVER), ("rob", PersonRole.REPORTER), ("eve", PersonRole.AUDITOR)):
        set_role(store, SHOP, name, role, by="ana", at=OPENED)
    yield store
    store.close()


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    """Evidence is wanted of every entry above 40.00."""
    desk = desk_of(store)
    desk.settle(evidence_required_above=usd("40.00"))
    return desk


def of(desk: Desk, subject: str, by: str = "ana") -> EvidenceOf:
    return listed(desk.store, SHOP, subject, by=by)


def give(desk: Desk, subject: str, *files: Handed, shows: list[EvidenceKind] | None = None, by: str = "ana") -> None:
    add(desk.store, SHOP, subject, files, by=by, at=OPENED, shows=shows or [])


def refused(desk: Desk, draft: str) -> RefusedByBooks:
    with pytest.raises(RefusedByBooks) as refusal:
        desk.approve(draft)
    assert desk.state(draft) is DraftState.WAITING, "it keeps waiting, and holds its stock"
    return refusal.value


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        (STOLEN, {"stolen": ["police_report", "incident_note"]}),
        ("12 mugs were smashed in the store", {"damaged": ["photo", "damage_report"]}),
        ("12 mugs are missing from the store", {"lost": ["count_sheet"]}),
        ("counted 30 mugs in the store", {"count": ["count_sheet"]}),
        ("the recalled mugs had to go, 12 of them from the store", {"prohibited": ["destruction_record", "notice"]}),
        ("gave 12 mugs from the store to staff", {}),
        (
            "12 mugs were stolen from the store, the insurer agreed to pay $30",
            {"stolen": ["police_report", "incident_note"], "recovery": ["insurer_letter"]},
        ),
        (
            "12 mugs were stolen from the store, the claim with the insurer is pending",
            {"stolen": ["police_report", "incident_note"]},
        ),
        ("12 mugs in the store are obsolete, write them down to $1 each", {"obsolete": ["nrv_support"]}),
    ],
)
def test_what_a_draft_is_to_be_shown_by(desk: Desk, text: str, needs: dict[str, list[str]]) -> None:
    found = of(desk, desk.draft(text)).needs
    assert {each.need.name: list(each.need.kinds) for each in found} == needs
    assert all(each.missing for each in found)


def test_a_client_may_want_something_else_or_nothing(desk: Desk) -> None:
    stolen, broken = desk.draft(STOLEN), desk.draft("12 mugs were smashed in the store")
    desk.settle(evidence_by_reason={Reason.STOLEN: (EvidenceKind.PHOTO,), Reason.DAMAGED: ()})
    assert [each.need.kinds for each in of(desk, stolen).needs] == [(EvidenceKind.PHOTO,)]
    assert of(desk, broken).needs == ()


def test_above_the_limit_nothing_is_approved_until_it_is_shown(desk: Desk) -> None:
    draft = desk.draft(STOLEN)
    refusal = refused(desk, draft)
    assert refusal.code == "evidence_missing"
    assert refusal.says == (
        "D-1 comes to 49.80, and above 40.00 it takes evidence here: what is stolen needs a police report or an incident note."
    )
    give(desk, draft, REPORT)
    assert "of which nobody said what they show" in refused(desk, draft).says
    give(desk, draft, PHOTO, shows=[EvidenceKind.PHOTO])
    refused(desk, draft)
    say(desk.store, SHOP, draft, REPORT.digest, POLICE, by="ana", at=OPENED)
    assert desk.approve(draft) == "WO-1001"
    assert [file.name for file in of(desk, "WO-1001").needs[0].have] == ["report.pdf"]


@pytest.mark.parametrize("above", [None, "49.80"])
def test_up_to_the_limit_it_is_wanted_and_not_required(desk: Desk, above: str | None) -> None:
    desk.settle(evidence_required_above=usd(above) if above else None)
    draft = desk.draft(STOLEN)
    found = of(desk, draft)
    assert (len(found.missing), found.required) == (1, False)
    assert desk.approve(draft) == "WO-1001"


def test_every_need_is_to_be_met(desk: Desk) -> None:
    draft = desk.draft("12 mugs were stolen from the store, the insurer agreed to pay $30")
    give(desk, draft, REPORT, shows=POLICE)
    assert "an insurer's part needs the insurer's letter" in refused(desk, draft).says
    give(desk, draft, REPORT, shows=[*POLICE, EvidenceKind.INSURER_LETTER])
    assert desk.approve(draft) == "WO-1001", "one paper may show several things"


def test_an_owner_does_without_and_says_why(desk: Desk) -> None:
    draft = desk.draft(STOLEN)
    waive(desk.store, SHOP, draft, "stolen", because="  the police give  no report ", by="ana", at=OPENED)
    (need,) = of(desk, draft).needs
    assert need.waived is not None
    assert (need.missing, need.waived.by, need.waived.because) == (False, "ana", "the police give no report")
    assert desk.approve(draft, by="ben") == "WO-1001"
    with desk.store.client(SHOP) as books:
        (event,) = [event for event in books.events(draft) if event.what == "evidence.waived"]
    told = {"need": "stolen", "because": "the police give no report", "up_to": "49.80"}
    assert {name: event.detail[name] for name in told} == told


def test_a_waiver_covers_what_the_draft_came_to_and_no_more(desk: Desk) -> None:
    draft = desk.draft(STOLEN)
    waive(desk.store, SHOP, draft, "stolen", because="no report", by="ana", at=OPENED)
    twenty = Quantity(QuantityRelation.EXACTLY, (QuantityPart(Decimal(20)),))
    desk.keeper.revise(SHOP, draft, [Settled(words="20", quantity=twenty)], by="ana", today=TODAY)
    assert refused(desk, draft).code == "evidence_missing"
    waive(desk.store, SHOP, draft, "stolen", because="still none", by="ana", at=OPENED)
    assert desk.approve(draft) == "WO-1001"


@pytest.mark.parametrize(
    ("need", "because", "by", "error", "says"),
    [
        ("stolen", "no report", "ben", NotAllowed, "ben is an approver in these books, and an approver may not waive."),
        ("stolen", " ", "ana", WrongUsage, "A waiver needs its reason."),
        ("count", "no report", "ana", WrongUsage, "D-1 needs no evidence called 'count'."),
        ("stolen", "no report", "eve", NotAllowed, "eve is an auditor in these books, and an auditor may not waive."),
    ],
)
def test_who_may_waive_and_what(
    desk: Desk, need: str, because: str, by: str, error: type[Exception], says: str
) -> None:  # fmt: skip
    draft = desk.draft(STOLEN)
    with pytest.raises(error) as refusal:
        waive(desk.store, SHOP, draft, need, because=because, by=by, at=OPENED)
    assert str(refusal.value) == says
    assert of(desk, draft).needs[0].waived is None


def test_what_is_settled_shown_or_waived_needs_no_waiver(desk: Desk) -> None:
    draft = desk.draft(STOLEN)
    give(desk, draft, REPORT, shows=POLICE)
    with pytest.raises(WrongUsage, match="it is shown already"):
        waive(desk.store, SHOP, draft, "stolen", because="x", by="ana", at=OPENED)
    desk.approve(draft)
    with pytest.raises(RefusedByBooks, match="is posted, so it cannot be waived"):
        waive(desk.store, SHOP, draft, "stolen", because="x", by="ana", at=OPENED)


def test_what_was_said_last_of_a_file_holds_and_the_trail_keeps_both(desk: Desk) -> None:
    draft = desk.draft(STOLEN)
    give(desk, draft, REPORT, shows=POLICE)
    give(desk, draft, REPORT)
    assert of(desk, draft).files[0].file.shows == (EvidenceKind.POLICE_REPORT,), "nothing was said anew"
    say(desk.store, SHOP, draft, REPORT.digest, [EvidenceKind.PHOTO], by="ben", at=OPENED)
    assert of(desk, draft).needs[0].missing
    with desk.store.client(SHOP) as books:
        events = [event.detail for event in books.events(draft) if event.what == "evidence.said"]
    assert [(event["before"], event["after"]) for event in events] == [(["police_report"], ["photo"])]
    with pytest.raises(NotFound):
        say(desk.store, SHOP, draft, "0" * 64, POLICE, by="ana", at=OPENED)


def test_a_reporter_gives_evidence_of_what_they_reported_and_sees_nothing_else(desk: Desk) -> None:
    other = desk.draft(STOLEN)
    (own,) = desk.keeper.draft(SHOP, "3 mugs were stolen from the store", by="rob", today=TODAY).drafts
    give(desk, own.id, REPORT, shows=POLICE, by="rob")
    assert [each.file.added_by for each in of(desk, own.id, by="rob").files] == ["rob"]
    for subject in (other, "WO-1001", "D-99"):
        with pytest.raises(NotFound):
            of(desk, subject, by="rob")
        with pytest.raises(NotFound):
            give(desk, subject, REPORT, by="rob")


def test_a_standing_approval_waits_for_it_too(desk: Desk) -> None:
    desk.settle(standing_approval=StandingApproval(Decimal("0.60"), "ana"))
    text = "12 mugs were smashed in the store"
    draft = desk.draft(text)
    assert desk.state(draft) is DraftState.WAITING
    desk.settle(evidence_required_above=None)
    assert desk.state(desk.draft(text.replace("12", "11"))) is DraftState.POSTED


def test_a_reversal_needs_none(desk: Desk) -> None:
    draft = desk.draft(STOLEN)
    give(desk, draft, REPORT, shows=POLICE)
    number = desk.approve(draft)
    back = desk.keeper.reverse(SHOP, number, because="found", by="ana", today=TODAY)
    assert of(desk, back.id).needs == ()
    assert desk.approve(back.id) == "WO-1002"
