"""Valued entry to mapped entry: an account for every line of any client's chart, with its chance and the reason why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.books.accounts import Account, AccountType, Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Evidence, MappedEntry, MappedLine, ValuedEntry, ValuedLine
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.proposal import RecoverySaid, RecoverySource, RecoveryStatus, Role
from assistant.books.question import Asks, Choice, Question
from assistant.stages.mapping import balances
from assistant.stages.mapping.circumstances import Circumstances, circumstances, with_english
from assistant.stages.mapping.loss import loss_pick
from assistant.stages.mapping.named import named_pick, names_something, nearest_in_number, unknown_number
from assistant.stages.mapping.own_use import donation_pick, own_use_pick
from assistant.stages.mapping.parting import parted
from assistant.stages.mapping.pick import Pick, Rule
from assistant.stages.mapping.standing import LOSS_TYPES, SPOKEN, spoken_types, unusable_because, usable_in

NEAREST = 6  # choices offered in place of a number that is none
SAID_BESIDE = frozenset({Role.RECEIVED, Role.REPAY})  # whose words tell the account though they do not name it by count
LOSS_ROLES = frozenset({Role.LOSS, Role.OWN_USE, Role.DONATION})
TEXT_OR_PERSON = frozenset({Rule.NAMED, Rule.NAMED_ABOUT, Rule.PERSON})
BOOKED = frozenset({RecoveryStatus.AGREED, RecoveryStatus.RECEIVED, RecoveryStatus.RETURNED})


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a line's account is found by."""

    valued: ValuedEntry
    books: ClientBooks
    facts: Circumstances
    chosen: Mapping[int, str] = field(default_factory=dict)  # a person's accounts, by line


def map_accounts(valued: ValuedEntry, books: ClientBooks, overrides: tuple[tuple[int, str], ...] = ()) -> MappedEntry | Question:
    """Every line with its account, debits before credits; a question where the chart has no usable account that a line needs.

    What a person chose stands (`overrides`: line from 1, account); then what the records fix, what the text names, and the rules.
    """
    parts = sorted(parted(valued, circumstances(valued, with_english(books))), key=lambda part: part[0].side is Side.CREDIT)
    lines = [line for line, _ in parts]
    recoveries = recoveries_by_line(valued, lines)
    entries = [_Entry(valued, books, facts) for _, facts in parts]
    if chosen := chosen_by_people(lines, recoveries, entries, overrides):
        entries = [replace(entry, chosen=chosen) for entry in entries]
    mapped, findings = [], []
    for n, (line, entry) in enumerate(zip(lines, entries, strict=True), 1):
        pick = pick_for(n, line, recoveries.get(n), entry)
        if pick is None:
            return question_for(line, books)
        mapped.append(mapped_line(n, line, with_matter(pick, line, recoveries.get(n), entry)))
        findings += findings_for(mapped[-1], line, recoveries.get(n), entry)
    entry_valued = replace(valued, lines=tuple(lines))
    mapped = classed(mapped, entry_valued, books)
    return MappedEntry(entry_valued, tuple(mapped), min((line.confidence for line in mapped), default=1.0), tuple(findings))


def pick_for(n: int, line: ValuedLine, said: RecoverySaid | None, entry: _Entry) -> Pick | None:
    if (chosen := entry.chosen.get(n)) is not None:
        return Pick(chosen, "chosen by a person", Evidence(Rule.PERSON))
    if line.account is not None:
        return on_record(line, entry)
    heard = line.words and (line.named or line.role in SAID_BESIDE)
    if heard and (named := named_pick(line.words, line.role, entry.facts)) and (line.named or named.evidence.type_fits):
        return named  # what paid a recovery counts unnamed too, where it fits
    if line.named and unknown_number(line.words, entry.books.chart):
        return None
    pick = by_rule(line, said, entry)
    if pick is not None and line.named and names_something(line.words):
        return replace(pick, because=f"{pick.because}; no account here that may take it is called “{line.words.strip()}”")
    return pick


def on_record(line: ValuedLine, entry: _Entry) -> Pick:
    """The goods' own account, or the reversed entry's; for an amount without goods, as sure as resolution was of it."""
    settled = entry.valued.resolved.inventory
    assert line.account is not None
    if line.role is Role.INVENTORY and settled is not None and settled.account == line.account:
        evidence = Evidence(Rule.MAIN_INVENTORY, settled.confidence)
        return Pick(line.account, settled.because, evidence, settled.runners_up)
    if (reversed_entry := entry.valued.resolved.reverses) is not None:
        return Pick(line.account, f"as entered in {reversed_entry.number}", Evidence(Rule.RECORDS))
    because = "the goods' own account" if line.role is Role.INVENTORY else line.because
    return Pick(line.account, because or "fixed by the records", Evidence(Rule.RECORDS))


def by_rule(line: ValuedLine, said: RecoverySaid | None, entry: _Entry) -> Pick | None:
    """The account that the rules find for the line's role on this chart."""
    valued, facts = entry.valued, entry.facts
    books = facts.books
    match line.role:
        case Role.LOSS:
            return loss_pick(facts)
        case Role.OWN_USE:
            return own_use_pick(facts, valued)
        case Role.DONATION:
            return donation_pick(facts, valued)
        case Role.OWNER:
            return balances.owner(valued, line, books)
        case Role.SUPPLIER:
            return balances.supplier_credit(facts)
        case Role.OWED:
            return balances.receivable(said, books)
        case Role.RECEIVED:
            return balances.bank(line, said, books)
        case Role.REPAY:
            return balances.repayable(books)
        case Role.ALLOWANCE:
            return balances.allowance(valued, books)
        case Role.PERIODIC:
            return balances.periodic(facts)
        case Role.INVENTORY:
            return balances.main_inventory(valued, books)
        case _:  # CONTROL, always fixed by what brings the goods in
            return None


