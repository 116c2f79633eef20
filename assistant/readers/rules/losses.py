"""One stretch of text to one event: its kind, its reason, goods with quantities and values, day, place, what others bear."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.books.accounts import Side
from assistant.books.proposal import (
    Basis,
    Event,
    GoodsSaid,
    LineSaid,
    Quantity,
    QuantityRelation,
    Quote,
    Role,
    Value,
    ValueRelation,
)  # fmt: skip
from assistant.books.reasons import Kind, Reason, Use
from assistant.patterns import regex
from assistant.readers.rules.amounts import AmountSaid
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.categories import category_of, inventory_line
from assistant.readers.rules.dates import loss_day
from assistant.readers.rules.day_said import DaySaid
from assistant.readers.rules.each_place import at_each_place
from assistant.readers.rules.facts import Facts, within
from assistant.readers.rules.goods_line import GoodsLine
from assistant.readers.rules.groups import Group
from assistant.readers.rules.kinds import against, changes_reserve, says_write_down, write_down_quote, write_off_quote
from assistant.readers.rules.names import PlaceSaid
from assistant.readers.rules.quantities import QuantitySaid
from assistant.readers.rules.records import put_right, source_keyed_wrong
from assistant.readers.rules.recoveries import RecoveryFound, recoveries_in
from assistant.readers.rules.scan import between, compiled, quote
from assistant.readers.rules.scenes import Scene
from assistant.readers.rules.several import without_wholes
from assistant.readers.rules.signals import Signal, the_reason
from assistant.readers.rules.sparing import spared_at, spared_mention
from assistant.readers.rules.why import why
from assistant.readers.rules.worths import Worths, cost_to_sell, nrv_for, sorted_worths

_EVERYWHERE = regex(
    r"\b(?:all (?:sites|stores|shops|locations|branches|warehouses|places|depots|our (?:stores|"
    r"shops|sites))|both (?:stores|shops|sites|locations|warehouses|branches|places|dcs)|"
    r"across (?:all|both|the))\b"
)
_BOTH = regex(r"\bboth\b")


def loss_event(facts: Facts, group: Group, shared: Sequence[Sentence]) -> Event:
    """The event of one stretch, with what the shared sentences add: a day, a place, a cause, an account."""
    scene = Scene(facts, group, tuple(shared))
    reserve = changes_reserve(scene.text)
    counted = [line for line in group.lines if line.quantity and (not reserve or line.quantity.number is not None)]
    if reserve is not None and not counted:
        return _reserve_event(scene, release=reserve)
    down = _writes_down(scene)
    told = [sentence for sentence in scene.sentences if not _only_spares(facts, sentence)]
    recoveries = (
        ()
        if down
        else recoveries_in(
            facts.page,
            told,
            within(facts.amounts, scene.sentences),
            within(facts.shares, scene.sentences),
            within(facts.borne, scene.sentences),
            facts.context.accounts,
        )
    )
    amounts = without_wholes(facts.page.low, _unclaimed(within(facts.amounts, group.sentences), recoveries))
    worths = sorted_worths(facts.page, amounts, group.sentences, write_down=down)
    reason, cause, use = why(scene, down, [found.said for found in recoveries])
    because = reason.meaning if isinstance(reason, Signal) else reason
    records = because is Reason.ADMIN_ADJUSTMENT and not down
    goods, value = _goods_and_value(scene, worths, down)
    lines = _accounts(scene, reason, use)
    if value is not None and not any(one.quantity for one in goods) and (inventory := inventory_line(facts, group.sentences)):
        lines = (*lines, inventory)
    day = _day(scene, given=use is not None)
    charged = against(scene.text) or against(" ".join(facts.page.said(s) for s in shared))
    start, end = scene.span
    raw, low = facts.page.raw, facts.page.low
    return Event(
        Kind.WRITE_DOWN if down else Kind.COUNT_ADJUSTMENT if records else Kind.WRITE_OFF,
        because,
        put_right(goods, scene.text) if records else goods,
        value,
        entry_date=day.day if day else None,
        date_quote=quote(raw, day.start, day.end) if day else None,
        kind_quote=write_down_quote(raw, low, start, end) if down else write_off_quote(raw, low, start, end),
        reason_quote=reason.quote(raw) if isinstance(reason, Signal) else None,
        cause=cause.meaning if cause else None,
        cause_quote=cause.quote(raw) if cause else None,
        use=use.meaning if use else None,
        use_words=use.quote(raw).text if use else "",
        recoveries=tuple(found.said for found in recoveries),
        lines=lines,
        against_allowance=_quoted(scene, charged.group()) if charged else None,
        disposal_cost=worths.disposal,
        source_keyed_wrong=source_keyed_wrong(low, raw) if records else None,
        note=quote(raw, start, end).text if because is Reason.OTHER else "",
        quote=quote(raw, start, end),
    )


def _only_spares(facts: Facts, sentence: Sentence) -> bool:
    """All goods counted in the sentence took no part: what it says of a credit is about these."""
    counted = [mention for mention in between(facts.mentions, sentence.start, sentence.end) if mention.quantity]
    return bool(counted) and all(spared_mention(facts, mention) for mention in counted)


def _quoted(scene: Scene, words: str) -> Quote | None:
    low = scene.facts.page.low
    at = low.find(words, scene.span[0])
    at = at if at >= 0 else low.find(words)
    return quote(scene.facts.page.raw, at, at + len(words)) if at >= 0 else None


# ── Kind ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _writes_down(scene: Scene) -> bool:
    if says_write_down(scene.text):
        return True
    shared = " ".join(scene.facts.page.said(sentence) for sentence in scene.shared)
    return says_write_down(shared) and not compiled(r"\b(?:write|written|w/o|toss|bin|scrap|dump)\w*(?: [a-z]+)? ?off\b").search(
        scene.text
    )


def _reserve_event(scene: Scene, *, release: bool) -> Event:
    """A reserve raised or released by an amount, no goods named."""
    facts = scene.facts
    amount = next(iter(within(facts.amounts, scene.sentences)), None)
    day = _day(scene)
    start, end = scene.span
    side, role = (Side.CREDIT, Role.LOSS) if release else (Side.DEBIT, Role.LOSS)
    lines = tuple(
        LineSaid(side, role, said.quote(facts.page.raw).text, said.quote(facts.page.raw))
        for said in within(facts.accounts, scene.sentences)[:1]
    )
    reason = the_reason(within(facts.reasons, scene.sentences))
    physical = (
        reason if reason and not reason.weak and reason.meaning in (Reason.DAMAGED, Reason.EXPIRED, Reason.DETERIORATED) else None
    )
    return Event(
        Kind.ALLOWANCE,
        physical.meaning if physical and "obsol" not in scene.text and "slow" not in scene.text else Reason.OBSOLETE,
        value=_reserve_value(facts, amount) if amount else None,
        entry_date=day.day if day else None,
        date_quote=quote(facts.page.raw, day.start, day.end) if day else None,
        lines=lines,
        release=release,
        quote=quote(facts.page.raw, start, end),
    )


def _reserve_value(facts: Facts, amount: AmountSaid) -> Value:
    """By how much; 'raise the provision to £600' says what it then stands at."""
    value = replace(amount, basis=Basis.UNSTATED, each=False).value(facts.page.raw)
    before = facts.page.low[max(0, amount.start - 18) : amount.start]
    reached = compiled(r"\bto (?:a total of |about |read |stand at )?\Z").search(before)
    return replace(value, relation=ValueRelation.COUNTED_TOTAL) if reached else value


# ── What and how much ────────────────────────────────────────────────────────────────────────────────────────────────


def _unclaimed(amounts: Sequence[AmountSaid], recoveries: Sequence[RecoveryFound]) -> list[AmountSaid]:
    taken = {amount for found in recoveries for amount in found.amounts}
    return [amount for amount in amounts if amount not in taken]


def _goods_and_value(scene: Scene, worths: Worths, down: bool) -> tuple[tuple[GoodsSaid, ...], Value | None]:
    facts, raw = scene.facts, scene.facts.page.raw
    lines = scene.group.lines
    counted = [
        line for line in lines if line.quantity is not None and (line.words or line.quantity.relation is not QuantityRelation.ALL)
    ]
    total = next((amount for amount in worths.stated if not amount.each), None)
    exact = (
        [line for line in counted if line.quantity and line.quantity.number is not None]
        if total and _of_goods(facts, total)
        else counted
    )
    if total is not None and not down and not any(facts.stock.fitting(line.name) for line in exact if line.words):
        category = category_of(facts, total, scene.group.sentences)
        return ((category,) if category else ()), total.value(raw)
    named = counted or lines
    goods = tuple(said for index in range(len(named)) for said in _said(scene, index, named, worths, down))
    value = None
    if total is not None and not down and (len(named) > 1 or not named):
        value = total.value(raw)
    return goods, value


def _of_goods(facts: Facts, total: AmountSaid) -> bool:
    """'$420 of garden stock': the amount itself says what it is of."""
    return _OF_GOODS.match(facts.page.low, total.end) is not None


_OF_GOODS = regex(r"\s*(?:worth )?of\b(?! (?:stock|inventory|goods|it|that|them|those|these|product|stuff|merchandise)\b)")


def _said(scene: Scene, index: int, lines: Sequence[GoodsLine], worths: Worths, down: bool) -> tuple[GoodsSaid, ...]:
    facts, page = scene.facts, scene.facts.page
    line, only = lines[index], len(lines) == 1
    end = lines[index + 1].start if index + 1 < len(lines) else scene.span[1]
    start = scene.span[0] if index == 0 else line.start
    place, every = _place(scene, line, start, end, only)
    if place is None and line.quantity and _leaves_a_place_out(scene, line.quantity):
        line.quantity = replace(line.quantity, relation=QuantityRelation.SOME)  # "all outside, those in the shed are good"
    stated = tuple(
        amount.value(page.raw)
        for amount in worths.stated
        if (only or (amount.each and start <= amount.start < end)) and (not down or amount.each)
    )
    shares = within(facts.shares, scene.sentences)
    single = only or len(worths.bring) == 1
    nrv = nrv_for(page, worths, shares, start, end, only=single) if down else None
    to_sell = cost_to_sell(page, worths, shares, start, end, only=single) if down else None
    said = GoodsSaid(
        line.name,
        quote(page.raw, line.start, line.end),
        quantity_of(page.raw, line),
        place=place.place if place else "",
        place_quote=quote(page.raw, place.start, place.end) if place else None,
        every_place=every,
        stated=stated,
        nrv=nrv,
        cost_to_sell=to_sell,
    )
    return at_each_place(facts, said, start, end)


def _leaves_a_place_out(scene: Scene, said: QuantitySaid) -> bool:
    """'All', but for those at a place that is named as spared, so that how many these are is not said."""
    facts = scene.facts
    spared = any(spared_at(facts, place.start, place.end) for place in within(facts.places, scene.group.sentences))
    return spared and said.relation is QuantityRelation.ALL and not said.parts


def quantity_of(raw: str, line: GoodsLine) -> Quantity | None:
    said = line.quantity
    if said is None:
        return None
    return Quantity(said.relation, said.parts, share=said.share, quote=quote(raw, said.start, said.end))


def _place(scene: Scene, line: GoodsLine, start: int, end: int, only: bool) -> tuple[PlaceSaid | None, bool]:
    """Where these goods lie: the place named with them, else the only one named in the stretch, else the one named for all."""
    facts = scene.facts
    own = [place for place in within(facts.places, scene.group.sentences) if not spared_at(facts, place.start, place.end)]
    own = [place for place in own if only or start <= place.start < end or not _in_brackets(facts, place)]
    own = [place for place in own if not place.goal]
    everywhere = bool(_EVERYWHERE.search(scene.text)) or (
        len({p.place for p in own}) > 1 and (only or bool(_BOTH.search(scene.text)))
    )
    beside = [place for place in own if start <= place.start < end]
    if everywhere:
        return None, True
    if pool := beside or own:
        return pool[0], False
    shared = within(facts.places, scene.shared)  # a heading holds for what stands under it
    headings = [place for place in shared if place.start < start]
    return next(iter([*reversed(headings), *shared]), None) or _unknown_place(facts, start, end), False


def _unknown_place(facts: Facts, start: int, end: int) -> PlaceSaid | None:
    """'At the Annex', where the books have none: what becomes of the words is the books' to say."""
    for match in _AT_A_NAME.finditer(facts.page.raw, start, end) if facts.context.places else ():
        if facts.claims.free(match.start(1), match.end(1)):
            return PlaceSaid(match.start(1), match.end(1), match[1])
    return None


