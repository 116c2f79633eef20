"""Two readers to one Proposal: the model's with the rules' reading beside it, or the rules' where no model answers."""

from dataclasses import dataclass, replace
from typing import Protocol

from assistant.books.proposal import Proposal, ReadingContext
from assistant.errors import OutsideServiceFailed


class Reader(Protocol):
    @property
    def name(self) -> str: ...
    def interpret(self, text: str, context: ReadingContext) -> Proposal: ...


@dataclass(frozen=True)
class BothReaders:
    """Reads twice. Neither wins silently: both are walked, and facts that come out differently are shown to the reviewer."""

    model: Reader
    rules: Reader
    name: str = "both"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        ruled = self.rules.interpret(text, context)
        modelled = self.model.interpret(text, context)
        instructions = modelled.instructions or ruled.instructions
        return replace(modelled, reader=self.name, instructions=instructions, other=ruled)


@dataclass(frozen=True)
class FallingBack:
    """The reader asked for; where it does not answer, the rules, and the Proposal says why (`fell_back`)."""

    preferred: Reader
    rules: Reader

    @property
    def name(self) -> str:
        return self.preferred.name

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        try:
            return self.preferred.interpret(text, context)
        except OutsideServiceFailed as failed:
            return replace(self.rules.interpret(text, context), fell_back=failed.says)
