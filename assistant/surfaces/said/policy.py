"""A setting's name and what was said of it to the policy that it makes: the one door for the command line and for forms.

Names are those of `policy show`: what a client's folder can say too is read as it is read there (adapters/files/policy.py).
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from assistant.adapters.files.policy import FILE, ClientFile, read_policy
from assistant.adapters.files.tables import Faults
from assistant.bookkeeping import policies, settling
from assistant.books.client_books import ClientBooks
from assistant.books.evidence import EvidenceKind
from assistant.books.money import Money
from assistant.books.policy import Feature, Policy, ReasonAccounts
from assistant.books.reasons import Reason
from assistant.errors import NotAllowed, RefusedByBooks, WriteoffError, WrongUsage

NAMES_AN_ACCOUNT = ("main_inventory", "manual_clearing")
FIXED = ("cost_method", "inventory_system")  # how the books were opened decides what is in them
BY_REASON = ("accounts_by_reason", "evidence", "sub_reasons")
SIDES = ("routine", "unusual")
NOTHING = "none"  # of evidence: a loss of the reason needs none; nothing said gives back what is usual
Word = TypeVar("Word", bound=StrEnum)


class Unfit(WrongUsage):
    """Several settings of which some cannot be as they were said: `faults` says of each of those why, by its name."""

    code = "settings_unfit"

    def __init__(self, faults: Mapping[str, WriteoffError]) -> None:
        says = " ".join(error.says for error in faults.values())
        super().__init__(f"Nothing was saved. {says}", "Correct what is marked, and save again.")
        self.faults = faults


def with_all(books: ClientBooks, said: Mapping[str, str], *, by: str) -> Policy:
    """The policy with each setting as said, all at once. Unfit where one cannot be."""
    faults: dict[str, WriteoffError] = {}
    for key, value in said.items():
        try:
            books = replace(books, policy=with_key(books, key, value, by=by))
        except (WrongUsage, RefusedByBooks, NotAllowed) as error:
            faults[key] = error
    if faults:
        raise Unfit(faults)
    return books.policy


def with_key(books: ClientBooks, key: str, value: str, *, by: str) -> Policy:
    """The policy with one setting as said; '' takes it away. WrongUsage for a name that is none, or a value that does not fit."""
    words = settling.policy_words(books.policy)
    name, _, rest = key.partition(".")
    if name not in words or bool(rest) != (name in BY_REASON):
        raise WrongUsage(f"{key!r} is no key of the policy.", f"Keys are {', '.join(words)} (accounts_by_reason.damaged).")
    if name in FIXED:
        raise WrongUsage(f"{name} is fixed when books are opened.", "Open the books anew under another name.")
    if name == "books_closed_through":
        raise WrongUsage("The closing day is set by a command of its own.", "Use: writeoff close 2026-09-30")
    if name == "auto_approve_above":
        return settling.with_standing_approval(books, _confidence(value), by=by)
    if name in settling.SETTLED_HERE:
        return _settled_here(books, name, rest, value)
    if name == "accounts_by_reason":
        return _with_account(books, rest, value)
    if name in NAMES_AN_ACCOUNT and value:
        value = settling.find_account(books.chart, value).key
    faults = Faults()
    client = ClientFile(books.name, books.currency, books.date_order, words | {name: value or None}, faults)
    changed = read_policy(client, books.chart, books.currency)
    if faults.said:
        raise WrongUsage(_sentence(faults.said[0].removeprefix(f"{FILE} policy.{name}: ")))
    return replace(books.policy, **{name: getattr(changed, name)})


def _sentence(fault: str) -> str:
    """What a file's reader says of the setting, by itself: whoever set one knows which."""
    return f"It {fault}" if fault.startswith("is ") else f"{fault[:1].upper()}{fault[1:]}"


def _settled_here(books: ClientBooks, name: str, rest: str, value: str) -> Policy:
    if name == "two_pairs_above":
        return policies.with_two_pairs(books, amount(value, books))
    if name == "evidence_required_above":
        return policies.with_evidence_above(books, amount(value, books))
    if name == "left_out":
        return policies.with_left_out(books, words_of(value, Feature))
    if name == "colour":
        return policies.with_colour(books, _hue(value))
    if name == "sub_reasons":
        return policies.with_sub_reasons(books, reason_of(rest), [part for part in value.split(",") if part.strip()])
    kinds = () if value == NOTHING else words_of(value, EvidenceKind) if value else None
    return policies.with_evidence(books, reason_of(rest), kinds)


def _with_account(books: ClientBooks, rest: str, value: str) -> Policy:
    """'damaged' or 'damaged.unusual'; a reason without a side is meant for both."""
    word, _, side = rest.partition(".")
    reason = reason_of(word)
    if side and side not in SIDES:
        raise WrongUsage(f"{side!r} is no side of {word}.", f"Write {word}.routine or {word}.unusual.")
    key = settling.find_account(books.chart, value).key if value else None
    known = books.policy.accounts_by_reason.get(reason) or ReasonAccounts(None, None)
    sides = {"routine": known.routine, "unusual": known.unusual} | ({side: key} if side else dict.fromkeys(SIDES, key))
    return settling.with_accounts(books, {reason: ReasonAccounts(**sides)})


def reason_of(said: str) -> Reason:
    found = next((reason for reason in Reason if reason == said.strip()), None)
    if found is None:
        raise WrongUsage(f"{said!r} is no reason.", f"Reasons are {', '.join(Reason)}.")
    return found


def words_of(said: str, words: type[Word]) -> tuple[Word, ...]:
    """'photo, damage_report' as words of the enumeration."""
    named = [part.strip() for part in said.split(",") if part.strip()]
    known = {str(word): word for word in words}
    if unknown := [name for name in named if name not in known]:
        raise WrongUsage(f"{unknown[0]!r} is not known.", f"Write one or more of: {', '.join(known)}.")
    return tuple(known[name] for name in named)


def amount(said: str, books: ClientBooks) -> Money | None:
    if not said:
        return None
    try:
        return Money.parse(said, books.currency)
    except ValueError as error:
        raise WrongUsage(f"{error}.", "Write it such as 1,000.00, or nothing to take it away.") from error


def _hue(said: str) -> int | None:
    if said and not (said.isascii() and said.isdigit() and len(said) <= 3):
        raise WrongUsage(f"{said!r} is no hue.", "Write a number from 0 (red) to 359, such as 120 (green) or 210 (blue).")
    return int(said) if said else None


def _confidence(said: str) -> Decimal | None:
    """A confidence as it is shown, or None for nothing. WrongUsage for what is no number."""
    if not said:
        return None
    try:
        found = Decimal(said)
    except ArithmeticError as error:
        raise WrongUsage(f"{said!r} is no confidence.", "Write two decimals, such as 0.97, or '' to take it away.") from error
    if not found.is_finite():
        raise WrongUsage(f"{said!r} is no confidence.", "Write two decimals, such as 0.97, or '' to take it away.")
    return found
