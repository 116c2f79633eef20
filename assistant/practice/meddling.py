"""A fault to what someone does in the web app right behind a request, with the latest transaction that an app wrote.

| fault | what someone does |
| --- | --- |
| someone_notes | writes something else into its memo |
| someone_edits | doubles its amounts and quantities |
| someone_deletes | deletes it |
| someone_enters | enters the same once more, under a number of their own |

The request itself is carried out and answered as ever. Where there is no such transaction, or the company refuses, nothing is
done.
"""

from typing import Any

from assistant.practice.company import PracticeCompany
from assistant.practice.documents import TRANSACTIONS
from assistant.practice.store import APP, SOMEONE, Kept, Store
from assistant.practice.wire import Json, Refused

OF_THE_COMPANY = frozenset({"Id", "SyncToken", "MetaData", "DocNumber", "TotalAmt", "Balance"})
COUNTED = ("Amount", "Qty", "QtyDiff")


def meddle(store: Store, realm: str, now: float, fault: str) -> None:
    """Does it, inside the store's transaction opened by the caller."""
    company = PracticeCompany(store, realm, now, SOMEONE)
    latest = _latest(company)
    if latest is None:
        return
    body = latest.body
    version = {"Id": body["Id"], "SyncToken": body["SyncToken"]}
    try:
        match fault:
            case "someone_notes":
                company.write(latest.entity, {**version, "sparse": True, "PrivateNote": "Looked at by the bookkeeper"})
            case "someone_edits":
                company.write(latest.entity, {**version, "sparse": True, "Line": _doubled(body["Line"])})
            case "someone_deletes":
                company.delete(latest.entity, version)
            case "someone_enters":
                own = {field: value for field, value in body.items() if field not in OF_THE_COMPANY}
                company.write(latest.entity, {**own, "DocNumber": f"OWN-{body['Id']}"})
    except Refused:
        return


def _latest(company: PracticeCompany) -> Kept | None:
    """Transactions of all kinds share one sequence of Ids."""
    kinds = ", ".join("?" * len(TRANSACTIONS))
    sql = (
        f"SELECT entity, id FROM object WHERE realm = ? AND entity IN ({kinds}) AND author = ? AND NOT deleted "
        "ORDER BY id DESC LIMIT 1"
    )
    rows = company.store.run(sql, (company.realm, *TRANSACTIONS, APP))
    return company.store.find(company.realm, rows[0][0], str(rows[0][1])) if rows else None


def _doubled(value: Any) -> Any:
    """Lines with every amount and quantity twice as large."""
    if isinstance(value, list):
        return [_doubled(part) for part in value]
    if not isinstance(value, dict):
        return value
    doubled: Json = {name: part * 2 if name in COUNTED else _doubled(part) for name, part in value.items()}
    return doubled