def chosen_by_people(
    lines: list[ValuedLine],
    recoveries: Mapping[int, RecoverySaid],
    entries: list[_Entry],
    overrides: tuple[tuple[int, str], ...],
) -> dict[int, str]:
    """The accounts that people settled, by line: in an answer, or by revising a line. Without a line an account is for those that
    no rule finds one for (they were asked about), else for the loss, else for the first debit."""
    chosen: dict[int, str] = {}
    for fact in entries[0].valued.resolved.settled if entries else ():
        if fact.account is not None and fact.line is None:
            asked = [n for n, line in enumerate(lines, 1) if pick_for(n, line, recoveries.get(n), entries[n - 1]) is None]
            losses = [n for n, line in enumerate(lines, 1) if line.role in LOSS_ROLES]
            chosen |= dict.fromkeys(asked or losses or [1], fact.account)
        elif fact.account is not None and fact.line is not None:
            chosen[fact.line] = fact.account
    return chosen | dict(overrides)


def recoveries_by_line(valued: ValuedEntry, lines: list[ValuedLine]) -> dict[int, RecoverySaid]:
    """Which recovery each line books: those of its role, in the order of the text."""
    booked = [said for said in valued.resolved.event.recoveries if said.status in BOOKED]
    if not booked:
        return {}
    booked.sort(key=lambda said: said.value is None)  # valuation books "the rest" last
    found: dict[int, RecoverySaid] = {}
    for role in (Role.OWED, Role.RECEIVED, Role.SUPPLIER):
        said = [one for one in booked if role_of(one) is role]
        places = [n for n, line in enumerate(lines, 1) if line.role is role]
        found |= dict(zip(places, said, strict=False))
    return found


def role_of(said: RecoverySaid) -> Role:
    if said.status is RecoveryStatus.RECEIVED and (said.into or said.source is not RecoverySource.SUPPLIER):
        return Role.RECEIVED
    return Role.SUPPLIER if said.source is RecoverySource.SUPPLIER else Role.OWED


def with_matter(pick: Pick, line: ValuedLine, said: RecoverySaid | None, entry: _Entry) -> Pick:
    """A person's choice with what its approval teaches: where no record, text or policy settles the account."""
    free = line.role in LOSS_ROLES and line.account is None and not line.named
    if pick.evidence.rule != Rule.PERSON or not free or (ruled := by_rule(line, said, entry)) is None:
        return pick
    return replace(pick, matter=ruled.matter, proposed=ruled.account if ruled.account != pick.account else "")


def mapped_line(n: int, line: ValuedLine, pick: Pick) -> MappedLine:
    return MappedLine(
        n=n,
        side=line.side,
        role=line.role,
        amount=line.amount,
        account=pick.account,
        confidence=pick.confidence,
        because=pick.because,
        chosen_by=pick.evidence.rule,
        evidence=pick.evidence,
        runners_up=pick.runners_up,
        party=line.party,
        klass=line.klass,
        matter=pick.matter,
        proposed=pick.proposed,
    )


def classed(lines: list[MappedLine], valued: ValuedEntry, books: ClientBooks) -> list[MappedLine]:
    """The lines, those of profit and loss with the class that a person stated last."""
    stated = next((fact.klass for fact in reversed(valued.resolved.settled) if fact.klass is not None), None)
    if stated is None:
        return lines
    return [
        replace(line, klass=stated) if line.account in books.chart and books.chart[line.account].type in LOSS_TYPES else line
        for line in lines
    ]


def findings_for(mapped: MappedLine, line: ValuedLine, said: RecoverySaid | None, entry: _Entry) -> list[Finding]:
    """What is wrong with the account that the text names, and accounts payable without a supplier."""
    found = []
    account = entry.books.chart.get(mapped.account)
    if account is not None and mapped.chosen_by in TEXT_OR_PERSON and not usable_in(account, line.role, named=True):
        instead = by_rule(line, said, entry)
        found.append(unusable(account, line.role, entry.books.chart.get(instead.account) if instead else None))
    if account is not None and account.type is AccountType.ACCOUNTS_PAYABLE and not mapped.party:
        says = f"No supplier is named for the {mapped.amount} on {account.label}."
        found.append(Finding(Warning.SUPPLIER_MISSING, says, "Name the supplier: the entry cannot sync until one is set."))
    return found


def unusable(account: Account, role: Role, instead: Account | None) -> Finding:
    """Why the account may not take the line, and the nearest that may."""
    remedy = f"Use {instead.label}, the nearest account that may." if instead else "Choose an account of that type."
    return Finding(Problem.ACCOUNT_UNUSABLE, unusable_because(account, role, named=True), remedy)


def question_for(line: ValuedLine, books: ClientBooks) -> Question:
    """Which account a line takes that no rule finds one for, or whose number the text gives and the chart has not."""
    accounts, takes = balances.account_choices(books, line.role), f"takes the {line.amount} for {SPOKEN[line.role]}"
    stands = f"(it stands in {spoken_types(line.role)})"
    if line.named and (number := unknown_number(line.words, books.chart)):
        accounts = tuple(nearest_in_number(number, accounts)[:NEAREST])
        says = f"There is no account {number} in this chart. Which one {takes} {stands}?"
    else:
        says = f"Which account {takes}? The chart has none that fits {stands}."
    return Question(Asks.ACCOUNT, says, tuple(Choice(account.key, account.label) for account in accounts))
