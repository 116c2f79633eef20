"""The words of dates: months, weekdays, near days, periods, and the cues that say what a date is the date of."""

from assistant.readers.rules.scan import lines

MONTHS = {
    "jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4, "may": 5, "jun": 6, "june": 6,
    "jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "oct": 10, "october": 10, "nov": 11,
    "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
WEEKDAYS = {
    "mon": 0, "monday": 0, "tue": 1, "tues": 1, "tuesday": 1, "wed": 2, "weds": 2, "wednesday": 2, "thu": 3, "thur": 3, "thurs": 3,
    "thursday": 3, "fri": 4, "friday": 4, "sat": 5, "saturday": 5, "sun": 6, "sunday": 6,
}  # fmt: skip
# Days ago.
NEAR = {
    "today": 0, "this morning": 0, "this afternoon": 0, "this arvo": 0, "this evening": 0, "tonight": 0, "earlier today": 0,
    "just now": 0, "todays": 0, "today's": 0, "this morning's": 0,
    "yesterday": 1, "yday": 1, "yesterday's": 1, "last night": 1, "last night's": 1, "yesterday morning": 1, "yesterday arvo": 1,
    "yesterday afternoon": 1, "yesterday evening": 1, "last evening": 1, "day before yesterday": 2, "the other night": 0,
}  # fmt: skip

# What a date is the date of: the nearest cue before it (or right behind it) says so.
BOOKING = lines(r"""
    dated?(?: it| this(?: one)?| that| them(?: all)?| these| those| everything| all(?: of (?:it|them|these|those))?| both| the (?:entry|lot|write-?offs?))?(?: down)?(?: for| as(?: of| at)?| on| at| to| the| please)*
    as of
    as at
    effective
    (?:back-?dated?|backdate)(?: it| this| them)?(?: to)?
    (?:book|post|record|enter|put|log)(?:ed)?(?: it| them| this| that| these| those| all| everything| both| all of (?:these|them|it)| the lot)?(?: in| off| through)? (?:at|on|to|for|in|as of|as at|under|against)
    write (?:it|them|this|that|these|those|em|'em|all of it|the lot)(?: all)? off (?:on|for|as of|as at|at|in)
    write[- ]?offs?,? (?:all )?(?:at|for|as of|as at|dated)
    all (?:at|for|as of|as at|dated)
    (?:it )?belongs? (?:in|to)(?: the)?
    in (?:the )?books (?:for|at|on)
    (?:w/o|written off) (?:on|dated|as of)
""")
EXPIRY = lines(r"""
    best[- ]?(?:before|by|if used by)(?: date)?
    b\.?b\.?e?\.?d?
    b/b
    bb date
    use[- ]by(?: date)?
    used by date
    sell[- ]by(?: date)?
    (?:exp|expir(?:y|ation|es|ed|ing))(?: date| dates)?
    date code
    past (?:its |their |the )?(?:date|best|use|sell|expiry)[a-z -]*
    out of date
    shelf life
    good (?:until|till|thru|through|to)
    stamped
    printed
    batch
    lot
    vintage
    mfg|mfd|manufactured|made on|packed on|roasted on
    short[- ]dated
""")
ELSEWHERE = lines(r"""
    deliver(?:ed|y|ies)(?: of)?
    received
    arriv(?:ed|al)
    came in
    (?:shipped|sent|posted|mailed)(?! (?:back|it back|them back|all))
    shipments?
    invoiced?
    docket
    order(?:ed|s)?
    bought
    purchased
    po
    claims?
    claimed
    filed
    lodged
    e-?mailed
    called
    phoned
    rang
    notified
    reported
    police report
    asked
    asking
    letter
    notice(?: is| was)? dated
    notice
    memo dated
    approved
    confirmed
    advised
    agreed
    accepted
    (?:found|discovered|noticed|spotted|reali[sz]ed|came across|opened and found)(?: (?!and\b|but\b)[a-z']+){0,3}
    due
    (?:with)?in the next
    wrote(?: [a-z]+){0,4} (?:off|down)(?: on| in| as [a-z]+ on)?
    (?:written|marked|writing) (?:off|down)(?: to)?
    write[- ]?(?:offs?|downs?) (?:of|from|in)
    write[- ]?(?:offs?|downs?) on(?! the)
    last counted?
    sold
    released
    reopen
    promised
    will
    they'll
    settle
    collect(?:ing|ed)?
    launch(?:ed|es|ing)?
    season
    vintage
    going back to
""")
# These speak only for a day right behind them.
CLOSE_BY = lines(r"""
    since
    until
    till
    til
    by
    before
    (?:due|next) on
""")
HAPPENED = lines(r"""
    toss(?:ed|ing)?
    dump(?:ed|ing)?
    binned
    chuck(?:ed)?
    threw|thrown|throwing
    skipped
    scrapped
    destroyed
    pulled
    removed
    got|went|were|was|have|had
    happened
    broke|broken|smashed|crushed|cracked|dropped|burst|leaked|spilled|spilt
    stolen|taken|took|nicked|pinched
    died
    counted?|recount(?:ed)?|stock ?take|inventory|count sheet
    gave|given|donated|used
    discarded|disposed|poured|composted
    flood(?:ed)?|fire|storm|break-in|burglary|hail|frost
    took effect|kicked in|in force|banned
""")
BEHIND_ELSEWHERE = lines(r"""
    delivery
    shipment
    order
    invoice
    claim
    batch
    bake
    vintage
    intake
    pick-?up
    letter
""")
