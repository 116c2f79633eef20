"""The words of amounts: currencies, what marks a price for one, and what an amount measures."""

from assistant.readers.rules.tables.load import sections

CODES = frozenset(
    "usd gbp eur aud nzd cad chf jpy inr sgd hkd zar sek nok dkk cny mxn aed pln czk huf brl thb myr "
    "php idr krw ils try ngn kes".split()
)
# Signs and words of currencies; a list is the currencies that call themselves so, the commonest first.
SIGNS = {
    "a$": ("AUD",), "au$": ("AUD",), "us$": ("USD",), "nz$": ("NZD",), "c$": ("CAD",), "ca$": ("CAD",), "hk$": ("HKD",),
    "s$": ("SGD",), "$": ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN"), "£": ("GBP",), "€": ("EUR",), "¥": ("JPY", "CNY"),
    "₹": ("INR",), "rs": ("INR",), "rs.": ("INR",), "r$": ("BRL",), "fr.": ("CHF",), "kr": ("SEK", "NOK", "DKK"), "zł": ("PLN",),
}  # fmt: skip
_DOLLARS = ("USD", "AUD", "CAD", "NZD", "SGD", "HKD")
WORDS = {
    "dollars": _DOLLARS, "dollar": _DOLLARS, "bucks": _DOLLARS, "buck": _DOLLARS, "quid": ("GBP", "EUR", "AUD"),
    "euros": ("EUR",),
    "euro": ("EUR",), "pounds": ("GBP",), "pound": ("GBP",), "sterling": ("GBP",), "rupees": ("INR",), "rand": ("ZAR",),
    "francs": ("CHF",), "yen": ("JPY",), "kroner": ("NOK", "DKK"), "kronor": ("SEK",), "smackers": _DOLLARS,
}  # fmt: skip
CENTS = frozenset("c cents cent p pence ¢".split())

_MONEY = sections("money")
EACH, SELLING, COST = _MONEY["each"], _MONEY["selling"], _MONEY["cost"]
DISPOSAL, SELL_COST, NO_COSTS = _MONEY["disposal"], _MONEY["sell_cost"], _MONEY["no_costs"]
BRING = _MONEY["bring"]  # what the goods will now bring
