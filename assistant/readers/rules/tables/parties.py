"""Who bears a part of a loss, and what they have said or done about it."""

from assistant.books.proposal import RecoverySource, RecoveryStatus
from assistant.readers.rules.scan import lines

SOURCES: dict[RecoverySource, tuple[str, ...]] = {
    RecoverySource.INSURER: lines(r"""
        insurers?(?:'s)?
        insurance(?: company| co| guy| people)?
        (?:loss )?adjuster(?:'s|s)?
        underwriters?
        policy(?: excess)?
        (?:theft|fire|storm|flood|burglary) claim
        deductible
        excess
        insured
    """),
    RecoverySource.CARRIER: lines(r"""
        carriers?
        couriers?(?:'s)?
        freight (?:line|company|co|forwarder|firm|claim)s?
        hauliers?
        trucking (?:company|co|firm|line)
        (?:shipping|delivery|transport|trucking) (?:company|firm|co|line|contractor)
        (?:ups|fedex|dhl|usps|royal mail|auspost|australia post|dpd|tnt|evri|hermes|yodel)
        shipper
        removalists?
        movers
        shipping line
        forwarder
    """),
    RecoverySource.SUPPLIER: lines(r"""
        suppliers?(?:'s)?
        vendors?(?:'s)?
        manufacturers?(?:'s)?
        makers?
        factory
        growers?
        rebuilders?
        wholesalers?
        distributors?
        importers?
        publishers?
        mills?
        roasters?
        brewer(?:y|s)
        credit (?:note|memo|us)s?
        full credit
        core credit
        credit is coming
        rma
        (?:return|returns) (?:auth|authori[sz]ation)
        rep
    """),
    RecoverySource.CUSTOMER: lines(r"""
        customers?
        clients?
        dad
        mum
        mom
        mother
        father
        parents?
        hirer
        guests?
        coach (?:company|group|firm)
        school
        (?:the )?(?:driver|contractor|builder|plumber|neighbour|neighbor|landlord|tenant|council)
        library
    """),
    RecoverySource.SALVAGE: lines(r"""
        (?:scrap|rag|junk|salvage|metal) (?:guy|man|merchant|dealer|yard|metal|buyer|bloke|firm|company)
        scrap(?: value)?
        salvage(?:d)?(?: value)?
        recyclers?
        (?:sold|flogged|got rid of) (?:it|them|the lot|the remains|what was left|what's left|the bits)? ?(?:off )?(?:for|as) (?:scrap|salvage|parts|[$£€])
        liquidators?
        jobber
        knacker'?s?
        pig farmer
    """),
}
# In the order in which they are tried: what was refused or is in dispute was never agreed.
STATUSES: dict[RecoveryStatus, tuple[str, ...]] = {
    RecoveryStatus.DISPUTED: lines(r"""
        disput(?:es|ed|ing|e)
        (?:are |is |were |was |still |they're |they are )*fighting (?:it|us|the claim|over|this|that)
        contest(?:s|ed|ing)
        arguing
        (?:denied|denies|denying|rejected) (?:it |liability|the claim|our claim)[^.;]{0,20}(?:appeal|fight|arguing|challeng|escalat)
        denies? liability
        denied liability
        blam(?:es|ed|ing) (?:us|our)
        says it was our
        pushing back
        won't accept liability
        not accepting
        in dispute
        under dispute
        stalling
        appeal(?:ing|ed)
    """),
    RecoveryStatus.REFUSED: lines(r"""
        refus(?:e|es|ed|ing)(?: any| to| us| it| point| flat)?
        (?:won't|will not|wouldn't|not going to|isn't going to|aren't going to|refuse to|don't) (?:pay|credit|cover|take|accept|refund|reimburse|give|be paying|be crediting|want)(?: (?:it|them|us|for|any|a|back))*
        no (?:credit|refund|insurance|claim|cover|recovery|recoveries|recourse|comeback|compensation|reimbursement|payout)
        not (?:covered|insured|recoverable|refundable|claimable|claiming)
        uninsured
        (?:nothing|nobody|no one)(?: is|'s)? (?:coming back|recoverable|recovered|to come back|pays|will pay|to claim|payable|is covered|covered|back)
        nothing back
        under (?:the|our) (?:deductible|excess)(?! and)
        below (?:the|our) (?:deductible|excess)
        (?:rejected|turned down|denied|knocked back|declined|refused) (?:the |our |my |it|us|them)(?: claim)?
        claim (?:was |has been |is |got |been )?(?:rejected|denied|declined|refused|turned down|knocked back)
        (?:we|us) (?:have to |must |will |'ll )?(?:swallow|wear|eat|absorb|bear)(?: it| the lot| all of it| the whole| it all)
        our (?:loss|cost|dime|problem)
        out of business
        bankrupt
        can't claim
        couldn't get (?:a|any)
    """),
    RecoveryStatus.PENDING: lines(r"""
        (?:no|not|still no|without an?) (?:word|answer|reply|response|decision|news)(?: so far| yet| back)*
        (?:no )?(?:answer|reply|word|response) (?:so far|yet|back)
        (?:haven't|have not|hasn't|has not|not) (?:heard|replied|responded|answered|decided|even called|called|filed|claimed|got back|come back to us|agreed)
        waiting (?:on|for|to hear)
        (?:claim |was |has been |been |have |has |we've |i've |just )*(?:filed|lodged|submitted|put in|raised|opened|sent in|made|logged)(?: a| the| an)? ?claim
        claim (?:has been |was |is |been )?(?:filed|lodged|submitted|pending|in|open|e-?mailed|in progress|under review|made|sent)
        (?:filed|lodged|submitted) (?:with|to|a)
        hop(?:e|es|ing)
        (?:may|might|could) (?:or may not |or might not |well |still |possibly |get |be )*(?:pay|cover|credit|refund|reimburse|pick|get|recover|claim|be covered|something)
        (?:will|going to|plan to|planning to|want to|need to|to|intend to|about to|should|i'll|we'll|gonna) (?:file|claim|lodge|submit|chase|ask|pursue|try|put in|call)
        (?:asked|asking|ask|chasing|chased|requested|requesting|applied|emailed|e-mailed) (?:them |him |her |the [a-z]+ |[a-z]+ )*(?:for|about) (?:a |the |our |some )?(?:credit|refund|replacement|compensation|money|claim)
        asking for a credit
        think(?:ing)? about it
        looking into it
        investigating
        under (?:review|investigation|consideration)
        to be (?:confirmed|decided|agreed)
        tbc|tbd
        claim(?:ing)? (?:on|from|against) (?:the |our )?(?:insurance|insurer|carrier|courier|supplier)
        (?:insurance|insurer|carrier|supplier|vendor|courier) claim
        see what (?:they|the)
        pending
        not sure if
        don't know (?:if|whether)
        whether (?:they|the)
    """),
    RecoveryStatus.RECEIVED: lines(r"""
        (?:has|have|'ve|'s|already|just) (?:already |just )?(?:paid|settled|reimbursed|refunded|sent|transferred|deposited|banked)(?: us)?
        paid (?:us|me|out|up|for|over|cash|in cash)(?: already)?
        (?:gave|handed|slipped|sent|bunged) (?:us|me) (?:about |just |only )?(?:[$£€]|\d|[a-z]+ (?:bucks|quid|dollars)|cash)
        (?:it's|its|money's|money is|that's|cash is|cash|payment|already|it is|it went|put it|i put it|banked it|gone) (?:already |now |straight |all )?(?:in|into|to) (?:the |our )?(?:[a-z]+ ){0,4}(?:petty cash|bank|account|till|drawer|register|paypal|box|tin|cheque|checking|savings|everyday|current|safe|float)
        landed in
        (?:cash|cheque|check|money|payment|payout|funds) (?:is |was |has |has been |came |already |has already )*(?:received|landed|arrived|banked|cleared|deposited|came through)
        (?:received|got|banked|collected) (?:about |a |the )?[$£€]?\d
        into (?:the |our )?(?:[a-z]+ ){0,3}(?:account|checking|cheque|savings|petty cash|bank)
        cash (?:for|in hand)
        sold (?:it|them|the remains|the lot)[^.;]{0,20}for [$£€]?\d
        \d+ ?(?:cash|in cash)
        bucks cash
    """),
    RecoveryStatus.AGREED: lines(r"""
        agree[sd]?
        agreeing
        approved?
    ok(?:ed|'d|ayed|'ed)
    green-?lit
        accept(?:ed|s|ing)(?: the| our| liability| it| responsibility)?
        confirm(?:ed|s)?
        promis(?:ed|es|e|ing)
        (?:will|'ll|is|are|'s|'re|going to|is going to|gonna|has said (?:it|they)'ll|said (?:it|they|he|she)'ll|would) (?:also |now |only |all |be |to )*(?:pay|paying|credit|crediting|cover|covering|reimburs(?:e|ing)|refund|refunding|settle|settling|issue|issuing|giv(?:e|ing) us|send|sending|compensat(?:e|ing)|mak(?:e|ing) (?:it )?good|replac(?:e|ing))
        (?:pays?|credits?|covers?|reimburses|refunds) (?:us|it|for|the|our|all|half|in full|up to|[$£€]?\d)
        said yes
        issu(?:e|ed|ing) (?:a |us |full |the )*(?:full )?(?:credit|refund)
        (?:full |a )?credit (?:note |memo )?(?:is |are )?(?:coming|on its way|on the way|to follow|agreed|issued|due|promised|hasn't come|has been issued|raised|is just)
        (?:owe|owes) us
        giving us (?:a )?(?:full )?(?:credit|refund)
        (?:hold|holding) themselves responsible
        admits?(?: it| liability| fault)?
        crediting
        guarantee(?:d|s)
        insurance (?:is |has |will |'ll )?(?:pay|paying|cover|covering|covered|picking up|sending)
        (?:they're|they are|is|are) (?:good for|standing behind)
        check (?:in|next|hasn't)
        signed off (?:on )?(?:the|our) claim
        full credit
    """),
    RecoveryStatus.RETURNED: lines(r"""
        going back(?: to (?:them|the|him|her|[a-z]+))?
        (?:went|gone|sent|shipped|posted|returned|taken|took|trucked|couriered|freighted|handed|collected|shipping|sending)(?: [a-z0-9,-]+){0,10}? back(?: to (?:them|the|him|her|[a-z]+))?
        (?:already )?on (?:their|the) (?:truck|way) back
        right of return
        (?:are|is|were|was) (?:being )?(?:collecting|collected|picking (?:it|them) up)
        terms let us return
        sale or return
        return(?:ed|ing) (?:it |them |all |the lot )?(?:to|for) (?:the )?(?:supplier|vendor|manufacturer|them|full credit|credit)
        returned under
        under (?:rma|warranty return)
    """),
}
REFUSED_GOODS = lines(r"""
    (?:won't|refuses? to|don't want to|will not|doesn't want|don't want|rejected) (?:take |have )?(?:it|them|these|those)(?: back)?
""")
FULL = lines(r"""
    in full
    full(?: core)? credit(?: note)?
    100 ?(?:%|percent)
    (?:the lot|all of it|everything|the whole (?:lot|thing|loss)|all the loss|the full (?:cost|amount|loss|value))
    full refund
    full cost
""")
LESS = lines(r"""
    less
    bar
    minus
    except(?: for)?
    apart from
    but not
    after
    net of
    excluding
    with (?:an?|the|our) [$£€]?\d+ (?:excess|deductible)
    under (?:an?|the|our) [$£€]?\d+ (?:excess|deductible)
    subject to
    over (?:and above )?the
""")
EXCESS = lines(r"""
    (?:policy )?excess
    deductible
    self-?insured retention
    retention
    co-?pay
""")
