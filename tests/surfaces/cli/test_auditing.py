"""`audit`: verifying, heads kept elsewhere, and packs that an auditor opens and verifies without this program."""

import csv
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from base64 import b64encode
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.terminal import Terminal

KEY = b64encode(b"k" * 32).decode()
SAMPLE = Path(__file__).parents[3] / "coa_samples" / "corner-hardware"
MUGS = "12 of the mugs were dropped by the forklift in the warehouse"


@pytest.fixture
def shop(writeoff: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Three entries of October: 49.80 with a photo, 240.00, and 40.00 of November; in a folder of its own, with a key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WRITEOFF_AUDIT_KEY", KEY)
    (tmp_path / "photo.jpg").write_bytes(b"a broken mug")
    for words, day in (
        (MUGS, "2026-10-02"), ("write off $240 of damaged stock", "2026-10-03"), ("write off $40 of damaged stock", "2026-11-02"),
    ):  # fmt: skip
        assert writeoff("draft", words, today=day).code == 0
    assert writeoff("evidence", "add", "D-1", "photo.jpg", "--shows", "photo").code == 0
    assert writeoff("approve", "D-1", "D-2", "D-3", today="2026-11-02").code == 0
    return writeoff


def verified(*words: str) -> tuple[int, str]:
    """The verifier as an auditor runs it: in a Python of its own that knows nothing of this package, nor of any other."""
    done = subprocess.run([sys.executable, "-I", "-S", *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_a_sample_is_a_pack_that_verifies_itself(shop: Terminal, tmp_path: Path) -> None:
    october = ("--from", "2026-10-01", "--to", "2026-10-31", "--above", "100", "--random", "1", "--seed", "7")
    told = shop("audit", "sample", *october, "--output", "october", "--json").document
    assert (told["population"], told["unbroken"]) == (2, True)
    assert told["sample"] == [
        {"entry": "WO-1001", "because": "drawn by chance"}, {"entry": "WO-1002", "because": "above the amount"},
    ]  # fmt: skip
    pack = tmp_path / "october"
    for file in told["files"]:
        assert hashlib.sha256((pack / file["name"]).read_bytes()).hexdigest() == file["sha256"], file["name"]
    ticks = rows(pack / "tick-sheet.csv")
    assert [(row["number"], row["amount"], row["evidence_files"]) for row in ticks] == [
        ("WO-1001", "49.80", "1"), ("WO-1002", "240.00", "0"),
    ]  # fmt: skip
    population = rows(pack / "population.csv")
    assert [(row["number"], row["sampled"]) for row in population] == [
        ("WO-1001", "drawn by chance"), ("WO-1002", "above the amount"),
    ]  # fmt: skip
    assert population[0]["draw"] == hashlib.sha256(b"7:WO-1001").hexdigest()
    assert (pack / "evidence" / "WO-1001" / f"{hashlib.sha256(b'a broken mug').hexdigest()[:8]}-photo.jpg").exists()
    complete = " ".join((pack / "completeness.txt").read_text(encoding="utf-8").split())
    assert "WO-1001 to WO-1003, which is 3 numbers Entries that bear them: 3 agrees" in complete
    assert "Total of the population (debits of its entries): 289.80 Debits of the period in the ledger" in complete
    assert "DOES NOT AGREE" not in complete
    voucher = words_of((pack / "vouchers" / "WO-1001.pdf").read_bytes())
    for said in (MUGS, "5050 Damage & Breakage", "49.80", "-12 4.15", "photo.jpg", "Drafted ana", "Approved ana", "WO-1001"):
        assert said in voucher, said
    assert {row["person"]: row["role"] for row in rows(pack / "people.csv")} == {"ana": "owner"}
    policies = json.loads((pack / "policies.json").read_text(encoding="utf-8"))
    assert (policies["rules"], policies["policies"][0]["settings"]["cost_method"]) == ("2026-11", "weighted_average")
    code, said = verified(str(pack / "verify_audit.py"))
    assert (code, said.startswith("It holds: "), "3 entries, signed by" in said) == (0, True, True)
    assert len((pack / "verify_audit.py").read_text(encoding="utf-8").splitlines()) < 200  # to be read before it is run


def sampled(shop: Terminal, seed: str, name: str) -> tuple[str, ...]:
    told = shop("audit", "sample", "--random", "1", "--seed", seed, "--output", name, "--json").document
    return tuple(row["entry"] for row in told["sample"])


def test_the_same_seed_draws_the_same_and_another_may_not(shop: Terminal) -> None:
    assert sampled(shop, "a", "first") == sampled(shop, "a", "again")
    assert len({sampled(shop, seed, seed) for seed in "bcdef"}) > 1


def test_an_export_has_every_entry_and_a_trail_alone_is_verified_too(shop: Terminal, tmp_path: Path) -> None:
    assert shop("audit", "export", "--output", "all.zip").out == "Wrote 3 of 3 entries to all.zip.\n"
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        archive.extract("verify_audit.py", tmp_path / "alone")
        assert {name for name in archive.namelist() if name.startswith("vouchers/")} == {
            f"vouchers/WO-{n}.pdf" for n in (1001, 1002, 1003)
        }
    script = str(tmp_path / "alone" / "verify_audit.py")
    assert verified(script, "all.zip")[0] == 0
    shop("audit", "export", "--output", "trail.jsonl")
    shop("audit", "head", "--output", "heads.jsonl", today="2026-12-01")
    events = len((tmp_path / "trail.jsonl").read_text(encoding="utf-8").splitlines())
    assert verified(script, "trail.jsonl", "--client", "shop") == (0, f"It holds: {events} events, the last {_last(tmp_path)}.\n")
    assert verified(script, "trail.jsonl", "--client", "cafe")[0] == 1
    shop("audit", "export", "--output", "all-2.zip")
    key = json.loads((tmp_path / "heads.jsonl").read_text(encoding="utf-8").splitlines()[-1])["key"]
    assert verified(script, "all-2.zip", "--head", "heads.jsonl", "--key", key)[0] == 0
    code, said = verified(script, "all.zip", "--head", "heads.jsonl")  # an older pack lacks what the head knows
    assert (code, "does not fit the trail" in said) == (1, True)
    assert verified(script, "all-2.zip", "--key", KEY)[0] == 1  # another key than that which signed


def test_a_key_that_is_asked_for_must_have_signed(shop: Terminal, tmp_path: Path) -> None:
    """Who cannot sign can leave the signature out, and write the key beside it."""
    shop("audit", "export", "--output", "pack")
    shop("audit", "head", "--output", "heads.jsonl", today="2026-11-02")
    manifest, heads = tmp_path / "pack" / "manifest.json", tmp_path / "pack" / "chain" / "heads.jsonl"
    told, kept = json.loads(manifest.read_text("utf-8")), json.loads((tmp_path / "heads.jsonl").read_text("utf-8"))
    heads.write_text("".join(f"{_unsigned(json.loads(line))}\n" for line in heads.read_text("utf-8").splitlines()), "utf-8")
    told["files"]["chain/heads.jsonl"] = hashlib.sha256(heads.read_bytes()).hexdigest()
    manifest.write_text(_unsigned(told), "utf-8")
    (tmp_path / "unsigned.jsonl").write_text(_unsigned(kept), "utf-8")
    script, key = str(tmp_path / "pack" / "verify_audit.py"), kept["key"]
    code, said = verified(script)
    assert (code, said.endswith("entries, unsigned.\n")) == (0, True)
    code, said = verified(script, "--key", key)
    assert code == 1
    for what in ("the manifest", "the head of"):
        assert any(line.startswith(f"WRONG: {what}") and f"was not signed by the key {key}" in line for line in said.splitlines())
    assert verified(script, "--key", "")[0] == 1  # a variable that was not set
    assert shop("audit", "verify", "--head", "heads.jsonl", "--key", key).code == 0
    assert "kept elsewhere, is not signed" in shop("audit", "verify", "--head", "unsigned.jsonl", "--key", key).out
    another = b64encode(b"q" * 32).decode()  # no other counts, the key of this installation neither
    assert "signed by a key that is not known" in shop("audit", "verify", "--head", "heads.jsonl", "--key", another).out


def _unsigned(told: dict[str, object]) -> str:
    return json.dumps(told | {"signature": ""})


def _last(folder: Path) -> str:
    last: str = json.loads((folder / "trail.jsonl").read_text(encoding="utf-8").splitlines()[-1])["hash"]
    return last


@pytest.mark.parametrize(
    "words",
    [
        ("WO-1001", "WO-9999", "--output", "x"),
        ("WO-1001", "--random", "1", "--seed", "1", "--output", "x"),
        ("--random", "1", "--output", "x"),
        ("--above", "much", "--output", "x"),
        ("--above", "-5", "--output", "x"),
        ("--from", "soon", "--output", "x"),
        ("--output", "photo.jpg"),
        ("--output", "full"),
    ],
)
def test_what_cannot_be_sampled_is_refused_and_leaves_nothing(shop: Terminal, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    assert shop("audit", "sample", *words).code == 2
    assert not (tmp_path / "x").exists()
    assert [file.name for file in (tmp_path / "full").iterdir()] == ["file"]


def test_a_voucher_has_what_quickbooks_holds_of_the_entry_and_what_it_costs_there(shop: Terminal, tmp_path: Path) -> None:
    at = {"today": "2026-11-02"}
    assert shop("qbo", "connect", **at).code == 0
    assert shop("qbo", "confirm", **at).code == 0
    assert shop("draft", "2 of the mugs broke in the store", **at).code == 0
    assert shop("approve", "D-4", **at).code == 0
    (sent,) = shop("sync", "WO-1004", "--json", **at).document["synced"]
    (document,) = sent["documents"]
    assert shop("audit", "sample", "WO-1001", "WO-1004", "--output", "two").code == 0
    voucher = words_of((tmp_path / "two" / "vouchers" / "WO-1004.pdf").read_bytes())
    for said in (document["document"], document["remote_id"], f"done {document['estimate']} {document['cost']}"):
        assert said in voucher, said
    assert "It has no document in QuickBooks." in words_of((tmp_path / "two" / "vouchers" / "WO-1001.pdf").read_bytes())
    ticks = [row["quickbooks"] for row in rows(tmp_path / "two" / "tick-sheet.csv")]
    assert ticks == ["", f"{document['kind']} {document['remote_id']}"]


def test_what_is_not_complete_or_does_not_add_up_is_told(shop: Terminal, books: Path, tmp_path: Path) -> None:
    """A number that is missing; an account whose balance is not what was posted to it; a total that is not the ledger's."""
    for change, said in (
        ("DELETE FROM {0} WHERE seq = 1002", "Entries that bear them: 2 DOES NOT AGREE"),
        ("UPDATE accounts SET balance_minor = balance_minor + 1 WHERE key = '1200'", "DOES NOT AGREE They differ in: 1200"),
        ("DELETE FROM lines WHERE seq = 1002 AND side = 'credit'", "Difference: 0.00 DOES NOT AGREE"),
    ):
        whole = books.read_bytes()
        with closing(sqlite3.connect(books)) as connection, connection:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f'DROP TRIGGER "{name}"')
            for table in ("lines", "entries"):
                connection.execute(change.format(table))
        assert shop("audit", "sample", "WO-1001", "--output", "one").code == 0
        complete = " ".join((tmp_path / "one" / "completeness.txt").read_text(encoding="utf-8").split())
        assert said in complete, complete
        shutil.rmtree(tmp_path / "one")
        books.write_bytes(whole)


def test_a_number_that_is_not_there_is_named(shop: Terminal, tmp_path: Path) -> None:
    told = shop("audit", "sample", "WO-9999", "--output", "x")
    assert (told.code, told.err) == (2, "There is no entry WO-9999.\nwriteoff entries lists them.\n")
    told = shop("audit", "sample", "WO-1001", "--from", "2026-11-01", "--output", "x")
    assert told.err.splitlines()[0] == "There is no entry WO-1001 dated 2026-11-01 to the last."
    (tmp_path / "empty").mkdir()
    assert shop("audit", "sample", "WO-9999", "--output", "empty").code == 2
    assert list((tmp_path / "empty").iterdir()) == []


def test_pasted_numbers_are_a_sample(shop: Terminal) -> None:
    told = shop("audit", "sample", "wo-1003,WO-1001;", "wo-1001", "--output", "two.zip", "--json").document
    assert told["sample"] == [{"entry": "WO-1001", "because": "named"}, {"entry": "WO-1003", "because": "named"}]


def test_text_in_any_script_is_on_its_voucher(shop: Terminal, tmp_path: Path) -> None:
    memo = "Zażółć Ελλάδα Привет 破損 🍞 <b>"
    assert shop("draft", f"write off $12 of damaged stock: {memo}", today="2026-11-02").code == 0
    assert shop("approve", "D-4", today="2026-11-02").code == 0
    assert shop("audit", "sample", "WO-1004", "--output", "one").code == 0
    voucher = words_of((tmp_path / "one" / "vouchers" / "WO-1004.pdf").read_bytes())
    for said in ("Zażółć", "Ελλάδα", "Привет", "⟨U+7834⟩⟨U+640D⟩", "⟨U+1F35E⟩", "<b>"):
        assert said in voucher, said
    assert verified(str(tmp_path / "one" / "verify_audit.py"))[0] == 0
    assert memo[:30] in (tmp_path / "one" / "chain" / "entries.jsonl").read_text(encoding="utf-8")


def test_a_pack_that_was_changed_shows(shop: Terminal, tmp_path: Path) -> None:
    shop("audit", "export", "--output", "all")
    pack = tmp_path / "all"
    for name, wrong in (
        ("vouchers/WO-1001.pdf", "vouchers/WO-1001.pdf is not the file that the manifest names"),
        ("population.csv", "population.csv is not the file that the manifest names"),
        ("manifest.json", "the manifest was changed after it was signed"),
    ):
        whole = (pack / name).read_bytes()
        (pack / name).write_bytes(whole.replace(b"WO-1001", b"WO-1009") if b"WO-1001" in whole else whole + b"%")
        code, said = verified(str(pack / "verify_audit.py"))
        assert (code, f"WRONG: {wrong}\n" in said) == (1, True), (name, said)
        (pack / name).write_bytes(whole)
    (pack / "vouchers" / "WO-1004.pdf").touch()
    assert verified(str(pack / "verify_audit.py"))[1].startswith("WRONG: vouchers/WO-1004.pdf is in no manifest")


def test_an_imported_entry_was_approved_by_nobody(shop: Terminal, tmp_path: Path) -> None:
    rows_said = "entry,date,account,debit,credit\n1,2026-10-04,6400,5.00,\n1,2026-10-04,1010,,5.00\n"
    (tmp_path / "journal.csv").write_text(rows_said, "utf-8")
    assert shop("import", "journal.csv", today="2026-11-02").code == 0
    shop("audit", "sample", "WO-1001", "WO-1004", "--output", "two")
    first, imported = rows(tmp_path / "two" / "tick-sheet.csv")
    assert "" not in (first["approved_by"], first["approved_at"])
    assert (imported["approved_by"], imported["approved_at"]) == ("", "")


def test_evidence_that_was_changed_in_the_books_shows_in_the_pack(shop: Terminal, books: Path, tmp_path: Path) -> None:
    """The manifest is made of what is there, signed and all: the trail has the SHA-256 of what was added."""
    with closing(sqlite3.connect(books)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE evidence_contents SET content = ?", (b"another mug",))
    shop("audit", "sample", "WO-1001", "--output", "one")
    code, said = verified(str(tmp_path / "one" / "verify_audit.py"))
    assert (code, said.count("WRONG: "), "-photo.jpg is not as it was when it was added" in said) == (1, 1, True)


def test_a_file_that_a_pack_has_twice_is_refused(shop: Terminal, tmp_path: Path) -> None:
    """A program that opens the one, where the verifier read the other."""
    assert shop("audit", "sample", "WO-1001", "--output", "one.zip").code == 0
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        (tmp_path / "verify_audit.py").write_bytes(archive.read("verify_audit.py"))
        sheet = archive.read("tick-sheet.csv")
    with zipfile.ZipFile(tmp_path / "one.zip", "r") as archive:
        others = [(each, archive.read(each)) for each in archive.infolist()]
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for told, content in others:
            archive.writestr(told, content)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("tick-sheet.csv", sheet)
    assert verified("verify_audit.py", "one.zip")[0] == 0
    code, said = verified("verify_audit.py", "two.zip")
    assert (code, "WRONG: tick-sheet.csv is there more than once\n" in said) == (1, True)


def test_a_key_without_a_head_verifies_nothing_of_a_trail_alone(shop: Terminal, tmp_path: Path) -> None:
    shop("audit", "export", "--output", "trail.jsonl")
    shop("audit", "sample", "WO-1001", "--output", "one")
    code, said = verified("one/verify_audit.py", "trail.jsonl", "--client", "shop", "--key", KEY)
    assert (code, said.splitlines()[0]) == (1, "WRONG: nothing here is signed: the key signs heads, so give one (--head)")


def test_heads_of_all_clients_are_added_to_a_file_each(shop: Terminal, tmp_path: Path) -> None:
    assert shop("audit", "head", "--output", "heads.jsonl", today="2026-12-01").out == "Wrote 2 heads to heads.jsonl.\n"
    for _ in range(2):
        assert shop("audit", "head", "--all", "heads", today="2026-11-02").out == "Wrote 1 head to heads.\n"
    assert len((tmp_path / "heads" / "shop.jsonl").read_text("utf-8").splitlines()) == 2
    assert shop("audit", "verify", "--head", "heads/shop.jsonl").code == 0
    assert shop("audit", "head", "--all", "heads", "--output", "x").code == 2
    assert shop("audit", "head", "--all", "photo.jpg/x").code != 0


@pytest.mark.parametrize(
    ("change", "said"),
    [("DELETE FROM audit_events", "The audit trail of bakery is gone."), ("UPDATE clients SET date_order = 'x'", "are damaged")],
)
def test_one_client_s_broken_books_cost_no_other_its_head(
    shop: Terminal, books: Path, tmp_path: Path, change: str, said: str
) -> None:
    assert shop("client", "add", "bakery", "--from", str(SAMPLE)).code == 0
    with closing(sqlite3.connect(books)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        whose = "client_id" if "audit_events" in change else "id"
        connection.execute(f"{change} WHERE {whose} = 'bakery'")
    ran = shop("audit", "head", "--all", "heads", today="2026-11-02")
    assert (ran.code != 0, said in ran.err) == (True, True)
    assert [path.name for path in (tmp_path / "heads").iterdir()] == ["shop.jsonl"]
