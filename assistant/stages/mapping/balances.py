"""Balance sheet lines to their accounts: recoveries, suppliers' credits, owners, the stock allowance; and periodic purchases."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.books.accounts import Account, AccountType
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Evidence, ValuedEntry, ValuedLine
from assistant.books.proposal import RecoverySaid, RecoverySource, Role
from assistant.books.reasons import Reason
from assistant.matching import tokens
from assistant.stages.mapping.account_words import LOSSES
from assistant.stages.mapping.balance_words import (
    ANY_OWNER,
    CASH,
    MAIN_BANK,
    NOT_CLAIMS,
    NOT_MAIN_BANK,
    NOT_OWNERS,
    NOT_REPAY,
    NOT_SUPPLIER,
    OF_STAFF,
    OWED,
    OWNERS,
    PURCHASES,
    REPAY,
    STAFF_OWE,
    SUPPLIER_CREDITS,
    THEIRS,
)
from assistant.stages.mapping.circumstances import ANY_GOODS, Circumstances, token_set
from assistant.stages.mapping.loss import costs_of_sales
from assistant.stages.mapping.pick import Pick, Rule, Scored, best_first, pick_from
from assistant.stages.mapping.purposes import made_for
from assistant.stages.mapping.standing import usable_in
from assistant.stages.mapping.wording import DESCRIBED, holds, row_fit, word_set, words_of
from assistant.vocabulary.families import families_in, nearness, told_apart

NAMES_THEM = 0.14  # the account's name says a word of the event: which owner, which store's money, which goods' reserve
BOUGHT, TELLS_THEM = 0.5, 1.0  # an account of purchases; one of the purchases of the goods told of
ANY_PURCHASE = word_set(
    "stock inventory merchandise material supply cost sale sold purchase freight change movement opening closing"
)
BY_FAMILY = 0.9  # the nearness of goods that the account's words name the family of; of those that it has the word of, 1
# What is left of the fit of an account that by its words another side owes on: credits for goods are the furthest from claims.
OTHERS_OWE_IT = {
    RecoverySource.INSURER: 0.6, RecoverySource.CARRIER: 0.6, RecoverySource.CUSTOMER: 0.5, RecoverySource.SUPPLIER: 0.42,
}  # fmt: skip
NEAR_ENOUGH = 0.15  # a receivable that others owe on: it is of the right type, and is shown as the nearest there is
ENOUGH = 0.3  # below it an account of the right type is still the wrong account


def receivable(said: RecoverySaid | None, books: ClientBooks) -> Pick | None:
    """The receivable for a recovery that is owed, by who owes it."""
    source = said.source if said else RecoverySource.OTHER
    every = [account for account in books.chart if usable_in(account, Role.OWED)]
    pool = [account for account in every if not holds(words_of(account.wording), NOT_CLAIMS)]
    scored = [Scored(a, row_fit(a.wording, a.description, OWED[source]) * of_others(a, source)) for a in pool]
    if said and source is RecoverySource.OTHER and holds(words_of(_told(said)), OF_STAFF):
        scored += [Scored(a, row_fit(a.wording, "", STAFF_OWE)) for a in every]
    found = _best(scored, Rule.OWED, f"receivable for what the {_who(source)} owes", least=NEAR_ENOUGH)
    if found is None or of_others(books.chart[found.account], source) == 1.0:
        return found
    says = f"the nearest receivable, as none is for what the {_who(source)} owes"
    return replace(found, because=says, evidence=replace(found.evidence, rule=Rule.NEAREST))


def of_others(account: Account, source: RecoverySource) -> float:
    """What is left of the fit of an account that others owe on by its words: "Insurance Claims", where a haulier owes."""
    words = words_of(f"{account.wording} {account.description}")
    theirs = {one for one, said in THEIRS.items() if holds(words, said)}
    return 1.0 if not theirs or source in theirs else min(OTHERS_OWE_IT[one] for one in theirs)


def supplier_credit(facts: Circumstances) -> Pick | None:
    """Rule 3: policy, else the supplier receivable, else accounts payable."""
    books = facts.books
    settled = books.policy.account_for(Reason.SUPPLIER_ERROR, unusual=facts.unusual)
    account = books.chart.get(settled) if settled else None
    if account is not None and usable_in(account, Role.SUPPLIER):
        return Pick(account.key, "policy for supplier error", Evidence(Rule.POLICY))
    pool = [a for a in books.chart if usable_in(a, Role.SUPPLIER) and a.type is AccountType.OTHER_CURRENT_ASSET]
    fits = (
        (a, row_fit(a.wording, a.description, SUPPLIER_CREDITS)) for a in pool if not holds(words_of(a.wording), NOT_SUPPLIER)
    )
    if pick := _best(
        [Scored(a, fit + facts.goods_fit(a)) for a, fit in fits if fit], Rule.SUPPLIER, "the suppliers' credits account"
    ):
        return pick
    payable = [Scored(a, 1.0) for a in books.chart.of_type(AccountType.ACCOUNTS_PAYABLE)]
    return pick_from(payable, Rule.PAYABLE, "accounts payable, as no account holds suppliers' credits") if payable else None


def bank(line: ValuedLine, said: RecoverySaid | None, books: ClientBooks) -> Pick | None:
    """The account that received a recovery where the text names none on file: cash on hand for cash, else the main bank."""
    told = words_of(f"{line.words} {_told(said) if said else ''}")
    in_cash = holds(told, CASH)
    pool = books.chart.of_type(AccountType.BANK)
    largest = max((account.balance.minor for account in pool), default=0)
    scored = []
    for account in pool:
        kept = account.detail_type == "CashOnHand" and holds(words_of(f"{account.wording} {account.description}"), CASH)
        fit = 0.5 if kept == in_cash else 0.2
        if not in_cash:
            fit += row_fit(account.wording, account.description, MAIN_BANK) + 0.1 * (account.balance.minor == largest)
            fit -= 0.3 * (account.detail_type == "Savings" or holds(words_of(account.wording), NOT_MAIN_BANK))
        said_too = frozenset(tokens(account.wording)) & frozenset(token for word in told for token in tokens(word)) - ANY_GOODS
        scored.append(Scored(account, max(fit + NAMES_THEM * bool(said_too), 0.01)))
    return _best(
        scored, Rule.BANK, "cash on hand, as it was paid in cash" if in_cash else "the main bank account, as none is named"
    )


def owner(valued: ValuedEntry, line: ValuedLine, books: ClientBooks) -> Pick | None:
    """Drawings, or what the owner owes the company. Of several owners, the one whom the text names."""
    event = valued.resolved.event
    told = frozenset(tokens(f"{line.party} {event.use_words} {event.note} {event.quote.text if event.quote else ''}"))
    scored = []
    pool = [a for a in books.chart if usable_in(a, Role.OWNER) and not holds(words_of(a.wording), NOT_OWNERS)]
    for account in pool:
        fit = row_fit(account.wording, account.description, OWNERS[account.type])
        if account.type is AccountType.OTHER_CURRENT_ASSET and account.detail_type in ("LoansToOfficers", "LoansToStockholders"):
            fit = max(fit, 0.9)
        if account.type is AccountType.EQUITY and account.detail_type == "PersonalExpense":
            fit = max(fit, 0.95)
        scored.append(Scored(account, fit and fit + NAMES_THEM * len(told & token_set(account.wording) - ANY_OWNER)))
    return _best(scored, Rule.OWNER, "private use of an owner is drawings or owed to the company, never an expense")


def repayable(books: ClientBooks) -> Pick | None:
    """The liability for a recovery that has to go back."""
    pool = [a for a in books.chart if usable_in(a, Role.REPAY) and not holds(words_of(a.wording), NOT_REPAY)]
    return _best(
        [Scored(a, row_fit(a.wording, a.description, REPAY)) for a in pool],
        Rule.REPAY,
        "liability for money received that has to go back",
    )


def allowance(valued: ValuedEntry, books: ClientBooks) -> Pick | None:
    """The contra-asset against stock; of several, the one that stands against these goods' inventory account."""
    pool = books.chart.allowances()
    if len(pool) == 1:
        return pick_from([Scored(pool[0], 1.0)], Rule.ALLOWANCE, "the allowance against stock")
    against = [account for key in _inventory_keys(valued, books) if (account := books.chart.get(key))]
    event = valued.resolved.event
    told = (
        frozenset(tokens(f"{event.quote.text if event.quote else ''} {' '.join(goods.words for goods in event.goods)}"))
        - ANY_GOODS
    )
    shared = frozenset.intersection(*(frozenset(tokens(contra.wording)) for contra in pool)) if pool else frozenset()
    scored = []
    for contra in pool:
        fit = 0.55
        if any(account.number and account.number in contra.description.replace(",", " ").split() for account in against):
            fit = 1.0
        elif any(token_set(account.wording) & token_set(contra.wording) - ANY_GOODS for account in against):
            fit = 0.9
        else:
            near = max((nearness(families_in(a.wording), families_in(contra.wording)) for a in against), default=0.0)
            fit = max(fit, 0.85 * near)
        scored.append(Scored(contra, fit + NAMES_THEM * len(told & frozenset(tokens(contra.wording)) - shared)))
    return _best(scored, Rule.ALLOWANCE, "the allowance against this stock")


