"""A file that is sent is kept whole, under its own name and kind, or refused with the reason."""

import io
import zipfile

import pytest
from fastapi import UploadFile

from assistant.errors import BadFile
from assistant.surfaces.serving.uploads import clean_name, taken

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def sent(name: str, content: bytes) -> UploadFile:
    return UploadFile(io.BytesIO(content), filename=name)


def zipped(name: str, size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(size))
    return packed.getvalue()


def test_a_file_is_taken_whole() -> None:
    handed = taken(sent("pallet.png", PNG), 1)
    assert (handed.name, handed.content_type, handed.content) == ("pallet.png", "image/png", PNG)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.pdf", b"", "is empty"),
        ("large.png", PNG + bytes(1_000_000), "larger than 1 MB"),
        ("setup.exe", b"MZ", "of no kind that is taken"),
        ("photo", PNG, "of no kind that is taken"),
        ("photo.jpg", b"<script>alert(1)</script>", "not a JPG file"),
        ("page.pdf", b"<html>", "not a PDF file"),
        ("note.txt", b"\x00\x01\x02", "not a TXT file"),
        ("photos.zip", zipped("a.jpg", 10), "of no kind that is taken"),
        ("bomb.xlsx", zipped("bomb", 50_000_000), "not a XLSX file"),
        ("bomb.docx", zipped("bomb", 50_000_000), "not a DOCX file"),
    ],
)
def test_what_is_no_evidence_is_refused(name: str, content: bytes, says: str) -> None:
    with pytest.raises(BadFile) as refused:
        taken(sent(name, content), 1)
    assert says in refused.value.says
    assert refused.value.remedy


def test_a_spreadsheet_is_known_by_its_first_part_and_not_unpacked() -> None:
    bomb = zipped("[Content_Types].xml", 50_000_000)
    assert taken(sent("count.xlsx", bomb), 1).content == bomb


def test_a_page_may_take_fewer_kinds() -> None:
    with pytest.raises(BadFile):
        taken(sent("photo.png", PNG), 1, ("csv", "txt"))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\ada\claim.pdf", "claim.pdf"),
        ("/", "file"),
        ("..", "file"),
        ("a\x00b\n.pdf", "a_b_.pdf"),
        (".htaccess", "htaccess"),
        ("<img src=x>.png", "<img src=x>.png"),
        ("n" * 300 + ".pdf", "n" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_a_path(said: str, kept: str) -> None:
    assert clean_name(said) == kept
