"""Regular expressions that are compiled when they are first asked: compiling all of them takes longer than reading a text."""

import re
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


def regex(said: str, flags: int = 0) -> re.Pattern[str]:
    """As re.compile, but later: a mistake in what is said shows when it is first asked. It answers by the methods of a pattern,
    and is none to the functions of re."""
    return cast("re.Pattern[str]", _Late(said, flags))


class _Late:
    """Stands for a compiled pattern. Once compiled, its methods are found here at once."""

    def __init__(self, said: str, flags: int) -> None:
        self.pattern, self.flags = said, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # to copy or pickle it asks for these before there is a pattern
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({asked: getattr(compiled, asked) for asked in _ASKED})
        return getattr(compiled, name)
