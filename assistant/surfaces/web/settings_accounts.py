"""The mapping wizard: the account that each of the thirteen reasons goes to, as the chart proposes it, confirmed by a person."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.settling import CHOSEN_BY_FACTS, find_account, may_take, with_accounts
from assistant.books.accounts import Account
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.books.policy import Policy, ReasonAccounts
from assistant.books.reasons import Reason
from assistant.errors import ChangedSinceShown, WriteoffError, WrongUsage
from assistant.stages.mapping.pick import Pick
from assistant.stages.mapping.settle import AccountProposal, propose_accounts
from assistant.stages.mapping.wanted import CAUSE_OF_REASON
from assistant.surfaces.said.policy import SIDES, Unfit
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.settings_frame import NO_VERSION, Form, mended, said_in, save, seen_in, settings_page

router = APIRouter()
MEANINGS: Mapping[Reason, str] = {
    Reason.DAMAGED: "broken, crushed, wet",
    Reason.DETERIORATED: "spoiled or worn without a date on it",
    Reason.EXPIRED: "past its date",
    Reason.LOST: "not found, or short in a count",
    Reason.STOLEN: "taken by somebody",
    Reason.PROHIBITED: "may by law be sold no more, or recalled",
    Reason.ADMIN_ADJUSTMENT: "the records were wrong, nothing was lost",
    Reason.PRODUCTION_ERROR: "spoiled while it was made",
    Reason.OBSOLETE: "sells no more, or for less than it cost",
    Reason.INTERNAL_USE: "used by the business itself",
    Reason.OPENED_OR_TAMPERED: "opened, so that it cannot be sold",
    Reason.SUPPLIER_ERROR: "came in wrong or broken from a supplier",
    Reason.OTHER: "anything else, with a note",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One field of the wizard. `settled` is the account's label where policy has one; `value` what stands in the field."""

    name: str
    label: str
    pick: Pick | None
    settled: str
    value: str
    fault: str

    @property
    def open(self) -> bool:
        """What stands there is a proposal that nobody confirmed."""
        return not self.settled and bool(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    reason: Reason
    means: str
    sides: tuple[Side, ...]
    settled: bool
    by_facts: bool
    always_unusual: bool

    @property
    def accounts(self) -> str:
        """The id of the list of accounts that may take it."""
        return f"accounts-{self.reason.value}" if self.by_facts else "accounts-loss"


@router.get("/c/{client}/settings/accounts")
def show(request: Request, here: Annotated[At, Depends(at(Action.READ))]) -> HTMLResponse:
    return _shown(request, here)


@router.post("/c/{client}/settings/accounts")
def confirm(request: Request, here: Annotated[At, Depends(at(Action.SETTLE_POLICY))], form: Form) -> Response:
    """The accounts in the fields settled: of all reasons, or of the `only` one whose button was pressed."""
    only = said_in(form, "only")
    reasons = [reason for reason in Reason if only in ("", reason.value)]
    typed = {name: said_in(form, name) for reason in Reason for side in SIDES if (name := f"{reason.value}.{side}") in form}

    def change(books: ClientBooks) -> Policy:
        faults: dict[str, WriteoffError] = {}
        chosen = {reason: _chosen(reason, typed, books, faults) for reason in reasons}
        if faults:
            raise Unfit(faults)
        return with_accounts(books, {reason: accounts for reason, accounts in chosen.items() if accounts is not None})

    back = f"/c/{here.client}/settings/accounts" + (f"#{only}" if only in tuple(Reason) else "")
    try:
        return save(request, here, change, seen=seen_in(form), back=back)
    except ChangedSinceShown as error:
        return _shown(request, here, error=error, seen=seen_in(form))
    except Unfit as error:
        return _shown(request, here, error=error, typed=typed, faults=error.faults)


def _chosen(
    reason: Reason, typed: Mapping[str, str], books: ClientBooks, faults: dict[str, WriteoffError]
) -> ReasonAccounts | None:
    """The reason's accounts as typed, '' leaving a side to the rules; None where its fields were not sent. A reason that is
    unusual whatever the amount has one account."""
    names = {side: f"{reason.value}.{side}" for side in SIDES}
    found: dict[str, str | None] = {}
    for side, name in names.items():
        if name not in typed:
            continue
        found[side] = None
        try:
            if typed[name]:
                found[side] = find_account(books.chart, typed[name]).key
                with_accounts(books, {reason: ReasonAccounts(found[side], None)})
        except WrongUsage as error:
            faults[name] = error
    if not found:
        return None
    either = next(iter(found.values()))
    return ReasonAccounts(found.get("routine", either), found.get("unusual", either))


def _shown(
    request: Request,
    here: At,
    *,
    error: WriteoffError | None = None,
    seen: int = NO_VERSION,
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, WriteoffError] | None = None,
) -> HTMLResponse:
    books = here.books()
    open_yet = replace(books, policy=replace(books.policy, accounts_by_reason={}))  # what the chart says, whatever is settled
    rows = [_row(proposal, books, typed or {}, faults or {}) for proposal in propose_accounts(open_yet)]
    lists: dict[str, tuple[Account, ...]] = {"accounts-loss": _fitting(Reason.DAMAGED, books)}
    lists |= {row.accounts: _fitting(row.reason, books) for row in rows if row.by_facts}
    return settings_page(
        request, here, "settings_accounts.html", error=error, seen=seen, rows=[row for row in rows if not row.by_facts],
        facts=[row for row in rows if row.by_facts], lists=lists, label=lambda key: _label(key, books),
        settled=sum(row.settled for row in rows if not row.by_facts),
    )  # fmt: skip


def _row(
    proposal: AccountProposal, books: ClientBooks, typed: Mapping[str, str], faults: Mapping[str, WriteoffError]
) -> Row:  # fmt: skip
    reason, by_facts = proposal.reason, proposal.reason in CHOSEN_BY_FACTS
    settled = books.policy.accounts_by_reason.get(reason)
    always = reason in CAUSE_OF_REASON
    picks = {"unusual": proposal.unusual} if always else {"routine": proposal.routine, "unusual": proposal.unusual}
    sides = []
    for side, pick in picks.items():
        name = f"{reason.value}.{side}"
        known = _label(getattr(settled, side), books) if settled is not None else ""
        offered = _label(pick.account, books) if pick is not None and settled is None and not by_facts else ""
        error = faults.get(name)
        says = " ".join(filter(None, (error.says, mended(error)))) if error is not None else ""
        where = "Whatever the amount" if always else "Within the routine limit" if side == "routine" else "Above it, or unusual"
        sides.append(Side(name, where, pick, known, typed.get(name, known or offered), says))
    return Row(reason, MEANINGS[reason], tuple(sides), settled is not None, by_facts, always)


def _label(key: str | None, books: ClientBooks) -> str:
    account = books.chart.get(key) if key else None
    return account.label if account is not None else key or ""


def _fitting(reason: Reason, books: ClientBooks) -> tuple[Account, ...]:
    return tuple(account for account in books.chart if may_take(reason, account))
