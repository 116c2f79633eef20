"""A file of phrases to its sections: '[name]' opens one, each line is a phrase, '#' begins a comment."""

from functools import cache
from importlib.resources import files

from assistant.patterns import regex

_HEADING = regex(r"\[([a-z_ ]+)\]")


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The phrases of tables/<name>.txt by section, in their order."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in files("assistant.readers.rules.tables").joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        phrase = line.strip()
        if heading := _HEADING.fullmatch(phrase):
            current = found.setdefault(heading[1], [])
        elif phrase and not phrase.startswith("#"):
            current.append(phrase)
    return {section: tuple(phrases) for section, phrases in found.items()}
