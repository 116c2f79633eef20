"""A settings page as a person reads and fills it: its fields, its version, and what the books keep."""

import html
import re

from assistant.bookkeeping.settling import policy_words
from assistant.books.policy import Policy
from tests.surfaces.firm import HARDWARE, Answer, Firm

MARKUP = '<img src=x onerror="alert(1)">'
HOME = f"/c/{HARDWARE}/settings"


def policy_of(firm: Firm, client: str = HARDWARE) -> Policy:
    with firm.store.client(client, reads=True) as books:
        return books.policy()


def words_of(firm: Firm) -> dict[str, object]:
    return policy_words(policy_of(firm))


def version_of(firm: Firm, client: str = HARDWARE) -> int:
    with firm.store.client(client, reads=True) as books:
        return books.policy_version()


def send(firm: Firm, person: str, path: str, **form: object) -> Answer:
    """The form of a page as it stands now, sent by this person."""
    return firm.client(person).post(path, seen=str(version_of(firm)), **form)


def set_group(firm: Firm, person: str, group: str, **fields: str) -> Answer:
    return send(firm, person, f"{HOME}/policy", group=group, **fields)


def told(answer: Answer) -> str:
    """The page as plain words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def field(answer: Answer, name: str) -> str:
    """What stands in a field of the page."""
    found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*value="([^"]*)"', answer.text)
    return html.unescape(found[1]) if found else ""


def notices(answer: Answer) -> list[str]:
    """What is said once, above the page."""
    said = re.findall(r'<p class="notice [a-z]+">(.*?)</p>', answer.text, re.S)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", each)).split()) for each in said]


def faults(answer: Answer) -> list[str]:
    """What stands beside fields that were refused."""
    said = re.findall(r'<p class="fault"[^>]*>(.*?)</p>', answer.text, re.S)
    return [" ".join(html.unescape(each).split()) for each in said]
