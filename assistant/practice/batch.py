"""POST /batch: up to 30 requests in one, each with an answer or a fault of its own.

    {"BatchItemRequest": [{"bId": "1", "operation": "create", "JournalEntry": {…}}, {"bId": "2", "Query": "SELECT * FROM Item"}]}
    {"BatchItemResponse": [{"bId": "1", "JournalEntry": {…}}, {"bId": "2", "Fault": {…}}], "time": "…"}

An item that is refused takes nothing of the others back. With a requestid (at most 36 characters, and then 10 for each bId) the
repeat of a batch gets the original answer, as a repeat of a single request does; what a live company does is told both ways.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.practice import refusals
from assistant.practice.company import KINDS, PracticeCompany
from assistant.practice.store import Store
from assistant.practice.wire import Json, Refused, Request, fault_of, read_json

MOST_ITEMS = 30
LONGEST_REQUEST_ID = 36
LONGEST_ITEM_ID_WITH_ONE = 10
OPERATIONS = ("create", "update", "delete")


def items_of(request: Request) -> list[Json]:
    """The requests within; what is no batch is refused."""
    sent = read_json(request.text)
    match sent:
        case {"BatchItemRequest": [*rows]} if all(isinstance(row, dict) for row in rows):
            items: list[Json] = rows
        case _:
            raise refusals.missing("BatchItemRequest")
    if len(items) > MOST_ITEMS:
        raise refusals.business_rule(f"A batch holds at most {MOST_ITEMS} requests; {len(items)} were sent.")
    longest = LONGEST_ITEM_ID_WITH_ONE if request.params.get("requestid") else 50
    for item in items:
        name = str(item.get("bId") or "")
        if not name:
            raise refusals.missing("bId")
        if len(name) > longest:
            raise refusals.too_long("bId", len(name), longest)
    return items


def reads_of(items: list[Json]) -> int:
    """How many of them are metered reads."""
    return sum("Query" in item for item in items)


def answered(company: PracticeCompany, items: list[Json], query: Callable[[str], Json]) -> Json:
    """Each item's own answer, in their order. `query` answers a query as the API does."""
    return {"BatchItemResponse": [{"bId": str(item["bId"]), **_answer(company, item, query)} for item in items]}


def _answer(company: PracticeCompany, item: Json, query: Callable[[str], Json]) -> Json:
    try:
        with _alone(company.store):
            return _carried_out(company, item, query)
    except Refused as refused:
        return {"Fault": fault_of(refused)}


def _carried_out(company: PracticeCompany, item: Json, query: Callable[[str], Json]) -> Json:
    if "Query" in item:
        return {"QueryResponse": query(str(item["Query"]))}
    entity = next((name for name in item if name in KINDS.values()), None)
    operation = item.get("operation")
    if entity is None or operation not in OPERATIONS or not isinstance(item[entity], dict):
        raise refusals.unsupported(f"{operation!s:.20} in a batch")
    if operation == "delete":
        return {entity: company.delete(entity, item[entity])}
    include = frozenset(str(item.get("optionsData") or "").split(","))
    return {entity: company.write(entity, item[entity], include)}


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """What is refused within is taken back, and nothing before it."""
    store.run("SAVEPOINT item")
    try:
        yield
    except BaseException:
        store.run("ROLLBACK TO item")
        raise
    finally:
        store.run("RELEASE item")