def main_inventory(valued: ValuedEntry, books: ClientBooks) -> Pick | None:
    """The inventory account of an amount without goods: as resolved, else policy's, else the one with the largest balance."""
    if settled := valued.resolved.inventory:
        return Pick(settled.account, settled.because, Evidence(Rule.MAIN_INVENTORY, settled.confidence), settled.runners_up)
    pool = sorted(books.chart.inventory(), key=lambda account: -account.balance.minor)
    if not pool:
        return None
    named = books.chart.get(books.policy.main_inventory or "")
    if named is not None and usable_in(named, Role.INVENTORY):
        return Pick(named.key, "the client's main inventory account", Evidence(Rule.RECORDS))
    whole = sum(max(account.balance.minor, 0) for account in pool) or 1
    return Pick(pool[0].key, "the inventory account with the largest balance",
                Evidence(Rule.MAIN_INVENTORY, max(pool[0].balance.minor, 0) / whole))  # fmt: skip


def periodic(facts: Circumstances) -> Pick | None:
    """Purchases of a client without item records, those of the goods told of first, else cost of goods sold."""
    pool = [one for one in costs_of_sales(facts) if not made_for(one.account, facts.books.chart).by_name & LOSSES]
    near, scored = _nearness([one.account for one in pool], facts), []
    for one in pool:
        bought = holds(words_of(one.account.wording), PURCHASES)
        scored.append(Scored(one.account, one.score + (BOUGHT if bought else 0.1) + TELLS_THEM * near[one.account.key]))
    return _best(scored, Rule.PERIODIC, "purchases, where a client without item records carries its goods")


