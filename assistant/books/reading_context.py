"""Books to what a reader may know of them: names of goods, places and accounts, and earlier entries without amounts."""

import re
from datetime import date

from assistant.books.accounts import Account, AccountType
from assistant.books.client_books import ClientBooks
from assistant.books.goods import Item
from assistant.books.once import by_identity
from assistant.books.proposal import GoodsName, ReadingContext

LATEST_TOLD = 500
LOSS_TYPES = (AccountType.COST_OF_GOODS_SOLD, AccountType.EXPENSE, AccountType.OTHER_EXPENSE)
OWNERS = re.compile(r"\b(?:draw(?:n|s|ings?)|owners?|members?|partners?|directors?|shareholders?)\b", re.IGNORECASE)


def _takes_losses(account: Account) -> bool:
    """Costs, and what owners take for themselves."""
    own = account.type in (AccountType.EQUITY, AccountType.OTHER_CURRENT_ASSET) and bool(OWNERS.search(account.name))
    return account.usable and (own or account.type in LOSS_TYPES)


@by_identity
def _names(items: tuple[Item, ...]) -> tuple[GoodsName, ...]:
    return tuple(GoodsName(item.key, item.name, item.unit, item.units_per_case) for item in items)


def reading_context(books: ClientBooks, today: date, text: str = "") -> ReadingContext:
    """What a reader is told: of earlier entries the latest, and those whose number the text may mean (decision 21)."""
    return ReadingContext(
        today=today,
        date_order=books.date_order,
        currency=books.currency,
        goods=_names(books.stock.items),
        places=books.stock.locations,
        earlier=books.history.told(LATEST_TOLD, text),
        accounts=tuple(account.label for account in books.chart),
        loss_accounts=tuple(dict.fromkeys(account.name for account in books.chart if _takes_losses(account))),
    )
