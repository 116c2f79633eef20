"""One event, goods of two kinds, an account made for each: the loss is parted by what the inventory accounts give."""

from assistant.books.accounts import Side
from assistant.books.draft import MappedEntry
from assistant.books.policy import Policy, ReasonAccounts
from assistant.books.proposal import RecoverySaid, RecoverySource, RecoveryStatus, Role
from assistant.books.reasons import Reason
from tests.stages.mapping.ledger import line, mapped, store, usd, valued

DEBIT, CREDIT = Side.DEBIT, Side.CREDIT


def page(entry: MappedEntry) -> list[str]:
    return [f"{one.n} {one.side.short} {one.account} {one.amount}" for one in entry.lines]


def plants_and_goods(reason: Reason = Reason.DETERIORATED, words: str = "", policy: Policy | None = None) -> MappedEntry:
    entry = valued(
        line(DEBIT, Role.LOSS, usd("84.80"), words=words, named=bool(words)),
        line(CREDIT, Role.INVENTORY, usd("44.00"), "1210"),
        line(CREDIT, Role.INVENTORY, usd("40.80"), "1200"),
        reason=reason,
        loss=usd("84.80"),
    )
    return mapped(entry, store(policy=policy))


def test_dead_plants_and_spoiled_goods_each_go_to_their_own() -> None:
    assert page(plants_and_goods()) == ["1 Dr 5120 44.00", "2 Dr 5130 40.80", "3 Cr 1210 44.00", "4 Cr 1200 40.80"]


def test_one_account_for_both_stays_one_line() -> None:
    assert page(plants_and_goods(Reason.LOST)) == ["1 Dr 5100 84.80", "2 Cr 1210 44.00", "3 Cr 1200 40.80"]


def test_what_the_text_or_policy_names_stays_whole() -> None:
    assert page(plants_and_goods(words="shrinkage"))[0] == "1 Dr 5100 84.80"
    settled = Policy(usd("500.00"), accounts_by_reason={Reason.DETERIORATED: ReasonAccounts("5000", "5000")})
    assert page(plants_and_goods(policy=settled))[0] == "1 Dr 5000 84.80"


def test_a_loss_that_others_bear_in_part_stays_whole() -> None:
    entry = valued(
        line(DEBIT, Role.OWED, usd("20.00")),
        line(DEBIT, Role.LOSS, usd("64.80")),
        line(CREDIT, Role.INVENTORY, usd("44.00"), "1210"),
        line(CREDIT, Role.INVENTORY, usd("40.80"), "1200"),
        reason=Reason.DETERIORATED,
        recoveries=[RecoverySaid(RecoverySource.INSURER, RecoveryStatus.AGREED)],
        loss=usd("84.80"),
    )
    assert [one.account for one in mapped(entry, store()).lines] == ["1310", "5120", "1210", "1200"]
