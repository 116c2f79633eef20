"""A page with a chart of accounts and what an accountant would book on it, read for the tests of charts never seen.

Rows are those of `ledger.account`; "? limit 250" is the routine limit; "? damaged 40 goods=mugs inventory=1300 -> 5120 5000"
says which accounts may take such a loss, the best first. Where no loss is asked about, `role=`, `owed=` (by whom) or `use=` say
which line is; `named=` is how the text names the account.
"""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.books.accounts import Account, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, ValuedEntry, ValuedLine
from assistant.books.event import ResolvedEvent
from assistant.books.goods import Stock
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Event, GoodsSaid, Quote, RecoverySaid, RecoverySource, RecoveryStatus, Role
from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.stages.mapping.map import map_accounts
from assistant.stages.resolution.amounts import pick_inventory
from tests.stages.mapping.ledger import TODAY, account, usd

CHARTS = Path(__file__).parent / "charts"
REASONS = {
    Role.SUPPLIER: Reason.SUPPLIER_ERROR, Role.OWNER: Reason.INTERNAL_USE, Role.OWN_USE: Reason.INTERNAL_USE,
    Role.DONATION: Reason.OTHER, Role.ALLOWANCE: Reason.OBSOLETE, Role.PERIODIC: Reason.STOLEN,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A line of the page: the entry it describes, the line whose account is asked, and the accounts that may take it."""

    page: str
    says: str
    books: ClientBooks
    accounts: tuple[str, ...]

    @property
    def account(self) -> str:
        """The account that is picked; '' where a question is asked instead."""
        facts, role, event = self.event()
        if role is Role.INVENTORY:
            found = pick_inventory(event, self.books)
            return found.account if found else ""
        money = usd(facts.get("amount", "40"))
        inventory = facts.get("inventory", self.books.chart.inventory()[0].key)
        credit = ValuedLine(Side.CREDIT, Role.INVENTORY, money, account=inventory)
        words = facts.get("named", "")
        lines = (ValuedLine(Side.DEBIT, role, money, words=words, named=bool(words)), credit)
        if role is Role.PERIODIC:
            lines = (ValuedLine(Side.DEBIT, Role.LOSS, money), ValuedLine(Side.CREDIT, role, money))
        resolved = ResolvedEvent(event, (), TODAY, "today")
        mapped = map_accounts(ValuedEntry(resolved, event.kind, event.reason, lines, loss=money), self.books)
        if not isinstance(mapped, MappedEntry):
            return ""
        return next(line.account for line in mapped.lines if line.role is role)

    def event(self) -> tuple[dict[str, str], Role, Event]:
        facts = self.facts()
        use = Use(facts["use"]) if "use" in facts else None
        role = Role(facts.get("role", "owed" if "owed" in facts else "own_use" if use else "loss"))
        reason = Reason(facts["reason"]) if "reason" in facts else REASONS.get(role, Reason.DAMAGED)
        text, owed = facts.get("text", ""), facts.get("owed", "supplier" if role is Role.SUPPLIER else "")
        event = Event(
            Kind(facts.get("kind", "write_off")),
            reason,
            (GoodsSaid(facts.get("goods", ""), place=facts.get("place", "")),),
            cause=Cause(facts["cause"]) if "cause" in facts else None,
            use=Use.OWNER if role is Role.OWNER else use,
            use_words=facts.get("words", ""),
            recoveries=(RecoverySaid(RecoverySource(owed), RecoveryStatus.AGREED),) if owed else (),
            quote=Quote(text, 0, len(text)) if text else None,
        )
        return facts, role, event

    def facts(self) -> dict[str, str]:
        facts: dict[str, str] = {}
        for word in shlex.split(self.says):
            name, found, value = word.partition("=")
            if found:
                facts[name] = value
            else:
                facts["amount" if word[0].isdigit() else "reason"] = word
        return facts


def asked() -> Iterator[Asked]:
    """Every line that asks, of every page."""
    for path in sorted(CHARTS.glob("*.txt")):
        books, questions = page(path)
        for question in questions:
            says, _, accounts = question.partition("->")
            yield Asked(path.stem, says.strip(), books, tuple(accounts.split()))


def page(path: Path) -> tuple[ClientBooks, list[str]]:
    rows: list[Account] = []
    questions: list[str] = []
    limit = "100"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("? limit "):
            limit = line.split()[2]
        elif line.startswith("? "):
            questions.append(line[2:])
        elif line and not line.startswith("#"):
            rows.append(account(line))
    return ClientBooks(
        path.stem, path.stem, "USD", DateOrder.MDY, Policy(usd(limit)), Chart(tuple(rows)), Stock((), ())
    ), questions
