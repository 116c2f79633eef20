"""A form to whether it is ours: sent by a page of the desk to the person that it was made for (OWASP ASVS 5.0, 3.5.1)."""

import hmac
from typing import Annotated

from fastapi import Depends, Request

from assistant.errors import NotAllowed
from assistant.surfaces.serving.visit import Visiting

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = frozenset({"same-origin", "none"})


async def from_our_page(request: Request, visit: Visiting) -> None:
    """Refuses a request that changes something and does not carry the session's own token, or that another site's page makes."""
    if request.method in SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    sent = request.headers.get("x-csrf") or str((await request.form()).get("csrf", ""))
    if (site is not None and site not in OURS) or not hmac.compare_digest(sent.encode(), visit.session.csrf.encode()):
        raise NotAllowed(
            "This form is not one of your session.", "Go back, load the page anew, and send it once more.", code="foreign_form"
        )


FromOurPage = Annotated[None, Depends(from_our_page)]
