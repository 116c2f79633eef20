"""'2 cases', '750 g', 'a dozen' to a number of the unit that the item is held by."""

from decimal import Decimal

from assistant.books.goods import Item
from assistant.books.proposal import QuantityPart
from assistant.books.quantity import DECIMALS, LARGEST
from assistant.matching import MEASURES, tokens
from assistant.patterns import regex

COUNTING = {"dozen": 12, "half dozen": 6, "gross": 144, "score": 20, "hundred": 100, "thousand": 1000}
# Holds several of the item wherever it is used of goods that are held one by one.
CASES = frozenset(("case", "carton", "crate", "tray", "flat", "outer", "sleeve", "drum", "sack", "keg"))
# Holds the goods themselves: "3 boxes of crayons" are 3, but of what comes by the hundred a box is a case of them.
PACKS = frozenset(("box", "bag", "pack", "tub", "jar", "bottle", "can", "tin", "tube", "roll", "bundle", "pouch"))
# What goods that are weighed or poured come in, one by one.
HOLDERS = frozenset(("sack", "drum", "keg", "bag", "tub", "bottle", "can", "tin", "jar", "pouch"))
UNKNOWN_CONTENT = frozenset(("pallet", "skid", "truckload", "load", "shelf", "rack", "stack", "pile", "container"))
OF_HUNDREDS = frozenset(("box", "bag", "pack", "bundle"))
LOOSE = frozenset(("", "each", "unit", "piece", "item", "loose", "single", "one", "pc"))
# Sold and counted as one though they come in twos: "a pair of goggles" is one.
PAIRED = frozenset(
    tokens(
        "boot shoe sneaker sandal slipper sock glove mitten snowshoe ski skate trekking pole goggles glasses sunglasses pants"
        " trousers jeans shorts leggings scissors shears secateurs pliers tongs earring earbud headphone clipper tweezers crutch"
    )
)

MASS = {"mg": Decimal("0.001"), "g": Decimal(1), "kg": Decimal(1000), "t": Decimal(1_000_000), "tonne": Decimal(1_000_000)}
MASS |= {"oz": Decimal("28.349523125"), "lb": Decimal("453.59237"), "stone": Decimal("6350.29318")}
VOLUME = {"ml": Decimal(1), "cl": Decimal(10), "l": Decimal(1000), "hl": Decimal(100_000)}
VOLUME |= {"pt": Decimal("473.176473"), "qt": Decimal("946.352946"), "gal": Decimal("3785.411784")}
LENGTH = {"mm": Decimal(1), "cm": Decimal(10), "m": Decimal(1000)}
LENGTH |= {"in": Decimal("25.4"), "ft": Decimal("304.8"), "yd": Decimal("914.4")}
FAMILIES = (MASS, VOLUME, LENGTH)
_SIZE = regex(r"(\d+(?:\.\d+)?)?([a-z]+)")


def in_units(parts: tuple[QuantityPart, ...], item: Item) -> Decimal | None:
    """How many of the item's own unit the parts are together; None where a part's unit cannot be turned into it."""
    numbers = [_part_in_units(part, item) for part in parts]
    if not parts or any(number is None or not number.is_finite() for number in numbers):
        return None
    whole = sum((number for number in numbers if number is not None), Decimal(0))
    return round(whole, DECIMALS) if abs(whole) <= LARGEST else None


def convertible(parts: tuple[QuantityPart, ...], item: Item) -> bool:
    return in_units(parts, item) is not None


def measured(unit: str) -> bool:
    """A weight, a volume or a length: what may be held in fractions."""
    return any(plain(unit) in family for family in FAMILIES)


def plain(unit: str) -> str:
    """The unit as one comparable word: 'Kgs' is 'kg', 'ctn' is 'carton', 'packets' is 'pack'."""
    words = tokens(f"1 {unit}")
    return words[0][1:] if len(words) == 1 else " ".join(words[1:])


def _part_in_units(part: QuantityPart, item: Item) -> Decimal | None:
    said, own = plain(part.unit), plain(item.unit)
    if said in COUNTING and said != own:
        return part.number * COUNTING[said]
    itself = said in tokens(item.name) and part.per in (None, Decimal(1))  # "50 cartons" of the item Carton 12 Bottle
    if said == own or said in LOOSE or itself:
        return part.number
    if (measure := _measure(part.number, said, item)) is not None:
        return measure
    if said in MEASURES or measured(said):
        return None
    if said == "pair":
        return part.number * (2 if own in LOOSE and part.number == 1 and not _is_paired(item) else 1)
    content = _content(part, said, own, item)
    if content is not None:
        return part.number * content
    return None if said in UNKNOWN_CONTENT or measured(own) else part.number


def _measure(number: Decimal, said: str, item: Item) -> Decimal | None:
    """Weights, volumes and lengths in the item's own measure; goods held one by one by the measure in their name ("1kg")."""
    for family in FAMILIES:
        if said not in family:
            continue
        own = plain(item.unit)
        if own in family:
            return number * family[said] / family[own]
        sizes = [size for token in tokens(item.name) if (size := _size(token, family)) is not None]
        if len(sizes) == 1 and (pieces := number * family[said] / sizes[0]) == pieces.to_integral_value():
            return pieces
    return None


def _size(token: str, family: dict[str, Decimal]) -> Decimal | None:
    """A token of a name as a size: '250g', or the bare 'quart' of a quart bottle."""
    sized = _SIZE.fullmatch(token)
    if sized is None or sized.group(2) not in family:
        return None
    size = Decimal(sized.group(1) or 1) * family[sized.group(2)]
    return size if size > 0 else None


def _content(part: QuantityPart, said: str, own: str, item: Item) -> Decimal | None:
    """How many units one of the said container holds: as the text states it, else as the item's record has it."""
    if part.per is not None and (part.per == item.units_per_case or not _is_in_name(part.per, item)):
        return part.per
    if item.units_per_case is None or (said in HOLDERS and _states_content(item)):
        return None
    if said in CASES or measured(own):
        return item.units_per_case
    return item.units_per_case if said in OF_HUNDREDS and own in LOOSE and item.units_per_case >= 100 else None


def _states_content(item: Item) -> bool:
    """The name says how much one holds: "Dairy Nuts 25 kg", "Sheep Drench 5 L"; a sack or a drum of them is one."""
    return any(_size(token, family) is not None for token in tokens(item.name) if token[0].isdigit() for family in (MASS, VOLUME))


def _is_in_name(per: Decimal, item: Item) -> bool:
    """'2 boxes of 64' of the crayons that are called 64ct are two, not 128."""
    return f"{per:f}" in {token.rstrip("abcdefghijklmnopqrstuvwxyz") for token in tokens(item.name)}


def _is_paired(item: Item) -> bool:
    return bool(PAIRED & set(tokens(item.name))) or "pair" in tokens(item.name)
