"""A text of a count to its events: lines with what the books say and what was found, shortages apart from records put right."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.books.accounts import Side
from assistant.books.proposal import Basis, Event, GoodsSaid, LineSaid, Quote, Role, Value, ValueRelation
from assistant.books.reasons import Kind, Reason
from assistant.patterns import regex
from assistant.readers.rules.amounts import AmountSaid
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.categories import category_of, inventory_line
from assistant.readers.rules.counts import CountSaid
from assistant.readers.rules.dates import loss_day
from assistant.readers.rules.facts import Facts, within
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.names import PlaceSaid
from assistant.readers.rules.records import source_keyed_wrong
from assistant.readers.rules.scan import compiled, quote
from assistant.readers.rules.tables.nouns import STOPS

_RECORDS = regex(
    r"\b(?:records? (?:only|off|are off|that's off)|books error|nothing(?:'s| was| is| has)? (?:actually |"
    r"physically )?(?:lost|gone|missing)|keyed|key(?:ing)? error|entered twice|duplicate|"
    r"typo)\b"
)
_OVERS = regex(r"\b(?:overs?|extra|surplus|more than|too many|\d+s? (?:are|is) (?:a )?(?:true )?over)\b")
_BOOKED_VALUE = regex(
    r"\b(?:against|vs\.?|versus|ledger|books?|account|system|balance|gl|g/l|shows?|carry|"
    r"carried|record(?:s|ed)?|should be|compared (?:to|with))\b[^\d]{0,30}\Z"
)
_RECORD = "(?:ledger|books?|accounts?|system|records?|file|screen|gl|g/l|computer|balance)"
_BEHIND_BOOKED = regex(rf"\s*(?:in|on|for|under)\s+(?:the |our )?(?!the |our |{_RECORD}\b)([a-z&' -]+)")
_SIZE_OPENS = regex(r"\s*\d+(?:[a-z\"']|\s?(?:mm|cm|in|ft|inch|ml|oz|kg|lb)\b)", re.I)
_DIGITS = regex(r"\d+")
_TRAILING = regex(r"(?<![-:,/|\s])(?:\b(?:book|bk|system|sys|counted|count)\b|[-:,/|]|\s)+\Z", re.I)


def count_events(facts: Facts, counts: Sequence[CountSaid]) -> tuple[Event, ...]:
    """The events of a count: one, or two where the shortages are unexplained and the overages are the records' fault."""
    measured = [said for said in counts if said.counted is not None]
    goods = _once([(said, _counted(facts, said)) for said in measured or counts])
    changed = [said.change for said, _ in goods if said.change]
    reason, mixed = _reason(facts)
    shorts = [line for said, line in goods if said.change is None or said.change <= 0]
    overs = [line for said, line in goods if said.change is not None and said.change > 0]
    event = _event(facts, tuple(line for _, line in goods), reason)
    if mixed and shorts and overs and any(change < 0 for change in changed):
        return (
            replace(event, goods=tuple(shorts), reason=Reason.LOST, source_keyed_wrong=None),
            replace(event, goods=tuple(overs), reason=Reason.ADMIN_ADJUSTMENT),
        )
    return (event,)


def _once(goods: list[tuple[CountSaid, GoodsSaid]]) -> list[tuple[CountSaid, GoodsSaid]]:
    """Goods counted once: the line that tells both what the books say and what was found stands over the others."""
    kept: dict[str, tuple[CountSaid, GoodsSaid]] = {}
    for said, line in goods:
        other = kept.get(line.words)
        if other is None or (other[0].booked is None and said.booked is not None):
            kept[line.words] = (said, line)
    return list(kept.values())


