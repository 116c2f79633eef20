"""A file on disk to evidence as it is handed in: whole, with the kind that its name tells."""

from pathlib import Path

from assistant.books.evidence import Handed
from assistant.errors import BadFile

MEGABYTE = 1_000_000
# What QuickBooks Online takes as an attachment, by the name's ending (Codat's docs, "Uploading receipts", table of integrations).
KINDS = {
    "ai": "application/postscript", "csv": "text/csv", "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "eps": "application/postscript",
    "gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg", "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pages": "application/vnd.apple.pages", "pdf": "application/pdf", "png": "image/png", "rtf": "application/rtf",
    "tif": "image/tiff", "txt": "text/plain", "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xml": "application/xml",
    # What telephones and mail programs write besides; QuickBooks may refuse to attach these, and then says so.
    "eml": "message/rfc822", "heic": "image/heic", "heif": "image/heif", "webp": "image/webp",
}  # fmt: skip
OF_ANOTHER_KIND = "application/octet-stream"


def read_file(path: Path, *, largest_megabytes: float) -> Handed:
    """The file, under its name without what cannot be shown. BadFile where it cannot be read, is empty or larger than that."""
    largest = int(largest_megabytes * MEGABYTE)
    try:
        if not path.is_file():
            raise BadFile(f"There is no file {path}.", "Name a file, such as photo.jpg.")
        with path.open("rb") as file:
            content = file.read(largest + 1)  # a larger one is not read to its end
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.", "Let this user read it, or name another file.") from error
    if not content:
        raise BadFile(f"{path} is empty.", "Name a file that shows what happened.")
    if len(content) > largest:
        remedy = "Make it smaller, or set WRITEOFF_LARGEST_FILE to more megabytes."
        raise BadFile(f"{path} is larger than {largest_megabytes:g} MB.", remedy)
    return Handed(_shown(path.name), KINDS.get(path.suffix.lower().removeprefix("."), OF_ANOTHER_KIND), content)


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else "_" for char in name)
