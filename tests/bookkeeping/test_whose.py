"""Whose text it is: asked about where it clearly fits another client, never where it fits the chosen one or nobody."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.names import SqlNames
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.whose import Whose
from assistant.books.accounts import AccountType
from assistant.books.batch import Batch, Fault, Given
from assistant.books.client_names import ClientNames
from assistant.evaluation.suite import read_suite
from tests.surfaces.firm import CAFE, HARDWARE, NOON, SAMPLES, TODAY

OF_GOODS = (AccountType.COST_OF_GOODS_SOLD, AccountType.INCOME)
TOOLS = ClientNames(
    "tools", "Corner Tools", goods=(("HAM-16", "Claw Hammer 16 oz"), ("DRL-18", "Cordless Drill 18V"), ("MUG-1", "Coffee Mug")),
    places=("Store", "Bay Road"), suppliers=("Acme Fasteners Ltd",), kinds=("Cost of Goods Sold",), accounts=("Rent",),
)  # fmt: skip
DELI = ClientNames(
    "deli", "Tui Deli Ltd", goods=(("OLV-5", "Kalamata Olives"), ("", "Flour 25 kg"), ("BRI-200", "Brie, double cream, 200 g")),
    places=("Quay Street", "Kitchen"), suppliers=("Harbour Dairy Co",), kinds=("Purchases - Coffee, Beans & Milk",),
)  # fmt: skip
BARE = ClientNames("bare", "Bare Client", kinds=("Purchases", "Stock on Hand"))


@dataclass
class Lists:
    """The names of clients, which somebody may change."""

    kept: dict[str, ClientNames]
    trail: dict[str, int] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    read: list[str] = field(default_factory=list)

    def latest(self, clients: Collection[str]) -> Mapping[str, int]:
        return {client: self.trail.get(client, 1) for client in clients}

    def renamed(self, client: str, *, since: int) -> bool:
        return client in self.changed

    def names(self, client: str) -> ClientNames:
        self.read.append(client)
        return self.kept[client]


def asked(text: str, chosen: ClientNames, *others: ClientNames) -> str:
    lists = Lists({each.client: each for each in (chosen, *others)})
    (found,) = Whose(lists).better_fit([text], chosen.client, [each.client for each in others])
    return found


@pytest.mark.parametrize(
    "text",
    [
        "12 jars of kalamata olives smashed", "3 bags of flour went mouldy", "OLV-5: 4 gone", "6 brie past their date",
        "the fridge at Quay Street failed, 4 olives and 2 brie binned", "2 cases of olvies and 3 kalamata olives went off",
        "write off $40 of stock at Tui Deli, Quay Street", "threw out 3 kg of coffee beans and 2 l of milk",
        "Harbour Dairy sent 12 brie that were off",
    ],
)  # fmt: skip
def test_goods_places_and_suppliers_of_another_client_are_asked_about(text: str) -> None:
    assert asked(text, TOOLS, DELI) == "deli"


@pytest.mark.parametrize(
    "text",
    [
        "2 claw hammers rusted", "HAM-16 x 3 lost", "two cordles drills stolen from the store", "4 mugs smashed at Bay Road",
        "write off $240 of damaged stock", "water came through the kitchen ceiling, $300 of stock ruined", "", "???",
        "a mug of coffee tipped over 2 claw hammers", "the cat is fine", "12 hammers and a bag of flour", "reverse WO-1004",
        "a window broke in the storm and rain got at $90 of goods", "Acme Fasteners shorted us 12 claw hammers",
    ],
)  # fmt: skip
def test_what_fits_the_chosen_client_or_nobody_is_not_asked_about(text: str) -> None:
    assert asked(text, TOOLS, DELI) == ""


def test_one_word_alone_of_another_clients_trade_is_not_enough() -> None:
    assert asked("3 hammer blows to the door, $50 of stock damaged", BARE, TOOLS) == ""
    assert asked("3 claw hammers rusted", BARE, TOOLS) == "tools"


def test_of_two_others_that_fit_alike_neither_is_asked_about() -> None:
    second = ClientNames("second", "Second Deli", goods=DELI.goods, places=("Hill Street",))
    assert asked("12 jars of kalamata olives smashed", TOOLS, DELI, second) == ""
    assert asked("12 jars of kalamata olives smashed at Quay Street", TOOLS, DELI, second) == "deli"


def test_who_drafts_for_one_client_alone_is_asked_nothing_and_nobodys_names_are_read() -> None:
    lists = Lists({"tools": TOOLS, "deli": DELI})
    assert Whose(lists).better_fit(["12 jars of kalamata olives"], "tools", []) == ("",)
    assert lists.read == []


def test_words_are_kept_until_the_lists_change() -> None:
    lists = Lists({"tools": TOOLS, "deli": DELI})
    whose = Whose(lists)
    for latest in (1, 1, 5):  # the trail goes on, as with every draft
        lists.trail["deli"] = latest
        whose.better_fit(["3 bags of flour"], "tools", ["deli"])
    assert lists.read == ["tools", "deli"]
    lists.kept["deli"] = ClientNames("deli", "Tui Deli Ltd", goods=(("", "Rye Bread"),))
    lists.changed, lists.trail["deli"] = {"deli"}, 6
    assert whose.better_fit(["3 bags of flour", "6 rye breads"], "tools", ["deli"]) == ("", "deli")
    assert lists.read == ["tools", "deli", "deli"]


def test_each_text_of_a_list_is_looked_at_and_those_that_cannot_be_drafted_are_left() -> None:
    lists = Lists({"tools": TOOLS, "deli": DELI})
    fault = Fault("It is too long.", lasting=True)
    texts = (Given("3 claw hammers lost"), Given("6 kalamata olives lost"), Given("6 kalamata olives lost", fault=fault))
    marked = Whose(lists).asked(Batch("B-1", texts, "cal", NOON, TODAY), "tools", ["deli"])
    assert [each.fits for each in marked.texts] == ["", "deli", ""]


def test_a_firm_of_hundreds_is_read_once_and_asks_of_all() -> None:
    letters = {n: f"{'abcdefghij'[n // 100]}{'klmnopqrst'[n // 10 % 10]}{'uvwxyzabcd'[n % 10]}" for n in range(300)}
    goods = {f"c{n}": f"gad{code}t wid{code}r" for n, code in letters.items()}
    firm = {client: ClientNames(client, f"Client {client}", goods=(("", name),)) for client, name in goods.items()}
    lists = Lists(firm | {"tools": TOOLS})
    whose = Whose(lists)
    texts = [f"2 {goods[client]} broken" for client in ("c0", "c100", "c200")] + ["3 claw hammers lost"]
    assert whose.better_fit(texts, "tools", list(firm)) == ("c0", "c100", "c200", "")
    whose.better_fit(texts, "tools", list(firm))
    assert len(lists.read) == 301


# ── In books ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def store(books_url: str) -> Iterator[SqlStore]:
    with closing(open_books(books_url)) as store:
        for client in (HARDWARE, CAFE):
            store.add_client(read_client(SAMPLES / client, client), by="ada", at=NOON)
        yield store


def test_names_are_those_of_the_lists_and_the_trail_says_when_they_change(store: SqlStore) -> None:
    names = SqlNames(store)
    hardware = names.names(HARDWARE)
    assert (hardware.name, "MUG-01", "Stoneware Coffee Mug") == ("Corner Hardware", *hardware.goods[0])
    assert set(hardware.places) == {"Store", "Warehouse"}
    assert names.names(CAFE).goods == ()
    assert "Retail Beans & Preserves " in names.names(CAFE).kinds
    before = names.latest([HARDWARE, CAFE])
    with store.client(HARDWARE) as transaction:
        transaction.record(at=NOON, who="ada", what="text.read", subject="T-1", detail={})
    after = names.latest([HARDWARE, CAFE])
    assert (after[HARDWARE] - before[HARDWARE], after[CAFE] - before[CAFE]) == (1, 0)
    assert not names.renamed(HARDWARE, since=before[HARDWARE])
    with store.client(HARDWARE) as transaction:
        transaction.record(at=NOON, who="ada", what="client.updated", subject=HARDWARE, detail={})
    assert names.renamed(HARDWARE, since=before[HARDWARE])


def test_a_hardware_shops_goods_given_for_the_cafe(store: SqlStore) -> None:
    texts = ["12 claw hammers rusted", "$40 of sandwiches went stale in the cabinet", "10 L of milk went off"]
    assert Whose(SqlNames(store)).better_fit(texts, CAFE, [HARDWARE]) == (HARDWARE, "", "")
    texts = ["threw out 3 kg of coffee beans that went mouldy", "12 mugs smashed", "$2,400 of damaged stock"]
    assert Whose(SqlNames(store)).better_fit(texts, HARDWARE, [CAFE]) == (CAFE, "", "")


# ── Of the suites: every text is its own client's ────────────────────────────────────────────────────────────────────


def test_no_text_of_the_suites_is_taken_for_another_clients_of_the_same_firm() -> None:
    """A firm that keeps the books of every client of the suites, each text given for its own: nothing is asked."""
    suites = [read_suite(folder) for folder in sorted((SAMPLES.parent / "evals" / "suites").iterdir())]
    books = {f"{suite.folder.name} {slug}": each for suite in suites for slug, each in suite.clients.items()}
    lists = Lists({
        key: ClientNames(
            key, each.name, tuple((item.sku, item.name) for item in each.stock), each.stock.locations,
            kinds=tuple(account.name for account in each.chart if account.type in OF_GOODS or account.holds_goods),
            accounts=tuple(account.name for account in each.chart),
        )
        for key, each in books.items()
    })  # fmt: skip
    whose = Whose(lists)
    wrong = [
        (key, case.text, found)
        for suite in suites
        for case in suite.cases
        if (key := f"{suite.folder.name} {case.client}") in books
        for found in whose.better_fit([case.text], key, list(books))
        if found
    ]
    assert wrong == []
