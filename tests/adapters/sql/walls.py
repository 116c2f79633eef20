"""What the database refuses by itself: a rule, plain SQL that breaks it, and the walls that stand in the way on each database.

A wall is taken away inside a transaction, so that it is seen to be there, and to be what refuses: then the same SQL passes.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from tests.adapters.sql.test_constraints import LAYER_MOVE, LINE, MOVE, OPEN_ENTRY, POLICY, SEAL

ZEROS = "0" * 64
WHOLE = (OPEN_ENTRY, LINE.format(1002, 1, "debit", "5050", 500), LINE.format(1002, 2, "credit", "1200", 500), SEAL)
OF_THE_DRAFT = OPEN_ENTRY.replace("brought,", "draft_id, brought,").replace("'eve', false", "'ann', 'D-2', false")
TWO_PAIRS = (
    "INSERT INTO policies (client_id, version, document, set_by, set_at, two_pairs_above_minor)"
    " SELECT 'kiln', max(version) + 1, min(document), 'eve', min(set_at), 0 FROM policies WHERE client_id = 'kiln'"
)
A_LIMIT = "UPDATE roles SET limit_minor = 1 WHERE client_id = 'kiln'"
THEIRS_ALONE = (
    "INSERT INTO accounts SELECT 'forge', '7777', 99, number, name, full_name, type, detail_type, parent, active, postable,"
    " description, 0, 0 FROM accounts WHERE client_id = 'forge' AND key = '5050'"
)
NEXT_AUDIT = (
    "INSERT INTO audit_events SELECT client_id, {}, at, 'eve', what, subject, detail, {}, 'h' FROM audit_events"
    " WHERE client_id = 'kiln' ORDER BY seq DESC LIMIT 1"
)


@dataclass(frozen=True)
class Wall:
    """A rule of the database by name: `kind` is trigger, check, key (foreign), unique or policy."""

    kind: str
    table: str
    name: str

    def take_away(self, connection: Connection) -> None:
        """Raises where it is not there."""
        if connection.dialect.name == "postgresql":
            away = {
                "trigger": f"DROP TRIGGER {self.name} ON {self.table}",
                "policy": f"DROP POLICY {self.name} ON {self.table}; ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
            }
            connection.exec_driver_sql(away.get(self.kind, f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name} CASCADE"))
            return
        made = "SELECT sql FROM sqlite_master WHERE name = :table AND sql LIKE :named"
        if self.kind == "trigger":
            connection.exec_driver_sql(f"DROP TRIGGER {self.name}")
        elif connection.execute(text(made), {"table": self.table, "named": f"%CONSTRAINT {self.name} %"}).first() is None:
            raise LookupError(self.name)
        elif self.kind == "check":
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        elif self.kind == "key":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def trigger(name: str, table: str = "") -> Wall:
    return Wall("trigger", table or name.rpartition("_")[0], name)


@dataclass(frozen=True)
class Rule:
    """`breaks` breaks it, after `before`, which is fine. `walls` refuse it on both databases, further ones on the one named."""

    says: str
    breaks: tuple[str, ...]
    walls: tuple[Wall, ...]
    before: tuple[str, ...] = ()
    sqlite: tuple[Wall, ...] = ()
    postgresql: tuple[Wall, ...] = ()

    def walls_on(self, dialect: str) -> tuple[Wall, ...]:
        return (*self.walls, *(self.sqlite if dialect == "sqlite" else self.postgresql))


def lines(first: int, second: int) -> tuple[str, str]:
    return LINE.format(1002, 1, "debit", "5050", first), LINE.format(1002, 2, "credit", "1200", second)


KEEP, SEALED = trigger("entries_keep"), trigger("entries_seal")
WITH_A_RESERVE = (*WHOLE[:3], "INSERT INTO reserve_moves VALUES ('kiln', 1002, 1, 'MUG', 1000000, 415)", SEAL)
RULES = (
    Rule("an entry that does not balance", (SEAL,), (SEALED,), (OPEN_ENTRY, *lines(500, 499))),
    Rule(
        "a line with two sides", (LINE.format(1002, 1, "both", "5050", 500),),
        (Wall("check", "lines", "ck_lines_one_side"),), (OPEN_ENTRY,),
    ),
    Rule(
        "a line with no side", (LINE.format(1002, 1, "", "5050", 500),),
        (Wall("check", "lines", "ck_lines_one_side"),), (OPEN_ENTRY,),
    ),
    Rule(
        "an amount of zero", (LINE.format(1002, 1, "debit", "5050", 0),),
        (Wall("check", "lines", "ck_lines_positive"),), (OPEN_ENTRY,),
    ),
    Rule(
        "a negative amount", (LINE.format(1002, 1, "debit", "5050", -500),),
        (Wall("check", "lines", "ck_lines_positive"),), (OPEN_ENTRY,),
    ),
    Rule("a posted entry changed", ("UPDATE entries SET memo = 'better' WHERE client_id = 'kiln'",), (KEEP, SEALED)),
    Rule("a posted entry opened again", ("UPDATE entries SET sealed = false WHERE client_id = 'kiln'",), (SEALED,)),
    *(
        Rule(
            f"{table} of a posted entry changed", (f"UPDATE {table} SET {change} WHERE client_id = 'kiln'",),
            (trigger(f"{table}_keep"),),
        )
        for table, change in {
            "lines": "amount_minor = amount_minor + 1", "stock_moves": "value_minor = 0", "layer_moves": "value_minor = 0",
            "entry_goods": "quantity_micro = 1",
        }.items()
    ),
    *(
        Rule(
            f"{table} of a posted entry deleted", (f"DELETE FROM {table} WHERE client_id = 'kiln'",),
            (trigger(f"{table}_stay"),),
        )
        for table in ("lines", "layer_moves", "entry_goods")
    ),
    Rule(
        "a reserve of a posted entry changed", ("UPDATE reserve_moves SET amount_minor = 1 WHERE client_id = 'kiln'",),
        (trigger("reserve_moves_keep"),), WITH_A_RESERVE,
    ),
    Rule(
        "a reserve of a posted entry deleted", ("DELETE FROM reserve_moves WHERE client_id = 'kiln'",),
        (trigger("reserve_moves_stay"),), WITH_A_RESERVE,
    ),
    Rule("a line more in a posted entry", (LINE.format(1001, 3, "debit", "5050", 1),), (trigger("lines_open"),)),
    Rule(
        "a second entry for a draft", (OPEN_ENTRY.replace("brought,", "draft_id, brought,").replace("'eve',", "'eve', 'D-1',"),),
        (Wall("unique", "entries", "uq_entries_draft_id"),),
    ),
    Rule(
        "a gap in the numbers", (OPEN_ENTRY.replace("1002", "1003"),), (trigger("entries_next"),),
    ),
    Rule(
        "a number twice", (OPEN_ENTRY.replace("1002", "1001"),),
        (trigger("entries_next"), Wall("unique", "entries", "pk_entries"), Wall("unique", "entries", "uq_entries_number")),
    ),
    Rule(
        "a number that is not its place", (OPEN_ENTRY.replace("WO-1002", "WO-1009"),),
        (Wall("check", "entries", "ck_entries_numbered_by_place"),),
    ),
    Rule(
        "more units taken than a layer has", (LAYER_MOVE.format(-99000000, -100),), (trigger("layer_moves_enough"),),
        (OPEN_ENTRY, MOVE),
    ),
    Rule(
        "stock below zero", ("UPDATE layers SET quantity_micro = -1 WHERE client_id = 'kiln' AND id = 'MUG@Shop#1'",),
        (Wall("check", "layers", "ck_layers_units_on_hand"),),
    ),
    Rule("an event of the trail changed", ("UPDATE audit_events SET who = 'x' WHERE client_id = 'kiln'",),
         (trigger("audit_events_keep"),)),
    Rule("an event of the trail deleted", ("DELETE FROM audit_events WHERE client_id = 'kiln'",),
         (trigger("audit_events_stay"),)),
    Rule("a gap in the trail", (NEXT_AUDIT.format("seq + 2", "hash"),), (trigger("audit_events_next"),)),
    Rule("an event that follows another", (NEXT_AUDIT.format("seq + 1", f"'{ZEROS}'"),), (trigger("audit_events_next"),)),
    Rule("a policy that was set changed", ("UPDATE policies SET document = '{}' WHERE client_id = 'kiln'",),
         (trigger("policies_keep"),)),
    Rule("a policy out of turn", (POLICY,), (trigger("policies_next"),)),
    Rule("a text changed", ("UPDATE texts SET document = '{}' WHERE client_id = 'kiln'",), (trigger("texts_keep"),)),
    Rule(
        "an approval of one's own", (SEAL,), (trigger("entries_eyes"),), (TWO_PAIRS, OF_THE_DRAFT, *lines(500, 500)),
    ),
    Rule(
        "an approval above one's limit", (SEAL,), (trigger("entries_eyes"),), (A_LIMIT, OF_THE_DRAFT, *lines(500, 500)),
    ),
    Rule(
        "a hand in a draft wiped off", ("DELETE FROM draft_hands WHERE client_id = 'kiln'",), (trigger("draft_hands_stay"),),
    ),
    Rule(
        "a row of a client that is none", ("INSERT INTO counters VALUES ('nobody', 'x', 1)",),
        (Wall("key", "counters", "fk_counters_client_id"),), sqlite=(trigger("counters_client"),),
        postgresql=(Wall("policy", "counters", "of_client"),),
    ),
    Rule(
        "a line of one client in an entry of another",
        (LINE.format(1002, 1, "debit", "5050", 500).replace("'kiln'", "'forge'"),),
        (trigger("lines_open"), Wall("key", "lines", "fk_lines_client_id_seq")), (OPEN_ENTRY,),
    ),
    Rule(
        "an account that only another client has", (LINE.format(1002, 1, "debit", "7777", 500),),
        (Wall("key", "lines", "fk_lines_client_id_account"),),
        (OPEN_ENTRY, THEIRS_ALONE),
    ),
    Rule(
        "a row handed to another client", ("UPDATE counters SET client_id = 'forge', name = 'x' WHERE client_id = 'kiln'"
        " AND name = 'draft'",), (trigger("counters_whose"),),
    ),
)  # fmt: skip
