"""A chart's accounts to names that a plain-text ledger takes: five roots, parents joined by ':', no two alike."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.books.accounts import Account, AccountType, Chart

ROOTS = {
    AccountType.BANK: "Assets", AccountType.ACCOUNTS_RECEIVABLE: "Assets", AccountType.OTHER_CURRENT_ASSET: "Assets",
    AccountType.FIXED_ASSET: "Assets", AccountType.OTHER_ASSET: "Assets", AccountType.ACCOUNTS_PAYABLE: "Liabilities",
    AccountType.CREDIT_CARD: "Liabilities", AccountType.OTHER_CURRENT_LIABILITY: "Liabilities",
    AccountType.LONG_TERM_LIABILITY: "Liabilities", AccountType.EQUITY: "Equity", AccountType.INCOME: "Income",
    AccountType.OTHER_INCOME: "Income", AccountType.COST_OF_GOODS_SOLD: "Expenses", AccountType.EXPENSE: "Expenses",
    AccountType.OTHER_EXPENSE: "Expenses",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """The name of each account by its key, and `gap`, the name of the account that balances the opening."""

    of: dict[str, str]
    gap: str


def names_of(chart: Chart, gap: str, part: Callable[[str], str]) -> Names:
    """Every account under its root and parents; `part` makes one step of a name legal. Names that become alike get a number."""
    taken: set[str] = set()
    named = {}
    for account in chart:
        steps = [part(f"{step.number} {step.name}".strip()) for step in lineage(account, chart)]
        named[account.key] = unlike(":".join([ROOTS[account.type], *steps]), taken)
    return Names(named, unlike(f"Equity:{part(gap)}", taken))


def lineage(account: Account, chart: Chart) -> list[Account]:
    above = chart.get(account.parent)
    return [*(lineage(above, chart) if above else []), account]


def unlike(name: str, taken: set[str]) -> str:
    numbered: Iterable[str] = (name if n == 1 else f"{name}-{n}" for n in range(1, len(taken) + 2))
    free = next(candidate for candidate in numbered if candidate not in taken)
    taken.add(free)
    return free


def beancount_part(text: str) -> str:
    """Letters, digits and hyphens, a capital letter or a digit first: all that beancount takes between two colons."""
    kept = "".join(char if char.isalpha() or char.isdecimal() else "-" for char in unicodedata.normalize("NFC", text))
    name = re.sub("-+", "-", kept).strip("-") or "X"
    first = name[0].upper() if len(name[0].upper()) == 1 else name[0]
    capital = first.isdecimal() or unicodedata.category(first) == "Lu"
    return first + name[1:] if capital else f"X-{name}"


def ledger_part(text: str) -> str:
    """Anything that prints, with single spaces: two would end the name, ':' begin another part and ';' a comment."""
    return one_line(text.replace(":", "-")) or "X"


def one_line(text: str) -> str:
    """A description for ledger and hledger, without the mark that begins a comment."""
    return printable(text.replace(";", ","))


def printable(text: str) -> str:
    """The text on one line, single-spaced."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
