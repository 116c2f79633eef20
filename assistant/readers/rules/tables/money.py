"""The words of amounts: currencies, what marks a price for one, and what an amount measures."""

from assistant.readers.rules.scan import lines

CODES = frozenset(
    "usd gbp eur aud nzd cad chf jpy inr sgd hkd zar sek nok dkk cny mxn aed pln czk huf brl thb myr php idr krw ils try ngn kes".split()
)
# Signs and words of currencies; a list is the currencies that call themselves so, the commonest first.
SIGNS = {
    "a$": ("AUD",), "au$": ("AUD",), "us$": ("USD",), "nz$": ("NZD",), "c$": ("CAD",), "ca$": ("CAD",), "hk$": ("HKD",),
    "s$": ("SGD",), "$": ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN"), "£": ("GBP",), "€": ("EUR",), "¥": ("JPY", "CNY"),
    "₹": ("INR",), "rs": ("INR",), "rs.": ("INR",), "r$": ("BRL",), "fr.": ("CHF",), "kr": ("SEK", "NOK", "DKK"), "zł": ("PLN",),
}  # fmt: skip
_DOLLARS = ("USD", "AUD", "CAD", "NZD", "SGD", "HKD")
WORDS = {
    "dollars": _DOLLARS, "dollar": _DOLLARS, "bucks": _DOLLARS, "buck": _DOLLARS, "quid": ("GBP", "EUR", "AUD"), "euros": ("EUR",),
    "euro": ("EUR",), "pounds": ("GBP",), "pound": ("GBP",), "sterling": ("GBP",), "rupees": ("INR",), "rand": ("ZAR",),
    "francs": ("CHF",), "yen": ("JPY",), "kroner": ("NOK", "DKK"), "kronor": ("SEK",), "smackers": _DOLLARS,
}  # fmt: skip
CENTS = frozenset("c cents cent p pence ¢".split())

