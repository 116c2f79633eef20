"""accounts.csv to a chart: keys, full names and parents settled, every account that cannot be taken said."""

from collections.abc import Iterable
from pathlib import Path

from assistant.adapters.files.tables import Faults, Row, read_table
from assistant.books.accounts import Account, AccountType, Chart

COLUMNS = ("number", "name", "type", "detail_type", "parent", "active", "balance", "description")


def read_chart(path: Path, currency: str, faults: Faults) -> Chart:
    """The accounts in the file's order. The key is the number, else the full name: parents joined by ':'."""
    rows = read_table(path, COLUMNS, faults)
    parents = {row.number: parent for row in rows if (parent := parent_of(row, rows)) is not None}
    refuse_cycles(rows, parents)
    paths = {row.number: path_of(row, parents) for row in rows}
    keys = {row.number: row["number"] or ":".join(paths[row.number]) for row in rows}
    refuse_repeats(rows, keys, parents)
    accounts = []
    for row in rows:
        row.required("name")
        parent = parents.get(row.number)
        account_type = row.word("type", AccountType)
        balance, active, postable = row.money("balance", currency), row.flag("active"), row.flag("postable")
        if account_type is None:
            continue
        accounts.append(
            Account(
                key=keys[row.number],
                number=row["number"],
                name=row["name"],
                full_name=":".join(paths[row.number]),
                type=account_type,
                balance=balance,
                detail_type=row["detail_type"],
                parent=keys[parent.number] if parent else "",
                active=active,
                postable=postable,
                description=row["description"],
            )
        )
    return Chart(tuple(accounts))


def parent_of(row: Row, rows: tuple[Row, ...]) -> Row | None:
    """The row that `parent` names: by number, else full name, else a name that only one account has."""
    if not (named := row["parent"]):
        return None
    others = [other for other in rows if other is not row]
    above, _, last = named.rpartition(":")
    ways = (
        [other for other in rows if other["number"] == named],
        [other for other in others if other["name"] == named and not other["parent"]],
        [other for other in others if other["name"] == named],
        [other for other in others if above and other["name"] == last and above.endswith(other["parent"] or "?")],
    )
    found = next((way for way in ways if way), [])
    if len(found) == 1:
        return found[0]
    if found:
        row.fault("parent", f"{named!r} is the name of {len(found)} accounts; write the full name of the one meant.")
    else:
        row.fault("parent", f"no account has the number or name {named!r}; correct it, or add that account.")
    return None


def refuse_cycles(rows: tuple[Row, ...], parents: dict[int, Row]) -> None:
    """Say each loop of parents once, and cut it so that names can be built."""
    for row in rows:
        seen, at = [row.number], parents.get(row.number)
        while at is not None and at.number not in seen:
            seen.append(at.number)
            at = parents.get(at.number)
        if at is row:
            loop = " > ".join(named["name"] for named in rows if named.number in seen)
            row.fault("parent", f"goes round in a circle ({loop}); one of them has no parent.")
            del parents[row.number]


def path_of(row: Row, parents: dict[int, Row]) -> tuple[str, ...]:
    above = parents.get(row.number)
    return (*(path_of(above, parents) if above else ()), row["name"])


def refuse_repeats(rows: Iterable[Row], keys: dict[int, str], parents: dict[int, Row]) -> None:
    """No two accounts under one key, nor two of a type under one parent with one name: QuickBooks would take neither."""
    by_key: dict[str, Row] = {}
    siblings: dict[tuple[int, str, str], Row] = {}
    for row in rows:
        above = parents.get(row.number)
        sibling = (above.number if above else 0, row["type"].lower(), row["name"].casefold())
        if first := by_key.get(keys[row.number]):
            column = "number" if row["number"] else "name"
            row.fault(column, f"{keys[row.number]!r} is also row {first.number}; give each account its own {column}.")
        elif first := siblings.get(sibling):
            row.fault("name", f"{row['name']!r} stands beside the account of row {first.number} with that name; rename one.")
        by_key.setdefault(keys[row.number], row)
        siblings.setdefault(sibling, row)
