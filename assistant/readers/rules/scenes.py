"""One stretch of a text with all that holds for it: its sentences, its goods, the sentences that hold for every stretch."""

from dataclasses import dataclass

from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.groups import Group


@dataclass(frozen=True, slots=True)
class Scene:
    """One group of sentences with those that hold for all groups, and what is found in each."""

    facts: Facts
    group: Group
    shared: tuple[Sentence, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return (*self.group.sentences, *self.shared)

    @property
    def text(self) -> str:
        return " \n ".join(self.facts.page.said(sentence) for sentence in self.group.sentences)

    @property
    def span(self) -> tuple[int, int]:
        return self.group.sentences[0].start, self.group.sentences[-1].end
