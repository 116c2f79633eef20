"""What people also send to their books that no entry of ours can say, and the sentence each is answered with."""

from dataclasses import dataclass

from assistant.readers.rules.scan import lines


@dataclass(frozen=True, slots=True)
class Topic:
    """`even_beside_a_loss`: the phrase decides even where the sentence also says 'write off' ("the $2,300 they owe us")."""

    phrases: tuple[str, ...]
    says: str
    even_beside_a_loss: bool = False


QUESTION = "This is a question: nothing is to be entered for it."
DEBT = "A customer's debt is written off through receivables, not inventory."
NOTHING = "No loss, count, write-down, reserve or reversal of inventory is stated here."

TOPICS = (
    Topic(
        lines(r"""
            bad debts?
            (?:owes?|owed|owing) (?:us|me|to us)
            (?:unpaid|uncollectible|uncollectable|overdue|outstanding) (?:invoices?|accounts?|balances?|debts?|bills?)
            (?:write off|written off) (?:[a-z0-9$£€.,' ]+ )?(?:invoice|account balance|receivable|debt|loan|balance owed)(?! claim)
            (?:never|won't|not going to|can't) (?:collect|pay us what|pay their)
            customer (?:debt|balance|account)
            (?:debtor|debtors|receivables?) (?:balance|write-?off)
            doubtful (?:debts?|accounts?)
        """),
        DEBT,
        even_beside_a_loss=True,
    ),
    Topic(
        lines(r"""
            (?:the|our|my|an?|old|company|delivery|that|broken|second) (?:[a-z]+ )?(?:ute|van|truck|car|vehicle|lorry|tractor|forklift|laptop|computer|printer|server|photocopier|copier|fridge|freezer|oven|dishwasher|espresso machine|coffee machine|roaster|till|pos terminal|cash register|desk|chairs?|furniture|signage|air ?con|boiler|shelving|racking|machine|equipment|mower|trailer|kiln|lathe|press|compressor|generator) (?:has |have |is |was |'s )?(?:finally |just |completely )*(?:died|packed up|conked|given up|been scrapped|is scrap|written off|is gone|gave out|kaput|broke down|is dead|sold|beyond repair|retired|totall?ed|traded in)
            (?:fixed assets?|depreciation|depreciate|accumulated depreciation|net book value|written down value|disposal of (?:the |an? )?(?:asset|vehicle|van|equipment))
            (?:write|writing|wrote) off (?:the |our |an? |that |old )*(?:[a-z]+ )?(?:ute|van|truck|car|vehicle|laptop|computer|printer|server|copier|oven|dishwasher|espresso machine|furniture|boiler|forklift|equipment|machine)
            (?:wreckers?|scrap yard) (?:are|is) taking it
            book value
        """),
        "Equipment and vehicles are fixed assets: their disposal is not an inventory entry.",
        even_beside_a_loss=True,
    ),
    Topic(
        lines(r"""
            (?:run|process|do|file|finish|prepare) (?:the |our |my |this |next |[a-z]+'s )*(?:payroll|pay run|wages|salaries|super|pension|paye|timesheets?|pay slips?|payslips?)
            payroll
            (?:process|pay) (?:his|her|their|my) (?:pay|wages|salary|super|holiday|overtime|bonus|commission)
            wages
            (?:oct|october|nov|november|sept|september|[a-z]+)? ?super (?:for|is|payment)
            timesheets?
            (?:did|worked|works) \d+ hours
            holiday pay
            bonus(?:es)? (?:for|to) (?:the )?(?:staff|team|crew)
            (?:put|add) (?:him|her|them|[a-z]+) on (?:the )?payroll
        """),
        "Pay is not an inventory entry.",
    ),
    Topic(
        lines(r"""
            (?:^|please |pls |plz |and |also |then |can you |could you |to |just )\s*(?:pay|paying|settle|remit|wire|transfer) (?!us|off|out|me back|for itself)(?:the |our |my |[a-z]+'s |[a-z]+ )*?(?:rent|bill|invoice|supplier|vendor|landlord|electric(?:ian|ity)?(?:'s)?|plumber(?:'s)?|insurance premium|subscription|deposit|tax|[$£€]|\d|utilities|gas|water|power|phone|internet|loan|lease|dairies|properties|ltd|inc|llc|co\b|balance|them the)
            pay the [a-z ]*(?:\$|£|€)?
            (?:^|please |pls |and |also )pay [a-z]+ [a-z]+ (?:\$|£|€|a\$)\d[\d,.]*
            (?:^|please |pls )\s*pay [a-z]
            (?:rent|lease payment|utilities|electricity bill|phone bill|internet bill|gas bill|water bill|insurance premium) (?:on|for|is|of|was)
            (?:october|november|september|august|july|june|may|april|march|february|january|december|monthly|this month's|the) rent
            rent (?:on the|for the|is due|due)
            (?:is|falls?|comes?) due (?:today|tomorrow|on)
            loan repayment
            (?:buy|order|reorder|re-order|purchase) (?:more|another|some|\d+|a new|new|extra)
            (?:place|raise|send|create) (?:a |an |the )?(?:order|purchase order|po)
            (?:enter|record|book|post) (?:the |this |a |an )?(?:bill|purchase|expense|deposit|payment|receipt from|delivery of)
        """),
        "Payments, bills and purchases are not inventory write-offs.",
    ),
    Topic(
        lines(r"""
            (?:^|please |pls |and |also |can you |could you )\s*(?:invoice|bill|quote|charge) (?!us\b|it\b|them\b|this\b|that\b|these\b|those\b|to\b|all\b|everything\b|the (?:loss|lot|cost|write))(?:the |mrs?\.? |ms\.? )?[a-z]+
            (?:raise|send|issue|create|draft|make|prepare|e-?mail) (?:an? |the |our |him |her |them |out )*(?:invoice|quote|estimate|statement|receipt|credit note to)
            (?:\d+ day|net \d+|cod) (?:terms)?
            (?:enter|record|book|post|key) (?:the |our |my |today's |yesterday's |saturday's |sunday's |these |[a-z]+'s )*(?:takings|sales|till|z-?read|z report|card payments|daily sales|day's sales)
            takings
            till:
            sold (?:\d+|two|three|four|five|six|ten|a dozen|all)(?: [a-z]+){1,5} (?:to|for|at|on)(?! scrap)
            refund (?:her|him|them|the customer|the card|[$£€\d]|[a-z]+ (?:the|her|his|for))
            (?:layby|layaway|gift card|voucher|deposit from|customer deposit)
        """),
        "Sales, invoices, takings and refunds are not inventory write-offs.",
    ),
    Topic(
        lines(r"""
            (?:stock |inventory )?transfers?(?! case)
            xfer(?:red)?
            (?:moved?|moving|shift(?:ed)?|sent|send|transferred|take|took|bring|brought|relocate[d]?) (?:[a-z0-9-]+ ){1,8}(?:from|out of) (?:the )?[a-z ]{2,20} (?:across |over |down |up )*to (?:the )?[a-z ]{2,20}(?:, | for |\.|$)(?=[^.]*(?:accounted|nothing|no damage|transfer|fine|$))
        """),
        "Goods that move between places are not lost: a stock transfer is not a write-off.",
    ),
    Topic(
        lines(r"""
            (?:vat|gst|bas|sales tax|income tax|corporation tax|tax|pst|hst) (?:return|filing|owed|payable|due|statement|period|bill|refund)
            (?:file|lodge|submit|prepare|do) (?:the |our |my )*(?:vat|gst|bas|tax|sales tax|accounts|1099|w-?2)
            bank (?:rec|reconciliation|feed|statement|balance)
            (?:reconcile|rec) (?:the |our )?(?:bank|card|account|statement)
            (?:checking|bank|account|cash|paypal) balance
            balance (?:sheet|looking|in the)
            (?:profit and loss|p&l report|cash ?flow|trial balance|management accounts|year[- ]end accounts)(?! \()
            (?:send|email|print|show|run|pull|give|get) (?:me |us |over |out )*(?:the |a |an |our )*(?:report|p&l|balance sheet|ageing|aging|statement|list of|spreadsheet|sales figures|numbers|forecast|budget)
        """),
        "Tax, banking and reports are not inventory entries.",
    ),
    Topic(
        lines(r"""
            (?:change|update|raise|lower|put up|set|drop|cut|increase|reduce) (?:the |our |all |its |their )*(?:shelf |retail |selling |website |online |menu |list )*(?:price|prices|tickets?|tags|website|menu|reorder level|reorder point|par level)
            update (?:the |our )?(?:shelf tickets|shelf labels|website|price list|prices|menu|sku|item name|description|supplier)
            (?:goes|going|go|is|on) (?:on )?special
            (?:put|run) (?:it|them|these|those|the [a-z]+) on (?:sale|special|promo)
            (?:add|create|set up|setup) (?:a |an |the |our )*(?:new )?(?:user|login|item|sku|product|account|customer|supplier|vendor|employee|location)
            (?:change|update|edit|amend|reset) (?:the |our |my )*(?:settings?|permissions?|password|login|policy|address|email address|routine limit|approval limit)
            (?:delete|remove|rename|merge|deactivate) (?:the |an? |our )*(?:user|account|login|customer|vendor|supplier|item record|sku)
            (?:schedule|book|arrange|set up) (?:a |the |our )*(?:meeting|call|delivery|collection|pick-?up|appointment)
            remind (?:me|us)
        """),
        "Prices, settings and appointments are not inventory entries.",
    ),
    Topic(
        lines(r"""
            nothing has happened
            no need to (?:book|enter|record|post|do) anything
            for my own education
            just (?:wondering|curious|asking)
            hypothetical(?:ly)?
            (?:difference between|(?:can|could) you explain|please explain|what does|meaning of|definition of)
            (?:shrink|shrinkage|wastage|waste|losses) (?:run|rate|as a|percentage|last (?:quarter|month|year)|this (?:quarter|month|year))(?=[^.]*\?)
            as a % of sales
            (?:ignore|disregard|scrub) (?:that|this|my last|the last) (?:message|email|note|one)
        """),
        QUESTION,
        even_beside_a_loss=True,
    ),
)
