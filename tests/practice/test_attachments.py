"""Files on documents: sent as a form, kept byte for byte, found by what they hang on."""

import base64
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from assistant.practice.limits import Limits
from tests.practice.desk import Desk, Reply, http
from tests.practice.inside import Inside

PHOTO = bytes(range(256)) * 3 + b"\r\n--limit\r\n\r\n"


def metadata(entry: str, kind: str = "JournalEntry", **fields: Any) -> dict[str, Any]:
    references = [{"EntityRef": {"type": kind, "value": entry}}]
    return {"FileName": "broken.jpg", "ContentType": "image/jpeg", "AttachableRef": references, **fields}


def form(*files: tuple[dict[str, Any] | None, bytes], newline: bytes = b"\r\n", boundary: str = "limits") -> bytes:
    """Files with their metadata, as a form."""
    parts = []
    for number, (about, content) in enumerate(files, 1):
        if about is not None:
            head = f'Content-Disposition: form-data; name="file_metadata_{number:02}"'.encode()
            parts.append(head + newline + b"Content-Type: application/json" + newline * 2 + json.dumps(about).encode())
        head = f'Content-Disposition: form-data; name="file_content_{number:02}"; filename="photo-{number}.jpg"'.encode()
        parts.append(head + newline + b"Content-Type: image/jpeg" + newline * 2 + content)
    fence = f"--{boundary}".encode()
    return b"".join(fence + newline + part + newline for part in parts) + fence + b"--" + newline


def upload(desk: Desk, body: bytes, boundary: str = "limits", **params: str) -> Reply:
    url = f"{desk.running.api_url}/company/{desk.realm}/upload?minorversion=75"
    url += "".join(f"&{name}={value}" for name, value in params.items())
    kind = f"multipart/form-data; boundary={boundary}"
    return http("POST", url, body, Authorization=f"Bearer {desk.tokens['access_token']}", Content_Type=kind)


def attached(desk: Desk, body: bytes) -> dict[str, Any]:
    reply = upload(desk, body)
    assert reply.status == 200, reply.text
    row: dict[str, Any] = reply.json["AttachableResponse"][0]["Attachable"]
    return row


def fetched(link: str) -> bytes:
    """The bytes behind a link, asked for without a token."""
    import http.client

    parts = urlsplit(link)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return content if answer.status == 200 else b"refused"


@pytest.fixture
def entry(desk: Desk) -> str:
    return str(desk.posted(desk.breakage(DocNumber="WO-1"))["Id"])


def test_a_file_is_kept_byte_for_byte_and_found_by_its_entry(desk: Desk, entry: str) -> None:
    kept = attached(desk, form((metadata(entry, Note="two mugs"), PHOTO)))
    assert (kept["FileName"], kept["ContentType"], kept["Size"], kept["Note"]) == (
        "broken.jpg",
        "image/jpeg",
        len(PHOTO),
        "two mugs",
    )
    assert kept["AttachableRef"] == [{"EntityRef": {"type": "JournalEntry", "value": entry}, "IncludeOnSend": False}]
    assert fetched(kept["TempDownloadUri"]) == PHOTO
    where = f"AttachableRef.EntityRef.Type = 'JournalEntry' AND AttachableRef.EntityRef.value = '{entry}'"
    (found,) = desk.rows(f"SELECT * FROM Attachable WHERE {where}")
    assert (found["Id"], found["Size"]) == (kept["Id"], len(PHOTO))
    assert desk.rows(f"SELECT * FROM Attachable WHERE {where.replace(entry, '999')}") == []
    assert desk.get(f"attachable/{kept['Id']}").json["Attachable"]["SyncToken"] == "0"
    assert desk.query("SELECT COUNT(*) FROM Attachable").json["QueryResponse"] == {"totalCount": 1}


def test_several_files_in_one_form_and_one_that_is_refused(desk: Desk, entry: str) -> None:
    reply = upload(desk, form((metadata(entry), b"one"), (metadata("999"), b"two"), (None, b"three")))
    first, second, third = reply.json["AttachableResponse"]
    assert reply.status == 200
    assert first["Attachable"]["Size"] == 3
    assert second["Fault"]["Error"][0]["code"] == "610"
    assert (third["Attachable"]["FileName"], third["Attachable"]["ContentType"]) == ("photo-3.jpg", "image/jpeg")


def test_a_form_with_bare_newlines_and_base64_as_one_library_sends_it(desk: Desk, entry: str) -> None:
    about = json.dumps(metadata(entry))
    body = (
        '\n--limits\nContent-Disposition: form-data; name="file_metadata_01"\nContent-Type: application/json\n\n'
        f'{about}\n\n--limits\nContent-Disposition: form-data; name="file_content_01"\nContent-Type: image/jpeg\n'
        f"Content-Transfer-Encoding: base64\n\n{base64.b64encode(PHOTO).decode()}\n\n--limits--\n"
    )
    assert fetched(attached(desk, body.encode())["TempDownloadUri"]) == PHOTO