_AT_A_NAME = regex(
    r"\b(?:at|in|from) (?:the |our )?((?:[A-Z][a-z]+ )?(?:Annexe?|Depot|Barn|Loft|Basement|Branch|Outlet|Warehouse|Store|"
    r"Storeroom|Shop|Yard|Garage|Lock-?up|Hangar|Kiosk))\b(?!'s| (?:account|till|cash|petty|box|team|manager|staff))"
)


def _in_brackets(facts: Facts, place: PlaceSaid) -> bool:
    """'10 plates and a vase (showroom)': the place right behind goods is theirs alone."""
    low = facts.page.low
    behind = any(mention.named and compiled(r"\s?\(").fullmatch(low[mention.end : place.start]) for mention in facts.mentions)
    return behind and low[place.end : place.end + 1] == ")"


# ── When, and to which account ───────────────────────────────────────────────────────────────────────────────────────


def _day(scene: Scene, *, given: bool = False) -> DaySaid | None:
    own = within(scene.facts.days, scene.group.sentences)
    return loss_day([*own, *within(scene.facts.days, scene.shared)], given=given)


def _accounts(scene: Scene, reason: Signal[Reason] | Reason, use: Signal[Use] | None) -> tuple[LineSaid, ...]:
    """The account that the text names for the loss (rule 1)."""
    raw = scene.facts.page.raw
    said = next(iter(within(scene.facts.accounts, scene.sentences)), None)
    if said is None:
        return ()
    role = Role.LOSS
    if use is not None:
        role = {Use.DONATION: Role.DONATION, Use.OWNER: Role.OWNER}.get(use.meaning, Role.OWN_USE)
    return (LineSaid(Side.DEBIT, role, said.quote(raw).text, said.quote(raw)),)
