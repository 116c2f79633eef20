"""Remedies that name a command of the command line, in the desk's words."""

import pytest

from assistant.surfaces.render.commands import Part, parts_of


@pytest.mark.parametrize(
    ("remedy", "parts"),
    [
        ("Delete Id 7 in QuickBooks.", [Part("Delete Id 7 in QuickBooks.")]),
        ("Do what it says, then: writeoff sync", [Part("Do what it says, then: "), Part("sync now", "sync")]),
        ("writeoff qbo found WO-1002 --theirs, --ours or --both", [Part("theirs, ours or both", "sync#WO-1002")]),
        ("writeoff qbo accept WO-1002, or restore, or reverse", [Part("accept, restore or reverse it", "reconcile")]),
        ("Take it back: writeoff reverse WO-7", [Part("Take it back: "), Part("reverse it", "entries/WO-7#reverse")]),
        ("Look (writeoff show D-4); go on.", [Part("Look ("), Part("look at it", "drafts/D-4"), Part("); go on.")]),
        ("See writeoff show WO-4", [Part("See "), Part("look at it", "entries/WO-4")]),
        ("writeoff qbo place MUG-01=12 --at PLACE", [Part("place the goods", "reconcile")]),
        ('Or: writeoff override WO-3 --because "..."', [Part("Or: "), Part("override it", "sync#WO-3")]),
        ('writeoff override D-3 --because "..."', [Part("override it", "drafts/D-3")]),
        ("writeoff frobnicate all", [Part("writeoff frobnicate all")]),
    ],
)
def test_a_command_becomes_a_link(remedy: str, parts: list[Part]) -> None:
    assert list(parts_of(remedy)) == parts


def test_what_is_meant_where_the_command_names_nothing() -> None:
    assert parts_of("writeoff qbo replan", "WO-9") == (Part("let it go as its plan is now", "sync#WO-9"),)
    assert parts_of("writeoff approve") == (Part("approve it", "drafts"),)
