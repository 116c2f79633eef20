"""Places of ours to the locations (departments) there that they are linked to; an adjustment names one for all its goods."""

from collections.abc import Iterable

from assistant.books.connected import Connected
from assistant.books.goods import StockMove
from assistant.books.remote import LinkKind
from assistant.stages.rail.against import Against

MOST_ADJUSTMENTS = 20  # more are told apart by account alone


def department_of(place: str, connected: Connected) -> str:
    """The Id of the location there, '' where the company tells none apart or the place is linked to none."""
    if not place or not connected.snapshot.preferences.tracks_locations:
        return ""
    link = connected.links.of(LinkKind.LOCATION, place)
    return link.remote_id if link is not None else ""


def one_location(places: Iterable[str], connected: Connected) -> str:
    """A place of the one location that all of these are linked to, else ''."""
    found = {department_of(place, connected): place for place in places}
    return found.popitem()[1] if len(found) == 1 and "" not in found else ""


def by_location(groups: Iterable[Against], connected: Connected) -> tuple[Against, ...]:
    """The groups, each parted so that its goods lie in one location."""
    groups, parted = tuple(groups), []
    for group in groups:
        found: dict[str, list[StockMove]] = {}
        for move in group.moves:
            found.setdefault(department_of(move.location, connected), []).append(move)
        parted += [Against(group.account, tuple(moves), group.klass) for moves in found.values()]
    return tuple(parted) if len(parted) <= MOST_ADJUSTMENTS else groups
