"""The accounts proposed for each reason, as a page and as documents."""

from collections.abc import Sequence

from assistant.books.client_books import ClientBooks
from assistant.books.notation import shown_confidence
from assistant.stages.mapping.pick import Pick
from assistant.stages.mapping.settle import AccountProposal
from assistant.surfaces.render.documents import Document, account_name, confidence_number
from assistant.surfaces.render.table import table

LEFT_OPEN = (
    "internal_use and supplier_error stay open unless they are named (--set): what the goods were used for,\n"
    "and what the supplier agreed to, choose their account."
)


def proposals_page(proposals: Sequence[AccountProposal], books: ClientBooks) -> str:
    heading = ("Reason", "Within the limit", "", "Above it, or unusual", "")
    rows = [(proposal.reason.value, *_cells(proposal.routine, books), *_cells(proposal.unusual, books)) for proposal in proposals]
    return f"{table([heading, *rows])}\n{LEFT_OPEN}"


def _cells(pick: Pick | None, books: ClientBooks) -> tuple[str, str]:
    if pick is None:
        return "-", ""
    account = books.chart.get(pick.account)
    return account.label if account else pick.account, f"{shown_confidence(pick.confidence):.2f}"


def proposals_documents(proposals: Sequence[AccountProposal], books: ClientBooks) -> list[Document]:
    return [
        {
            "reason": proposal.reason.value,
            "routine": _document(proposal.routine, books),
            "unusual": _document(proposal.unusual, books),
            "settled": proposal.reason in books.policy.accounts_by_reason,
        }
        for proposal in proposals
    ]


def _document(pick: Pick | None, books: ClientBooks) -> Document | None:
    if pick is None:
        return None
    return {
        "account": pick.account,
        "name": account_name(pick.account, books),
        "confidence": confidence_number(pick.confidence),
        "because": pick.because,
    }
