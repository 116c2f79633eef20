"""What a person is typing to what it may mean: accounts, goods, places, as a list to choose from beside the field.

A field works without this as any other: what stands in it is read when it is sent.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from assistant.books.people import Action
from assistant.surfaces.said.suggesting import accounts_like
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at

router = APIRouter()
AtReading = Annotated[At, Depends(at(Action.READ))]
AtOwn = Annotated[At, Depends(at(Action.SEE_OWN))]
LONGEST = 200  # characters of what is typed


def _typed(request: Request) -> str:
    """The words, whatever the field is called."""
    return next(iter(request.query_params.values()), "")[:LONGEST].replace("\0", "")


@router.get("/c/{client}/suggest/accounts")
def accounts(request: Request, here: AtReading) -> HTMLResponse:
    with here.reading() as transaction:
        found = accounts_like(transaction.chart(), _typed(request))
    options = [(each.label, each.label, f"{each.type.value} · {each.balance}") for each in found]
    return page(request, "parts/options.html", at=here, options=options, empty="No account has these words.")


@router.get("/c/{client}/suggest/goods")
def goods(request: Request, here: AtOwn) -> HTMLResponse:
    """Names of goods; how many there are, for who may read the books."""
    with here.reading() as transaction:
        found = transaction.items_like(_typed(request))
    reads = here.may(Action.READ)
    options = [
        (each.key, f"{each.key} {each.name}" if each.name != each.key else each.key,
         f"{each.on_hand.normalize():,f} {each.unit} on hand" if reads else "")
        for each in found
    ]  # fmt: skip
    return page(request, "parts/options.html", at=here, options=options, empty="No goods have these words.")


@router.get("/c/{client}/suggest/places")
def places(request: Request, here: AtOwn) -> HTMLResponse:
    with here.reading() as transaction:
        found = transaction.places_like(_typed(request))
    options = [(each, each, "") for each in found]
    return page(request, "parts/options.html", at=here, options=options, empty="No place is called so.")
