"""A text that a language model gave no valid answer to."""

from assistant.books.usage import Sent, Usage
from assistant.errors import OutsideServiceFailed


class ModelFailed(OutsideServiceFailed):
    """What was sent, and what it cost, is kept all the same. `whatever_text`: the next text would fail alike, for the model is
    down, slow, over its limits or refuses the key."""

    code = "model_failed"

    def __init__(self, says: str, remedy: str, *, sent: Sent, usage: Usage, whatever_text: bool) -> None:
        super().__init__(says, remedy)
        self.sent = sent
        self.usage = usage
        self.whatever_text = whatever_text