def test_a_link_lives_a_quarter_of_an_hour_and_opens_nothing_else() -> None:
    app = Inside()
    entry = app.send("POST", "journalentry", json=app.breakage()).json()["JournalEntry"]["Id"]
    kind = {"Content-Type": "multipart/form-data; boundary=limits"}
    app.session.headers.update(kind)
    kept = app.send("POST", "upload", data=form((metadata(entry), PHOTO))).json()["AttachableResponse"][0]["Attachable"]
    link = app.get(f"download/{kept['Id']}").text
    assert app.session.get(link, timeout=5).content == PHOTO
    assert app.session.get(link.replace("until=1", "until=2"), timeout=5).status_code == 403
    assert app.session.get(link.replace(f"/{kept['Id']}?", "/2?"), timeout=5).status_code == 403
    app.clock.advance(900)
    assert app.session.get(link, timeout=5).status_code == 403


def test_an_attachment_outlives_what_it_hangs_on(desk: Desk, entry: str) -> None:
    kept = attached(desk, form((metadata(entry), PHOTO)))
    assert desk.post("journalentry", {"Id": entry, "SyncToken": "0"}, operation="delete").status == 200
    assert desk.get(f"attachable/{kept['Id']}").status == 200


def test_a_note_without_a_file_is_written_changed_and_deleted(desk: Desk, entry: str) -> None:
    body = {"Note": "see photo", "AttachableRef": metadata(entry)["AttachableRef"]}
    note = desk.post("attachable", body).json["Attachable"]
    assert "TempDownloadUri" not in note
    changed = desk.post("attachable", {**note, "Note": "see both photos", "sparse": True}).json["Attachable"]
    assert (changed["SyncToken"], changed["Note"]) == ("1", "see both photos")
    assert desk.post("attachable", {**note, "sparse": True}).code == "5010"
    gone = desk.post("attachable", {"Id": note["Id"], "SyncToken": "1"}, operation="delete").json["Attachable"]
    assert gone == {"Id": note["Id"], "domain": "QBO", "status": "Deleted"}
    assert desk.get(f"attachable/{note['Id']}").code == "610"


def test_a_full_update_empties_what_it_leaves_out_but_keeps_the_file(desk: Desk, entry: str) -> None:
    kept = attached(desk, form((metadata(entry, Note="two mugs"), PHOTO)))
    changed = desk.post("attachable", {"Id": kept["Id"], "SyncToken": "0", "Category": "Receipt"}).json["Attachable"]
    assert "Note" not in changed
    assert "AttachableRef" not in changed
    assert (changed["Category"], changed["FileName"]) == ("Receipt", "broken.jpg")
    assert fetched(changed["TempDownloadUri"]) == PHOTO


def test_a_file_too_large_for_the_service() -> None:
    app = Inside(Limits(file_bytes=1000))
    entry = app.send("POST", "journalentry", json=app.breakage()).json()["JournalEntry"]["Id"]
    app.session.headers["Content-Type"] = "multipart/form-data; boundary=limits"
    for size, refused in ((1000, False), (1001, True)):
        row = app.send("POST", "upload", data=form((metadata(entry), b"x" * size))).json()["AttachableResponse"][0]
        assert ("Fault" in row) is refused
    assert row["Fault"]["Error"][0]["code"] == "6030"


def test_a_repeat_of_an_upload_attaches_once(desk: Desk, entry: str) -> None:
    body = form((metadata(entry), PHOTO))
    first = upload(desk, body, requestid="r-1")
    assert upload(desk, body, requestid="r-1").text == first.text
    assert len(desk.rows("SELECT * FROM Attachable")) == 1


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"AttachableRef": [{"EntityRef": {"type": "Planet", "value": "1"}}]}, "6050"),
        ({"AttachableRef": [{"EntityRef": {"type": "JournalEntry"}}]}, "2020"),
        ({"FileName": "x" * 1001}, "2050"),
        ({"Note": "x" * 2001}, "2050"),
    ],
)
def test_metadata_that_is_refused(desk: Desk, about: dict[str, Any], code: str) -> None:
    row = upload(desk, form((about, PHOTO))).json["AttachableResponse"][0]
    assert row["Fault"]["Error"][0]["code"] == code


@pytest.mark.parametrize("body", [b"", b"--limits--", b"--limits\r\n\r\n", b"--limits\r\nname\r\n--limits--", b"\xff" * 100])
def test_a_body_that_is_no_form(desk: Desk, body: bytes) -> None:
    reply = upload(desk, body)
    assert (reply.status, reply.code) == (400, "2010")