def value_count(facts: Facts, amounts: Sequence[AmountSaid]) -> Event:
    """A count given as a total value: at cost against what the account shows, or at selling price."""
    low, raw = facts.page.low, facts.page.raw
    booked = next((amount for amount in amounts if _BOOKED_VALUE.search(low[max(0, amount.start - 50) : amount.start])), None)
    counted = next((amount for amount in amounts if amount is not booked), None)
    selling = any(amount.basis is Basis.SELLING_PRICE for amount in amounts if amount is not booked)
    basis = Basis.SELLING_PRICE if selling else Basis.COST
    value = None
    if counted:
        value = Value(
            ValueRelation.COUNTED_TOTAL,
            counted.amount,
            counted.currency,
            booked=booked.amount if booked else None,
            basis=basis,
            quote=_both_quoted(raw, counted, booked),
        )
    lines = (line,) if (line := _inventory(facts, booked, counted)) else ()
    category = category_of(facts, counted, facts.page.sentences) if counted and not lines else None
    return replace(_event(facts, (category,) if category else (), _reason(facts)[0]), value=value, lines=lines)


def _both_quoted(raw: str, counted: AmountSaid, booked: AmountSaid | None) -> Quote:
    """The words from the one amount to the other."""
    spans = [said for said in (counted, booked) if said]
    return quote(raw, min(said.start for said in spans), max(said.end for said in spans))


def unmeasured_count(facts: Facts) -> Event:
    """A count that came up short, by how much it does not say."""
    named = [mention for mention in facts.mentions if mention.named]
    goods = tuple(GoodsSaid(mention.words, mention.quote(facts.page.raw)) for mention in named[:1])
    return _event(facts, goods, _reason(facts)[0])


def _inventory(facts: Facts, booked: AmountSaid | None, counted: AmountSaid | None) -> LineSaid | None:
    """The account counted: its number, what stands behind 'ledger shows …', else the goods or place that were counted."""
    low, raw = facts.page.low, facts.page.raw
    if facts.account_numbers:
        return inventory_line(facts, facts.page.sentences)
    if booked and (match := _BEHIND_BOOKED.match(low, booked.end)):
        return LineSaid(
            Side.CREDIT, Role.INVENTORY, raw[match.start(1) : match.end(1)].strip(), quote(raw, match.start(1), match.end(1))
        )
    if counted and (
        match := compiled(r"\b(?:count(?:ed)?|stock ?take) (?:of )?(?:the |our )?"
            r"(?!(?:was|on|last|using|at|this|today|yesterday)\b)([a-z&' -]+?)"
            r"(?= (?:was|were|is|on|last|totals?|came|comes|using|at|done|this)\b|,)|"
            r"(?:\A|[.!?\n]\s*)(?:the |our |all |whole )*(?!(?:stock ?take|count|inventory|we|i)\b)([a-z&' -]{3,40}?) "
            r"(?:was|were|has been|have been|got|is) (?:re-?|physically |just )?counted\b").search(low)
    ):
        said = 1 if match[1] else 2
        return LineSaid(Side.CREDIT, Role.INVENTORY, raw[slice(*match.span(said))], quote(raw, *match.span(said)))
    return None


def _event(facts: Facts, goods: tuple[GoodsSaid, ...], reason: Reason) -> Event:
    raw, low = facts.page.raw, facts.page.low
    day = loss_day(facts.days)
    said = next((s for s in facts.reasons if s.meaning is reason), None)
    accounts = tuple(LineSaid(Side.DEBIT, Role.LOSS, a.quote(raw).text, a.quote(raw)) for a in facts.accounts[:1])
    return Event(
        Kind.COUNT_ADJUSTMENT,
        reason,
        goods,
        entry_date=day.day if day else None,
        date_quote=quote(raw, day.start, day.end) if day else None,
        reason_quote=said.quote(raw) if said else None,
        lines=accounts,
        source_keyed_wrong=source_keyed_wrong(low, raw) if reason is Reason.ADMIN_ADJUSTMENT else None,
        quote=quote(raw, 0, len(raw)),
    )


