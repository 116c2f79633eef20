"""A stretch of text to why goods were lost: the reason, a cause out of the ordinary, or the use that they were taken for."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.books.proposal import RecoverySaid, RecoverySource, RecoveryStatus
from assistant.books.reasons import Cause, Reason, Use
from assistant.patterns import regex
from assistant.readers.rules.facts import Facts, within
from assistant.readers.rules.mention import Mention
from assistant.readers.rules.scan import compiled
from assistant.readers.rules.scenes import Scene
from assistant.readers.rules.signals import Signal, the_reason
from assistant.readers.rules.weights import NO_LOSS, SURE, guess


def why(
    scene: Scene, down: bool, recoveries: Sequence[RecoverySaid] = ()
) -> tuple[Signal[Reason] | Reason, Signal[Cause] | None, Signal[Use] | None]:
    facts = scene.facts
    own = _beside_accounts(facts, within(facts.reasons, scene.group.sentences))
    put_to_use = within(facts.uses, scene.group.sentences)
    if any(line.split_from for line in scene.group.lines) and the_reason(own) is None and not put_to_use:
        own = facts.reasons  # a part of goods that one thing befell
    own = _between_own_places(facts, own)
    reason = the_reason(own)
    if reason is None or reason.weak or reason.meaning is Reason.LOST:
        wider = the_reason([*own, *within(facts.reasons, scene.shared)])
        reason = wider if reason is None or reason.weak or (wider and wider.meaning is Reason.STOLEN) else reason
    if reason is None and not facts.page.items and not down and not put_to_use:
        reason = the_reason(signal for signal in facts.reasons if signal.start < scene.span[1])  # "out of date, both: …"
    asked = reason is not None and reason.meaning is Reason.PRODUCTION_ERROR and any(map(_of_supplier, recoveries))
    if asked or ((reason is None or reason.weak or reason.meaning in _BEFALLEN) and any(map(_by_supplier, recoveries))):
        theirs = [signal for signal in facts.reasons if signal.meaning is Reason.SUPPLIER_ERROR]
        reason = theirs[0] if theirs else Signal(*scene.span, Reason.SUPPLIER_ERROR)
    use = _use(scene, reason)
    cause = next(iter(within(facts.causes, scene.group.sentences)), None) or next(iter(within(facts.causes, scene.shared)), None)
    cause = _fitting_cause(facts, scene, cause, reason)
    if use is not None:
        return (Reason.OTHER if use.meaning is Use.DONATION else Reason.INTERNAL_USE), None, use
    if down and (reason is None or reason.weak or reason.meaning not in _DOWN_REASONS):
        obsolete = next((signal for signal in own if signal.meaning is Reason.OBSOLETE), None)
        return obsolete or Reason.OBSOLETE, cause, None
    if cause is not None and reason is not None and _is_wreck(scene, reason, cause):
        return Reason.DAMAGED, cause, None  # "lost in the fire", "the fire melted them"
    if reason is None and cause is not None:
        return (Reason.STOLEN if cause.meaning is Cause.THEFT else Reason.DAMAGED), cause, None
    if not down and (reason is None or reason.weak):
        return _guessed(scene, reason, cause)
    return reason or Reason.OTHER, cause, None


def _beside_accounts(facts: Facts, signals: Sequence[Signal[Reason]]) -> Sequence[Signal[Reason]]:
    """Without words that stand in the name of an account, where others tell why: 'put it under rework, not breakage'."""
    named = [(said.start, said.end) for said in facts.accounts]
    outside = [signal for signal in signals if not any(start <= signal.start < end for start, end in named)]
    return outside if any(not signal.weak for signal in outside) else signals


def _is_wreck(scene: Scene, reason: Signal[Reason], cause: Signal[Cause]) -> bool:
    """Fire and flood damage what they reach; goods that spoiled for want of power were not reached."""
    if cause.meaning in _WRECKS and reason.meaning is Reason.LOST:
        return True
    reached = cause.meaning in (Cause.FIRE, Cause.FLOOD) and reason.meaning is Reason.DETERIORATED
    return reached and not _COOLING.search(scene.text)


_COOLING = regex(
    r"\b(?:power|electric\w*|hydro|fridges?|freezers?|chillers?|coolers?|cold ?(?:room|store)s?|thaw\w*|defrost\w*)\b"
)


def _between_own_places(facts: Facts, signals: Sequence[Signal[Reason]]) -> Sequence[Signal[Reason]]:
    """'Sent 6 lamps to the store, 2 arrived smashed': no supplier sent them, the client moved them."""
    moved = any(place.goal for place in facts.places) or _MOVED.search(facts.page.low)
    if not moved or _SUPPLIER.search(facts.page.low):
        return signals
    return [
        replace(signal, meaning=Reason.DAMAGED)
        if signal.meaning is Reason.SUPPLIER_ERROR and _ARRIVED.match(facts.page.low, signal.start)
        else signal
        for signal in signals
    ]


_ARRIVED = regex(r"(?:came|come|arrived|turned up|got here|landed|showed up|reached|unloaded|delivered|received)\b")
_MOVED = regex(
    r"\b(?:our (?:own )?transfer|stock transfer|inter-?(?:store|branch|warehouse)|between (?:our )?(?:stores|shops|sites))\b"
)
_SUPPLIER = regex(
    r"\b(?:supplier|vendor|manufacturer|maker|factory|grower|wholesaler|distributor|mill|producer|publisher|importer|their)\b"
)


def _of_supplier(recovery: RecoverySaid) -> bool:
    """A supplier was asked to bear what was made, packed or labelled wrong: it was the supplier's doing, whatever came of it."""
    return recovery.source is RecoverySource.SUPPLIER


