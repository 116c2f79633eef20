"""What a text asks to be done: write off, write down, count, reserve, reverse; and what goods taken for own use went to."""

from assistant.books.reasons import Use
from assistant.readers.rules.scan import lines

WRITE_OFF = lines(r"""
    (?:write|writing|wrte|writ|wrote|written|writes)(?:[- ](?:it|them|these|those|this|that|em|'em|the [a-z]+|all|both|everything|stuff|stock|all of it|the whole lot|the lot|the stuff|the stock|two|three|four|five|six|[0-9]+)){0,3}[- ]?off
    write-?offs?
    w/?o(?:'s|'d|s)?
    w/off
    scrap(?:ped|ping)?
    toss(?:ed|ing)?
    bin(?:ned|ning)?
    dump(?:ed|ing|stered)?
    dumpstered
    chuck(?:ed|ing)?
    (?:in|into|to|for|went in) the (?:bin|skip|trash|dumpster|garbage|compost|tip|landfill|bins|rubbish|incinerator|furnace)
    (?:threw|thrown|throw|throwing|chuck|chucked|tossed)(?: (?:it|them|these|those|all|the lot|everything|that|this|[0-9]+))* (?:out|away)
    (?:take|took|taken|get|need|pull|pulled|remove|removed|drop|knock)(?: (?:it|them|these|those|all|the [a-z0-9]+|[0-9]+|[a-z]+|this|that)){0,4} (?:out of|off|from) (?:the |our )?(?:books?|stock|inventory|system|shelf|record|records|count)
    out of (?:stock|inventory)
    off (?:stock|inventory|the books)
    discard(?:ed)?
    dispos(?:ed?|al|ing)(?: of)?
    destroy(?:ed|ing)?
    (?:get|got|getting) rid of
    expense
    dead loss
    total loss
    (?:poured|tipped|composted|incinerated|shredded|pulped|melted down|culled)
    charge off
    derecognise
    (?:needs?|has|have|got) to go
    loss(?:es)?
    unsa?leable
    unsellable
    not sellable
    (?:can't|cannot|can not|couldn't) (?:be )?(?:sell|sold|resell|resold|use|used|shift)
    garbage
    rubbish
    trash(?:ed)?
    junk(?:ed)?
    worthless
    worth nothing
    no good
    useless
    pulp(?:ed|ing)?
    unusable
    book it
""")
WRITE_DOWN = lines(r"""
    (?:write|writing|wrote|written|mark|marking|marked|knock|bring|take|taking|drop|reduce)(?:[- ](?:it|them|these|those|this|that|em|'em|all|both|everything|whatever|the|our|my|of|[0-9]+|[a-z0-9'/&%.-]+)){0,9}?[- ]down
    (?:write|mark)-?(?:downs?|ing down)
    writing down
    markdowns?
    mark-?downs?
    needs? writing down
    nrv
    net reali[sz]able value
    lower of cost
    lcnrv
    lcm
    impair(?:ed|ment|ing)?
    knock the value
    adjust the value
    (?:revalue|re-value|devalue)(?:d)?
    reduce (?:the |their |its )?(?:carrying |book )?(?:value|cost|amount)
    (?:worth|value(?:d at)?) (?:only |about |maybe |just )?[0-9]+ ?(?:%|percent)
    only worth
    half price value
    take [a-z0-9 ()&'.-]{2,60} down to
    keep (?:them |it |these |those )?(?:in stock )?(?:and|but) (?:clear|sell)
    clear (?:them|it|these|those) at
    sell (?:them|it|these|those|those six|the lot)(?: [a-z]+)? at
    carry (?:them|it|these|those) at
""")
KEPT = lines(r"""
    keep(?:ing)? (?:it|them|these|those|all of (?:it|them))? ?(?:in stock|on the shelf|in inventory|on sale|for sale|for the|on the)
    stay(?:s|ing)? (?:in stock|on the (?:shelf|books)|in inventory|on sale|put)
    still (?:sellable|saleable|selling|on the shelf|for sale)
    nothing gets thrown out
    not (?:binning|throwing|tossing|dumping|the trash)
    clearance (?:bin|rack|table|tent|price|prices|buyer)
    we'll (?:keep|clear|sell|flog|shift)
    everything stays
""")
ALLOWANCE = lines(r"""
    (?:stock |inventory |obsolete |obsolescence |slow |slow[- ]moving |superseded |and |& |general |nrv |shrinkage |shrink )*(?:reserves?|provisions?|allowances?)
    prov'n
    reserv(?:e|ed|ing) (?:for|against)
""")
RAISE = lines(r"""
    top(?:ping)?[- ]?up
    add(?:ing)?
    bump(?:ing)?(?: up)?
    increas(?:e|ing)
    rais(?:e|ing)
    set(?:ting)? up
    set(?:ting)? aside
    build(?:ing)?
    build up
    creat(?:e|ing)
    provid(?:e|ing)
    book(?:ing)?
    boost(?:ing)?
    put(?:ting)? (?:another|an extra|a further)
    establish
    accrue
    make
    put
    need
    take
    grow
    lift
    up
""")
RELEASE = lines(r"""
    releas(?:e|ed|ing)
    reduc(?:e|ing)
    unwind(?:ing)?
    lower(?:ing)?
    draw(?:ing)? down
    reverse
    drop(?:ping)?
    cut(?:ting)?
    write back
    let go of
    isn't needed
    no longer (?:needed|required)
    take back
""")
AGAINST = lines(r"""
    against (?:the|our|that|this|existing)?(?: [a-z&-]+){0,7}? ?(?:reserve|provision|allowance|prov'n)
    (?:vs|versus|off|from|out of|using|use up|through|hit|into) (?:the|our|that)(?: [a-z&-]+){0,6}? ?(?:reserve|provision|allowance|prov'n)
    (?:use|uses|using) (?:that|it|the reserve|the provision|the allowance) up
    (?:covered|provided|reserved) (?:for )?(?:by|in|under)(?: [a-z&-]+){0,6}? ?(?:reserve|provision|allowance)
    (?:charge|take|run|debit|hit|apply|use)(?: [a-z]+){0,6}? (?:reserve|provision|allowance)
""")
NOT_AGAINST = lines(r"""
    not (?:vs|against|from|off|using|through|to|touching|the|out of)
    don't (?:use|touch|hit|run|charge|take)
    leave the
    without touching
    do not (?:use|touch|hit|run|charge|take)
    nothing to do with
""")
COUNT = lines(r"""
    (?:stock|cycle|spot|physical|inventory|bin|wall to wall|year[- ]end|blind|partial|full) ?-?(?:take|taking|count|ct|check)s?(?: sheet)?
    stock-?takes?
    count sheets?
    re-?count(?:ed|s)?
    (?:we |i |just |when |were |have |'ve |has |i've |we've )?counted
    counts? (?:came|come|comes|of|is|was|at|shows?|showed|found|says|vs|against|on|shows)
    (?:adjust|adj|bring|true|take|correct|set)(?: [a-z]+){0,4} (?:to|up to|with|in line with) (?:the )?(?:count|actual|physical|what's|shelf|[0-9]+)
    count
    ctd
    ct
    tally
    tallied
    came up short
    on the shelf but
    (?:system|books?|bk|sys|records?|computer|ledger|pos|file|sheet|screen) (?:says?|shows?|has|have|had|said|showed|reads|claims|thinks|reckons)
""")
REVERSE = lines(r"""
    revers(?:e|al|ing)
    undo(?:ing)?
    un-?write
    back (?:it|that|them|this|that one|this one|those|the entry|the write-?off)? ?(?:one )?out
    put (?:it|them|these|those|that|all|both|the [a-z0-9]+|[0-9]+|[a-z]+)?(?: of them)? ?back
    (?:book|bring|take|add|return|reinstate)(?: (?:it|them|these|those|that|the [a-z0-9]+|[0-9]+|all))? back (?:in|into|on|onto|to)
    back (?:in|into|on|onto) (?:stock|inventory|the books?|the shelf|the system)
    reinstate
    restore
    (?:bring|put|write|take)(?: [a-z]+){0,3} (?:value )?back up
    write (?:it|them|the value|these)? ?(?:back )?up
    cancel (?:the|that|this|our|my)
    (?:wasn't|weren't|was never|were never|not) (?:really |actually )?(?:damaged|missing|stolen|expired|lost|written off)
    take back (?:the|that|our)
""")
TURNED_UP = lines(r"""
    turned? up
    (?:have|has|we|i|we've|i've|just|finally|police|carrier|been|was|were) found
    found
    (?:showed|shown) up
    (?:came|come|comes) back
    (?:brought|got|gave) (?:it |them )?back
    returned
    recovered
    resurfaced
    reappeared
    (?:was|were) in the [a-z ]+ (?:the whole time|all along)
    bounced back
    tracked down
    located
""")
EARLIER = lines(r"""
    (?:we|i|you|they|had|been|was|were|which|that|got) (?:all |just )?(?:wrote|written|write) ?-?(?:off|down)
    wrote (?:[a-z0-9]+ ){0,4}(?:off|down)
    (?:was|were|been|got|had|we|that) (?:marked|written|wrote) (?:[a-z]+ ){0,2}(?:down|off)
    (?:marked|written|wrote) down (?:to|in|last|for)
    (?:the|that|this|our|my|last [a-z]+'s|'s|[a-z]+) (?:[a-z]+ ){0,3}write-?(?:off|down)
    (?:were|was|got|been) (?:pinched|stolen|nicked|taken|lost)(?: [a-z]+){0,6} (?:last|earlier|in|on|this) (?:month|week|this|the|[a-z]+)
    write-?off of
    write-?off from
    write-?down of
    entered by mistake
""")
VALUE_BACK = lines(r"""
    value (?:has |'s )?(?:back up|risen|recovered|come back|gone up|up again)
    (?:bring|put|write|take|mark)(?: [a-z]+){0,3} (?:their |its |the )?value(?:s)? (?:back )?up
    (?:put|bring) the value back
    write-?up
    written up
    back up to (?:cost|what|\$|£|€|[0-9])
    reinstate the value
    mark(?:ed)? (?:it|them|these|those)? ?back up
    will now (?:bring|fetch|go for|sell for|get)
    now (?:worth|fetch|sell|bring|go for|get)
    worth more
    reverse the (?:write-?down|impairment|markdown)
    turned it around
""")

