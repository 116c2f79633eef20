"""What people also send to their books that no entry of ours can say, and the sentence each is answered with."""

from dataclasses import dataclass

from assistant.readers.rules.tables.load import sections


@dataclass(frozen=True, slots=True)
class Topic:
    """`even_beside_a_loss`: the phrase decides even where the sentence also says 'write off' ("the $2,300 they owe us")."""

    phrases: tuple[str, ...]
    says: str
    even_beside_a_loss: bool = False


QUESTION = "This is a question: nothing is to be entered for it."
DEBT = "A customer's debt is written off through receivables, not inventory."
NOTHING = "No loss, count, write-down, reserve or reversal of inventory is stated here."

_TOPICS = sections("topics")
TRADE = _TOPICS["trade"]
PARTED = _TOPICS["parted"]  # goods went without a sale
TOPICS = (
    Topic(_TOPICS["debts"], DEBT, even_beside_a_loss=True),
    Topic(_TOPICS["cash"], "A difference in cash or at the bank is not an inventory entry.", even_beside_a_loss=True),
    Topic(_TOPICS["credits"], "A customer's return, refund or credit is not an inventory loss.", even_beside_a_loss=True),
    Topic(
        _TOPICS["assets"],
        "Equipment and vehicles are fixed assets: their disposal is not an inventory entry.",
        even_beside_a_loss=True,
    ),
    Topic(_TOPICS["pay"], "Pay is not an inventory entry."),
    Topic(_TOPICS["payments"], "Payments, bills and purchases are not inventory write-offs."),
    Topic(_TOPICS["sales"], "Sales, invoices, takings and refunds are not inventory write-offs."),
    Topic(_TOPICS["transfers"], "Goods that move between places are not lost: a stock transfer is not a write-off."),
    Topic(_TOPICS["reports"], "Tax, banking and reports are not inventory entries."),
    Topic(_TOPICS["settings"], "Prices, settings and appointments are not inventory entries."),
    Topic(_TOPICS["questions"], QUESTION, even_beside_a_loss=True),
)
