"""The words every entry is classified by: what happened (kind), why (reason), by what out-of-the-ordinary cause."""

from enum import StrEnum


class Kind(StrEnum):
    """What an entry does (accounting-rules.md, 'Kinds of entry'); the last two are the system's own, never read from text."""

    WRITE_OFF = "write_off"
    WRITE_DOWN = "write_down"
    COUNT_ADJUSTMENT = "count_adjustment"
    ALLOWANCE = "allowance"
    REVERSAL = "reversal"
    JOURNAL = "journal"  # an entry of another program's general journal, imported as it stood; never read from text either
    INTAKE = "intake"
    COST_VARIANCE = "cost_variance"


NOT_FROM_TEXT = frozenset({Kind.JOURNAL, Kind.INTAKE, Kind.COST_VARIANCE})


class Reason(StrEnum):
    DAMAGED = "damaged"
    DETERIORATED = "deteriorated"
    EXPIRED = "expired"
    LOST = "lost"
    STOLEN = "stolen"
    PROHIBITED = "prohibited"
    ADMIN_ADJUSTMENT = "admin_adjustment"
    PRODUCTION_ERROR = "production_error"
    OBSOLETE = "obsolete"
    INTERNAL_USE = "internal_use"
    OPENED_OR_TAMPERED = "opened_or_tampered"
    SUPPLIER_ERROR = "supplier_error"
    OTHER = "other"


class Cause(StrEnum):
    """Causes that are out of the ordinary whatever the amount (rule 5)."""

    FIRE = "fire"
    FLOOD = "flood"
    STORM = "storm"
    EXTREME_WEATHER = "extreme_weather"
    DISASTER = "disaster"  # an earthquake, a landslide, an explosion, a collapse, a riot, a vehicle through the wall
    THEFT = "theft"
    RECALL = "recall"
    BAN = "ban"
    CONTAMINATION = "contamination"


class Use(StrEnum):
    """What goods taken for own use went to (rule 2)."""

    STAFF = "staff"  # meals, gifts, welfare
    UNIFORM = "uniform"
    TRAINING = "training"
    DEMO = "demo"
    SAMPLE = "sample"  # samples, giveaways, promotion, tastings
    TESTING = "testing"
    OFFICE = "office"
    SUPPLIES = "supplies"  # used up running the place
    EQUIPMENT = "equipment"  # put into service
    OWNER = "owner"  # private use of an owner: drawings, never an expense
    DONATION = "donation"  # given to charity: reason `other`
    OTHER = "other"
