"""Two readers to one Proposal: the model's with the rules' reading beside it, or the rules' where no model answers."""

from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.books.proposal import Proposal, ReadingContext
from assistant.errors import OutsideServiceFailed
from assistant.readers.failed import ModelFailed

IN_A_ROW = 3
PROBED = 10


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
class WatchedReader:
    """The model alone. A text that speaks to software the rules read too: a model that obeyed it is then found out."""

    model: Reader
    rules: Reader

    @property
    def name(self) -> str:
        return self.model.name

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        modelled = self.model.interpret(text, context)
        return replace(modelled, other=self.rules.interpret(text, context)) if modelled.instructions else modelled


@dataclass
class FallingBack:
    """The reader asked for; where it does not answer, the rules, and the Proposal says why (`fell_back`).

    A model that fails whatever the text is not asked for each text of a long batch, at a time-out apiece: after IN_A_ROW such
    failures only every PROBED-th text is sent to it, until it answers one.
    """

    preferred: Reader
    rules: Reader
    in_a_row: int = field(default=0, init=False)
    passed_over: int = field(default=0, init=False)
    last: str = field(default="", init=False)

    @property
    def name(self) -> str:
        return self.preferred.name

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        if self.in_a_row >= IN_A_ROW and self.passed_over < PROBED:
            self.passed_over += 1
            says = f"{self.last} After {self.in_a_row} texts in a row this one was not sent to it."
            return replace(self.rules.interpret(text, context), fell_back=says)
        self.passed_over = 0
        try:
            proposal = self.preferred.interpret(text, context)
        except OutsideServiceFailed as failed:
            asked = failed if isinstance(failed, ModelFailed) else None
            self.in_a_row = self.in_a_row + 1 if asked is not None and asked.whatever_text else 0
            self.last = failed.says
            read = replace(self.rules.interpret(text, context), fell_back=failed.says)
            return replace(read, usage=asked.usage, sent=asked.sent) if asked is not None else read
        self.in_a_row = 0
        return proposal
