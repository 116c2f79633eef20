"""Books opened over HTTP: from a sample, from a client's own files, and not by anybody."""

import json
from pathlib import Path

import pytest

from assistant.books.people import PersonRole
from tests.surfaces.firm import ADA, BEA, CAL, EVE, HARDWARE, SAMPLES, Answer, Firm
from tests.surfaces.web.settings import MARKUP, notices, told

NEW = "/clients/new"
CLIENT = {"name": "Harlow Garden", "currency": "USD", "date_order": "MDY", "policy": {"routine_limit": "300.00"}}
EARLIER = {
    "ref": "WO-1001", "date": "2026-09-20", "text": "Two mugs broken", "reason": "damaged",
    "items": [{"sku": "MUG-01", "quantity": 2}],
    "lines": [{"side": "debit", "account": "5050", "amount": "8.30"}, {"side": "credit", "account": "1200", "amount": "8.30"}],
}  # fmt: skip


def files_of(folder: str = HARDWARE, **other: bytes | None) -> dict[str, bytes]:
    """The files of a sample client; others in their place, by name with an underscore for the dot."""
    found: dict[str, bytes | None] = {path.name: path.read_bytes() for path in sorted(Path(SAMPLES / folder).iterdir())}
    found |= {name.replace("_", "."): content for name, content in other.items()}
    return {name: content for name, content in found.items() if content is not None}


def send(firm: Firm, files: dict[str, bytes], slug: str = "harlow-garden", person: str = ADA) -> Answer:
    return firm.client(person).post(f"{NEW}/files", slug=slug, files={name: (name, content) for name, content in files.items()})


def test_books_are_opened_from_each_sample_and_lead_to_the_accounts(firm: Firm) -> None:
    samples = [folder.name for folder in sorted(SAMPLES.iterdir()) if (folder / "client.json").is_file()]
    page = firm.client(ADA).get(NEW)
    assert all(f'value="{sample}"' in page.text for sample in samples)
    for sample in samples:
        opened = firm.client(ADA).post(f"{NEW}/sample", sample=sample, slug=f"our-{sample}")
        assert (opened.status, opened.path) == (200, f"/c/our-{sample}/settings/accounts")
        assert "Settle the accounts next." in notices(opened)[0]
    with firm.store.client(f"our-{samples[0]}", reads=True) as books:
        assert books.people() == {ADA: PersonRole.OWNER}
    assert f"our-{samples[0]}" in firm.client(ADA).get("/clients").text
    assert f"our-{samples[0]}" not in firm.client(BEA).get("/clients").text


def test_books_are_opened_from_a_clients_own_files_with_earlier_entries(firm: Firm) -> None:
    files = files_of(client_json=json.dumps(CLIENT).encode(), history_json=json.dumps([EARLIER]).encode())
    page = send(firm, files)
    assert (page.status, page.path) == (200, "/c/harlow-garden/settings/accounts")
    assert "Harlow Garden" in told(page)
    with firm.store.client("harlow-garden", reads=True) as books:
        assert (books.entry("WO-1001").memo, books.books().policy.routine_limit.minor) == ("Two mugs broken", 300_00)


def test_every_fault_is_told_with_file_row_and_column(firm: Firm) -> None:
    accounts = files_of()["accounts.csv"].decode().splitlines()
    accounts[3] = accounts[3].replace("Bank", MARKUP.replace('"', "'"))
    wrong = json.dumps(CLIENT | {"currency": "dollars"}).encode()
    page = send(firm, files_of(client_json=wrong, accounts_csv="\n".join(accounts).encode()))
    words = told(page)
    assert (page.status, "harlow-garden" in firm.store.clients()) == (422, False)
    assert "client.json currency" in words
    assert "accounts.csv row 4, column type" in words
    assert "<img src=x" not in page.text
    assert 'value="harlow-garden"' in page.text


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "client.json was not chosen; it is needed."),
        (files_of(items_csv=None), "items.csv was not chosen; it is needed."),
        (files_of(client_json=b"{"), "is not JSON"),
        (files_of(accounts_csv=b"PK\x03\x04 workbook"), "is a spreadsheet workbook"),
        (files_of(accounts_csv=b"\x00\x01"), "NUL"),
        (files_of(history_json=b"{}"), "is no list of earlier entries"),
        (files_of(history_json=b"[{}]"), "history.json"),
        (files_of(history_json=json.dumps([EARLIER | {"items": 7}]).encode()), "history.json"),
        (files_of(history_json=json.dumps([EARLIER | {"lines": [{"side": "debit", "account": "9999", "amount": "1"}]}]).encode()),
         "history.json"),
    ],
)  # fmt: skip
def test_files_that_are_none_are_refused(firm: Firm, files: dict[str, bytes], says: str) -> None:
    page = send(firm, files)
    assert (page.status, says in told(page)) == (422, True)
    assert "harlow-garden" not in firm.store.clients()


def test_a_file_too_large_is_read_no_further(firm: Firm) -> None:
    heavy = files_of(items_csv=b"x" * (int(firm.house.settings.largest_file * 1_000_000) + 1))
    page = send(firm, heavy)
    assert (page.status, "items.csv is larger than 20 MB" in told(page)) == (422, True)


@pytest.mark.parametrize("slug", ["", "../etc", "a b", MARKUP, "x" * 65, HARDWARE, "-a", "a\x00b"])
def test_a_name_that_cannot_be_is_refused(firm: Firm, slug: str) -> None:
    before = firm.store.clients()
    page = send(firm, files_of(), slug=slug)
    assert (page.status, firm.store.clients(), MARKUP in page.text) == (422, before, False)


def test_a_sample_that_is_none_is_refused(firm: Firm) -> None:
    for sample in ("", "../tests", "nothing"):
        assert firm.client(ADA).post(f"{NEW}/sample", sample=sample, slug="x").status == 422
    again = firm.client(ADA).post(f"{NEW}/sample", sample=HARDWARE)
    assert "There is a client corner-hardware already." in told(again)


def test_who_is_not_of_the_firm_opens_nothing(firm: Firm) -> None:
    before = firm.store.clients()
    firm.give_password(BEA)
    for person in (BEA, CAL, EVE):
        assert firm.client(person).get(NEW).status == 403
        assert firm.client(person).post(f"{NEW}/sample", sample=HARDWARE, slug="mine").status == 403
        assert send(firm, files_of(), person=person).status == 403
        assert "Open a client" not in told(firm.client(person).get("/clients"))
    assert firm.store.clients() == before
    firm.give_password(BEA, firm=True)
    assert firm.client(BEA).get(NEW).status == 200
    assert "Open a client's books" in told(firm.client(BEA).get("/clients"))
