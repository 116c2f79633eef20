"""An approved draft to what it teaches: its choices become precedents, confirm or correct them; a reversal takes that back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from assistant.books.client_books import ClientBooks
from assistant.books.draft import ApprovedEntry, Draft
from assistant.books.entry import PostedEntry
from assistant.books.precedent import Chooses, Confirmation, Lesson, Precedent, Precedents
from assistant.books.proposal import GoodsSaid
from assistant.books.question import Question
from assistant.stages.mapping.precedents import same_phrase
from assistant.stages.resolution.items import find_item
from assistant.stages.resolution.naming import words_key
from assistant.store import ClientTransaction

PHRASE = 60  # characters of the text that a precedent is called by


def learn(books: ClientTransaction, approved: ApprovedEntry, entry: PostedEntry, known: Precedents) -> None:
    """Confirms, corrects or begins a precedent for each choice that the person approved, with an event of the trail. `known` are
    those that there were before."""
    taught: list[Precedent] = []
    for lesson in lessons(approved, known, books):
        before = known_for(lesson, known.with_(taught) if taught else known)
        new = before is None
        seen = Confirmation(lesson.choice, lesson.instead, entry.number, entry.entry_date, approved.by, approved.at)
        after = books.confirm(before or begun(books.next_precedent_id(), lesson, seen), seen)
        taught.append(after)
        what = "learned" if new else "confirmed" if before and before.choice == after.choice else "corrected"
        detail = {"before": told(before) if before else None, "after": told(after)}
        books.record(at=approved.at, who=approved.by, what=f"precedent.{what}", subject=after.id, detail=detail)


def unlearn(books: ClientTransaction, entry: str, *, by: str, at: datetime) -> None:
    """Withdraws what an entry confirmed, as it was reversed."""
    for before in books.confirmed_in(entry):
        after = books.take_back(before, entry)
        detail = {"entry": entry, "before": told(before), "after": told(after) if after else None}
        books.record(at=at, who=by, what="precedent.withdrawn", subject=before.id, detail=detail)


def lessons(approved: ApprovedEntry, known: Precedents, books: ClientTransaction) -> Iterator[Lesson]:
    """The accounts that rules leave to words; the items that people said words for goods mean, or that a precedent did."""
    draft = approved.draft
    for line in approved.entry.lines:
        if line.matter is not None:
            yield Lesson(Chooses.ACCOUNT, phrase_of(draft), line.account, line.proposed, line.matter)
    resolved = {goods.said: goods.item for goods in approved.entry.valued.resolved.goods}
    for about, goods in enumerate(draft.event.goods if draft.event else ()):
        words, item = words_key(goods), resolved.get(about)
        past = known.for_words(words)
        said = said_which(draft, about)
        if words and item and (said or (past is not None and past.choice == item)):
            instead = by_words_alone(goods, about, books.books()) if said else ""
            yield Lesson(Chooses.ITEM, goods.words.strip(), item, instead if instead != item else "", words=words)


def by_words_alone(goods: GoodsSaid, about: int, books: ClientBooks) -> str:
    """The item that the words would mean without anything settled; '' where they would be asked about."""
    found = find_item(goods, about, replace(books, precedents=Precedents()))
    return "" if isinstance(found, Question) else found.item.key


def said_which(draft: Draft, about: int) -> bool:
    """A person settled which item this line of goods is."""
    assert draft.event is not None, draft
    only = len(draft.event.goods) == 1
    return any(fact.item is not None and (fact.about == about or (fact.about is None and only)) for fact in draft.settled)


def known_for(lesson: Lesson, known: Precedents) -> Precedent | None:
    """The precedent that the lesson is about, as the books know it by now."""
    if lesson.matter is not None:
        return same_phrase(lesson.matter, known)
    return known.for_words(lesson.words)


def begun(precedent_id: str, lesson: Lesson, seen: Confirmation) -> Precedent:
    return Precedent(
        precedent_id, lesson.chooses, lesson.phrase, lesson.choice, 1, seen.entry, seen.entry_date, seen.by, seen.at,
        instead=lesson.instead, matter=lesson.matter, words=lesson.words,
    )  # fmt: skip


def phrase_of(draft: Draft) -> str:
    """What the text says of the event, shortened to what fits on a line."""
    said = draft.event.quote.text if draft.event and draft.event.quote else draft.words or draft.text
    words = " ".join(said.split())
    return words if len(words) <= PHRASE else words[: PHRASE - 1].rstrip() + "…"


def told(precedent: Precedent) -> dict[str, object]:
    """What the trail keeps of a precedent."""
    return {
        "chooses": precedent.chooses.value,
        "phrase": precedent.phrase,
        "choice": precedent.choice,
        "times": precedent.times,
        "entry": precedent.entry,
    }
