"""What happened to the purposes of account that fit it: the tables of accounting-rules.md, 'Reasons' and rules 2 to 6."""

import re

from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.patterns import regex
from assistant.stages.mapping.account_words import Purpose

P = Purpose
Wanted = dict[P, float]  # purpose -> how well an account made for it fits, 0 to 1

# Rules 5 and 6: the account made for the reason. Weights below GENERAL_FIT are passed over for the general write-off account.
BY_REASON: dict[Reason, Wanted] = {
    Reason.DAMAGED: {P.DAMAGE: 1.0},
    Reason.OPENED_OR_TAMPERED: {P.OPENED: 1.0, P.DAMAGE: 0.9},
    Reason.DETERIORATED: {P.SPOILAGE: 1.0, P.WASTE: 0.95, P.EXPIRY: 0.65},
    Reason.EXPIRED: {P.EXPIRY: 1.0, P.SPOILAGE: 0.85, P.WASTE: 0.8},
    Reason.LOST: {P.SHRINKAGE: 1.0, P.COUNT: 0.95, P.STOCK_LOSS: 0.8, P.RECORDS: 0.65},
    Reason.ADMIN_ADJUSTMENT: {P.RECORDS: 1.0, P.COUNT: 0.85, P.SHRINKAGE: 0.8, P.STOCK_LOSS: 0.65},
    Reason.STOLEN: {P.THEFT: 1.0, P.SHRINKAGE: 0.65},
    Reason.PROHIBITED: {P.BAN: 1.0, P.RECALL: 0.95, P.CONTAMINATION: 0.75},
    Reason.PRODUCTION_ERROR: {P.SCRAP: 1.0, P.WASTE: 0.75},
    Reason.OBSOLETE: {P.OBSOLETE: 1.0, P.RESERVE: 0.8},
    Reason.SUPPLIER_ERROR: {P.DAMAGE: 1.0},  # rule 3: what is not credited goes as damaged goods
}
# Rule 5: a cause out of the ordinary comes before the reason. Water and wind come together, so an account for the one fits better
# than the general account; one for fire alone does not.
BY_CAUSE: dict[Cause, Wanted] = {
    Cause.FIRE: {P.FIRE: 1.0, P.CASUALTY: 0.95, P.STORM: 0.6, P.FLOOD: 0.6},
    Cause.FLOOD: {P.FLOOD: 1.0, P.CASUALTY: 0.95, P.STORM: 0.85, P.WEATHER: 0.8, P.FIRE: 0.6},
    Cause.STORM: {P.STORM: 1.0, P.WEATHER: 0.95, P.CASUALTY: 0.95, P.FLOOD: 0.75, P.FIRE: 0.6},
    Cause.EXTREME_WEATHER: {P.WEATHER: 1.0, P.STORM: 0.95, P.CASUALTY: 0.95, P.POWER: 0.75, P.FLOOD: 0.75, P.FIRE: 0.6},
    Cause.DISASTER: {P.CASUALTY: 1.0, P.POWER: 0.9, P.WEATHER: 0.8, P.STORM: 0.75, P.FLOOD: 0.75, P.FIRE: 0.75},
    Cause.THEFT: {P.THEFT: 1.0},
    Cause.RECALL: {P.RECALL: 1.0, P.BAN: 0.95, P.CONTAMINATION: 0.75},
    Cause.BAN: {P.BAN: 1.0, P.RECALL: 0.95, P.CONTAMINATION: 0.75},
    Cause.CONTAMINATION: {P.CONTAMINATION: 1.0, P.RECALL: 0.65},
}
CAUSE_OF_REASON = {Reason.STOLEN: Cause.THEFT, Reason.PROHIBITED: Cause.BAN}
# What happened, told in words beside reason and cause, and the accounts that some charts have for it.
TOLD_OF: dict[P, tuple[frozenset[Reason], re.Pattern[str]]] = {
    P.POWER: (
        frozenset({Reason.DETERIORATED, Reason.DAMAGED, Reason.EXPIRED, Reason.OTHER}),
        regex(
            r"\b(?:power|electricity|electric|hydro|mains)\b(?:\W+\w+){0,3}?\W+(?:out|off|down|fail\w*|cut\w*|gone|went|lost|"
            r"trip\w*|interrupt\w*)\b"
            r"|\b(?:freezer|fridge|refrigerator|cooler|chiller|cold ?room|walk-?in|compressor|generator|reefer)s?\b"
            r"(?:\W+\w+){0,3}?\W+(?:fail\w*|died|dead|broke\w*|pack(?:ed|s) (?:up|in)|conk\w*|quit|trip\w*|gave (?:up|out)|"
            r"went (?:down|off|out)|(?:was|were|switched|turned) off)\b"
            r"|\b(?:lost|no|without) (?:power|electricity)\b|\boutages?\b|\bblack-?outs?\b|\bload[- ]?shed\w*",
            re.IGNORECASE,
        ),
    ),
    P.TRANSIT: (
        frozenset({Reason.DAMAGED, Reason.LOST, Reason.OTHER}),
        regex(
            r"\bin transit\b|\b(?:the|by|our) (?:carrier|haulier|trucker|linehaul|post)\b|\bcouriers?\b|\bfreight company\b"
            r"|\bdelivery (?:driver|van|truck)\b|\bduring (?:delivery|transport|shipping)\b|\boff the (?:truck|lorry|van)\b"
            r"|\bin (?:shipping|the post|the mail)\b",
            re.IGNORECASE,
        ),
    ),
}
TOLD_FIT = {P.POWER: 1.0, P.TRANSIT: 1.1}  # "Damage in Transit" comes before "Damage" where goods were on the road
AFTER_THE_CAUSE = 0.68  # what a reason's purposes are worth where the cause is out of the ordinary
GENERAL_FIT = {False: 0.6, True: 0.7}  # the general inventory write-off account, for routine and for unusual losses
COST_OF_SALES_FIT = 0.5

