"""A client's settings in an accountant's words: what each is called, what it does to entries, and a value as a person says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.bookkeeping.settling import Changed
from assistant.books.client_books import ClientBooks
from assistant.books.money import Money


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a setting's values: what it is called, and what it does."""

    value: str
    label: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """`name` is that of `policy show`. `says` tells what it does to entries; `unset` what holds while nothing is set ('': it
    always is). `kind` is how it is typed: amount, percent, tolerance, account, hue or choice. A `fixed` one was settled at the
    opening."""

    name: str
    label: str
    kind: str
    says: str
    unset: str = ""
    choices: tuple[Choice, ...] = ()
    fixed: bool = False

    @property
    def by_value(self) -> Mapping[str, str]:
        return {choice.value: choice.label for choice in self.choices}


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that are changed together, by one form."""

    name: str
    title: str
    says: str
    settings: tuple[Setting, ...]


LIMITS = Group(
    "limits",
    "Limits",
    "Which losses are out of the ordinary, and which entries need a second person.",
    (
        Setting(
            "routine_limit", "Routine limit", "amount",
            "A loss up to this amount is routine and goes to cost of goods sold. A larger one, or one by fire, theft and the"
            " like, is unusual and goes to the account for unusual losses.",
        ),
        Setting(
            "two_pairs_above", "Second pair of eyes above", "amount",
            "Whoever drafted or revised an entry above this amount may not approve it: another approver must. 0 means every"
            " entry.",
            unset="one person may draft and approve",
        ),
    ),
)  # fmt: skip
BOOKING = Group(
    "booking",
    "How losses are booked",
    "The accounting that drafts follow. The account for each reason is settled under Accounts.",
    (
        Setting(
            "write_down_method", "Write-downs of goods that stay", "choice",
            "Goods that stay on the shelf and will bring less than they cost.",
            choices=(
                Choice("direct", "straight from inventory", "The write-down lessens the inventory account itself."),
                Choice("allowance", "through an allowance", "The write-down goes to an allowance account against inventory, which"
                       " the goods use up when they leave."),
            ),
        ),
        Setting(
            "unusual_in", "Unusual losses stand in", "choice",
            "Where the account for an unusual loss is looked for, if none is settled for its reason.",
            choices=(
                Choice("expense", "expenses", "Theft loss, casualty loss and the like, apart from the margin."),
                Choice("cost_of_sales", "cost of goods sold", "Unusual losses lessen the gross margin like routine ones."),
            ),
        ),
        Setting(
            "framework", "Framework", "choice",
            "Whether a write-down may be taken back when the goods are worth more again.",
            choices=(
                Choice("us_gaap", "US GAAP", "Never: a text that asks for it is refused as a write-up."),
                Choice("ifrs", "IFRS", "Up to what was written down, for units that are still held."),
            ),
        ),
        Setting(
            "main_inventory", "Main inventory account", "account",
            "Where goods are taken from when neither the item nor the text says which inventory account holds them.",
            unset="the inventory account with the largest balance",
        ),
        Setting(
            "tax_rate", "Sales tax, VAT or GST in prices, percent", "percent",
            "Only to warn: a draft whose amount is what the goods cost with this tax, or sell for, is shown with their cost.",
            unset="the rates that are usual for this currency",
        ),
        Setting(
            "cost_method", "Cost method", "choice", "What a unit that leaves is worth.", fixed=True,
            choices=(Choice("weighted_average", "weighted average"), Choice("fifo", "first in, first out")),
        ),
        Setting(
            "inventory_system", "Inventory system", "choice",
            "Perpetual books follow each item. Periodic ones have no entry for a routine loss: the next count carries it.",
            fixed=True,
            choices=(Choice("perpetual", "perpetual"), Choice("periodic", "periodic")),
        ),
    ),
)  # fmt: skip
STOCK = Group(
    "stock",
    "Stock and QuickBooks",
    "Whose quantities and costs lead once these books are connected to a QuickBooks company.",
    (
        Setting(
            "stock_kept_by", "Stock is kept by", "choice",
            "Where the count of the goods is right when the two differ.",
            choices=(
                Choice("here", "these books", "QuickBooks follows: a difference is adjusted there."),
                Choice("quickbooks", "QuickBooks", "Its quantities and cost lead: amounts here are estimates until its cost is"
                       " read back."),
                Choice("other", "another system", "That system tells QuickBooks by itself: adjustments are tasks for a person."),
            ),
        ),
        Setting(
            "cost_tolerance", "Take over QuickBooks' cost unasked within", "tolerance",
            "How far its cost of an entry's goods may lie from ours: a percentage, and at most an amount, such as 1% 5.00."
            " Beyond it, the difference waits for a person.",
        ),
        Setting(
            "manual_clearing", "Clearing account for adjustments by hand", "account",
            "Where a loss waits while somebody still has to adjust the quantity in QuickBooks.",
            unset="the loss itself waits until it is adjusted",
        ),
    ),
)  # fmt: skip
MODEL = Group(
    "model",
    "Language model",
    "Texts are read by built-in rules. A language model can read them as well: it proposes, and never approves or posts.",
    (
        Setting(
            "model", "Texts of this client may go to", "choice",
            "Only the text, names of goods and places, and earlier entries without amounts are sent: never a balance, cost or"
            " count.",
            choices=(
                Choice("off", "no language model", "Read by rules alone."),
                Choice("local", "a model on our own network", "Nothing leaves this network."),
                Choice("hosted", "any model, hosted ones too", "Texts go to its provider; the trail keeps what was sent."),
            ),
        ),
    ),
)  # fmt: skip
HUES = (("0", "red"), ("25", "orange"), ("45", "ochre"), ("90", "moss"), ("140", "green"), ("175", "teal"), ("205", "blue"),
        ("240", "indigo"), ("275", "violet"), ("310", "magenta"), ("340", "pink"))  # fmt: skip
LOOK = Group(
    "look",
    "Colour of this client's pages",
    "The stripe and dot beside the client's name, so that nobody works in the wrong books.",
    (
        Setting(
            "colour", "Colour", "hue", "Changes no entry.", unset="made of the client's name",
            choices=tuple(Choice(hue, name) for hue, name in HUES),
        ),
    ),
)  # fmt: skip
GROUPS = (LIMITS, BOOKING, STOCK, MODEL, LOOK)
ELSEWHERE = (
    Setting("books_closed_through", "Books closed through", "day", "", unset="not closed"),
    Setting("auto_approve_above", "Standing approval from a confidence of", "confidence", "", unset="every draft waits"),
    Setting("evidence_required_above", "Evidence required above", "amount", "", unset="never required"),
    Setting("left_out", "Left out of the plan", "list", "", unset="nothing"),
    Setting("accounts_by_reason", "Account for", "account", "", unset="chosen by the rules"),
    Setting("evidence", "What shows", "list", "", unset="what is usual"),
    Setting("sub_reasons", "Sub-reasons of", "list", "", unset="none"),
)
BY_NAME: Mapping[str, Setting] = {
    setting.name: setting for setting in (*(one for group in GROUPS for one in group.settings), *ELSEWHERE)
}
AMOUNTS = frozenset({"amount"})


def spoken(setting: Setting, value: object, books: ClientBooks) -> str:
    """A setting's value (as policy_words has it) in words; what holds where it is not set."""
    if value is None:
        return setting.unset or "not set"
    if isinstance(value, list | tuple):
        return ", ".join(str(each).replace("_", " ") for each in value) or "nothing"
    said = str(value)
    if setting.kind in AMOUNTS:
        return str(Money.parse(said, books.currency))
    if setting.kind == "account":
        account = books.chart.get(said)
        return account.label if account else said
    if setting.kind == "hue":
        return setting.by_value.get(said, f"hue {said}")
    return setting.by_value.get(said, said)


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """'Routine limit', '500.00', '750.00'."""

    label: str
    before: str
    after: str

    @property
    def says(self) -> str:
        return f"{self.label}: {self.before} → {self.after}."


def changes_shown(changed: Sequence[Changed], books: ClientBooks) -> tuple[ChangeShown, ...]:
    """Each change in words, its reason and side named where it has them."""
    found = []
    for each in changed:
        name, *rest = each.name.split(".")
        setting = BY_NAME.get(name) or Setting(name, name.replace("_", " "), "text", "")
        sides = {"routine": "routine", "unusual": "unusual"}
        words = [part.replace("_", " ") if n == 0 else sides.get(part, part) for n, part in enumerate(rest)]
        label = f"{setting.label} {', '.join(words)}" if words else setting.label
        found.append(ChangeShown(label, spoken(setting, each.before, books), spoken(setting, each.after, books)))
    return tuple(found)
