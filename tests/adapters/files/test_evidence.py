"""A file on disk as evidence: what it holds to the byte, the kind its name tells; what cannot be taken is said."""

from pathlib import Path

import pytest

from assistant.adapters.files.evidence import read_file
from assistant.errors import BadFile


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pallet.jpg", "image/jpeg"),
        ("CLAIM.PDF", "application/pdf"),
        ("count.2026.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("clip.heic", "image/heic"),
        ("README", "application/octet-stream"),
    ],
)
def test_a_file_is_read_whole_with_the_kind_its_name_tells(tmp_path: Path, name: str, kind: str) -> None:
    content = bytes(range(256)) + b"\r\n\0"
    (tmp_path / name).write_bytes(content)
    handed = read_file(tmp_path / name, largest_megabytes=1)
    assert (handed.name, handed.content_type, handed.content) == (name, kind, content)


def test_what_a_name_cannot_show_is_left_out_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\u202etxt.jpg"
    path.write_bytes(b"x")
    assert read_file(path, largest_megabytes=1).name == "a_b_txt.jpg"


def test_a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"x" * 50_000)
    assert len(read_file(path, largest_megabytes=0.05).content) == 50_000
    path.write_bytes(b"x" * 50_001)
    with pytest.raises(BadFile, match=r"scan.pdf is larger than 0.05 MB") as refused:
        read_file(path, largest_megabytes=0.05)
    assert "WRITEOFF_LARGEST_FILE" in refused.value.remedy


def test_nothing_and_what_is_no_file_are_not_taken(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(BadFile, match="is empty"):
        read_file(tmp_path / "empty.jpg", largest_megabytes=1)
    for path in (tmp_path, tmp_path / "missing.jpg"):
        with pytest.raises(BadFile, match="There is no file"):
            read_file(path, largest_megabytes=1)