def _by_supplier(recovery: RecoverySaid) -> bool:
    """A supplier bears it, or has the goods back: what befell them was the supplier's doing."""
    return recovery.source is RecoverySource.SUPPLIER and recovery.status in _BORNE


def _guessed(
    scene: Scene, hint: Signal[Reason] | None, cause: Signal[Cause] | None
) -> tuple[Signal[Reason] | Reason, Signal[Cause] | None, Signal[Use] | None]:
    """What the weights of the words point to, where no phrase tells why. A guess is no quote: it makes the reading less sure."""
    named = [piece for mention in scene.facts.mentions for piece in mention.pieces]
    low = scene.facts.page.low
    for start, end in named:
        low = low[:start] + " " * (end - start) + low[end:]
    text = " ".join(low[sentence.start : sentence.end] for sentence in scene.sentences)
    found = guess(text)
    if found is None or found.label == NO_LOSS or _confirmed(scene, hint):
        return hint or Reason.OTHER, cause, None
    if found.lead < SURE and (hint is not None or found.label in _NOT_LIGHTLY):
        return hint or Reason.OTHER, cause, None
    if found.label in set(Reason):
        return Reason(found.label), cause, None
    use = Use(found.label)
    return (Reason.OTHER if use is Use.DONATION else Reason.INTERNAL_USE), None, Signal(*scene.span, use)


def _confirmed(scene: Scene, hint: Signal[Reason] | None) -> bool:
    """Two words hint at the one reason, and none at another: 'shrinkage: 4 gone'."""
    if hint is not None and _is_seen(scene, hint):
        return True
    weak = {(signal.start, signal.meaning) for signal in within(scene.facts.reasons, scene.sentences) if signal.weak}
    return hint is not None and len(weak) > 1 and {meaning for _, meaning in weak} == {hint.meaning}


def _is_seen(scene: Scene, hint: Signal[Reason]) -> bool:
    """'Dropped 2 bottles': a word that only hints at harm elsewhere says it of the goods beside it."""
    return hint.meaning is Reason.DAMAGED and any(_touch(scene.facts, hint, mention) for mention in scene.facts.mentions)


def _touch(facts: Facts, hint: Signal[Reason], mention: Mention) -> bool:
    """What befell goods stands right before their name, or right behind it: 'mugs were dropped', 'mugs that a driver dropped'."""
    low = facts.page.low
    behind = _BEFELL.fullmatch(low, mention.end, hint.start) or _WHO.fullmatch(low, mention.end, hint.start)
    return mention.named and bool(behind or _BEFELL.fullmatch(low, hint.end, mention.start))


_WHO = regex(r" (?:that |which )?(?:(?:an?|the|our|one|some|their|his|her|my) (?:[a-z'-]+ ){1,3}|he |she |they |i |we |you )")
_BEFELL = regex(r"\s*(?:(?:was|were|got|has|have|had|been|is|are|just|also|then|that|which|the|our|my|these|those)\s+)*")