def _nearness(pool: Sequence[Account], facts: Circumstances) -> dict[str, float]:
    """How near the entry's goods are, 0 to 1, to what each account's name, or else its description, says was bought: by a word
    that it alone has, or by the family of the goods. Where the text names them only by the way, all its words may tell."""
    event = facts.of.resolved.event if facts.of is not None else None
    in_passing = event.quote.text if event and event.quote else ""
    said, told = families_in(facts.goods_said or in_passing), token_set(facts.goods_said or in_passing)
    near = dict.fromkeys((account.key for account in pool), 0.0)
    for worth, texts in (
        (1.0, {account.key: account.wording for account in pool}),
        (DESCRIBED, {account.key: account.description for account in pool}),
    ):
        families = told_apart({key: families_in(text) for key, text in texts.items()})
        for key, text in texts.items():
            others = frozenset(token for other in texts if other != key for token in token_set(texts[other]))
            by_word = bool(told & token_set(text) - others - ANY_PURCHASE)
            near[key] = max(near[key], worth * max(by_word, BY_FAMILY * nearness(said, families[key])))
    return near


def _inventory_keys(valued: ValuedEntry, books: ClientBooks) -> list[str]:
    keys = [line.account for line in valued.lines if line.role is Role.INVENTORY and line.account]
    held = (books.stock.at(goods.item, goods.location) for goods in valued.resolved.goods)
    return list(dict.fromkeys([*keys, *(holding.account for holding in held if holding)]))


def _best(scored: Iterable[Scored], rule: Rule, because: str, *, least: float = ENOUGH) -> Pick | None:
    best: dict[str, Scored] = {}
    for one in best_first(scored):
        best.setdefault(one.account.key, one)
    ranked = list(best.values())
    return pick_from(ranked, rule, because) if ranked and ranked[0].score >= least else None


def _told(said: RecoverySaid) -> str:
    return f"{said.into} {said.party} {said.quote.text if said.quote else ''}"


def _who(source: RecoverySource) -> str:
    return {RecoverySource.SALVAGE: "buyer of the salvage", RecoverySource.OTHER: "other side"}.get(source, source.value)


def account_choices(books: ClientBooks, role: Role) -> tuple[Account, ...]:
    """The usable accounts of a type that may stand in the line."""
    return tuple(account for account in books.chart if usable_in(account, role))
