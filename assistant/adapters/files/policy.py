"""client.json to a client's name, currency and policy; a word that is not known is said, never passed over."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from assistant.adapters.files.tables import Faults, read_text
from assistant.books.accounts import AccountType, Chart
from assistant.books.goods import CostMethod
from assistant.books.money import Money
from assistant.books.policy import (
    CostTolerance,
    Framework,
    InventorySystem,
    ModelUse,
    Policy,
    ReasonAccounts,
    StockKeptBy,
    UnusualIn,
    WriteDownMethod,
)
from assistant.books.proposal import DateOrder
from assistant.books.quantity import parse_quantity
from assistant.books.reasons import Reason

FILE = "client.json"
NO_DAY_BEHIND = date(2200, 1, 1)
CLIENT_KEYS = ("name", "currency", "date_order", "policy")
POLICY_KEYS = (
    "routine_limit", "write_down_method", "books_closed_through", "accounts_by_reason", "main_inventory", "cost_method",
    "framework", "inventory_system", "unusual_in", "model", "tax_rate", "stock_kept_by", "cost_tolerance", "manual_clearing",
)  # fmt: skip
# accounting-rules.md, 'Amounts': refused when the books are opened, with that reason, until these are supported.
UNSUPPORTED_METHODS = {
    "lifo": "LIFO", "retail": "the retail method", "specific": "specific identification",
    "specific_identification": "specific identification", "standard": "standard cost", "standard_cost": "standard cost",
}  # fmt: skip
TOLERANCE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%\s+(\d{1,9}(?:\.\d+)?)", re.ASCII)
CLEARING_TYPES = (AccountType.OTHER_CURRENT_ASSET, AccountType.OTHER_CURRENT_LIABILITY)
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class ClientFile:
    """What client.json says, before the chart is known: `policy` is its part of that name."""

    name: str
    currency: str
    date_order: DateOrder
    policy: Mapping[str, object]
    faults: Faults

    def fault(self, key: str, what: str) -> None:
        self.faults.say(f"{FILE} {key}", what)


def read_client_file(path: Path, faults: Faults) -> ClientFile:
    told = read_object(path, faults)
    name, currency, order, policy = (told.get(key) for key in CLIENT_KEYS)
    client = ClientFile(
        name=name.strip() if isinstance(name, str) else "",
        currency=currency if isinstance(currency, str) and re.fullmatch("[A-Z]{3}", currency) else "",
        date_order=next((known for known in DateOrder if known == order), DateOrder.MDY),
        policy=policy if isinstance(policy, dict) else {},
        faults=faults,
    )
    if not told:
        return client
    if not client.name:
        client.fault("name", "is missing; write the client's name.")
    if not client.currency:
        client.fault("currency", f"{currency!r} is not a currency code of three capital letters, such as USD.")
    if order not in tuple(DateOrder):
        client.fault("date_order", f"{order!r} is not known; write MDY (month first) or DMY (day first).")
    if not isinstance(policy, dict):
        client.fault("policy", "is missing; it needs at least routine_limit.")
    refuse_unknown(client, "", told, CLIENT_KEYS)
    refuse_unknown(client, "policy.", client.policy, POLICY_KEYS)
    return client


def read_object(path: Path, faults: Faults) -> dict[str, object]:
    text = read_text(path, faults)
    if text is None:
        return {}
    try:
        told = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        faults.say(path.name, f"is not JSON ({error}).")
        return {}
    if not isinstance(told, dict) or not told:
        faults.say(path.name, f"holds no client; it is an object with {', '.join(CLIENT_KEYS)}.")
        return {}
    return told


def refuse_unknown(client: ClientFile, above: str, told: Mapping[str, object], known: tuple[str, ...]) -> None:
    for key in told:
        if key not in known:
            client.fault(f"{above}{key}", f"is not known; known are {', '.join(known)}.")


def read_policy(client: ClientFile, chart: Chart, currency: str) -> Policy:
    """The policy, its accounts held against the chart. US GAAP is the default for books in USD, IFRS otherwise."""
    return Policy(
        routine_limit=routine_limit(client, currency),
        write_down_method=word(client, "write_down_method", WriteDownMethod, WriteDownMethod.DIRECT),
        books_closed_through=closed_through(client),
        accounts_by_reason=accounts_by_reason(client, chart),
        main_inventory=account_key(client, "main_inventory", client.policy.get("main_inventory"), chart),
        cost_method=cost_method(client),
        framework=word(client, "framework", Framework, Framework.US_GAAP if currency == "USD" else Framework.IFRS),
        inventory_system=word(client, "inventory_system", InventorySystem, InventorySystem.PERPETUAL),
        unusual_in=word(client, "unusual_in", UnusualIn, UnusualIn.EXPENSE),
        model=word(client, "model", ModelUse, ModelUse.OFF),
        tax_rate=tax_rate(client),
        stock_kept_by=word(client, "stock_kept_by", StockKeptBy, StockKeptBy.HERE),
        cost_tolerance=cost_tolerance(client),
        manual_clearing=manual_clearing(client, chart),
    )


def word(client: ClientFile, key: str, words: type[Word], default: Word) -> Word:
    said = client.policy.get(key, default)
    if known := next((known for known in words if known == said), None):
        return known
    client.fault(f"policy.{key}", f"{said!r} is not known; write one of: {', '.join(words)}.")
    return default


def cost_method(client: ClientFile) -> CostMethod:
    said = client.policy.get("cost_method")
    if isinstance(said, str) and (name := UNSUPPORTED_METHODS.get(said.lower())):
        kept = "weighted_average and fifo are"
        client.fault("policy.cost_method", f"books that keep {name} are refused until it is supported; {kept}.")
        return CostMethod.WEIGHTED_AVERAGE
    return word(client, "cost_method", CostMethod, CostMethod.WEIGHTED_AVERAGE)


def routine_limit(client: ClientFile, currency: str) -> Money:
    said = client.policy.get("routine_limit")
    if said is None or isinstance(said, bool | dict | list):
        client.fault("policy.routine_limit", 'is missing; write the largest routine loss, such as "500.00".')
        return Money.zero(currency)
    try:
        limit = Money.parse(str(said), currency)
    except ValueError as error:
        client.fault("policy.routine_limit", f"{error}.")
        return Money.zero(currency)
    if limit.minor < 0:
        client.fault("policy.routine_limit", f"{limit} is negative; a loss above the limit is unusual, so it is 0 or more.")
    return limit


def tax_rate(client: ClientFile) -> Decimal | None:
    said = client.policy.get("tax_rate")
    if said is None:
        return None
    try:
        rate = parse_quantity(str(said)) + 0
    except ValueError:
        rate = Decimal(-1)
    if not 0 <= rate < 100:
        client.fault("policy.tax_rate", f"{said!r} is not a percentage from 0 to below 100, such as \"20\", nor null.")
        return None
    return rate


def cost_tolerance(client: ClientFile) -> CostTolerance:
    """'1% 5.00': within 1 % of our cost, and never more than 5.00 away from it."""
    said = client.policy.get("cost_tolerance")
    if said is None:
        return CostTolerance()
    match = TOLERANCE.fullmatch(str(said).strip())
    percent, most = (Decimal(match[1]), Decimal(match[2])) if match else (Decimal(-1), Decimal(-1))
    if not 0 <= percent <= 100:
        client.fault("policy.cost_tolerance", f"{said!r} is no tolerance; write a percentage and an amount, such as \"1% 5.00\".")
        return CostTolerance()
    return CostTolerance(percent, most)


def manual_clearing(client: ClientFile, chart: Chart) -> str | None:
    """An account that a loss can wait in: an other current asset or liability that holds no goods."""
    key = account_key(client, "manual_clearing", client.policy.get("manual_clearing"), chart)
    account = chart[key] if key is not None else None
    if account is None:
        return None
    if account.type not in CLEARING_TYPES or account.holds_goods or account.is_allowance or not account.usable:
        types = " or ".join(CLEARING_TYPES)
        client.fault("policy.manual_clearing", f"{account.label} cannot take it; name an account of type {types} without goods.")
        return None
    return account.key


def closed_through(client: ClientFile) -> date | None:
    said = client.policy.get("books_closed_through")
    if said is None:
        return None
    try:
        closed = date.fromisoformat(str(said))
    except ValueError:
        client.fault("policy.books_closed_through", f"{said!r} is not a day such as 2026-08-31, nor null.")
        return None
    if closed >= NO_DAY_BEHIND:
        client.fault("policy.books_closed_through", f"{said!r} leaves no day open; write the last closed day, or null.")
    return closed


def accounts_by_reason(client: ClientFile, chart: Chart) -> dict[Reason, ReasonAccounts]:
    """One account for the reason, or one for routine and one for unusual events."""
    said = client.policy.get("accounts_by_reason")
    if said is not None and not isinstance(said, dict):
        client.fault("policy.accounts_by_reason", 'is not an object such as {"expired": "5040"}.')
    settled: dict[Reason, ReasonAccounts] = {}
    for reason, chosen in said.items() if isinstance(said, dict) else ():
        key = f"accounts_by_reason.{reason}"
        if reason not in tuple(Reason):
            client.fault(f"policy.{key}", f"is no reason; reasons are {', '.join(Reason)}.")
            continue
        sides = chosen if isinstance(chosen, dict) else {"routine": chosen, "unusual": chosen}
        refuse_unknown(client, f"policy.{key}.", sides, ("routine", "unusual"))
        if isinstance(chosen, dict):
            routine, unusual = (account_key(client, f"{key}.{side}", chosen.get(side), chart) for side in ("routine", "unusual"))
        else:
            routine = unusual = account_key(client, key, chosen, chart)
        settled[Reason(reason)] = ReasonAccounts(routine, unusual)
    return settled


def account_key(client: ClientFile, key: str, said: object, chart: Chart) -> str | None:
    if said is None:
        return None
    if not isinstance(said, str) or said not in chart:
        client.fault(f"policy.{key}", f"no account of accounts.csv has the number (or, without numbers, the full name) {said!r}.")
        return None
    return said