# Rule 2: what the goods were used for.
BY_USE: dict[Use, Wanted] = {
    Use.STAFF: {P.STAFF: 1.0, P.GIFT: 0.6, P.SUPPLIES: 0.4},
    Use.UNIFORM: {P.UNIFORM: 1.0, P.STAFF: 0.7, P.SUPPLIES: 0.55},
    Use.TRAINING: {P.TRAINING: 1.0, P.STAFF: 0.7, P.SUPPLIES: 0.55},
    Use.DEMO: {P.DEMO: 1.0, P.SAMPLE: 0.85, P.MARKETING: 0.7, P.SUPPLIES: 0.5},
    Use.SAMPLE: {P.SAMPLE: 1.0, P.MARKETING: 0.75, P.DEMO: 0.7, P.GIFT: 0.6, P.SUPPLIES: 0.4},
    Use.TESTING: {P.TESTING: 1.0, P.DEMO: 0.65, P.SAMPLE: 0.65, P.SUPPLIES: 0.6},
    Use.OFFICE: {P.OFFICE: 1.0, P.SUPPLIES: 0.75},
    Use.SUPPLIES: {P.SUPPLIES: 1.0, P.CLEANING: 0.55},
    Use.EQUIPMENT: {P.EQUIPMENT: 1.0, P.SUPPLIES: 0.8},
    Use.DONATION: {P.DONATION: 1.0, P.GIFT: 0.55, P.MARKETING: 0.5},
    Use.OTHER: {P.SUPPLIES: 0.7},
}
# Uses that the words may tell more exactly than `use` does ("oil changes on our own trucks" are supplies of the fleet).
TOLD_BY_WORDS = frozenset({
    P.UNIFORM, P.TRAINING, P.DEMO, P.SAMPLE, P.TESTING, P.EQUIPMENT, P.VEHICLE, P.CLEANING, P.GROUNDS, P.ANIMALS, P.PACKAGING,
})  # fmt: skip


def wanted_for(reason: Reason, kind: Kind, cause: Cause | None) -> Wanted:
    """The purposes that fit a loss, the cause before the reason."""
    by_reason = dict(BY_REASON.get(reason, {}))
    if kind is Kind.ALLOWANCE and reason is Reason.OBSOLETE:
        by_reason[P.RESERVE] = 0.95
    if cause is None:
        return by_reason
    wanted = {purpose: fit * AFTER_THE_CAUSE for purpose, fit in by_reason.items()}
    return wanted | BY_CAUSE[cause]


def also_told(text: str, reason: Reason) -> Wanted:
    """The further purposes that the words of a text speak of: a power failure, goods on the road."""
    return {purpose: TOLD_FIT[purpose] for purpose, (of, said) in TOLD_OF.items() if reason in of and said.search(text)}
