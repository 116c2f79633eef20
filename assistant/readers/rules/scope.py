"""Sentences to what these entries cannot say: payroll, invoices, payments, transfers, bad debts, questions; with the reason."""

from assistant.books.reasons import Reason
from assistant.patterns import regex
from assistant.readers.rules.blocks import Page, Sentence
from assistant.readers.rules.now_worth import falls_plainly
from assistant.readers.rules.scan import compiled, phrases
from assistant.readers.rules.signals import causes_in, reasons_in, uses_in
from assistant.readers.rules.tables import acts, topics
from assistant.readers.rules.weights import NO_LOSS, guess

_ELSEWHERE = tuple((phrases(topic.phrases), topic.says, topic.even_beside_a_loss) for topic in topics.TOPICS)
_LOSS = phrases([*acts.WRITE_OFF, *acts.WRITE_DOWN])
_HINTS = frozenset({Reason.DAMAGED, Reason.DETERIORATED})  # whose weak words state a loss too
_CREDITED = regex(r"\b(?:credit|insur|supplier|vendor|rebuilder|carrier|claim|refund|grower|maker|factory)")
_THEY_PAY = regex(
    r"\b(?:they|insurers?|insurance|assessor|adjuster|carrier|courier|supplier|vendor|claim|company)"
    r"(?:'ve|'ll| has| have| will| is| are)?\b[^.;]{0,60}"
    r"\b(?:pay|pays|paid|paying|credit|cover|settle|transfer|accept)"
)
_WE_PAY = regex(r"(?:^|\b(?:please|pls|also|and|can you|could you) )pay\b")
_WRITE_OFF = phrases(acts.WRITE_OFF)
_TRADE, _PARTED = phrases(topics.TRADE), phrases(topics.PARTED)
_ASKS = regex(
    r"(?:^|[.!,;:])\s*(?:so |and |hey |quick one:? |ok |also )*(?:what(?:'s|s| is| was|"
    r" were| are| did| does| do| would| happens)?|how(?: do| does| did| much| many| should|"
    r" is| can| would|'s)?|why|when(?: do| does| is| did)|which|who|where(?:'s| is| do| does)|"
    r"is (?:it|that|this|there)|are (?:we|there|you)|do (?:we|i|you)|does|did|should (?:we|"
    r"i)|can (?:you )?(?:explain|tell|show|list|remind|give me)|could you (?:explain|tell|"
    r"show|list)|explain|tell me|remind me)\b"
)


def declines(page: Page, sentence: Sentence) -> str:
    """Why a sentence is no matter for these entries; '' where it is, or says nothing by itself."""
    low = page.said(sentence)
    told = any(not s.weak and s.meaning is not Reason.OBSOLETE for s in reasons_in(low))
    loss = told or bool(_WRITE_OFF.search(low)) or falls_plainly(low)
    for pattern, says, even_beside_a_loss in _ELSEWHERE:
        if pattern.search(low) and (even_beside_a_loss or not loss) and not _by_another_side(says, low):
            return says
    if (
        low.rstrip().endswith("?")
        and _ASKS.search(low)
        and not compiled(r"\b(?:can|could|would|will) (?:you|u|we|someone)\b(?! (?:explain|tell|show))").search(low)
    ):
        return topics.QUESTION
    if _ASKS.search(low) and compiled(r"\b(?:difference between|what does|how do (?:i|we|you))\b").search(low):
        return topics.QUESTION
    return ""


def _by_another_side(says: str, low: str) -> bool:
    """What an insurer or supplier owes or will pay is a recovery, not a request to pay."""
    if says == topics.DEBT:
        return "owe" in low and bool(_CREDITED.search(low))
    return bool(_THEY_PAY.search(low)) and not _WE_PAY.search(low)


def states_a_loss(low: str) -> bool:
    """Some words of the text say that goods were lost, are worth less, were counted, reserved for or used."""
    told = any(not signal.weak or signal.meaning in _HINTS for signal in reasons_in(low))
    return told or bool(_LOSS.search(low)) or bool(uses_in(low)) or bool(causes_in(low)) or falls_plainly(low)


def speaks_of_trade(low: str) -> bool:
    """Goods are bought, sold, moved or asked about. Goods with a number and no such word are told to these books as lost."""
    guessed = guess(low)
    if "?" in low or (guessed is not None and guessed.label == NO_LOSS):
        return True
    return bool(_TRADE.search(low)) and not _PARTED.search(low)
