"""A file that a browser sent to evidence as it is handed in: no larger than allowed, of a kind that its own first bytes show,
under a name without a path (OWASP ASVS 5.0, 5.2.1, 5.2.2 and 5.3.2). An archive is never unpacked."""

import re
from collections.abc import Callable, Collection

from starlette.datastructures import UploadFile

from assistant.adapters.files.evidence import KINDS, MEGABYTE
from assistant.books.evidence import Handed
from assistant.errors import BadFile

PIECE = 64 * 1024
LONGEST_NAME = 120  # characters
FIRST_NAME = slice(30, 30 + 64)  # of the first file in a zip, whose header has 30 bytes (PKWARE APPNOTE 4.3.7)
OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"customXml/")


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _office(content: bytes) -> bool:
    """Office Open XML: a zip that begins with one of its own parts. Its name alone is looked at."""
    return content.startswith(b"PK\x03\x04") and content[FIRST_NAME].startswith(OFFICE)


def _open_document(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04") and content[FIRST_NAME].startswith(b"mimetypeapplication/vnd.oasis.")


def _pages(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04") and content[FIRST_NAME].startswith((b"Index/", b"Data/", b"preview", b"index.xml"))


def _text(content: bytes) -> bool:
    """Text in some encoding: none of the bytes that only programs write, unless it says that it is UTF-16."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content)


def _xml(content: bytes) -> bool:
    return _text(content) and content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _webp(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def _heif(content: bytes) -> bool:
    """An ISO base media file whose brand is a picture's (ISO/IEC 23008-12)."""
    return content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"heif")


def _mail(content: bytes) -> bool:
    """Text that begins with a header field (RFC 5322, 2.2)."""
    return _text(content) and re.match(rb"[!-9;-~]{1,76}:[ \t]", content) is not None


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a file of each ending begins with (the formats' own specifications).
SHOWS: dict[str, Callable[[bytes], bool]] = {
    "ai": _starts(b"%PDF-", b"%!PS"), "csv": _text, "doc": _starts(OLE), "docx": _office,
    "eml": _mail, "eps": _starts(b"%!PS", b"\xc5\xd0\xd3\xc6"), "heic": _heif, "heif": _heif, "webp": _webp,
    "gif": _starts(b"GIF87a", b"GIF89a"),
    "jpeg": _starts(b"\xff\xd8\xff"), "jpg": _starts(b"\xff\xd8\xff"), "ods": _open_document, "pages": _pages,
    "pdf": _starts(b"%PDF-"), "png": _starts(b"\x89PNG\r\n\x1a\n"), "rtf": _starts(b"{\\rtf"),
    "tif": _starts(b"II*\x00", b"MM\x00*"), "txt": _text, "xls": _starts(OLE), "xlsx": _office, "xml": _xml,
}  # fmt: skip


def taken(file: UploadFile, largest_megabytes: float, kinds: Collection[str] = tuple(KINDS)) -> Handed:
    """The file, whole. `kinds` are the endings of names that are taken, such as pdf and csv.

    BadFile where it is empty, larger than that (it is read no further), of another kind, or no such file as its name says.
    """
    name = clean_name(file.filename or "")
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in kinds or ending not in SHOWS:
        raise BadFile(f"{name} is of no kind that is taken here.", f"Give one of: {', '.join(sorted(kinds))}.")
    largest = int(largest_megabytes * MEGABYTE)
    content = bytearray()
    while piece := file.file.read(PIECE):
        content += piece
        if len(content) > largest:
            raise BadFile(f"{name} is larger than {largest_megabytes:g} MB.", "Make it smaller, such as a photo of fewer pixels.")
    if not content:
        raise BadFile(f"{name} is empty.", "Choose the file again; it may not have been saved yet.")
    if not SHOWS[ending](bytes(content)):
        raise BadFile(f"{name} is not a {ending.upper()} file, though its name says so.", "Save it in that format, or rename it.")
    return Handed(name, KINDS[ending], bytes(content))


def clean_name(said: str) -> str:
    """A file's name as it may be kept and shown: no folder, nothing unprintable, no leading dot, not too long."""
    last = re.split(r"[/\\]", said)[-1]
    shown = "".join(char if char.isprintable() else "_" for char in last).strip(" .")
    if len(shown) > LONGEST_NAME:
        stem, _, ending = shown.rpartition(".")
        shown = f"{stem[: LONGEST_NAME - len(ending[:9]) - 1]}.{ending[:9]}" if stem else shown[:LONGEST_NAME]
    return shown or "file"
