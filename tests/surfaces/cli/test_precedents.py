"""`precedents` as a person types it: what was learned, set by hand, forgotten, and who may."""

from tests.terminal import Terminal

MUGS = "3 mugs smashed by the forklift"


def taught(writeoff: Terminal) -> None:
    """Two entries of the same phrase, the first corrected to 5080."""
    for number, text in enumerate((MUGS, "7 mugs smashed by the forklift yesterday"), 1):
        assert writeoff("draft", text).code == 0
        if number == 1:
            assert writeoff("revise", "D-1", "--line", "1", "--account", "5080").code == 0
        assert writeoff("approve", f"D-{number}").code == 0


def test_a_draft_says_which_entry_it_follows(writeoff: Terminal) -> None:
    taught(writeoff)
    (line, _) = writeoff("draft", "forklift smashed 2 mugs", "--json").document["texts"][0]["drafts"][0]["lines"]
    assert (line["account"], line["chosen_by"]) == ("5080", "precedent")
    assert line["because"] == "as you booked WO-1002 on 1 Oct 2026, confirmed twice; 8.30 is within the limit of 500.00"
    assert line["runners_up"][0]["account"] == "5050"


def test_they_are_listed_with_what_they_were_learned_from(writeoff: Terminal) -> None:
    assert writeoff("precedents").out == "These books have no precedents yet: what is approved makes them.\n"
    taught(writeoff)
    assert writeoff("precedents").out == (
        "P-1  “3 mugs smashed by the forklift”\n"
        "  write_off damaged, routine: 5080 Obsolete & Slow Stock\n"
        "  chosen twice since 2026-10-02: WO-1001 by ana instead of 5050, WO-1002 by ana\n"
    )


def test_one_is_set_by_hand(writeoff: Terminal) -> None:
    taught(writeoff)
    changed = writeoff("precedents", "edit", "P-1", "--account", "Inventory Shrinkage", "--json").document
    assert (changed["choice"], changed["times"], changed["learned_from"][-1]) == (
        "5060",
        1,
        {"entry": None, "date": "2026-10-02", "choice": "5060", "instead": "5080", "by": "ana"},
    )
    drafted = writeoff("draft", MUGS).out
    assert "5060 Inventory Shrinkage" in drafted
    assert "as ana set it on 2 Oct 2026 for “3 mugs smashed by the forklift”" in drafted
    assert writeoff("precedents", "edit", "P-1", "--account", "5060").code == 2


def test_none_is_set_to_what_the_rules_do_not_allow(writeoff: Terminal) -> None:
    taught(writeoff)
    refused = writeoff("precedents", "edit", "P-1", "--account", "6910")
    assert refused.code == 1
    assert refused.err == (
        "6910 Inventory Write-Off Expense cannot be set for P-1. The rules put a loss that is routine in Cost of Goods Sold.\n"
        "If all such losses go there, an owner makes it policy: writeoff accounts --confirm --set damaged.routine=6910\n"
    )
    assert writeoff("precedents", "edit", "P-1", "--account", "5190").code == 1  # inactive
    assert writeoff("precedents", "edit", "P-1", "--item", "MUG-01").code == 2
    assert writeoff("precedents", "edit", "P-1").code == 2
    assert writeoff("precedents", "edit", "P-9", "--account", "5060").code == 2


def test_one_that_the_rules_do_not_allow_says_so(writeoff: Terminal) -> None:
    assert writeoff("draft", MUGS).code == 0
    assert writeoff("revise", "D-1", "--line", "1", "--account", "6910").code == 0
    assert writeoff("approve", "D-1").code == 0
    (row,) = writeoff("precedents", "--json").document["rows"]
    assert (row["choice"], row["used"]) == ("6910", False)
    assert row["says"] == "The rules put a loss that is routine in Cost of Goods Sold."
    assert "Not used: " in writeoff("precedents").out


def test_words_for_goods_are_listed_and_set_too(writeoff: Terminal) -> None:
    asked = writeoff("draft", "2 paints spilled in the store", "--json").document["texts"][0]["questions"][0]
    assert writeoff("answer", asked["id"], "PNT-GRY").code == 0
    assert writeoff("approve", asked["id"]).code == 0
    rows = {row["chooses"]: row for row in writeoff("precedents", "--json").document["rows"]}
    assert (rows["item"]["phrase"], rows["item"]["choice"]) == ("paints", "PNT-GRY")
    assert writeoff("precedents", "edit", rows["item"]["id"], "--item", "pnt-wht").code == 0
    assert writeoff("precedents", "edit", rows["item"]["id"], "--account", "5060").code == 2
    assert "PNT-WHT Interior Paint White 1 gal" in writeoff("precedents").out


def test_one_is_forgotten(writeoff: Terminal) -> None:
    taught(writeoff)
    assert writeoff("precedents", "delete", "p-1").out == (
        "P-1 is forgotten: “3 mugs smashed by the forklift” no longer stands for 5080.\n"
    )
    assert writeoff("precedents", "--json").document == {"rows": []}
    assert "COGS account made for damage" in writeoff("draft", MUGS).out
    trail = writeoff("audit", "export").out
    assert '"what": "precedent.forgotten"' in trail
    assert writeoff("audit", "verify").code == 0


def test_who_may(writeoff: Terminal) -> None:
    taught(writeoff)
    for name, role in (("tom", "bookkeeper"), ("ann", "approver"), ("rep", "reporter")):
        assert writeoff("user", "add", name, "--role", role).code == 0
    refused = writeoff("precedents", "delete", "P-1", person="tom")
    assert (refused.code, refused.err.splitlines()[0]) == (
        3,
        "tom is a bookkeeper in these books, and a bookkeeper may not settle precedents.",
    )
    assert writeoff("precedents", "edit", "P-1", "--account", "5060", person="tom").code == 3
    assert writeoff("precedents", person="tom").code == 0
    assert writeoff("precedents", person="rep").code == 3
    assert writeoff("precedents", "edit", "P-1", "--account", "5060", person="ann").code == 0
