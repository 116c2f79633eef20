"""Opening and updating books: what is counted and what differs is said in plain numbers; a refusal changes nothing."""

import shutil
from pathlib import Path

import pytest

from tests.terminal import SHOP, Terminal

SAMPLES = sorted(path.name for path in Path("coa_samples").iterdir() if path.is_dir())


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_opens(writeoff: Terminal, sample: str) -> None:
    opened = writeoff("client", "add", sample, "--from", f"coa_samples/{sample}", "--json")
    assert opened.code == 0
    assert len(opened.document["proposals"]) == 13
    assert opened.document["accounts"] > 60


def test_openings_that_differ_are_said_and_kept(writeoff: Terminal) -> None:
    opened = writeoff("client", "add", "coop", "--from", "glenbrack-coop")  # a sample's name stands for its folder
    assert "Debits exceed credits by 24.15 in the opening balances." in opened.out
    assert "186.40" in opened.out
    differences = writeoff("trial-balance", "--client", "coop", "--json").document["differences"]
    assert [told["amount"] for told in differences] == ["24.15", "186.40"]


def test_two_clients_never_meet(writeoff: Terminal) -> None:
    writeoff("client", "add", "cafe", "--from", "tui-corner-cafe")
    which = writeoff("queue")
    assert (which.code, which.err) == (2, "These books hold 2 clients: cafe, shop.\nSay which: --client cafe\n")
    assert [row["client"] for row in writeoff("client", "list", "--json").document["rows"]] == ["cafe", "shop"]
    assert writeoff("stock", "--client", "cafe", "--json").document["rows"] == []
    assert writeoff("--client", "shop", "stock", "--json").document["rows"] != []


def test_a_slug_is_opened_once(writeoff: Terminal) -> None:
    assert writeoff("client", "add", "shop", "--from", SHOP).code == 2


def changed_copy(tmp_path: Path, file: str, old: str, new: str) -> str:
    folder = tmp_path / "files"
    shutil.copytree(SHOP, folder, dirs_exist_ok=True)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return str(folder)


def test_a_fault_in_the_files_is_named_with_its_place_and_nothing_is_opened(writeoff: Terminal, tmp_path: Path) -> None:
    refused = writeoff("client", "add", "other", "--from", changed_copy(tmp_path, "items.csv", "36.75", "36,75x"))
    assert refused.code == 2
    assert "items.csv row 6" in refused.err
    assert len(writeoff("client", "list", "--json").document["rows"]) == 1


def test_an_update_shows_the_difference_and_waits(writeoff: Terminal, tmp_path: Path) -> None:
    folder = changed_copy(tmp_path, "items.csv", "LMP-CLP,Clip-On Work Light,Store,14", "LMP-CLP,Clip-On Lamp,Store,20")
    shown = writeoff("client", "update", "shop", "--from", folder, "--json")
    assert shown.code == 5
    assert shown.document["changes"] == [
        "Item LMP-CLP is now Clip-On Lamp, by the each.",
        "LMP-CLP @ Store: 14 in the books, 6 more came in on file.",
    ]
    assert writeoff("stock", "LMP-CLP", "--json").document["rows"][0]["on_hand"] == "14"


def test_an_update_takes_units_in_by_an_entry(writeoff: Terminal, tmp_path: Path) -> None:
    folder = changed_copy(tmp_path, "items.csv", "LMP-CLP,Clip-On Work Light,Store,14", "LMP-CLP,Clip-On Work Light,Store,20")
    taken = writeoff("client", "update", "shop", "--from", folder, "--yes", "--json").document
    assert (taken["applied"], taken["entry"]) == (True, "WO-1001")
    assert writeoff("stock", "LMP-CLP", "--json").document["rows"][0]["on_hand"] == "20"
    assert writeoff("stock", "--check").code == 0
    assert writeoff("client", "update", "shop", "--from", folder, "--yes").out.startswith("Nothing is new on file.")


def test_an_update_takes_new_accounts_and_items(writeoff: Terminal, tmp_path: Path) -> None:
    folder = Path(changed_copy(tmp_path, "accounts.csv", "Damage & Breakage", "Damage"))
    with (folder / "items.csv").open("a", encoding="utf-8") as file:
        file.write("TWN-01,Garden Twine,Store,10,each,,2.00,1200\n")
    assert writeoff("client", "update", "shop", "--from", str(folder), "--yes").code == 0
    (row,) = writeoff("stock", "TWN-01", "--json").document["rows"]
    assert (row["on_hand"], row["value"]) == ("10", "20.00")
    names = {row["account"]: row["name"] for row in writeoff("trial-balance", "--json").document["rows"]}
    assert names["5050"] == "Damage"
    assert writeoff("stock", "--check").code == 0
