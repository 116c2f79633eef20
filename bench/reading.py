"""How long the embedded rules take to read a text and draft its entries, on books of 100 items and of 10,000.

`python bench/reading.py` prints medians in milliseconds, and their ratio to a fixed piece of work of the same run: one name
matched against 200 others by rapidfuzz's own extract. By the ratio two machines, or two days, can be compared.
"""

import random  # noqa: TID251 - a bench is no part of the books: its texts come from a seed of its own
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice, product
from statistics import median
from time import perf_counter

from rapidfuzz import fuzz, process

from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.client_books import ClientBooks
from assistant.books.goods import Holding, Item, Layer, Stock
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder
from assistant.books.reading_context import reading_context
from assistant.readers.rules.reader import RulesReader
from assistant.walk import EventRead, reading_of, walk

TODAY = date(2026, 10, 14)
PLACES = ("Store", "Warehouse", "Quay Street")
MATERIALS = (
    "Oak Pine Maple Birch Walnut Steel Brass Copper Iron Zinc Nylon Cotton Linen Wool Felt Rubber Glass Ceramic Stone Slate Cork "
    "Bamboo Rattan Wicker Leather Canvas Jute Silk Velvet Denim"
).split()
THINGS = (
    "Bowl Tray Stool Bench Shelf Basket Lamp Kettle Mug Plate Jug Ladle Spoon Bucket Broom Brush Rake Spade Trowel Hose Pump "
    "Valve Hinge Hook Bolt Bracket Handle Pulley Chain Rope Tarp Tent Blanket Pillow Curtain Rug Mat Apron Glove Boot Helmet "
    "Visor Whistle Torch Lantern Candle Frame Mirror Clock Vase"
).split()
SIZES = ("Small", "Medium", "Large", "20 cm", "40 cm", "500 ml", "1 L")
TEXTS = (
    "{n} {a} smashed yesterday",
    "write off {n} {a}, dropped in the warehouse on 10/9",
    "{n} {a} and {m} {b} got soaked when the roof leaked, all going in the skip",
    "someone pinched {n} {a} from the Store last night, police have been told",
    "Hi, we counted the {a} this morning: books say {k}, there are only {n} on the shelf. No idea where the rest went. Thanks, J",
    "gave {n} {a} to the school raffle on Friday",
    "{n} of the {a} are out of date now, please mark them down to $2 each, they stay on the shelf",
    "took {n} {a} for the office kitchen",
    "1) {n} {a} cracked\n2) {m} {b} missing since the count\n3) {n} {c} used as samples at the fair",
    "The carrier crushed {n} {a} on the way in. FastFreight has agreed to pay us $40 for it. Please book it as of 12 October.",
    "{n} cases of {a} recalled by the maker, they will credit us in full",
    "all but {n} of the {a} were ruined by the flood at Quay Street",
    "From: Ann\nTo: Books\nSubject: damage\n\nMorning,\n{n} {a} and {m} {b} fell off the rack in the Warehouse. The {c} next to "
    "them are fine.\nRegards\nAnn",
    "$240 of damaged stock, no idea which, please write it off",
    "oops {n} {a}... no sorry {m} {a}, dented by the forklift",
)
ACCOUNTS = (
    ("1000", "Checking", AccountType.BANK, "Checking", 500_000),
    ("1200", "Inventory", AccountType.OTHER_CURRENT_ASSET, "Inventory", 50_000_000),
    ("1300", "Claims Receivable", AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets", 0),
    ("5000", "Cost of Goods Sold", AccountType.COST_OF_GOODS_SOLD, "SuppliesMaterialsCogs", 0),
    ("5050", "Damage & Breakage", AccountType.COST_OF_GOODS_SOLD, "OtherCostsOfServiceCos", 0),
    ("5060", "Inventory Shrinkage", AccountType.COST_OF_GOODS_SOLD, "OtherCostsOfServiceCos", 0),
    ("6010", "Samples", AccountType.EXPENSE, "AdvertisingPromotional", 0),
    ("6160", "Office Supplies", AccountType.EXPENSE, "OfficeGeneralAdministrativeExpenses", 0),
    ("6200", "Donations", AccountType.EXPENSE, "CharitableContributions", 0),
    ("6910", "Inventory Write-Off Expense", AccountType.EXPENSE, "OtherBusinessExpenses", 0),
    ("6930", "Theft Loss", AccountType.EXPENSE, "OtherBusinessExpenses", 0),
)
SIZES_OF_BOOKS = (100, 10_000)
TEXTS_DRAFTED, TEXTS_BEFORE = 300, 60  # measured, and drafted beforehand so that caches are as in a running process


def catalogue(size: int) -> tuple[Item, ...]:
    """Goods whose words are shared as those of a real shop are: each material in every thing, each thing in every size."""
    names = (f"{material} {thing} {of_size}" for of_size, material, thing in product(SIZES, MATERIALS, THINGS))
    return tuple(Item(f"SKU-{at:05}", f"SKU-{at:05}", name, "each", Decimal(12)) for at, name in enumerate(islice(names, size)))


def books_of(size: int) -> ClientBooks:
    accounts = (
        Account(number, number, name, name, kind, Money(minor, "USD"), detail) for number, name, kind, detail, minor in ACCOUNTS
    )
    chart = Chart(tuple(accounts))
    items = catalogue(size)
    layers = (Layer("1", None, Decimal(60), Decimal("4.15"), Money(24_900, "USD")),)
    holdings = tuple(Holding(item.key, PLACES[at % len(PLACES)], "1200", layers) for at, item in enumerate(items))
    return ClientBooks("bench", "Bench", "USD", DateOrder.MDY, Policy(Money(50_000, "USD")), chart, Stock(items, holdings))


def texts_for(books: ClientBooks, seeded: random.Random) -> Iterator[str]:
    for at in range(TEXTS_DRAFTED):
        a, b, c = (item.name.lower() for item in seeded.sample(books.stock.items, 3))
        n, m = seeded.randint(2, 9), seeded.randint(10, 20)
        yield TEXTS[at % len(TEXTS)].format(a=a, b=b, c=c, n=n, m=m, k=n + 5)


def seconds_to_draft(books: ClientBooks, texts: list[str]) -> list[float]:
    reader, seconds = RulesReader(), list[float]()
    for text in texts:
        began = perf_counter()
        proposal = reader.interpret(text, reading_context(books, TODAY))
        for event in proposal.events:
            walk(EventRead(event, text, TODAY, reading_of(proposal)), books, today=TODAY)
        seconds.append(perf_counter() - began)
    return seconds


def fixed_work(seeded: random.Random) -> Callable[[], float]:
    names = [item.name for item in seeded.sample(catalogue(5_000), 200)]

    def once() -> float:
        began = perf_counter()
        process.extract("damaged brass lantern", names, scorer=fuzz.WRatio, limit=3)
        return perf_counter() - began

    return once


def main() -> None:
    seeded = random.Random(7)
    once = fixed_work(seeded)
    beside = median(once() for _ in range(400))
    sys.stdout.write(f"one name among 200 by rapidfuzz: {beside * 1000:.3f} ms\n")
    for size in SIZES_OF_BOOKS:
        books = books_of(size)
        texts = list(texts_for(books, seeded))
        first = seconds_to_draft(books, texts[:1])[0]
        seconds_to_draft(books, texts[:TEXTS_BEFORE])
        seconds = seconds_to_draft(books, texts)
        middle, late = median(seconds), sorted(seconds)[int(len(seconds) * 0.95)]
        sys.stdout.write(
            f"{size:>6} items: median {middle * 1000:.2f} ms, 95 in 100 within {late * 1000:.2f} ms, "
            f"{middle / beside:.0f} times the one name; the first text {first * 1000:.0f} ms\n"
        )


if __name__ == "__main__":
    main()
