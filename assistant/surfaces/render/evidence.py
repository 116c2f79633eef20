"""Evidence as a page and as documents."""

from collections.abc import Sequence

from assistant.bookkeeping.evidence import EvidenceOf, Kept
from assistant.books.evidence import Waiver
from assistant.stages.evidence import NeedStanding, called, kind_said, kinds_said
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import table

DIGITS = 12  # of a digest, on the page


def evidence_page(found: EvidenceOf) -> str:
    """The files, and what is wanted."""
    subject, needs = found.subject, needs_page(found)
    if not found.files:
        how = f"Add a file: writeoff evidence add {subject} photo.jpg"
        return "\n".join([f"{subject} has no evidence yet.", *([needs] if needs else []), how])
    rows = [
        (
            each.file.name,
            size_said(each.file.size),
            shows_said(each),
            f"{each.file.added_by}, {each.file.added_at:%Y-%m-%d}",
            each.file.digest[:DIGITS],
            _where(each),
        )
        for each in found.files
    ]
    page = f"Evidence of {subject}\n\n{table(rows, '.>')}"
    return f"{page}\n\n{needs}" if needs else page


def files_page(found: EvidenceOf) -> str:
    """The files and needs beside a draft that is shown."""
    rows = [
        (each.file.name, size_said(each.file.size), shows_said(each), f"{each.file.added_by}, {each.file.added_at:%Y-%m-%d}")
        for each in found.files
    ]
    needs = needs_page(found)
    told = [*(table(rows, ".>").splitlines() if rows else []), *needs.splitlines()]
    return "\n".join(["Evidence", *(f"  {line}" for line in told)]) if told else ""


def needs_page(found: EvidenceOf) -> str:
    """A line a need: shown by which files, waived by whom and why, or missing and what would do."""
    if not found.needs:
        return ""
    lines = [f"{called(each.need)}: {standing_said(each)}" for each in found.needs]
    if found.required and found.missing:
        lines.append("It cannot be approved until every need is met or waived by an owner.")
    if any(not each.file.shows for each in found.files):
        lines.append(f"Say what a file shows, or it counts for nothing: writeoff evidence add {found.subject} FILE --shows KIND")
    return "\n".join(lines)


def standing_said(each: NeedStanding) -> str:
    """'shown by report.pdf', 'waived by ann: too small', 'missing, a police report or an incident note'."""
    if each.have:
        return f"shown by {', '.join(file.name for file in each.have)}"
    if each.waived is not None:
        return f"waived by {each.waived.by}: {each.waived.because}"
    return f"missing, {kinds_said(each.need.kinds)}"


def shows_said(each: Kept) -> str:
    """'a police report and a photo', or that nobody said."""
    return " and ".join(kind_said(kind) for kind in each.file.shows) or "not said what it shows"


def _where(each: Kept) -> str:
    """'new', 'in QuickBooks', or why it is not there."""
    if each.attachment is None:
        return "new" if each.new else ""
    return "in QuickBooks" if each.attachment.remote_id else each.attachment.says or "on its way to QuickBooks"


def size_said(size: int) -> str:
    """'812 bytes', '64 KB', '2.4 MB': thousands, as file managers count."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} KB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def evidence_document(found: EvidenceOf) -> Document:
    return {"subject": found.subject, "rows": files_documents(found.files), **_needs(found)}


def standing_document(found: EvidenceOf) -> Document:
    """The evidence beside a draft that is shown."""
    return {**_needs(found), "files": files_documents(found.files)}


def _needs(found: EvidenceOf) -> Document:
    return {"required": found.required, "needs": [_need(each) for each in found.needs]}


def files_documents(files: Sequence[Kept]) -> list[Document]:
    return [_row(each) for each in files]


def _need(each: NeedStanding) -> Document:
    return {
        "name": each.need.name,
        "kinds": [kind.value for kind in each.need.kinds],
        "have": [file.digest for file in each.have],
        "missing": each.missing,
        "waived": _waiver(each.waived) if each.waived is not None and not each.have else None,
    }


def _waiver(waiver: Waiver) -> Document:
    return {"by": waiver.by, "at": waiver.at.isoformat(), "because": waiver.because, "up_to": waiver.up_to.plain()}


def _row(each: Kept) -> Document:
    file, attachment = each.file, each.attachment
    return {
        "file": file.name,
        "content_type": file.content_type,
        "bytes": file.size,
        "sha256": file.digest,
        "shows": [kind.value for kind in file.shows],
        "given_for": file.subject,
        "added_by": file.added_by,
        "added_at": file.added_at.isoformat(),
        "new": each.new,
        "quickbooks": None if attachment is None else {"name": attachment.name, "id": attachment.remote_id or None},
    }
