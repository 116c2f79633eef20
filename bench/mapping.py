"""Names to accounts: the whole mapper side by side with rapidfuzz's own extract, over the same names and chart, in one run.

1,000 entries, each naming its loss account as people type one (as it stands, in small letters, a letter short, a word short,
words turned round), are mapped over a chart of 200 accounts, drawn from the sample charts; beside it extractOne with its default
scorer, WRatio, finds the nearest name for the same 1,000. They take turns, A B B A; the figure is the median of the rounds'
ratios of processor time. The mapper does more: it keeps to the right types, finds numbers and purposes, and says why.

    .venv/bin/python bench/mapping.py
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

from rapidfuzz import fuzz, process

from assistant.adapters.files.client import read_client
from assistant.books.accounts import Account, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry, ValuedLine
from assistant.books.event import ResolvedEvent
from assistant.books.goods import Stock
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Event, Role
from assistant.books.reasons import Kind, Reason
from assistant.stages.mapping.map import map_accounts

SAMPLES = Path(__file__).parent.parent / "coa_samples"
ACCOUNTS, NAMES, ROUNDS = 200, 1000, 5
AMOUNT, LIMIT = Money(2_000, "USD"), Money(50_000, "USD")


def chart() -> Chart:
    """So many accounts of different names, spread evenly over all of the sample charts, numbered anew."""
    clients = [read_client(folder, folder.name) for folder in sorted(SAMPLES.iterdir()) if folder.is_dir()]
    usable = (account for client in clients for account in client.chart if account.usable)
    every: list[Account] = list({account.name: account for account in usable}.values())
    chosen = [every[n * len(every) // ACCOUNTS] for n in range(ACCOUNTS)]
    return Chart(
        tuple(
            replace(account, key=f"{1000 + n}", number=f"{1000 + n}", full_name=account.name, parent="", balance=Money(0, "USD"))
            for n, account in enumerate(chosen)
        )
    )


def typed(name: str, n: int) -> str:
    """The name as the nth person types it."""
    words = name.split()
    forms: tuple[Callable[[], str], ...] = (
        lambda: name,
        name.lower,
        lambda: name[: len(name) // 2] + name[len(name) // 2 + 1 :],
        lambda: " ".join(words[:-1] or words),
        lambda: " ".join([*words[1:], words[0]]),
    )
    return forms[(n + n // ACCOUNTS) % len(forms)]()


def entry(words: str, inventory: str) -> ValuedEntry:
    """A small loss whose account the text names."""
    resolved = ResolvedEvent(Event(Kind.WRITE_OFF, Reason.DAMAGED), (), date(2026, 10, 9), "today")
    lines = (
        ValuedLine(Side.DEBIT, Role.LOSS, AMOUNT, words=words, named=True),
        ValuedLine(Side.CREDIT, Role.INVENTORY, AMOUNT, account=inventory),
    )
    return ValuedEntry(resolved, Kind.WRITE_OFF, Reason.DAMAGED, lines, loss=AMOUNT)


def seconds(work: Callable[[], None]) -> float:
    began = process_time()
    work()
    return process_time() - began


def main() -> int:
    accounts = chart()
    books = ClientBooks("bench", "Bench", "USD", DateOrder.MDY, Policy(LIMIT), accounts, Stock((), ()))
    names = [typed(accounts.accounts[7 * n % ACCOUNTS].name, n) for n in range(NAMES)]
    entries = [entry(words, accounts.inventory()[0].key) for words in names]
    choices = [account.name for account in accounts]

    def ours() -> None:
        for each in entries:
            map_accounts(each, books)

    def theirs() -> None:
        for words in names:
            process.extractOne(words, choices, scorer=fuzz.WRatio)

    first = seconds(ours)  # makes the chart ready, as the first entry of a run does
    rounds = []
    for _ in range(ROUNDS):
        a, b, b_again, a_again = seconds(ours), seconds(theirs), seconds(theirs), seconds(ours)
        rounds.append((a + a_again, b + b_again))
    ratio = median(a / b for a, b in rounds)
    mapped, extracted = (median(pair[n] for pair in rounds) / (2 * NAMES) * 1e6 for n in (0, 1))
    told = [
        f"{NAMES} names over {len(accounts)} accounts: ratio {ratio:.2f}",
        f"  mapper     {mapped:4.0f} us a name; {first / NAMES * 1e6:.0f} the first time round, before the chart is made ready",
        f"  extractOne {extracted:4.0f} us a name",
    ]
    sys.stdout.write("\n".join(told) + "\n")
    return 0 if ratio <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
