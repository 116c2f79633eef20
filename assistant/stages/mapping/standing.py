"""Which accounts may stand in which line: the types of accounting-rules.md, 'Which accounts may stand where', as a table."""

from functools import cache

from assistant.books.accounts import Account, AccountType
from assistant.books.proposal import Role

T = AccountType
LOSS_TYPES = frozenset({T.COST_OF_GOODS_SOLD, T.EXPENSE, T.OTHER_EXPENSE})
# A director's or shareholder's current account runs both ways: what they take lessens what the company owes them.
OWNER_TYPES = frozenset({T.EQUITY, T.OTHER_CURRENT_ASSET, T.OTHER_CURRENT_LIABILITY})
TYPES: dict[Role, frozenset[AccountType]] = {
    Role.LOSS: LOSS_TYPES,
    Role.INVENTORY: frozenset({T.OTHER_CURRENT_ASSET}),
    Role.ALLOWANCE: frozenset({T.OTHER_CURRENT_ASSET}),
    Role.OWED: frozenset({T.OTHER_CURRENT_ASSET}),
    Role.RECEIVED: frozenset({T.BANK}),
    Role.SUPPLIER: frozenset({T.OTHER_CURRENT_ASSET, T.ACCOUNTS_PAYABLE}),
    Role.OWN_USE: LOSS_TYPES,
    Role.DONATION: LOSS_TYPES,
    Role.OWNER: OWNER_TYPES,
    Role.REPAY: frozenset({T.OTHER_CURRENT_LIABILITY}),
    Role.PERIODIC: frozenset({T.COST_OF_GOODS_SOLD}),
    Role.CONTROL: frozenset({T.OTHER_CURRENT_ASSET, T.OTHER_CURRENT_LIABILITY}),
}
# Further types that only a text, or a person, may put there: goods put into service, a recovery repaid from the bank.
ONLY_NAMED: dict[Role, frozenset[AccountType]] = {
    Role.OWN_USE: frozenset({T.FIXED_ASSET}),
    Role.REPAY: frozenset({T.BANK}),
}
SPOKEN = {
    Role.LOSS: "a loss", Role.INVENTORY: "goods", Role.ALLOWANCE: "the stock allowance", Role.OWED: "a recovery that is owed",
    Role.RECEIVED: "a recovery that was received", Role.SUPPLIER: "a supplier's credit", Role.OWN_USE: "goods taken for own use",
    Role.DONATION: "a donation", Role.OWNER: "an owner's private use", Role.REPAY: "a recovery to pay back",
    Role.PERIODIC: "purchases or cost of goods sold", Role.CONTROL: "clearing",
}  # fmt: skip


def may_stand(account: Account, role: Role, *, named: bool = False) -> bool:
    """Whether the account's type, and what it holds, let it stand in such a line. It may still be inactive or a heading."""
    if role is Role.INVENTORY:
        return account.holds_goods
    if role is Role.ALLOWANCE:
        return account.is_allowance
    if account.type is AccountType.OTHER_CURRENT_ASSET and (account.holds_goods or account.is_allowance):
        return False
    return account.type in TYPES[role] or (named and account.type in ONLY_NAMED.get(role, frozenset()))


def usable_in(account: Account, role: Role, *, named: bool = False) -> bool:
    """Active, no heading, and of a type that may stand there."""
    return account.usable and may_stand(account, role, named=named)


def unusable_because(account: Account, role: Role, *, named: bool = False) -> str:
    """Why the account may not take such a line, in a sentence; '' where it may."""
    if not account.active:
        return f"{account.label} is inactive."
    if account.is_heading:
        return f"{account.label} is a heading and takes no posting."
    if not may_stand(account, role, named=named):
        return f"{account.label} is of type {account.type.value}; {SPOKEN[role]} stands in {spoken_types(role)}."
    return ""


@cache
def spoken_types(role: Role) -> str:
    """'Cost of Goods Sold, Expense or Other Expense', in the order of the chart's statements."""
    names = [kind.value for kind in AccountType if kind in TYPES[role]]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
