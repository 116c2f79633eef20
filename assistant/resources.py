"""A folder's name to the folder that came with writeoff: `coa_samples` and `prompts`, as installed or as checked out."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data_root(name: str) -> Traversable:
    """The folder `name`: inside the package where a wheel put it, else beside the package in a checkout.

    FileNotFoundError says that this installation lacks it.
    """
    installed = files("assistant") / "_data" / name
    checked_out = Path(__file__).parent.parent / name
    for folder in (installed, checked_out):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"This installation of writeoff lacks its folder {name}.")