# Guessed wrong, these do harm.
_NOT_LIGHTLY = frozenset(
    reason.value for reason in (Reason.STOLEN, Reason.ADMIN_ADJUSTMENT, Reason.SUPPLIER_ERROR, Reason.PROHIBITED)
)
_BEFALLEN = frozenset({Reason.DAMAGED, Reason.DETERIORATED, Reason.PRODUCTION_ERROR, Reason.LOST, Reason.OPENED_OR_TAMPERED})
_BORNE = frozenset({RecoveryStatus.AGREED, RecoveryStatus.RECEIVED, RecoveryStatus.RETURNED})
_WRECKS = frozenset({Cause.FIRE, Cause.FLOOD, Cause.STORM, Cause.EXTREME_WEATHER, Cause.DISASTER})
_DOWN_REASONS = frozenset(
    {
        Reason.DAMAGED,
        Reason.DETERIORATED,
        Reason.EXPIRED,
        Reason.OPENED_OR_TAMPERED,
        Reason.PRODUCTION_ERROR,
        Reason.SUPPLIER_ERROR,
        Reason.OBSOLETE,
        Reason.PROHIBITED,
    }
)
# Own use does not explain these: goods broken at a tasting are broken.
_BEFORE_USE = frozenset(
    {
        Reason.PROHIBITED,
        Reason.STOLEN,
        Reason.SUPPLIER_ERROR,
        Reason.PRODUCTION_ERROR,
        Reason.OPENED_OR_TAMPERED,
        Reason.DAMAGED,
        Reason.LOST,
        Reason.EXPIRED,
        Reason.DETERIORATED,
    }
)


def _use(scene: Scene, reason: Signal[Reason] | None) -> Signal[Use] | None:
    """What the goods were used for, where nothing befell them: given away, worn, eaten, tested, taken home."""
    used = within(scene.facts.uses, scene.group.sentences) or within(scene.facts.uses, scene.shared)
    if reason is not None and not reason.weak and reason.meaning in (Reason.STOLEN, Reason.LOST):
        gone = reason.meaning is Reason.LOST and _given(scene)  # an owner "walks off with" goods
        used = tuple(signal for signal in used if signal.meaning is Use.OWNER or gone)
        return next((signal for signal in used if signal.meaning is Use.OWNER), None) or next(iter(used), None)
    owner = next((signal for signal in used if signal.meaning is Use.OWNER), None)
    if owner and _BY_OWNER.search(scene.text):
        return owner
    donated = any(signal.meaning is Use.DONATION for signal in used)  # "dropped 2 boxes at the food bank"
    seen = reason is not None and (not reason.weak or (not donated and _is_seen(scene, reason)))
    if not used or (seen and reason is not None and reason.meaning in _BEFORE_USE and not _given(scene)):
        return None
    low = scene.facts.page.low
    used = tuple(signal for signal in used if not _ONLY_GIVEN.fullmatch(low, signal.start, signal.end)) or used
    if any(signal.meaning is Use.STAFF for signal in used):  # "to the apprentices, to take home"
        used = tuple(one for one in used if one.meaning is not Use.OWNER or "home" not in low[one.start : one.end])
    for use in (Use.DONATION, Use.OWNER):
        if first := next((signal for signal in used if signal.meaning is use), None):
            return first
    order = list(Use)
    return min(used, key=lambda signal: (_USE_ORDER.index(signal.meaning), signal.start, order.index(signal.meaning)))


# Tells that goods were given, not to whom: "present for our staff: 20 boxes, handed out today"
_ONLY_GIVEN = regex(
    r"(?:gave|given|giving|give|hand(?:ed|ing)?)\b.*\b(?:away|out)|give-?aways?|freebies?|free of charge|foc"
)

# The more particular use stands over the more general one that its words also say.
_USE_ORDER = (
    Use.DONATION, Use.OWNER, Use.UNIFORM, Use.TRAINING, Use.TESTING, Use.SAMPLE, Use.DEMO, Use.EQUIPMENT, Use.OFFICE, Use.STAFF,
    Use.SUPPLIES, Use.OTHER,
)  # fmt: skip


_BY_OWNER = regex(r"\b(?:owner|director|proprietor|personal|private|boss|family|drawings?)\b")


def _given(scene: Scene) -> bool:
    return bool(
        compiled(r"\b(?:donat|gave|given|give-?away|uniform|training|staff (?:lunch|meal|party|breakfast|"
            r"hamper)|helped (?:himself|herself)|home\b[^.]*\bowns|samples?)\w*").search(scene.text)
    ) and not compiled(r"\b(?:broke|smash|crush|stolen|missing|crack|spoil|ruin)\w*").search(scene.text)


def _fitting_cause(
    facts: Facts, scene: Scene, cause: Signal[Cause] | None, reason: Signal[Reason] | None
) -> Signal[Cause] | None:
    """A cause that goes with the reason: theft only with stolen goods, a ban only with prohibited ones."""
    if reason is None or cause is None:
        return cause
    everything = within(facts.causes, scene.sentences)
    if reason.meaning is Reason.STOLEN:
        return next((signal for signal in everything if signal.meaning is Cause.THEFT), None)
    if reason.meaning is Reason.PROHIBITED:
        return next((signal for signal in everything if signal.meaning in (Cause.RECALL, Cause.BAN)), None)
    return next((signal for signal in everything if signal.meaning not in (Cause.THEFT, Cause.BAN)), None)