def _reason(facts: Facts) -> tuple[Reason, bool]:
    """Lost unless the records were wrong; and whether the text says both, of shortages and of overages."""
    low = facts.page.low
    reasons = {signal.meaning for signal in facts.reasons}
    lost = re.search(
        r"\b(?:missing|gone|no explanation|can't (?:be )?(?:find|found|locate)|not found|nobody knows|"
        r"nobody can|no idea|lost|unexplained|can't explain)\b",
        compiled(r"\b(?:nothing|no [a-z]+)(?:'s| is| was| has)? (?:actually )?(?:lost|gone|missing)[^.]*").sub("", low),
    )
    records = Reason.ADMIN_ADJUSTMENT in reasons or bool(_RECORDS.search(low))
    for deciding in (Reason.STOLEN, Reason.DAMAGED, Reason.EXPIRED):
        if deciding in reasons and not lost and not records:
            return deciding, False
    if records and lost and _OVERS.search(low):
        return Reason.LOST, True
    return (Reason.ADMIN_ADJUSTMENT if records and not lost else Reason.LOST), False


def _counted(facts: Facts, said: CountSaid) -> GoodsSaid:
    """The goods of a counted line: named in it before the numbers, else named before it in the text."""
    raw = facts.page.raw
    words, at = _name(facts, said)
    place = _place(facts, said.sentence)
    return GoodsSaid(
        words,
        at,
        said.quantity(facts.page),
        place=place.place if place else "",
        place_quote=quote(raw, place.start, place.end) if place else None,
    )


def _place(facts: Facts, sentence: Sentence) -> PlaceSaid | None:
    """The place named in the line; else the only one named in the text."""
    here = within(facts.places, [sentence])
    if here:
        return here[0]
    named = {place.place for place in facts.places}
    one = facts.places[0] if len(named) == 1 else None
    low = facts.page.low
    return None if one and compiled(r"(?:\+|&|\band)\s*\Z").search(low[max(0, one.start - 5) : one.start]) else one


def _name(facts: Facts, said: CountSaid) -> tuple[str, Quote | None]:
    here = [m for m in within(facts.mentions, [said.sentence]) if m.named and not m.attribute and facts.stock.fitting(m.words)]
    own = [m for m in here if m.start == said.start and m.quantity]  # "2 lamps missing"
    before = own or [m for m in here if m.start < said.start] or here
    if not before and (opening := _opening(facts, said)) and _is_a_name(facts, said.sentence, opening):
        return opening, quote(facts.page.raw, said.sentence.start, said.start)
    if not before:
        before = [m for m in facts.mentions if m.named and not m.attribute and m.start < said.start]
    if not before:
        before = [m for m in facts.mentions if m.named and not m.attribute]
    if not before:
        return _opening(facts, said), quote(facts.page.raw, said.sentence.start, said.start)
    best = max(before, key=lambda m: (facts.stock.weight(m.words), m.start)) if here else before[-1]
    more = [
        m for m in before if m is not best and facts.stock.fitting(f"{best.words} {m.words}") and facts.stock.fitting(m.words)
    ]
    return _joined([best, *more] if here else [best]), best.quote(facts.page.raw)


def _joined(mentions: list[Mention]) -> str:
    return " ".join(mention.words for mention in sorted(mentions, key=lambda mention: mention.start))


def _is_a_name(facts: Facts, sentence: Sentence, opening: str) -> bool:
    """Words that open a line of a count name its goods where goods on file fit, or a colon or dots stand behind them."""
    if all(word.lower() in STOPS for word in compiled(r"[^\W\d_]+").findall(opening)):
        return False
    behind = facts.page.raw[sentence.start : sentence.end].lstrip(" -•*\t")[len(opening) :]
    return bool(facts.stock.fitting(opening)) or bool(compiled(r"\s*(?::|\.{2}|…|\t|\|)").match(behind))


def _opening(facts: Facts, said: CountSaid) -> str:
    """The words before the first number of a line; those before its count where it begins with a size ('29er tubes sys 40')."""
    text = facts.page.raw[said.sentence.start : said.sentence.end]
    match = _DIGITS.search(text)
    end = match.start() if match else 0
    if _SIZE_OPENS.match(text):
        end = said.start - said.sentence.start
    return _TRAILING.sub("", text[:end]).strip()
