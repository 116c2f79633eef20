"""Words about records that were wrong to what they say of the goods: which paper was keyed wrong, and which way."""

from dataclasses import replace

from assistant.books.proposal import GoodsSaid, QuantityRelation, Quote
from assistant.patterns import regex
from assistant.readers.rules.scan import quote

_SOURCE_KEYED = regex(
    r"\b(?:receipt|deliver(?:y|ies)|bill|invoice|transfer|purchase|docket|grn|order|shipment|"
    r"asn|po)\b[^.;]{0,50}\b(?:keyed|entered|posted|typed|booked|scanned|recorded|received|"
    r"logged)\b[^.;]{0,40}"
    r"|\b(?:keyed|entered|posted|booked|scanned|received|billed) (?:in )?twice\b|\b(?:double|"
    r"duplicate)[- ](?:keyed|entered|receipt|bill|invoice|posted|booked|scanned)\b"
)
# Records that are short of what is there: goods come in, not out.
_TOO_FEW = regex(
    r"\b(?:too low|keyed short|never (?:been )?(?:entered|keyed|received in|booked in)|not (?:been )?(?:entered|"
    r"keyed|booked in)|put (?:them|it|those|\d+) (?:on|in)|add (?:them|it|those|\d+|the))\b"
)


def source_keyed_wrong(low: str, raw: str) -> Quote | None:
    """The receipt, bill or transfer that was keyed wrong, in the text's words."""
    match = _SOURCE_KEYED.search(low)
    return quote(raw, match.start(), match.end()) if match else None


def put_right(goods: tuple[GoodsSaid, ...], low: str) -> tuple[GoodsSaid, ...]:
    """The goods of a record put right: more than it shows where it is short of what is there."""
    if not _TOO_FEW.search(low):
        return goods
    return tuple(_more(one) for one in goods)


def _more(goods: GoodsSaid) -> GoodsSaid:
    quantity = goods.quantity
    if quantity is None or quantity.relation is not QuantityRelation.EXACTLY:
        return goods
    return replace(goods, quantity=replace(quantity, relation=QuantityRelation.OVER))
