"""What kind of company a practice company can be, and the preferences of a new one."""

from assistant.practice.wire import Json

TRAITS: dict[str, tuple[object, ...]] = {
    "plan": ("Plus", "Simple Start", "Essentials", "Advanced"),
    "costing": ("fifo", "average"),
    "vendor_credit_cost": ("layers", "price"),
    "costs_again": (False, True),
    "late_seconds": (0, 5, 60, 900),
    "cdc_lists_adjustments": (True, False),
    "lapsed": (False, True),
}
"""What a company can be, the usual first."""


def usual_preferences(currency: str, numbered: bool, tracks_quantity: bool) -> Json:
    """What a new company has set. The closing date is absent, and a journal number used twice gives no warning."""
    return {
        "AccountingInfoPrefs": {
            "FirstMonthOfFiscalYear": "January",
            "UseAccountNumbers": numbered,
            "ClassTrackingPerTxn": False,
            "ClassTrackingPerTxnLine": False,
            "TrackDepartments": False,
            "CustomerTerminology": "Customers",
        },
        "ProductAndServicesPrefs": {"ForSales": True, "ForPurchase": True, "QuantityOnHand": tracks_quantity},
        "CurrencyPrefs": {"MultiCurrencyEnabled": False, "HomeCurrency": {"value": currency}},
        "OtherPrefs": {"NameValue": [{"Name": "WarnDuplicateJournalNumber", "Value": "false"}]},
    }
