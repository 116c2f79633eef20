"""The evidence of a draft on its page: what is wanted, files that come in and go out, and what is refused."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from assistant import wiring
from assistant.bookkeeping.evidence import listed
from assistant.books.evidence import EvidenceKind
from assistant.books.money import Money
from assistant.readers.rules.reader import RulesReader
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, NOON, TODAY, Firm

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
PDF = b"%PDF-1.7\n% a police report"
STOLEN = "12 mugs were stolen from the store"


@pytest.fixture
def draft(firm: Firm) -> str:
    """A theft of 49.80, where evidence is required above 40.00."""
    with firm.store.client(HARDWARE) as books:
        policy = replace(books.policy(), evidence_required_above=Money.parse("40.00", "USD"))
        books.set_policy(policy, by=ADA, at=NOON)
    return drafted(firm, STOLEN)


def drafted(firm: Firm, text: str, by: str = CAL, client: str = HARDWARE) -> str:
    keeper = wiring.bookkeeper(firm.store, RulesReader())
    (only,) = keeper.draft(client, text, by=by, today=TODAY).drafts
    return only.id


def at(draft: str, client: str = HARDWARE) -> str:
    return f"/c/{client}/evidence/{draft}"


def file(name: str, content: bytes, kind: str = "application/octet-stream") -> tuple[str, tuple[str, bytes, str]]:
    return "files", (name, content, kind)


def names(firm: Firm, draft: str) -> list[str]:
    return [each.file.name for each in listed(firm.store, HARDWARE, draft, by=ADA).files]


def test_what_is_missing_is_added_and_counts(firm: Firm, draft: str) -> None:
    cal = firm.client(CAL)
    before = cal.get(at(draft))
    assert (before.status, "Missing" in before.text) == (200, True)
    assert "it cannot be approved until each need below is met" in before.text
    assert '<option value="police_report" selected>' in before.text, "the kind that is missing is chosen beforehand"
    after = cal.post(at(draft), files=[file("report.pdf", PDF), file("shelf.png", PNG)], shows="police_report", alone="1")
    assert (after.status, after.path) == (200, at(draft))
    assert "2 files added to D-1." in after.text
    assert ("Missing" in after.text, "Have" in after.text) == (False, True)
    assert firm.house.bookkeeper().approve(HARDWARE, draft, by=ADA, today=TODAY).number == "WO-1001"
    assert "report.pdf" in cal.get(at("WO-1001")).text


@pytest.mark.parametrize("given", [False, True])
def test_who_may_approve_is_told_beside_the_button_that_evidence_is_missing(firm: Firm, draft: str, given: bool) -> None:
    if given:
        firm.client(CAL).post(at(draft), files=[file("report.pdf", PDF)], shows="police_report", alone="1")
    page = firm.client(BEA).get(f"/c/{HARDWARE}/drafts/{draft}").text
    assert ("some is missing" in page, "data-missing" in page) == (not given, not given)


def test_a_file_of_which_nobody_said_what_it_shows_counts_for_nothing_until_somebody_does(firm: Firm, draft: str) -> None:
    cal = firm.client(CAL)
    page = cal.post(at(draft), files=[file("scan.pdf", PDF)], shows="", alone="1")
    assert "Nobody said what a file of these shows: it counts for nothing" in page.text
    assert "Missing" in page.text
    (digest,) = (each.file.digest for each in listed(firm.store, HARDWARE, draft, by=ADA).files)
    said = cal.post(f"{at(draft)}/{digest}", shows=["police_report", "insurer_letter"], alone="1")
    assert ("Missing" in said.text, "Nobody said" in said.text) == (False, False)
    shows = listed(firm.store, HARDWARE, draft, by=ADA).files[0].file.shows
    assert shows == (EvidenceKind.POLICE_REPORT, EvidenceKind.INSURER_LETTER)
    assert cal.post(f"{at(draft)}/{digest}", shows="a hunch", alone="1").status == 422
    assert cal.post(f"{at(draft)}/{'0' * 64}", shows="photo", alone="1").status == 404


def test_an_owner_waives_and_nobody_else(firm: Firm, draft: str) -> None:
    assert "An owner of these books can waive it." in firm.client(BEA).get(at(draft)).text
    for person in (BEA, CAL, DEE, EVE):
        assert firm.client(person).post(f"{at(draft)}/waive", need="stolen", because="x", alone="1").status == 403
    ada = firm.client(ADA)
    assert ada.post(f"{at(draft)}/waive", need="stolen", because=" ", alone="1").status == 422
    page = ada.post(f"{at(draft)}/waive", need="stolen", because="<b>no</b> report", alone="1")
    assert "Waived" in page.text
    assert "“&lt;b&gt;no&lt;/b&gt; report”" in page.text
    assert "By ada, 2026-10-06 12:00 UTC" in page.text


def test_a_picture_or_pdf_is_shown_and_all_else_only_saved(firm: Firm, draft: str) -> None:
    cal = firm.client(CAL)
    page = "<script>alert(1)</script>"
    sent = {
        "shelf.png": (PNG, "image/png", "inline"),
        "report.pdf": (PDF, "application/pdf", "inline"),
        "list.csv": (page.encode(), "application/octet-stream", "attachment"),
    }
    cal.post(at(draft), files=[file(name, content, "text/html") for name, (content, _, _) in sent.items()], alone="1")
    for each in listed(firm.store, HARDWARE, draft, by=ADA).files:
        content, kind, disposition = sent[each.file.name]
        got = cal.http.get(f"{at(draft)}/{each.file.digest}")
        assert (got.status_code, got.content) == (200, content)
        assert got.headers["content-type"] == kind
        assert got.headers["content-disposition"].startswith(f"{disposition};")
        assert f"filename*=UTF-8''{each.file.name}" in got.headers["content-disposition"]
        assert got.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in got.headers["content-security-policy"]


def test_a_file_is_reached_by_its_own_subject_alone(firm: Firm, draft: str) -> None:
    firm.client(CAL).post(at(draft), files=[file("report.pdf", PDF)], shows="police_report")
    (digest,) = (each.file.digest for each in listed(firm.store, HARDWARE, draft, by=ADA).files)
    other, foreign = drafted(firm, "3 mugs were smashed in the store"), drafted(firm, "3 mugs broke", client=CAFE)
    assert firm.client(CAL).get(f"{at(other)}/{digest}").status == 404
    assert firm.client(CAL).get(f"{at(foreign, CAFE)}/{digest}").status == 404
    assert firm.client(FAY).get(f"{at(draft)}/{digest}").status == 404, "a foreign client is not there"
    assert firm.client(DEE).get(f"{at(draft)}/{digest}").status == 404, "nor is somebody else's report"
    assert firm.client(EVE).get(f"{at(draft)}/{digest}").status == 200
    assert firm.client(EVE).post(at(draft), files=[file("x.pdf", PDF)]).status == 403


def test_who_reports_gives_evidence_of_what_they_reported(firm: Firm, draft: str) -> None:
    own = drafted(firm, "3 mugs were stolen from the store", by=DEE)
    dee = firm.client(DEE)
    assert "own.pdf" in dee.post(at(own), files=[file("own.pdf", PDF)], shows="incident_note", alone="1").text
    assert dee.get(at(draft)).status == 404
    assert dee.post(at(draft), files=[file("own.pdf", PDF)]).status == 404


def zip_bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(10_000_000))
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("virus.exe", b"MZ\x90", "virus.exe is of no kind that is taken here."),
        ("page.html", b"<html>", "page.html is of no kind that is taken here."),
        ("drawing.svg", b"<svg onload=alert(1)>", "drawing.svg is of no kind that is taken here."),
        ("photo.png", b"<html>", "photo.png is not a PNG file, though its name says so."),
        ("photo.heic", PNG, "photo.heic is not a HEIC file, though its name says so."),
        ("letter.pdf", b"", "letter.pdf is empty."),
        ("scan.pdf", b"%PDF-" + bytes(21_000_000), "scan.pdf is larger than 20 MB."),
        ("bomb.zip", zip_bomb(), "bomb.zip is of no kind that is taken here."),
        ("bomb.xlsx", zip_bomb(), "bomb.xlsx is not a XLSX file, though its name says so."),
        ("no ending", PDF, "no ending is of no kind that is taken here."),
    ],
)
def test_what_is_no_evidence_is_refused_and_nothing_of_the_form_is_kept(
    firm: Firm, draft: str, name: str, content: bytes, says: str
) -> None:
    refused = firm.client(CAL).post(at(draft), files=[file("good.pdf", PDF), file(name, content)], shows="photo")
    assert (refused.status, says in refused.text) == (422, True)
    assert names(firm, draft) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/report.pdf", "report.pdf"),
        ("C:\\Users\\cal\\report.pdf", "report.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("naïve ☂.pdf", "naïve ☂.pdf"),
        (f"{'n' * 300}.pdf", f"{'n' * 116}.pdf"),
    ],
)
def test_a_name_is_kept_without_its_path_and_shown_as_text(firm: Firm, draft: str, name: str, kept: str) -> None:
    cal = firm.client(CAL)
    page = cal.post(at(draft), files=[file(name, PDF)], shows="police_report", alone="1")
    assert names(firm, draft) == [kept]
    assert "<img src=x" not in page.text
    (digest,) = (each.file.digest for each in listed(firm.store, HARDWARE, draft, by=ADA).files)
    assert cal.get(f"{at(draft)}/{digest}").status == 200


def test_photos_of_telephones_and_mails_are_taken(firm: Firm, draft: str) -> None:
    sent = [
        file("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(40)), file("b.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 "),
        file("c.eml", b"From: ann@example.org\r\nSubject: claim\r\n\r\nagreed"), file("d.gif", b"GIF89a" + bytes(9)),
    ]  # fmt: skip
    assert firm.client(CAL).post(at(draft), files=sent, shows="photo", alone="1").status == 200
    assert names(firm, draft) == ["a.heic", "b.webp", "c.eml", "d.gif"]


def test_no_file_and_too_many_are_said_plainly(firm: Firm, draft: str) -> None:
    cal = firm.client(CAL)
    assert "No file was chosen." in cal.post(at(draft), files=[file("", b"")], alone="1").text
    many = [file(f"{n}.txt", f"note {n}".encode()) for n in range(21)]
    assert "21 files are too many at once." in cal.post(at(draft), files=many, alone="1").text
    assert names(firm, draft) == []


def test_the_same_file_again_is_kept_once_and_a_forged_form_not_at_all(firm: Firm, draft: str) -> None:
    cal = firm.client(CAL)
    cal.post(at(draft), files=[file("report.pdf", PDF)], alone="1")
    again = cal.post(at(draft), files=[file("copy.pdf", PDF)], alone="1")
    assert "D-1 had what you added already." in again.text
    assert cal.http.post(at(draft), data={"csrf": "guessed"}, files=[file("x.png", PNG)]).status_code == 403
    assert names(firm, draft) == ["report.pdf"]


def test_htmx_gets_the_panel_alone(firm: Firm, draft: str) -> None:
    cal = firm.client(CAL)
    headers = {"hx-request": "true", "x-csrf": cal.csrf}
    got = cal.http.post(at(draft), files=[file("report.pdf", PDF)], data={"shows": "police_report"}, headers=headers)
    assert (got.status_code, got.text.lstrip().startswith("<section id=\"evidence-panel\"")) == (200, True)
    assert "<html" not in got.text


def test_an_approval_without_it_is_refused_with_the_way_to_mend_it(firm: Firm, draft: str) -> None:
    ada = firm.client(ADA)
    page = ada.get(f"/c/{HARDWARE}/drafts/{draft}").text
    form = {name: re.findall(f'name="{name}" value="([^"]*)"', page)[0] for name in ("seen", "version")}
    refused = ada.post(f"/c/{HARDWARE}/drafts/{draft}/approve", **form)
    assert refused.status == 409
    assert "what is stolen needs a police report or an incident note." in refused.text
    assert f'Add it (<a href="/c/{HARDWARE}/drafts/{draft}#evidence">under Evidence</a>)' in refused.text
    ada.post(f"{at(draft)}/waive", need="stolen", because="the police took none")
    assert "Posted as WO-1001." in ada.post(f"/c/{HARDWARE}/drafts/{draft}/approve", **form).text
