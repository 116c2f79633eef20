"""What is wrong with a request to the fault that says so: the API's codes, one function each.

Codes are those of Intuit's published error list; a comment marks a code that is our reading of it, unproved by a live company.
"""

from assistant.practice.wire import Error, Refused


def unsupported(operation: str) -> Refused:
    return Refused(Error("500", "Unsupported Operation", f"Operation {operation} is not supported."))


def not_found(what: str) -> Refused:
    return Refused(Error("610", "Object Not Found", f"Object Not Found : Another user has deleted this {what}."))


def made_inactive() -> Refused:
    """The API does not say which object it means: its own words point at every field at once."""
    detail = (
        "Object Not Found : Something you're trying to use has been made inactive. "
        "Check the fields with accounts, customers, items, vendors or employees."
    )
    return Refused(Error("610", "Object Not Found", detail))


def unsupported_property(name: str, why: str = "is unrecognized or unsupported") -> Refused:
    return Refused(
        Error("2010", "Request has invalid or unsupported property", f"Property Name:{name} {why}.", name.rpartition(".")[2])
    )


def missing(parameter: str) -> Refused:
    detail = f"Required parameter {parameter} is missing in the request"
    return Refused(Error("2020", "Required param missing, need to supply the required value for the API", detail, parameter))


def too_long(parameter: str, length: int, most: int) -> Refused:
    return Refused(
        Error(
            "2050",
            "String length is either shorter or longer than supported by specification",
            f"String length specified does not match the supported length. Min:0 Max:{most} supported. "
            f"Supplied length:{length} ({parameter})",
            parameter,
        )
    )


def invalid_number(parameter: str, why: str) -> Refused:
    """An amount that is no plain JSON number. The code is our reading: no source shows what a text amount meets."""
    return Refused(Error("2090", "Invalid Number", f"Invalid Number : {parameter} {why}.", parameter))


def bad_enumeration(parameter: str, value: object) -> Refused:
    detail = f"Invalid Enumeration : {value!s:.40} is not a value of {parameter}"
    return Refused(Error("2170", "Invalid Enumeration", detail, parameter))


def amount_is_wrong(supplied: object) -> Refused:
    detail = f"Amount is not equal to UnitPrice * Qty. Supplied value:{supplied!s:.40}"
    return Refused(Error("6070", "Amount calculation incorrect in the request", detail, "Amount"))


def not_entitled() -> Refused:
    """The company's plan or country lacks the feature. The HTTP status and the fault's type are our reading."""
    detail = "Permission Denied Error : You do not have permission to access this feature."
    return Refused(Error("5020", "Permission Denied Error", detail), status=403, kind="AuthorizationFault")


def lapsed() -> Refused:
    detail = (
        "Subscription period has ended or canceled or there was a billing problem : You can't add data to QuickBooks Online "
        "because your trial or subscription period ended, you canceled your subscription, or there was a billing problem."
    )
    return Refused(Error("6190", "Invalid Company Status", detail))


def before_start(start: str) -> Refused:
    detail = f"Transaction date is prior to start date for inventory item. The start date is {start}."
    return Refused(Error("6270", "Transaction Date is Prior to Start Date for Inventory Item", detail, "TxnDate"))


def invalid_reference(what: str, key: str) -> Refused:
    detail = f"Invalid Reference Id : {what} element id {key:.40} not found"
    return Refused(Error("2500", "Invalid Reference Id", detail, what))


def stale() -> Refused:
    detail = "Stale Object Error : You and another user were working on this at the same time, and theirs was saved first."
    return Refused(Error("5010", "Stale Object Error", detail))


def business_rule(detail: str) -> Refused:
    """6000, the catch-all: only the detail tells one case from another."""
    return Refused(
        Error(
            "6000",
            "A business validation error has occurred while processing your request",
            f"Business Validation Error: {detail}",
        )
    )


def duplicate_number(number: str, owner: str) -> Refused:
    detail = (
        "Duplicate Document Number Error : You must specify a different number. This number has already been used. "
        f"DocNumber={number} is assigned to TxnType=Journal Entry with TxnId={owner}"
    )
    return Refused(Error("6140", "Duplicate Document Number Error", detail))


def period_closed() -> Refused:
    detail = (
        "The account period has closed and the account books cannot be updated through the QBO Services API. "
        "Please use the QBO website to make these changes."
    )
    return Refused(Error("6210", "Account Period Closed, Cannot Update Through Services API", detail))


def duplicate_name(detail: str) -> Refused:
    return Refused(Error("6240", "Duplicate Name Exists Error", f"The name supplied already exists. : {detail}"))


def unparsable_query(detail: str) -> Refused:
    return Refused(Error("4000", "Error parsing query", f"QueryParserError: {detail}"))


def invalid_query(detail: str) -> Refused:
    return Refused(Error("4001", "Invalid query", f"QueryValidationError: {detail}"))
