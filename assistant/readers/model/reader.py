"""Text to Proposal by a language model: one call a text. It proposes facts with quotes; code checks and books everything else."""

from dataclasses import dataclass, field

from assistant.books.proposal import Proposal, ReadingContext
from assistant.readers.model.client import ModelClient
from assistant.readers.model.prompt import Prompt, load_prompt, messages
from assistant.readers.model.reading import READER, proposal_of


@dataclass(frozen=True)
class ModelReader:
    """Raises OutsideServiceFailed where the model gives no valid answer."""

    client: ModelClient
    prompt: Prompt = field(default_factory=load_prompt)
    name: str = READER

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        answer = self.client.ask(messages(self.prompt, text, context), text=text)
        return proposal_of(answer, text, model=self.client.model, prompt_version=self.prompt.version)
