"""What a company's past offers, and what of it was confirmed, to a page and to the document of `--json`."""

from collections.abc import Sequence

from assistant.bookkeeping.warming import AccountOffer, Offer, PrecedentOffer, Warmth
from assistant.books.client_books import ClientBooks
from assistant.stages.linking.past import PastLoss
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import plain, shortened

MEMO = 60  # characters of what stands on a document
SOURCES = 3  # of an account, on a page


def warmth_page(warmth: Warmth, confirmed: Sequence[Offer], books: ClientBooks) -> str:
    """What was read, what it offers with the sources of each, and what counts from now on."""
    past = warmth.past
    parts = [
        f"Read {_count(past.read, 'document')} since {warmth.since}: {past.touched} touched goods, "
        f"{_count(len(past.losses), 'loss', 'losses')} among them; {len(warmth.untold)} tell no reason."
    ]
    if confirmed:
        parts.append("\n".join(["These count from now on:", *(line for offer in confirmed for line in _offer(offer, books))]))
    left = [offer for offer in warmth.offers if offer not in confirmed]
    if left:
        heading = "Offered; none counts until it is confirmed (writeoff qbo warm --confirm ID):"
        parts.append("\n".join([heading, *(line for offer in left for line in _offer(offer, books))]))
    elif not confirmed:
        parts.append("Nothing to offer.")
    if warmth.unfit:
        heading = "Booked to an account that the rules would not choose for the like of it, so no precedent:"
        parts.append("\n".join([heading, *(line for offer in warmth.unfit for line in _offer(offer, books))]))
    return "\n\n".join(parts)


def _count(number: int, word: str, words: str = "") -> str:
    return f"{number} {word if number == 1 else words or f'{word}s'}"


def _offer(offer: Offer, books: ClientBooks) -> list[str]:
    if isinstance(offer, AccountOffer):
        where = "above the limit or unusual" if offer.unusual else "within the limit"
        others = f"; {offer.others} went elsewhere" if offer.others else ""
        count = f"{_count(len(offer.sources), 'document')}{others}"
        more = len(offer.sources) - SOURCES
        return [
            f"  {offer.id}  {offer.reason.value}, {where}: {_label(offer.account, books)} ({count})",
            *(f"    {_source(loss)}" for loss in offer.sources[-SOURCES:]),
            *([f"    … and {more} before"] if more > 0 else []),
        ]
    instead = f", not {_label(offer.remembered.instead, books)}" if offer.remembered.instead else ""
    reason = offer.remembered.matter.reason.value
    return [f"  {plain(offer.id)}  {reason}: {_label(offer.source.account, books)}{instead}", f"    {_source(offer.source)}"]


def _label(key: str, books: ClientBooks) -> str:
    account = books.chart.get(key)
    return plain(account.label if account else key)


def _source(loss: PastLoss) -> str:
    return f"{plain(loss.source)} of {loss.on}, {loss.amount}: “{shortened(loss.told, MEMO)}”"


def warmth_document(warmth: Warmth, confirmed: Sequence[Offer], books: ClientBooks) -> Document:
    return {
        "client": books.client,
        "since": warmth.since.isoformat(),
        "read": warmth.past.read,
        "touched": warmth.past.touched,
        "losses": len(warmth.past.losses),
        "accounts": [_account_document(offer, books, counts=offer in confirmed) for offer in warmth.accounts],
        "precedents": [_precedent_document(offer, books, counts=offer in confirmed) for offer in warmth.precedents],
        "unfit": [_precedent_document(offer, books, counts=False) for offer in warmth.unfit],
        "untold": [_source_document(loss) for loss in warmth.untold],
    }


def _account_document(offer: AccountOffer, books: ClientBooks, *, counts: bool) -> Document:
    return {
        "id": offer.id,
        "reason": offer.reason.value,
        "side": "unusual" if offer.unusual else "routine",
        "account": offer.account,
        "name": _label(offer.account, books),
        "others": offer.others,
        "counts": counts,
        "sources": [_source_document(loss) for loss in offer.sources],
    }


def _precedent_document(offer: PrecedentOffer, books: ClientBooks, *, counts: bool) -> Document:
    return {
        "id": offer.id,
        "reason": offer.remembered.matter.reason.value,
        "account": offer.source.account,
        "name": _label(offer.source.account, books),
        "instead": offer.remembered.instead or None,
        "phrase": offer.remembered.phrase,
        "counts": counts,
        "source": _source_document(offer.source),
    }


def _source_document(loss: PastLoss) -> Document:
    return {
        "document": loss.kind,
        "remote_id": loss.id,
        "number": loss.number or None,
        "date": loss.on.isoformat(),
        "amount": loss.amount.plain(),
        "memo": loss.told,
    }