# Goods taken for own use: the phrase that says so, and what they went to.
USES: dict[Use, tuple[str, ...]] = {
    Use.DONATION: lines(r"""
        donat(?:ed|e|ing|ion|ions)
        (?:given|gave|giving|went|sent|goes|going|give|gifted|took|dropped|drop|handed)(?: [a-z0-9'&]+){0,8}? (?:to|for|at) (?:the |a |an |our |local |some )*(?:[a-z'-]+ ){0,4}(?:charity|charities|food ?bank|shelter|church|school|hospital|hospice|fete|raffle|fundraiser|toy drive|fire brigade|scouts?|salvation army|red cross|refuge|soup kitchen|mission|relief|appeal|orphanage|kindergarten|playgroup|pantry|auction|rescue|goodwill|oxfam|vinnies|non-?profit|animal rescue|community (?:centre|center|kitchen|fridge|garden))
        charity (?:raffle|auction|event|drive|box|shop|donation)
        (?:for|to) charity
        (?:for|to) the (?:[a-z'-]+ ){0,3}(?:food ?bank|shelter|raffle|fundraiser|toy drive|hospice|fete)
    """),
    Use.OWNER: lines(r"""
        (?:owner|boss|director|proprietor|founder|partner|md|ceo)(?:'s)? (?:took|helped (?:him|her|them)sel(?:f|ves)|has taken|grabbed|pinched|personal|private|own|borrowed|drawings?|had|wanted|used|kept|takes?)
        (?:helped (?:himself|herself) to)
        (?:private|personal)(?:,| use| party| consumption| drawings|ly|$)
        for (?:my|his|her|their) own (?:use|house|home|kitchen|family|garden|birthday|wedding|place|bathroom|kids?)
        (?:took|taken|take|brought|taking|carried|had)(?: [a-z0-9'&-]+){0,12}? home
        (?:she|he) owns the (?:place|shop|business|store|company)
        for (?:my|his|her) (?:wife|husband|daughter|son|kid|kids|niece|nephew|mum|mom|mother|father|dad|family|house|home|birthday|wedding|anniversary|neighbour|neighbor|sister|brother|partner|girlfriend|boyfriend)(?:'s)?
        owner'?s? (?:draw(?:s|ings?)?|use|equity)
        for the (?:owner|boss|director)(?:'s)?
        (?:i|we) took(?: [a-z0-9'&-]+){1,8} for (?:my|our own|ourselves|myself)
    """),
    Use.UNIFORM: lines(r"""
        (?:as |for |staff |work |crew )*uniforms?
        (?:issued|handed out|given) to (?:the )?(?:new |holiday |shop |floor |kitchen )*(?:staff|crew|team|starters?|hires?|employees?|workers?) (?:to wear|as workwear|for work)
        work ?wear
        ppe
    """),
    Use.TRAINING: lines(r"""
        (?:used |use |taken |opened )?(?:on|for|in|during|at) (?:staff |the |our |a |barista |new |team |product |induction )*training
        (?:to |on |for )training (?:our|the|new|up|on)
        train(?:ing)? (?:our|the|new|up|a) (?:new )?(?:staff|team|crew|starters?|baristas?|hires?|apprentices?|trainees?)
        training (?:purposes|session|day|course|batch|material|materials|exercise|kit)
        practis(?:e|ing) on
        for (?:the )?(?:apprentices?|trainees?) to (?:practi[sc]e|train|learn)
    """),
    Use.TESTING: lines(r"""
        (?:used |use |taken |opened |pulled |destroyed |sacrificed )*(?:up )?(?:on|for|in|during) (?:the |our |a |lab |some |safety |product |quality |shelf[- ]life |drop |crash )*(?:test(?:s|ing)?|qc|quality control|quality checks?|cuppings?|analysis|r&d|research|development|trials?|lab|evaluation)
        quality control
        test(?:ing)? (?:purposes|pieces|samples?|units?|batch)
        (?:sent|sending) to (?:the )?(?:lab|laboratory|test house)
        destructive test(?:s|ing)?
        recipe (?:development|testing|trials?)
        r ?& ?d
    """),
    Use.SAMPLE: lines(r"""
        give-?aways?
        (?:gave|given|giving|give|handed|handing|hand)(?: [a-z0-9'&/-]+){0,7}? (?:away|out)(?! of)
        (?:county|state|street|village|christmas|farmers'?) (?:fair|market|fete)(?: booth| stall| stand)
        give (?:them|it|these|those|away)? ?away
        freebies?
        (?:free |customer |wine |cheese |product |in-?store |public |shop )*tastings?
        (?:free |as |for |trade |press |influencer |client |customer |sales |product |marketing |promo |promotional )+(?:free )?samples?
        sampl(?:es|ing) (?:table|day|event|session|for|to|at)
        samples? (?:for|to|at)
        (?:sent|given|gave|posted|mailed) (?:out )?(?:as |free )+samples?
        promo(?:tion|tions|tional)?s?(?: (?:stand|event|gifts?|giveaway|use|items?|purposes|activity))?
        marketing (?:event|shoot|campaign|use|purposes|samples?|gifts?|team)
        photo ?-?shoots?
        (?:trade|craft|home|garden|food|boat|country|auto|car|pet|wedding|bridal|book) ?-?(?:show|fair|expo)s?(?: booth| stand| stall)?
        (?:at|for) (?:the|our|a) (?:booth|stall|stand|expo|exhibition)
        influencers?
        sponsor(?:ed|ship|ing)?
        prizes?
        (?:competition|contest|raffle) (?:prize|prizes|winner|winners)
        goodie bags?
        goody bags?
        display samples?
        review copies
        (?:client|customer|corporate) gifts?
        gifted to (?:a |our |the )?(?:customer|client|influencer|blogger)s?
        comp(?:ed|limentary)
        on the house for (?:customers?|guests?)
    """),
    Use.DEMO: lines(r"""
        (?:as |for |our |fall |spring |free |store |shop |floor |a |the |new |summer |winter |in-?store )*(?:demo|demonstration)s?(?: (?:weekends?|gear|units?|days?|models?|stock|unit|table|use|area|purposes|bench|stand|wall|bar|fleet|set|kit|machine|class))?
        demo
        demos
        play ?-?table
        try[- ]?(?:out|me) (?:units?|table|stock)
        (?:so |for )(?:kids|customers|people|shoppers) (?:can |could |to )(?:try|play|touch|handle)(?: with)?
        tester(?:s)?(?: (?:on|for|unit|units|bottle))?
        display (?:models?|units?|pieces?|use|purposes|set|board|only)
        (?:into|on|for|as|become|became|now) (?:the |our |a |permanent |window |shop |store |showroom )*display(?: (?:models?|pieces?|units?|copies|copy|only|use))?(?=[ ,.;]|$)
        floor models?
        showroom (?:model|display|unit|piece)s?
        in our own display(?: garden)?
        own display garden
        display garden
    """),
    Use.EQUIPMENT: lines(r"""
        (?:put |placed |going |went |gone )?into service
        for (?:our|the|use in our|use in the) (?:own )?(?:van|vans|truck|trucks|fleet|forklift|vehicles?|delivery trucks?|delivery vans?|workshop|machine|machines|kitchen equipment)
        (?:oil changes|repairs?|maintenance|fix|service|servic(?:e|ing)) (?:on|of|to) our (?:own )?(?:delivery )?(?:van|vans|truck|trucks|fleet|vehicles?|forklift|car|cars|oven|machines?)
        on our own (?:delivery )?(?:van|vans|truck|trucks|fleet|vehicles?|forklift)
        (?:our|the) own (?:delivery )?(?:van|vans|truck|trucks|fleet|vehicles?)
        (?:use|used|using|kept|keep|keeping) (?:as |for )?(?:shop|store|our own|workshop) (?:equipment|tools?|fixtures?|fittings?)
        as (?:shop|store|kitchen|workshop) equipment
    """),
    Use.OFFICE: lines(r"""
        (?:for|in|to) (?:the |our |use in the |use in our )?(?:back )?office(?: (?:use|kitchen|fridge|supplies|party|coffee))?
        (?:for|as) (?:our own )?(?:office|shop|store|admin) (?:use|supplies)
        office (?:use|coffee|kitchen|supplies)
        for the (?:back office|front desk|reception|meeting room|boardroom)
    """),
    Use.STAFF: lines(r"""
        (?:for |to |given to |gave |by |our |all |the |among |amongst )+(?:own |receiving |holiday |kitchen |new |floor |warehouse )*(?:staff|team|crew|employees?|casuals|workers|colleagues|volunteers)(?: (?:meals?|lunch(?:es)?|breakfasts?|dinners?|party|parties|drinks?|treats?|gifts?|hampers?|bbq|barbecue|room|fridge|do|use|thank|christmas|perks?|incentives?|welfare|appreciation|outing|as))
        (?:staff|team|crew|employee)(?:'s)? (?:meals?|lunch(?:es)?|breakfasts?|dinners?|party|parties|drinks?|treats?|gifts?|hampers?|bbq|barbecue|room|fridge|only|do|use|christmas|perks?|incentives?|welfare|appreciation|morning tea|tea|consumption|food|snacks?|coffee|birthday|kitchen|lounge|xmas|outing|curry|pizza)
        (?:given|gave|gifted|handed) (?:[a-z0-9' ]{0,30} )?to (?:the |our |all |all the )?(?:staff|team|crew|employees|casuals|workers|volunteers|drivers|interns)
        (?:as )?(?:a )?(?:thank[- ]you|thankyou|bonus|leaving present|farewell gift|christmas present|reward) (?:to|for) (?:the |our )?(?:staff|team|crew|employees|casuals|workers|volunteers|driver|lads|girls|guys)
        as (?:a )?thank[- ]?you
        one (?:hamper|bottle|box|each) per (?:casual|person|staff|employee|head)
        (?:eaten|drunk|consumed) by (?:the |our )?(?:staff|team|crew)
        (?:fed|feed|feeding) (?:the |our )?(?:staff|team|crew|volunteers)
        for (?:the |our )?(?:staff|team|crew)(?=[ ,.;]|$)
        (?:christmas|xmas|holiday|leaving|birthday) (?:party|do) for (?:the |our )?(?:staff|team|crew)
    """),
    Use.SUPPLIES: lines(r"""
        (?:used|using|use|taken|opened|pulled|took|grabbed)(?: [a-z0-9'&-]+){0,10}? (?:for|to|in|on|by|round|around) (?:cleaning|mopping|washing|wiping|polishing|repairing|fixing|decorating|painting|wrapping|the (?:bathroom|toilets?|restrooms?|shop floor|kitchen|workshop|store|shop|premises|warehouse|break ?room|staff ?room|washroom|cleaners?))
        (?:used|took|pulled|taken|using|grabbed)(?: [a-z0-9'&.,-]+){0,14}? to (?:fix|repair|mend|patch|clean|paint|build|decorate|wrap|stock|line|replace|hang|prop)
        used (?:up )?(?:in|by|for|around|round) (?:the |our |our own )?(?:shop|store|workshop|kitchen|business|premises|warehouse|salon|bar|back room|receiving crew|crew|cleaners?|own crew|site|ourselves|us)
        (?:our )?own (?:[a-z]+ ){0,3}(?:crew|staff|team|guys|people) (?:used|got through|went through|burned through)(?: up)?
        (?:for|as) (?:our )?(?:own use|in-?house use|internal use|house use|shop use|store use|store supplies|shop supplies|company use)
        (?:internal|in-?house|own|house|shop|company|self)[ -](?:use|consumption)
        used internally
        consumed (?:internally|in-?house|by us)
        shop cat
        (?:opened|used) (?:one |some |two )?for (?:[a-z]+ )?\(?(?:the )?shop (?:cat|dog)
        used (?:it |them |these )?ourselves
        we used(?: up)?
        used up
        planted
        put (?:it |them )?to use
    """),
}
