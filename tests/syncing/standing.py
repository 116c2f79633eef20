"""How far a company stands from the books, so that what moves since can be compared: both must move alike."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks


class BothSides(Protocol):
    """The books, and what the company has beside them: Bench is one."""

    def books(self) -> ClientBooks: ...

    def balances_there(self) -> dict[str, int]:
        """Account number to its balance, debits positive, in cents."""
        ...

    def goods_there(self) -> dict[str, tuple[Decimal, Decimal]]:
        """SKU to quantity on hand and asset value."""
        ...


@dataclass(frozen=True)
class Standing:
    """How far the company stood from the books when it was opened: all that moves since must move both alike."""

    accounts: dict[str, int]
    goods: dict[str, tuple[Decimal, Decimal]]

    @classmethod
    def of(cls, bench: BothSides) -> "Standing":
        """Accounts in cents, debits positive, and goods: theirs less ours."""
        books, there, goods = bench.books(), bench.balances_there(), bench.goods_there()
        ours = {account.key: account.balance.minor * (1 if account.normal_side is Side.DEBIT else -1) for account in books.chart}
        accounts = {key: there.get(key, 0) - ours[key] for key in ours}
        stock = {
            key: (
                quantity - books.stock.on_hand(key),
                value - sum((held.value("USD").amount for held in books.stock.held(key)), Decimal(0)),
            )
            for key, (quantity, value) in goods.items()
        }
        return cls(accounts, stock)

    def differences(self, bench: BothSides) -> list[str]:
        now = Standing.of(bench)
        found = [f"account {key}: {now.accounts[key] - self.accounts[key]} cents more there" for key in self.accounts]
        found = [says for key, says in zip(self.accounts, found, strict=True) if now.accounts[key] != self.accounts[key]]
        moved = [key for key in self.goods if now.goods[key] != self.goods[key]]
        return found + [f"{key}: {now.goods[key]} there less here, at first {self.goods[key]}" for key in moved]
