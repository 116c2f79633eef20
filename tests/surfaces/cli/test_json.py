"""Every command's `--json` is one document of the shape that schema.json gives it, whatever the exit code."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assistant.surfaces.cli.main import TABLE
from tests.terminal import SHOP, Terminal

SCHEMA: dict[str, Any] = json.loads((files("assistant.surfaces.render") / "schema.json").read_text(encoding="utf-8"))
GOODS = """\
sku,quantity,reason,place,date,note
MUG-01,12,damaged,Warehouse,10/02/2026,Dropped by the forklift
LMP-DSK,100,lost,,,
"""

# The command line, the shape of its document, and its exit code; each story starts with fresh books and goes from top to bottom.
STORIES: dict[str, list[tuple[list[str], str, int]]] = {
    "from draft to reversal": [
        (["draft", "write off $240 of damaged stock"], "draft_command", 0),
        (["draft", "some of the desk lamps in the store went missing"], "draft_command", 5),
        (["draft", "write off 400 box fans, water damage"], "draft_command", 1),
        (["draft", "please order more mugs"], "draft_command", 1),
        (["draft", "--file", "goods.csv"], "draft_command", 6),
        (["queue"], "queue", 0),
        (["queue", "--limit", "1"], "queue", 0),
        (["show", "D-1"], "draft", 0),
        (["revise", "D-1", "--reason", "expired", "--note", "past its date"], "draft", 0),
        (["answer", "D-2", "3"], "draft", 0),
        (["evidence", "add", "D-1", "goods.csv"], "evidence", 0),
        (["evidence", "add", "D-1", "goods.csv", "--shows", "destruction_record"], "evidence", 0),
        (["evidence", "waive", "D-2", "--need", "lost", "--because", "counted by two"], "evidence", 0),
        (["evidence", "add", "D-1", "missing.jpg"], "error", 2),
        (["evidence", "list", "D-2"], "evidence", 0),
        (["approve", "D-1", "D-2"], "decisions", 0),
        (["evidence", "list", "WO-1001"], "evidence", 0),
        (["approve", "D-3"], "decisions", 1),
        (["approve", "D-1", "D-3", "D-99"], "decisions", 6),
        (["override", "D-3", "--because", "no count is possible"], "error", 1),
        (["reject", "D-3", "--because", "typed 400 for 4"], "decisions", 0),
        (["show", "D-3"], "draft", 0),
        (["precedents"], "precedents", 0),
        (["precedents", "edit", "P-1", "--account", "5080"], "precedent", 0),
        (["precedents", "edit", "P-1", "--account", "6910"], "error", 1),
        (["precedents", "delete", "P-1"], "precedent_forgotten", 0),
        (["precedents", "delete", "P-1"], "error", 2),
        (["reverse", "WO-1001", "--because", "found", "--approve"], "draft", 0),
        (["reverse", "WO-1001", "--because", "again"], "draft", 1),
        (["show", "D-1"], "draft", 0),
        (["entries"], "entries", 0),
        (["entries", "--limit", "1"], "entries", 0),
        (["history", "LMP-DSK"], "history", 0),
        (["stock"], "stock", 0),
        (["stock", "hold", "MUG-01=4", "--at", "Store", "--awaiting", "claim"], "hold", 0),
        (["stock", "hold", "MUG-01=4000", "--at", "Store", "--awaiting", "claim"], "error", 1),
        (["stock", "MUG-01"], "stock", 0),
        (["stock", "release", "H-1", "--quantity", "1"], "hold", 0),
        (["stock", "release", "H-1"], "hold", 0),
        (["stock", "--check"], "stock", 0),
        (["trial-balance"], "trial_balance", 0),
        (["qbo", "status"], "qbo_status", 0),
        (["sync"], "error", 1),
        (["qbo", "pull"], "error", 1),
        (["qbo", "connect"], "qbo_connect", 0),
        (["qbo", "pull"], "qbo_pull", 5),
        (["qbo", "confirm", "--not", "2210"], "qbo_confirm", 0),
        (["qbo", "confirm", "--item", "MUG-01=9999"], "error", 2),
        (["qbo", "pull", "--full"], "qbo_pull", 0),
        (["qbo", "place", "MUG-01=12", "--at", "Store"], "error", 1),
        (["qbo", "warm"], "qbo_warm", 0),
        (["stock", "MUG-01"], "stock", 0),
        (["sync"], "sync", 0),
        (["sync"], "sync", 0),
        (["qbo", "reconcile"], "qbo_reconcile", 0),
        (["qbo", "found", "D-1"], "error", 2),
        (["qbo", "accept", "WO-1002"], "error", 1),
        (["qbo", "restore", "WO-1002"], "error", 1),
        (["qbo", "reverse", "WO-1002"], "error", 1),
        (["qbo", "practice", "--show"], "qbo_practice", 0),
        (["qbo", "practice", "--add-supplier", "Acme Pottery"], "supplier", 0),
        (["qbo", "practice"], "error", 2),
        (["qbo", "connect", "--environment", "production"], "error", 2),
        (["qbo", "status"], "qbo_status", 0),
        (["qbo", "disconnect"], "qbo_disconnect", 0),
        (["qbo", "disconnect"], "error", 1),
        (["qbo", "status"], "qbo_status", 0),
        (["audit", "verify"], "audit_verify", 0),
        (["audit", "verify", "--head", "nowhere"], "error", 2),
        (["audit", "head"], "audit_head", 0),
        (["audit", "sample", "--output", "some.zip"], "audit_pack", 0),
        (["audit", "sample", "WO-9", "--output", "none.zip"], "error", 2),
        (["audit", "export"], "audit_export", 0),
        (["export", "--to", "csv"], "export", 0),
        (["export", "--to", "ledger", "--output", "shop.ledger"], "export", 0),
    ],
    "what is settled": [
        (["accounts"], "accounts", 0),
        (["accounts", "--confirm"], "error", 5),
        (["accounts", "--confirm", "--yes"], "policy", 0),
        (["accounts"], "accounts", 0),
        (["policy", "show"], "policy", 0),
        (["policy", "set", "routine_limit", "750.00"], "policy", 0),
        (["policy", "set", "routine_limit", "-5"], "error", 2),
        (["close", "2026-09-30"], "policy", 0),
        (["user", "add", "tom", "--role", "auditor"], "user", 0),
        (["user", "add", "ben", "--role", "approver", "--limit", "1,000.00"], "user", 0),
        (["user", "add", "ben", "--role", "approver", "--limit", "much"], "error", 2),
        (["user", "list"], "user_list", 0),
        (["user", "remove", "tom"], "user", 0),
        (["stock", "receive", "--from", "received.csv"], "receipt", 0),
        (["stock", "receive", "--from", "goods.csv"], "error", 2),
        (["import", "goods.csv"], "error", 2),
        (["import", "journal.csv"], "import", 0),
        (["import", "journal.csv", "--again", "--balance"], "import", 0),
        (["client", "list"], "client_list", 0),
        (["client", "add", "coop", "--from", "glenbrack-coop"], "client_add", 0),
        (["client", "update", "shop", "--from", SHOP], "client_update", 5),
        (["client", "update", "shop", "--from", SHOP, "--yes"], "client_update", 0),
        (["backup", "copy.db"], "copy", 0),
        (["backup", "copy.db"], "error", 2),
        (["restore", "copy.db", "--books", "brought-back.db"], "copy", 0),
        (["restore", "copy.db", "--books", "brought-back.db"], "error", 1),
        (["queue"], "error", 2),
        (["queue", "--client", "shop"], "queue", 0),
        (["queue", "--client", "nobody"], "error", 2),
        (["eval", "evals/dev-1", "--reader", "proposals"], "eval", 0),
    ],
    "what is refused": [
        (["draft", ""], "error", 2),
        (["draft", "x", "--file", "y"], "error", 2),
        (["draft", "write off a mug", "--reader", "model"], "error", 2),
        (["show", "D-1"], "error", 2),
        (["nothing"], "error", 2),
        (["demo"], "error", 2),
    ],
}  # fmt: skip


def documents_of(command: str) -> set[str]:
    return {shape for story in STORIES.values() for words, shape, _ in story if words[0] == command}


@pytest.mark.parametrize("story", STORIES)
def test_documents_have_their_shapes(story: str, writeoff: Terminal, tmp_path: Path) -> None:
    places = {"goods.csv": GOODS, "received.csv": "sku,location,quantity,unit_cost\nMUG-01,Store,12,4.55\n"}
    places["journal.csv"] = "entry,date,account,debit,credit\n1,2026-10-01,6150,5,\n1,,1010,,5\n"
    for name, text in places.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    written = ("shop.ledger", "copy.db", "brought-back.db", "some.zip", "none.zip")
    at = {name: str(tmp_path / name) for name in (*places, *written)}
    for words, shape, code in STORIES[story]:
        ran = writeoff(*(at.get(word, word) for word in words), "--json")
        assert (ran.code, ran.err) == (code, ""), (words, ran.out)
        validator = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{shape}", "$defs": SCHEMA["$defs"]})
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(ran.document)] == [], words


def test_every_command_has_a_document() -> None:
    """`serve` and `work` run until they are stopped, and refuse --json."""
    assert [command for command in TABLE if not documents_of(command)] == ["work", "serve"]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    shapes = {shape for story in STORIES.values() for _, shape, _ in story}
    assert shapes <= set(SCHEMA["$defs"])