EACH = lines(r"""
    each
    ea\.?
    apiece
    a piece
    a pop
    a throw
    per
    /(?:ea|each|unit|pr|pair|set|pc|piece|bottle|btl|bag|box|kg|lb|case|cs|pack|pk|tin|can|dozen|dz|m|ft|l|litre|item|head|tray|carton|ctn|roll|sheet|tub|jar)
    (?:a|an) (?:unit|bottle|bag|box|pair|pr|set|pack|packet|pkt|tin|can|tub|tube|jar|roll|sheet|case|carton|tray|kg|kilo|litre|liter|lb|pound|metre|meter|foot|yard|dozen|head|plant|pot|loaf|piece|copy|book|card|kit|sack|gram|gallon|ton|tonne|go|time|bird|bunch|stem|punnet|bale|length|sleeve|reel|bar|block|wheel|cup|mug|plate|shirt|tee|game|puzzle|toy)
""")
SELLING = lines(r"""
    retails?(?: (?:for|at|is|price|value))?
    (?:sell|sells|selling|sold|sale)(?: (?:for|at|price|prices|value))?
    tickets?(?: (?:was|is|price|prices))?
    (?:price )?tags?
    (?:on the |at |the )?shel(?:f|ves) ?(?:price|prices|edge)?
    rrp
    msrp
    list(?: price|s at)?
    (?:marked|priced|ringing up|rings up|tagged|ticketed) (?:at|for|up at)
    full price
    selling prices?
    recommended price
    street price
    menu price
""")
COST = lines(r"""
    (?:at |our |the |in |unit |book |landed |purchase |total )*cost(?: price| value| us| each| is| was| of)?
    (?:we |i )?paid
    (?:stands?|stood|owes?) us (?:in )?(?:at)?
    book value
    carrying (?:value|amount|cost)
    wholesale
    landed
    trade price
    invoice(?:d)? (?:price|at)
    we (?:buy|bought|get) (?:it|them|these|those)? ?(?:in )?(?:for|at)
    bought (?:for|at)
""")
# An amount that is a fee for taking the goods away.
DISPOSAL = lines(r"""
    haul(?:s|ed|ing)?(?: (?:it|them|those|these|the lot))?(?: off| away)?
    dispos(?:al|e|ing)(?: of)?(?: fee| cost| charge| costs)?
    (?:dump|tip|skip|landfill|incineration|collection|removal|waste|recycling|haulage|clearance|destruction|shredding) (?:fee|fees|charge|charges|cost|costs|hire|bill)
    (?:charges?|charged|charging|costs?|costing|bill(?:s|ed)?) (?:us |me )?[^.;]{0,20} to (?:take|collect|haul|remove|dump|tip|destroy|shred|dispose|get rid|clear|cart|pick|burn|incinerate|bin)
    to (?:take|cart|clear|have) (?:it|them|these|those|the lot|everything)(?: taken| carted| hauled| removed)? (?:away|off|to the (?:tip|dump))
    to take (?:it|them|the lot|these|those)
""")
SELL_COST = lines(r"""
    freight
    commission
    (?:delivery|shipping|postage|carriage|courier|haulage|transport|packing|packaging|selling|auction|listing|re-?work|repair|cleaning|finishing|relabell?ing|repacking|handling|marketplace|platform)(?: and [a-z]+)? ?(?:costs?|fees?|charges?)?
    to (?:ship|deliver|send|post|get (?:it|them)|fix|repair|finish|clean|repack|re-?pack|relabel|re-?label|rework|sell|list|move|re-?box|re-?bag)
    (?:costs?|charges?|fees?) (?:to|of) (?:sell|selling|finish|finishing|deliver|complete|completion|ship)
    (?:selling|disposal|completion) costs?
    (?:costs?|charge|cut|fee) (?:us )?(?:for|in)
    (?:their|his|her|the) (?:cut|fee)
""")
NO_COSTS = lines(r"""
    (?:no|without|zero|nil) (?:selling |sale |other |further |extra |additional )?(?:costs?|fees?)
    (?:after|net of|clear of|less) (?:all |any |the )?(?:selling |sale )?(?:costs|fees|expenses|freight and commission)
    no costs to us
""")
# What the goods will now bring.
BRING = lines(r"""
    nrv(?: of| is|:)?
    net realisable value(?: of| is)?
    net realizable value(?: of| is)?
    market value(?: of| is)?
    (?:down )?to
    (?:only |now |still |just |realistically |probably |might |could |can |will |would |'ll |we'll |they'll )*(?:fetch|fetching|bring|brings|bringing|get|getting|go for|going for|goes for|make|realise|realize|sell(?: (?:it|them|these|those|the lot))?(?: (?:for|at))?|flog(?: (?:it|them|these|those))?(?: (?:for|at))?|shift(?: (?:it|them|these|those))?(?: (?:for|at))?|clear(?: (?:it|them|these|those))?(?: out)?(?: (?:for|at))?|move(?: (?:it|them|these|those))? (?:for|at)|take|recover|yield)
    worth(?: (?:only|about|maybe|just|around))?
    (?:gives?|offer(?:s|ed|ing)?|pay(?:s|ing)?|offered) (?:us|me)
    (?:sell|go|sold|resell|offload|unload)(?:ing)? (?:for|at)
    (?:clearance|sale|clearing|reduced|outlet|discount|discounted|bargain|salvage|market|resale|selling) (?:prices?|value|bin|rack|table)(?: of| at| is)?
    (?:knock|mark|bring|take|write)(?:ing)? (?:[a-z]+ ){0,4}(?:down|back) (?:to|at)
    reduced? (?:[a-z]+ ){0,3}to
    valued? (?:down )?at
    off us (?:at|for)
    carry (?:it|them|these|those) at
    instead
    @
    expected (?:selling|sale) price
    current(?:ly)? (?:selling|sells|price|prices|worth|value)
    up to
""")
