"""Files to a document that is there, and the files that hang on one (developer.intuit.com, Attach images and notes).

An upload is a multipart form of the file and what it hangs on; one that is refused comes as a fault inside an answer with status
200. An attachable's type of document is QuickBooks' name of the entity.
"""

import hashlib
import json
import re
from collections.abc import Mapping

from assistant.adapters.quickbooks.asking import Asking, equals
from assistant.adapters.quickbooks.faults import Fault, NoAnswer, told_in
from assistant.adapters.quickbooks.sentences import worded
from assistant.books.remote import RemoteDocument
from assistant.stages.documents.shapes import Shape, part, parts, text

LONGEST_NAME = 1000  # the API's limit
PLAIN_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


def attach(company: Asking, document: RemoteDocument, name: str, content_type: str, content: bytes) -> str:
    """The Id of the file at the document. Errors: QuickBooksFault where it is refused, NoAnswer where its fate is unknown: look
    it up by its name (`attached`) before it is sent again."""
    whole = hashlib.sha256(content).hexdigest()
    seed = json.dumps([document.realm, document.kind, document.remote_id, name, whole])
    digest = hashlib.sha256(seed.encode()).hexdigest()
    boundary = f"writeoff{whole[:32]}"  # the same each time, so that the same request is the same to the byte
    parts = (
        ("file_metadata_01", "metadata.json", "application/json", _metadata(document, name, content_type).encode()),
        ("file_content_01", name, content_type, content),
    )
    body = b"".join(_part(boundary, *part) for part in parts) + f"--{boundary}--\r\n".encode()
    answer = company.upload(body, f"multipart/form-data; boundary={boundary}", f"file-{digest[:40]}")
    return _id_in(answer)


def attached(company: Asking, document: RemoteDocument) -> Mapping[str, str]:
    """The files at the document: name to Id, the first of a name where there are several."""
    of_it = (
        equals("AttachableRef.EntityRef.Type", document.kind),
        equals("AttachableRef.EntityRef.value", document.remote_id),
    )
    found: dict[str, str] = {}
    for row in company.rows("Attachable", *of_it):
        if name := text(row, "FileName"):
            found.setdefault(name, text(row, "Id"))
    return found


def _metadata(document: RemoteDocument, name: str, content_type: str) -> str:
    reference = {"EntityRef": {"type": document.kind, "value": document.remote_id}, "IncludeOnSend": False}
    told = {"FileName": name[:LONGEST_NAME], "ContentType": content_type, "AttachableRef": [reference]}
    return json.dumps(told, separators=(",", ":"))


def _part(boundary: str, field: str, file_name: str, content_type: str, content: bytes) -> bytes:
    """One field of a form. A name of a file is a person's text: what would end its quotes or its line is replaced."""
    name = "".join(char if char.isprintable() and char not in '"\\' else "_" for char in file_name)
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        f"Content-Type: {_plain(content_type)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n"


def _plain(content_type: str) -> str:
    return content_type if PLAIN_TYPE.fullmatch(content_type) else "application/octet-stream"


def _id_in(answer: Shape) -> str:
    told = next(iter(parts(answer, "AttachableResponse")), {})
    if "Fault" in told:
        raise worded(Fault(200, *told_in(told["Fault"])))
    id_ = text(part(told, "Attachable"), "Id")
    if not id_:
        raise NoAnswer("QuickBooks' answer holds no attachment.", "It is looked up by its name before it is sent again.")
    return id_
