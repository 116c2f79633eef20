"""Evidence as a page and as documents."""

from collections.abc import Sequence

from assistant.bookkeeping.evidence import Kept
from assistant.books.evidence import EvidenceFile
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import table

DIGITS = 12  # of a digest, on the page


def evidence_page(subject: str, found: Sequence[Kept]) -> str:
    if not found:
        return f"{subject} has no evidence yet.\nAdd a file: writeoff evidence add {subject} photo.jpg"
    rows = [
        (
            each.file.name,
            size_said(each.file.size),
            f"{each.file.added_by}, {each.file.added_at:%Y-%m-%d}",
            each.file.digest[:DIGITS],
            _where(each),
        )
        for each in found
    ]
    return f"Evidence of {subject}\n\n{table(rows, '.>')}"


def files_page(files: Sequence[EvidenceFile]) -> str:
    """The files beside a draft that is shown."""
    rows = [(file.name, size_said(file.size), f"{file.added_by}, {file.added_at:%Y-%m-%d}") for file in files]
    return "\n".join(["Evidence", *(f"  {line}" for line in table(rows, ".>").splitlines())]) if rows else ""


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


def evidence_document(subject: str, found: Sequence[Kept]) -> Document:
    return {"subject": subject, "rows": [_row(each) for each in found]}


def _row(each: Kept) -> Document:
    file, attachment = each.file, each.attachment
    return {
        "file": file.name,
        "content_type": file.content_type,
        "bytes": file.size,
        "sha256": file.digest,
        "given_for": file.subject,
        "added_by": file.added_by,
        "added_at": file.added_at.isoformat(),
        "new": each.new,
        "quickbooks": None if attachment is None else {"name": attachment.name, "id": attachment.remote_id or None},
    }
