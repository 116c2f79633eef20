"""A form sent to a draft's page: its fields, and which version of the draft the person was shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from assistant.errors import WrongUsage

NOT_FIELDS = frozenset({"csrf", "version", "seen"})
WAS = "was."


@dataclass(frozen=True, slots=True)
class Typed:
    """`fields` are those of the draft; of a name sent several times, the first that says something. `was` is what the form showed
    in them when it was made. `version` is None where the form carries none, `seen` the fingerprint of what was shown."""

    fields: Mapping[str, str]
    version: int | None
    seen: str
    was: Mapping[str, str]

    def words(self, name: str, wanted: str) -> str:
        """A field that has to say something. WrongUsage where it does not."""
        if not (said := self.fields.get(name, "").strip()):
            raise WrongUsage(wanted, "Write it in a few words, and send it once more.")
        return said


async def typed(request: Request) -> Typed:
    fields: dict[str, str] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str) and (value.strip() or name not in fields) and not fields.get(name, "").strip():
            fields[name] = value
    version = fields.get("version", "")
    return Typed(
        {name: value for name, value in fields.items() if name not in NOT_FIELDS and not name.startswith(WAS)},
        int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None,
        fields.get("seen", ""),
        {name.removeprefix(WAS): value for name, value in fields.items() if name.startswith(WAS)},
    )


TypedForm = Annotated[Typed, Depends(typed)]
