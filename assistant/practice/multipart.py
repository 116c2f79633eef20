"""The bytes of a multipart/form-data body to its parts. Lines end with CR LF or, as one client library sends them, with LF."""

import base64
import binascii
import re
from dataclasses import dataclass
from itertools import pairwise

BOUNDARY = re.compile(r'boundary="?([^";,]{1,200})"?', re.IGNORECASE)
NAMED = re.compile(r';\s*(name|filename)="([^"]*)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a form. `file_name` is empty where none was given; `data` is decoded from base64 where it came so."""

    name: str
    file_name: str
    content_type: str
    data: bytes


def parts_of(content_type: str, body: bytes) -> list[Part]:
    """The parts in their order; ValueError for what is no multipart form."""
    found = BOUNDARY.search(content_type)
    if "multipart/form-data" not in content_type.lower() or found is None:
        raise ValueError("no boundary")
    fence = re.compile(rb"(?:^|\r?\n)--" + re.escape(found[1].strip().encode()) + rb"(--)?[ \t]*(?:\r?\n|$)")
    fences = list(fence.finditer(body))
    if len(fences) < 2 or fences[-1][1] is None:
        raise ValueError("no end")
    return [_part(body[left.end() : right.start()]) for left, right in pairwise(fences)]


def _part(block: bytes) -> Part:
    head, gap, data = _split(block)
    headers = {}
    for line in head.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    named = dict(NAMED.findall(headers.get("content-disposition", "")))
    if not gap or "name" not in named:
        raise ValueError("a part without a name")
    if headers.get("content-transfer-encoding", "").lower() == "base64":
        try:
            data = base64.b64decode(data)
        except binascii.Error as error:
            raise ValueError("no base64") from error
    return Part(named["name"], named.get("filename", ""), headers.get("content-type", ""), data)


def _split(block: bytes) -> tuple[bytes, bytes, bytes]:
    """Headers and data, parted by the first empty line."""
    gap = re.search(rb"\r?\n\r?\n", block)
    return (block, b"", b"") if gap is None else (block[: gap.start()], gap[0], block[gap.end() :])
