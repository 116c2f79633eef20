"""What happened, when and to which account, as a model gets it wrong; events left out or taken twice."""

from dataclasses import replace
from datetime import date, timedelta

from assistant.books.accounts import Side
from assistant.books.proposal import EntrySaid, Event, LineSaid, Role
from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.evaluation.faults.altering import Altered, Read, with_event
from assistant.stages.mapping.standing import usable_in

NEAR = {
    Reason.DAMAGED: (Reason.DETERIORATED, Reason.OPENED_OR_TAMPERED, Reason.PRODUCTION_ERROR),
    Reason.DETERIORATED: (Reason.EXPIRED, Reason.DAMAGED),
    Reason.EXPIRED: (Reason.DETERIORATED, Reason.OBSOLETE),
    Reason.LOST: (Reason.STOLEN, Reason.ADMIN_ADJUSTMENT),
    Reason.STOLEN: (Reason.LOST,),
    Reason.OBSOLETE: (Reason.EXPIRED, Reason.DAMAGED),
    Reason.INTERNAL_USE: (Reason.OTHER, Reason.DAMAGED),
    Reason.SUPPLIER_ERROR: (Reason.DAMAGED, Reason.PRODUCTION_ERROR),
}
OTHER_KIND = {
    Kind.WRITE_OFF: (Kind.COUNT_ADJUSTMENT, Kind.WRITE_DOWN, Kind.ALLOWANCE),
    Kind.WRITE_DOWN: (Kind.WRITE_OFF, Kind.ALLOWANCE),
    Kind.COUNT_ADJUSTMENT: (Kind.WRITE_OFF,),
    Kind.ALLOWANCE: (Kind.WRITE_OFF, Kind.WRITE_DOWN),
    Kind.REVERSAL: (Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT),
}
DAYS_OFF = (1, 2, 7, 30)


def wrong_reason(read: Read) -> Altered | None:
    """A reason that lies near: stolen for lost, expired for gone bad."""
    others = (Reason.OTHER, Reason.DAMAGED, Reason.LOST)
    return with_event(read, lambda event: replace(event, reason=read.chance.choice(NEAR.get(event.reason, others))))


def wrong_kind(read: Read) -> Altered | None:
    """Another kind of entry: goods that stay written off, a count taken as a loss."""
    return with_event(read, lambda event: replace(event, kind=read.chance.choice(OTHER_KIND[event.kind])))


def wrong_cause(read: Read) -> Altered | None:
    """A cause out of the ordinary where there was none, or none where there was: it decides the account."""

    def change(event: Event) -> Event | None:
        cause = None if event.cause else read.chance.choice((Cause.FIRE, Cause.THEFT, Cause.FLOOD, Cause.RECALL))
        return replace(event, cause=cause, cause_quote=None)

    return with_event(read, change)


def wrong_use(read: Read) -> Altered | None:
    """Own use, a gift or an owner's taking mistaken for another."""

    def change(event: Event) -> Event | None:
        others = [use for use in (Use.STAFF, Use.SAMPLE, Use.OFFICE, Use.OWNER, Use.DONATION) if use is not event.use]
        return replace(event, use=read.chance.choice(others), use_words="") if event.use is not None else None

    return with_event(read, change)


def wrong_date_order(read: Read) -> Altered | None:
    """Day and month swapped: 9/10 read as the ninth of October."""

    def change(event: Event) -> Event | None:
        day = event.entry_date
        if day is None or day.day > 12 or day.day == day.month:
            return None
        return replace(event, entry_date=date(day.year, day.day, day.month))

    return with_event(read, change)


def another_day(read: Read) -> Altered | None:
    """Some days off, quoted from the same words: the discovery for the loss, last week for this one."""

    def change(event: Event) -> Event | None:
        if event.entry_date is None:
            return None
        return replace(event, entry_date=event.entry_date - timedelta(days=read.chance.choice(DAYS_OFF)))

    return with_event(read, change)


def dropped_day(read: Read) -> Altered | None:
    """The day that the text gives left out, so that the entry is dated today."""
    return with_event(read, lambda event: replace(event, entry_date=None, date_quote=None))


def dropped_event(read: Read) -> Altered | None:
    """An event left out."""
    if not read.proposal.events:
        return None
    at = read.chance.choice(range(len(read.proposal.events)))
    events = (*read.proposal.events[:at], *read.proposal.events[at + 1 :])
    declined = read.proposal.declined or ("" if events else "Nothing to book.")
    return Altered(replace(read.proposal, events=events, declined=declined), read.text)


def doubled_event(read: Read) -> Altered | None:
    """An event taken twice, as a text that tells it twice invites to."""
    if not read.proposal.events:
        return None
    again = read.chance.choice(read.proposal.events)
    return Altered(replace(read.proposal, events=(*read.proposal.events, again)), read.text)


def wrong_entry(read: Read) -> Altered | None:
    """Another earlier entry reversed than the text means."""

    def change(event: Event) -> Event | None:
        meant = event.entry.ref if event.entry else ""
        others = [entry.number for entry in read.books.history.entries if entry.number != meant]
        if event.kind is not Kind.REVERSAL or not others:
            return None
        return replace(event, entry=EntrySaid(ref=read.chance.choice(others)))

    return with_event(read, change)


def wrong_account_words(read: Read) -> Altered | None:
    """Another account than the text names, or one named where it names none, with words that do stand in the text."""

    def change(event: Event) -> Event | None:
        named = [line for line in event.lines if line.quote is not None]
        words = {line.words for line in named}
        fit = [account for account in read.books.chart if usable_in(account, Role.LOSS)]
        others = [account.number or account.name for account in fit if not words & {account.number, account.name}]
        if not others:
            return None
        quote = named[0].quote if named else read.some_words(event)
        said = LineSaid(Side.DEBIT, Role.LOSS, read.chance.choice(others), quote)
        return replace(event, lines=(said, *(line for line in event.lines if line.quote is None)))

    return with_event(read, change)


def wrong_advice(read: Read) -> Altered | None:
    """An account advised, as one whose wording fits what happened, that does not."""

    def change(event: Event) -> Event | None:
        fit = [account.name for account in read.books.chart if usable_in(account, Role.LOSS)]
        if not fit:
            return None
        said = LineSaid(Side.DEBIT, Role.LOSS, read.chance.choice(fit))
        return replace(event, lines=(said, *(line for line in event.lines if line.quote is not None)))

    return with_event(read, change)


FAULTS = (
    wrong_reason, wrong_kind, wrong_cause, wrong_use, wrong_date_order, another_day, dropped_day, dropped_event, doubled_event,
    wrong_entry, wrong_account_words, wrong_advice,
)  # fmt: skip
