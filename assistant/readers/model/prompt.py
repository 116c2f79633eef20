"""A text and its context to the messages a model is sent: never balances, costs, stock, nor accounts but the names of some."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.books.proposal import EarlierEntry, ReadingContext
from assistant.books.quantity import plain_quantity
from assistant.matching import Candidate, Candidates
from assistant.patterns import regex
from assistant.resources import data_root

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

GOODS_SHOWN = 100
EARLIER_SHOWN = 12
ACCOUNTS_SHOWN = 40
# Costs that no loss of goods goes to, by the words of their names: there is no need for a model to see them.
_NO_LOSS = regex(
    r"wage|salar|payroll|pension|superannuation|\brent|interest|deprecia|amorti|\btax|\bbank|insurance|utilit|electric|\bgas\b"
    r"|\bwater\b|phone|internet|software|legal|audit|accountan|professional|travel|fuel|freight|postage|courier|licen[cs]e"
    r"|subscription|bad debt|doubtful|commission|exchange",
    re.IGNORECASE,
)
_BACK = (
    "revers",
    "undo",
    "found",
    "turned up",
    "came back",
    "back on",
    "back in",
    "returned",
    "put back",
    "wrote",
    "written",
    "again",
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """The system message and its version, from prompts/reader/system.md."""

    version: str
    system: str


def load_prompt() -> Prompt:
    head, _, body = (data_root("prompts") / "reader" / "system.md").read_text("utf-8").partition("\n")
    label, _, version = head.partition(":")
    if label != "version" or not version.strip():
        raise ValueError("prompts/reader/system.md must begin with its version")
    return Prompt(version.strip(), body.strip())


def messages(prompt: Prompt, text: str, context: ReadingContext) -> list["ChatCompletionMessageParam"]:
    """One call's messages. The text stands last, fenced, so that nothing after it can be mistaken for part of it."""
    told = [
        f"Today is {context.today.isoformat()}, {context.today:%A}. Numeric dates are {context.date_order.value}.",
        f"The client's currency is {context.currency}.",
        "Places: " + ("; ".join(context.places) or "none named"),
        "Goods on file (name, unit, units a case):\n" + ("\n".join(shortlist(text, context)) or "none on file"),
    ]
    if earlier := earlier_meant(text, context):
        told.append("Earlier entries:\n" + "\n".join(_earlier(entry) for entry in earlier))
    if accounts := accounts_shown(context):
        told.append("Accounts that losses could go to (names only):\n" + "\n".join(f"- {name}" for name in accounts))
    fence = _fence(text)
    told.append(f"The text, between the lines of equals signs:\n{fence}\n{text}\n{fence}")
    return [{"role": "system", "content": prompt.system}, {"role": "user", "content": "\n\n".join(told)}]


def _fence(text: str) -> str:
    """Equals signs, more in a row than the text has: nothing in it ends it."""
    return "=" * max(5, *(len(run) + 1 for run in re.findall("=+", text)), 0)


def shortlist(text: str, context: ReadingContext) -> list[str]:
    """The goods that share most with the text's words, in the order of the books: a whole catalogue would be too much."""
    candidates = Candidates(Candidate(goods.key, f"{goods.key} {goods.name}") for goods in context.goods)
    shown = _most_like(text, candidates, [goods.key for goods in context.goods], GOODS_SHOWN)
    return [
        f"- {goods.name} [{goods.key}], {goods.unit}"
        + (f", {plain_quantity(goods.units_per_case)}" if goods.units_per_case else "")
        for goods in context.goods
        if goods.key in shown
    ]


def accounts_shown(context: ReadingContext) -> list[str]:
    """Names of accounts that a loss of goods could go to, in the order of the chart."""
    return [name for name in context.loss_accounts if not _NO_LOSS.search(name)][:ACCOUNTS_SHOWN]


def earlier_meant(text: str, context: ReadingContext) -> tuple[EarlierEntry, ...]:
    """Earlier entries, where the text refers to one: by number, or in the words people use for taking something back."""
    folded = text.casefold()
    named = tuple(entry for entry in context.earlier if entry.ref.casefold() in folded)
    if named or not any(word in folded for word in _BACK):
        return named
    candidates = Candidates(Candidate(entry.ref, entry.text) for entry in context.earlier)
    shown = _most_like(text, candidates, [entry.ref for entry in context.earlier], EARLIER_SHOWN)
    return tuple(entry for entry in context.earlier if entry.ref in shown)


def _most_like(text: str, candidates: Candidates, keys: Iterable[str], most: int) -> frozenset[str]:
    """The keys of at most so many candidates: all where there are no more, else those most like the text, then the first."""
    keys = list(keys)
    if len(keys) <= most:
        return frozenset(keys)
    ranked = [match.key for match in candidates.rank(text)]
    return frozenset(list(dict.fromkeys([*ranked, *keys]))[:most])


def _earlier(entry: EarlierEntry) -> str:
    items = ", ".join(f"{plain_quantity(units)} of {item}" for item, units in entry.items)
    return f"- {entry.ref}, {entry.entry_date.isoformat()}, {entry.kind.value} {entry.reason.value}: {entry.text}" + (
        f" ({items})" if items else ""
    )
