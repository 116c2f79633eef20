"""Text to Proposal by a language model: one call a text. It proposes facts with quotes; code checks and books everything else."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.books.audit import canonical
from assistant.books.proposal import Proposal, ReadingContext
from assistant.books.usage import Sent
from assistant.readers.model.client import ModelClient
from assistant.readers.model.prompt import Prompt, load_prompt, messages
from assistant.readers.model.reading import READER, proposal_of
from assistant.readers.rules.book_names import names_alone

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam


@dataclass(frozen=True)
class ModelReader:
    """Raises ModelFailed where the model gives no valid answer."""

    client: ModelClient
    prompt: Prompt = field(default_factory=load_prompt)
    name: str = READER

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        told = messages(self.prompt, text, names_alone(context))
        sent = _sent(told, self.client, self.prompt.version)
        asked = self.client.ask(told, text=text, sent=sent)
        proposal = proposal_of(asked.answer, text, model=self.client.model, prompt_version=self.prompt.version)
        return replace(proposal, usage=asked.usage, sent=sent)


def _sent(told: list["ChatCompletionMessageParam"], client: ModelClient, prompt_version: str) -> Sent:
    address = urlsplit(client.url)
    host = f"{address.hostname}:{address.port}" if address.port else str(address.hostname)  # an address may hold a password
    digest = hashlib.sha256(canonical(told).encode()).hexdigest()
    return Sent(client.model, host, prompt_version, digest, str(told[-1].get("content")))
