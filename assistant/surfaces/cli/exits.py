"""Drafts to the exit code: 0 done · 1 refused or declined · 4 failed outside · 5 waits for an answer · 6 partly done."""

from collections.abc import Iterable, Sequence

from assistant.books.draft import Draft, DraftState
from assistant.surfaces.render.documents import ReadText

DONE, REFUSED, WAITS, PARTLY = 0, 1, 5, 6
OF_STATE = {DraftState.ASKED: WAITS, DraftState.BLOCKED: REFUSED, DraftState.DECLINED: REFUSED}


def code_of_draft(draft: Draft) -> int:
    return OF_STATE.get(draft.state, DONE)


def code_of_texts(results: Sequence[ReadText]) -> int:
    """One text by its own events; of several, 6 where only some are done."""
    return together([_of_text(read) for read in results])


def _of_text(read: ReadText) -> int:
    if read.failed is not None:
        return read.failed.exit_code
    codes = {code_of_draft(draft) for draft in read.drafts}
    return WAITS if WAITS in codes else REFUSED if REFUSED in codes or not codes else DONE


def together(codes: Iterable[int]) -> int:
    """The code of several: their own where they agree, 6 where some are done, else the gravest for who must act: an answer, then
    what failed outside."""
    found = set(codes)
    if len(found) <= 1:
        return found.pop() if found else DONE
    return PARTLY if DONE in found else max(found)
