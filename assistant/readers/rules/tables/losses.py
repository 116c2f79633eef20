"""What happened to goods, in people's words: the reasons, the causes out of the ordinary, and which reason stands over which."""

from assistant.books.reasons import Cause, Reason
from assistant.readers.rules.tables.load import sections

# A reason that someone's act or the law decides stands over what it did to the goods, in this order.
DECIDING = (
    Reason.PROHIBITED, Reason.STOLEN, Reason.SUPPLIER_ERROR, Reason.PRODUCTION_ERROR, Reason.INTERNAL_USE,
    Reason.OPENED_OR_TAMPERED,
)  # fmt: skip
# What happens to goods by themselves: the first that made them unsaleable is the reason.
PHYSICAL = (Reason.EXPIRED, Reason.DETERIORATED, Reason.DAMAGED, Reason.LOST, Reason.OBSOLETE, Reason.ADMIN_ADJUSTMENT)

REASONS = {Reason(name): phrases for name, phrases in sections("reasons").items()}
WEAK = {Reason(name): phrases for name, phrases in sections("hints").items()}
CAUSES = {Cause(name): phrases for name, phrases in sections("causes").items() if name != "negated"} | {
    Cause.THEFT: REASONS[Reason.STOLEN]
}
NEGATED = sections("causes")["negated"]
