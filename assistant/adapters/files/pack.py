"""Files of a pack, one after another, to a folder or into one zip file, each with its SHA-256."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from assistant.errors import WrongUsage

Add = Callable[[str, Iterable[bytes]], str]
"""Adds a file under its name in the pack, piece by piece, and gives the SHA-256 of it."""
FIRST_IN_ZIP = datetime(1980, 1, 1, tzinfo=UTC)  # the format knows no moment before (its dates are of MS-DOS)


@contextmanager
def pack_to(path: Path, *, at: datetime) -> Iterator[Add]:
    """A zip file where the name ends so, written aside and then in its place; else a new folder. Nothing is left of one that was
    not made to its end. WrongUsage where the folder is there and holds something."""
    if path.suffix.lower() == ".zip":
        if path.is_dir():
            raise WrongUsage(f"{path} is a folder.", "Name a file in it.")
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.part")
        try:
            with aside.open("wb") as file, zip_into(file, at=at) as add:
                yield add
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        return
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise WrongUsage(f"{path} is there already.", "Name a new folder, or a file that ends in .zip.")
    with ExitStack() as unless_whole:
        unless_whole.callback(_undo, path, is_new=not path.exists())
        yield partial(_add_file, path)
        unless_whole.pop_all()


def _add_file(folder: Path, name: str, pieces: Iterable[bytes]) -> str:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        return _write(opened.write, pieces)


def _undo(folder: Path, *, is_new: bool) -> None:
    """A pack that is not whole is no pack: what was written of it goes, and the folder where there was none."""
    for each in folder.iterdir() if folder.is_dir() else ():
        rmtree(each) if each.is_dir() else each.unlink()
    if is_new and folder.is_dir():
        folder.rmdir()


@contextmanager
def zip_into(file: BinaryIO, *, at: datetime) -> Iterator[Add]:
    """The pack as a zip, of which every file is of the moment `at`."""
    made = max(at.astimezone(UTC), FIRST_IN_ZIP).timetuple()[:6]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

        def add(name: str, pieces: Iterable[bytes]) -> str:
            told = zipfile.ZipInfo(name, made)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with archive.open(told, "w", force_zip64=True) as opened:
                return _write(opened.write, pieces)

        yield add


def _write(write: Callable[[bytes], int], pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        write(piece)
    return digest.hexdigest()
