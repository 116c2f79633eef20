"""What happened to goods, in people's words: the reasons, the causes out of the ordinary, the kinds of entry."""

from assistant.books.reasons import Cause, Reason
from assistant.readers.rules.scan import lines

# A reason that someone's act or the law decides stands over what it did to the goods, in this order.
DECIDING = (
    Reason.PROHIBITED, Reason.STOLEN, Reason.SUPPLIER_ERROR, Reason.PRODUCTION_ERROR, Reason.INTERNAL_USE,
    Reason.OPENED_OR_TAMPERED,
)  # fmt: skip
# What happens to goods by themselves: the first that made them unsaleable is the reason.
PHYSICAL = (Reason.EXPIRED, Reason.DETERIORATED, Reason.DAMAGED, Reason.LOST, Reason.OBSOLETE, Reason.ADMIN_ADJUSTMENT)

REASONS: dict[Reason, tuple[str, ...]] = {
    Reason.PROHIBITED: lines(r"""
        (?:can't|cannot|can not|can no longer|may not|no longer|not|never|un)[ -]?(?:be )?(?:legally|lawfully|legal)(?: be)?(?: (?:sell|sold|offer|stock))?
        (?:illegal|unlawful|against the law)(?: for us)? to sell
        (?:now |is |are |been |was |were |got |just )(?:illegal|unlawful|outlawed|prohibited|forbidden)
        (?:is|are|been|was|were|got|gets|has|have|now|just) banned
        banned (?:from sale|by|the sale|retail sale|as of|from|in|under|for sale|outright|product|ingredient)
        (?:sales?|retail sales?) (?:of [^.;]{3,40} )?(?:is|are|was|were|has been|have been)? ?(?:banned|prohibited|stopped by|forbidden)
        (?:has|have|had|just) (?:now )?banned
        bans? (?:on|took|kicked|came|comes|applies|starts|started)
        (?:state|federal|eu|uk|government|new|the) [a-z]* ?ban
        (?:sales?|import|distribution) ban
        ban
        outlawed
        (?:can't|cannot) be (?:sold|handed out)[^.;]{0,30} by law
        by law
        (?:federal|fda|cpsc|safety|government|mandatory|product|class i{1,3}|nationwide|national|urgent|official|voluntary) recall
        recalled
        recall (?:notice|order|on|of|from|for|came|issued)
        under recall
        (?:subject to|because of|due to|after|following) (?:a|the) recall
        (?:withdrawn|pulled) (?:from (?:sale|the market) )?by (?:the )?(?:regulator|authorit(?:y|ies)|government|fda|mhra|tga|fsa|trading standards|council|ministry)
        (?:lost|revoked|withdrawn|cancelled) (?:its |their |the )?(?:licen[cs]e|registration|approval|certification|marketing authori[sz]ation)
        (?:de-?registered|de-?listed by)
        (?:seized|condemned|impounded|confiscated) by
        (?:regulator|council|health department|inspector)s? (?:says|said|told us|ordered|has ordered|made us)
        condemned
        trading standards
        (?:new|the) (?:regulation|law|rules?)s? (?:means|mean|says|say|stops|stop|bans|prohibits|forbids|forbid)
    """),
    Reason.STOLEN: lines(r"""
        stolen
        stole
        steal(?:ing|s)?
        theft
        thie(?:f|ves)
        thieved
        shop-?lift(?:ed|ing|ers?)?
        shop-?lifters?
        robb(?:ed|ery|ers?)
        burgl(?:ary|ed|ar|ars|ari[sz]ed)
        break-? ?ins?
        broken into
        broke (?:into|in)
        broke the [a-z ]{0,14}(?:window|door|lock)[a-z ]{0,14} and took
        nick(?:ed|ing)
        pinch(?:ed|ing)
        swip(?:ed|ing)
        loot(?:ed|ers|ing)
        pilfer(?:ed|ing|age)?
        snatch(?:ed|ing)
        ripped us off
        hijack(?:ed|ing)
        (?:made|ran|walked|took|legged it|run) off with
        walked out (?:with|without paying)
        walked out the door
        (?:someone|somebody|they|kids?|customer|customers) (?:half-?inched|lifted|pocketed|made off|helped themselves)
        lifted (?:off|from) (?:the|our)
        five-?finger discount(?:ed)?
        cleaned out the
        got hit overnight
        knocked off by
        embezzled
        ram-?raid(?:ed|ers)?
        smash (?:and|&|n|'n'|\+) grab
        grab and run
        without paying
        went walkabout
        legged it with
        got lifted
    """),
    Reason.SUPPLIER_ERROR: lines(r"""
        (?:sent|shipped|delivered|supplied|posted|gave|dispatched|packed|picked) (?:us )?(?:the |us the |completely the |a |out the )?wrong
        (?:wrong|incorrect) (?:goods|items?|product|size|colou?r|model|part|version|casting|spec|grade|order|liner|stuff)s? (?:sent|shipped|delivered|supplied|arrived|came|from)
        (?:shipped|sent|delivered|supplied) (?:us )?[^.;]{0,60} (?:by mistake|in error|instead of|by accident|instead)
        mis-?shipped
        mis-?shipment
        short-?shipped
        (?:supplier|vendor|manufacturer|maker|factory|grower|wholesaler|distributor|mill|rebuilder|printer|producer|publisher|brewery|bakery|roaster|importer|packer|glass supplier)s?(?:'s)?,? (?:error|mistake|fault|mess-?up|stuff-?up|screw-?up|defect)
        (?:supplier|vendor|manufacturer|maker|factory|grower|wholesaler|distributor|mill|rebuilder|producer|publisher|importer|packer)s?,? (?:has |have |had |also |clearly |just )*(?:sent|shipped|supplied|delivered|filled|printed|packed|made|put|used|sewed|stitched|mou?lded|cut|labell?ed|mislabell?ed|mixed|screwed|messed|stuffed|got|forgot|left|omitted|misprinted)
        (?:came|arrived|turned up|delivered|received|landed|got here|showed up) (?:in )?(?:from (?:the |our )?(?:supplier|vendor|manufacturer|maker|factory|grower|wholesaler|distributor|mill|rebuilder|producer|publisher|importer)[a-z ]{0,12} )?(?:with|without|missing|defective|faulty|damaged|broken|mislabell?ed|mouldy|moldy|already|wrong|dead on arrival|cracked|smashed|short|rotten)
        (?:sewed|stitched|printed|filled|packed|moulded|molded|labell?ed|mislabell?ed|cut|bottled|mixed|assembled|wired|welded|machined|glued|bound) (?:the |our |them |it )?[^.;]{0,40}(?:wrong|backwards|upside down|too narrow|too short|too long|too small|too big|inside out|incorrectly)
        (?:packed|filled|made|printed|labell?ed|mislabell?ed|assembled|mixed) wrong (?:at|by) the (?:factory|supplier|manufacturer|mill|plant|vendor)
        (?:factory|manufacturing|manufacturer's|manufacturer|production|supplier|vendor) (?:defects?|faults?|flaws?|seconds)
        (?:defective|faulty|dead) (?:from|out of|straight from|straight out of|on arrival|when|as delivered|batch from)
        out of spec
        (?:dead|defective) on arrival
        doa
        somebody else's logo
        their (?:packing|mistake|error|fault|screw-?up|stuff-?up|mess-?up)
        right of return
        (?:supplier|vendor|manufacturer|factory) (?:recall|withdrawal)
        defective (?:goods|units|stock|batch|lot)
        quality defect
    """),
    Reason.PRODUCTION_ERROR: lines(r"""
        mis-?print(?:ed|s|ing)?
        (?:print shop|printer|embroiderer|embroidery machine|bakers?|kitchen|chef|bench|line|press|machine|oven|kiln|cnc|laser|jig|mixer|roaster|brewer|dough|batch|crew|saw|cutter|welder|sewing team|seamstress|tailor)[a-z ]{0,24} (?:screwed|messed|stuffed|botched|mucked|cocked|ruined|ate|chewed|mangled|was off|went wrong|jammed|misfed|misaligned|mis-?cut)
        (?:screwed|messed|stuffed|botched|mucked|cocked|fouled|goofed) (?:up )?(?:the|our|a|this|that|on|an|on the|his|her|their|it)
        (?:botched|failed|ruined|spoilt|spoiled|burnt|burned|bad|off|overcooked|underproofed|scorched|wrong) (?:batch|roast|bake|brew|mix|run|firing|print|cook|fill|pour|dough)(?:es)?
        (?:scorched|burnt|burned|overbaked|over-?fired|over-?roasted|overproofed|underbaked) (?:the )?(?:batch|in the (?:oven|roaster|kiln|press)|out of the (?:press|oven|kiln))
        (?:came|come) out of the (?:press|oven|kiln|mould|mold|machine|printer)
        (?:batch|roast|bake|brew|firing) (?:went|gone|goes|failed|came out)
        went through the roaster
        (?:bottling|production|filling|packing|canning|assembly|packaging|labelling|labeling|process|manufacturing|workshop|kitchen|line|cutting|machining|sewing|setup|set-up) (?:line )?(?:scrap|waste|error|mistake|loss|fault|rejects?|spoilage|run)
        (?:ruined|wrecked|spoiled|spoilt|scrapped|wasted) (?:in|during|on|by) (?:the )?(?:production|processing|assembly|printing|manufacture|the press|the oven|machining|baking|firing|bottling)
        (?:chewed|eaten|ate|mangled|shredded|crushed)(?: up)? by (?:the|our) (?:bottling |embroidery |labelling |labeling |packing |filling |printing |cutting )?(?:machine|line|press|filler|capper)
        embroidery machine ate
        (?:kitting|assembly|packing|repair|build|work) (?:bench|team|crew|room) (?:[a-z]+ ){0,4}(?:wrong|up)
        (?:riveted|cut|sewed|sewn|printed|mixed|assembled|drilled|labell?ed|stitched|glued|wired|engraved|programmed|dyed|iced|cooked|baked|fired|built) (?:them |it |the [a-z]+ |these )?(?:up )?(?:wrong|upside down|backwards|too (?:short|long|hot|small)|to the wrong|with the wrong|in the wrong)
        (?:our|my) (?:own )?(?:mistake|error|fault|stuff-?up|screw-?up|cock-?up|mess-?up|end)
        (?:machine|press|oven|jig|cnc|mixer|kiln|saw|lathe|printer|laser) (?:was |went |ran |is )(?:off|out|wrong|haywire|hot|out of (?:alignment|calibration|true))
        (?:jig|blade|die|template|pattern|recipe|setting|settings|temperature|calibration) (?:was|were) (?:off|wrong|out)
        mis-?cuts?
        mis-?cut
        miscut
        off-?cuts
        cut too short
        production (?:error|scrap|waste)
        came out (?:unusable|wrong|burnt|burned|raw|lopsided|warped|crooked|misshapen)
        (?:wrong|double|too much|too little|forgot the) (?:salt|yeast|sugar|flour|ingredient|ingredients|recipe|lime rate|setting|program|temperature)
        (?:proofed|proved) too long
        over-?(?:baked|cooked|roasted|fired|proofed|proved|mixed|exposed)
        under-?(?:baked|cooked|fired|proofed)
        burnt in the oven
        (?:left|forgotten) in the oven(?: too long)?
        burned in the oven
        failed (?:qc|quality control|inspection)
        rejected (?:by|at|in) (?:qc|quality control|inspection)
        rework scrap
        rejects
        (?:wrong|bad|uneven|incorrect) (?:[a-z]+ )?(?:tension|alignment|registration|dye lot|dye|settings?|stitch(?:ing)?|cut|length|blend|mix)
    """),
    Reason.OPENED_OR_TAMPERED: lines(r"""
        tamper(?:ed|ing)?(?: with)?
        (?:safety |tamper |security |foil |factory |inner )*seals? (?:was |were |is |are |had been |been |all )*(?:broken|cracked|popped|ripped|torn|off|peeled|snapped|missing|open|pierced|split)
        (?:broke|broken|cracked|popped|peeled|ripped|tore|torn|pierced|snapped)(?: open)? (?:off )?(?:the |their |its |all the )?(?:safety |tamper |foil |security |factory |inner )*seals?
        (?:someone|somebody|customers?|kids?|they|he|she|shoppers?|people|a child|some kid|punters?|visitors?|browsers?|children)(?:'d| had| has| have|'s)? (?:already |all )?(?:opened|unwrapped|unscrewed|unsealed|undone|squeezed|tried|ripped open|tore open|torn open|popped open|opened up|handled|sampled|used|licked|drank|eaten from|ate|peeled|uncapped|been (?:at|into))
        (?:been |was |were |got |get |found |being |had )(?:already |partly |all )?(?:opened|unwrapped|unsealed|torn open|ripped open|popped open|part-?used|half-?used|uncapped|unscrewed)
        (?:torn|ripped|pulled|prised|pried|cut|popped) open by
        opened by (?:a |the |some )?(?:customers?|kids?|someone|shoppers?|children|visitors?)
        (?:lids?|caps?|tops?) (?:had been |were |was |been )?(?:unscrewed|off|popped|loosened|twisted off)
        opened (?:and|then|but) (?:put|shoved|left|stuffed|returned|resealed|squeezed|used|handled|half)
        (?:opened|open|unsealed) (?:packs?|packets?|packaging|boxes|box|bottles?|jars?|units?|returns?)
        customer returns?,? opened
        returned (?:opened|open|unsealed|with the seal broken)
        opened (?:on|in) the (?:shelf|aisle|shop|store)
        can't sell (?:an? )?(?:tampered|opened|unsealed)
        half (?:eaten|drunk|used) (?:by|on the)
    """),
    Reason.EXPIRED: lines(r"""
        expired?
        expir(?:es|y|ation|ing)
        (?:past|passed|over|beyond|after|out of|gone past|went past|gone over|missed|reached|hit|at) (?:its |their |the |it's )?(?:sell[- ]?by|use[- ]?by|best[- ]?(?:before|by)|bb|bbe|expiry|expiration|exp|date|dates|code|shelf[- ]life|due date)(?: dates?)?
        out[- ]of[- ]date
        out of code
        past (?:it|their best)
        (?:best[- ]?(?:before|by)|use[- ]?by|sell[- ]?by|bb|bbe|b/b|bbd)(?: date| dates)?(?: (?:was|were|is|of|on|has|have|had|passed|gone|reached|up))?
        date[- ]?code (?:has |have )?(?:passed|expired|gone|up)
        dates? (?:has|have|had) (?:passed|gone|expired|lapsed)
        short[- ]?dated
        past-?date
        end of (?:its|their|the|his) shelf[- ]life
        shelf[- ]life (?:is |has |was )?(?:up|over|ended|expired|gone|passed|ran out)
        lapsed
        went out of date
        outdated
        time[- ]expired
    """),
    Reason.DETERIORATED: lines(r"""
        (?:gone|went|going|go|goes|turned|were|was|are|is|had gone|gotten|got) (?:all )?(?:off|bad|mould?y|sour|stale|rancid|slimy|gummy|soft|mushy|rotten|hard|rusty|flat|brown|to slime|to seed|rank|fusty|musty|lumpy|limp|cloudy|manky|putrid|warm)(?! the)
        spoil(?:ed|t|ing|age|s)?
        rott(?:ed|en|ing)
        roted
        rots?
        root rot
        collar rot
        dry[- ]rot(?:ted|ed)?
        mou?ld(?:y|ed|ing)?
        mildew(?:ed|y)?
        rancid
        stale
        sour(?:ed)?
        curdled
        wilt(?:ed|ing)
        wither(?:ed|ing)
        shrivel(?:led|ed|ling)?(?: up)?
        dried (?:out|up)(?: and)?
        corks? dried out
        oxidi[sz]ed
        corroded
        corrosion
        rust(?:ed|y|ing)?
        perish(?:ed|ing)
        deteriorat(?:ed|ion|ing)
        decay(?:ed|ing)?
        decompos(?:ed|ing)
        degrad(?:ed|ing|ation)
        ferment(?:ed|ing)
        separated
        congealed
        clumped
        hardened
        crystalli[sz]ed
        faded
        yellowed
        discolou?red
        sun-?bleached
        bolted
        (?:died|dies|dying|carked it|karked it|dead as doornails|dieback|die-back)
        dropped all (?:its|their) (?:leaves|needles|petals)
        gone to (?:seed|slime|mush)
        thaw(?:ed|ing)?(?: out)?
        defrost(?:ed|ing)?
        melt(?:ed|ing)?
        turned to (?:soup|mush|slime|liquid|dust)
        blown tins?
        evaporated
        leached
        freezer burn(?:t|ed)?
        weevils?
        (?:infested|infestation)
        moths?
        maggots?
        black spot
        blight(?:ed)?
        aphids
        mites
        warped
        caked
        cured in the (?:tin|tube|can|tub)
        set (?:hard|solid)
        lost (?:its|their) (?:potency|charge|fizz|colou?r|elasticity|stick)
        (?:batter(?:y|ies)|cells?) (?:are |is |have |has )?(?:dead|leaked|drained)
        blown
        left out (?:of the (?:fridge|freezer|cooler|chiller))?
        (?:off|gone) and smelly
        gone manky
        temperature (?:excursion|abuse|breach)
        (?:cold|chill) chain
        past its best
        (?:flavou?r|aroma|scent|smell|colou?r|fizz|taste|potency|bloom) (?:is |has |was |all )?(?:gone|faded|lost|off)
        heated (?:up )?in the (?:heap|store|silo|bag|stack|shed|bin)
    """),
    Reason.DAMAGED: lines(r"""
        damag(?:ed|es|e|ing)
        dmg'?d?
        dam'd
        broken?
        brk
        breakages?
        breaking
        broke
        smash(?:ed|es|ing)?
        crush(?:ed|es|ing)?
        crack(?:ed|s|ing)?
        shatter(?:ed|ing)?
        chip(?:ped|ping)
        dent(?:ed|s|ing)?
        scratch(?:ed|es|ing)?
        scuff(?:ed|s)?
        bent
        buckled
        snap(?:ped|ping)?
        split
        rip(?:ped|ping|s)?
        tor(?:n|e)
        tear(?:s|ing)?
        slash(?:ed)?
        punctur(?:ed|e|es)
        pierced
        shred(?:ded)?
        mangled
        squash(?:ed)?
        squish(?:ed)?
        flatten(?:ed)?
        flat as pancakes
        in (?:bits|pieces|tatters)
        (?:to|into) (?:bits|pieces|smithereens)
        bust(?:ed)?
        burst
        exploded
        leak(?:ed|ing|s)?
        spill(?:ed|t|age|ing)?
        spilt
        soak(?:ed|ing)?
        got (?:soaked|wet|drenched|damp|soaking)
        drenched
        sodden
        soggy
        wet
        waterlogged
        water (?:got|came|damage|stained|damaged|leaked|ran)
        water-?damaged
        flood(?:ed|s|ing)?
        under water
        burn(?:t|ed)(?: up| down)?
        scorch(?:ed)?
        singed
        charred
        smok(?:ed|e damage|e)
        smoke and
        frost ?(?:damaged|damage|bitten|bite|bit|nipped|got)
        froze(?:n)?
        heat damage
        stained
        soiled
        bleach
        contaminat(?:ed|ion)
        chew(?:ed|ing)?(?: (?:up|to bits|through))?
        gnawed
        (?:mice|rats|rodents?|vermin|mouse|rat|possums?|squirrels?|birds?|pigeons?|raccoons?|cockroaches|ants) (?:got|have|had|ate|chewed|nested|been|damage)
        (?:run|ran|backed|driven|drove|rolled|reversed|trodden) over
        ran into
        knocked (?:over|off|down)
        toppled
        tipped (?:over|one|a|the|off|onto)
        fell (?:off|over|down|on|from|onto)
        fallen
        (?:was|were|got|been|being|crate|shelf|rack|tray|pallet|box|case) dropped
        dropped (?:the|a|an|one|on|and|it|them|two|three|off|by|when|at|in|our|some|my|while|during)
        (?:droped|dropd|dropped)
        collaps(?:ed|e)
        come down on
        came down (?:on|today)
        let go
        wreck(?:ed)?
        ruin(?:ed|s)?
        (?:beyond (?:repair|saving))
        totall?ed
        trashed
        destroyed in
        stepped on
        trodden on
        trampled
        kicked
        hit by
        punched through
        vandali[sz]ed
        graffiti
        defaced
        unravell?ed
        frayed
        seams?
        got coffee on
        coffee (?:went|on|got)
        lost (?:their|its|the) (?:handle|lid|leg)s?
        pieces missing
        short(?:ed)? out
        (?:electrical|power) surge
        fried
        zapped
        doesn't (?:work|turn on|power)
        won't (?:work|turn on|power up|start|switch on)
        stopped working
        peed on
        spoiled by (?:water|smoke|the leak)
        drip(?:ped|ping)?
    """),
    Reason.LOST: lines(r"""
        missing
        lost
        los(?:e|ing)
        mislaid
        misplaced
        unlocated
        (?:can't|cannot|can not|couldn't|could not|unable to|never|nobody can|no one can|no-one can|nobody could|not) (?:be )?(?:find|locate|found|located|trace|account for|traced|seem to find)
        (?:can't|cannot) be found
        (?:nobody|no one|no-one|nobody's|none of us) (?:can|could|has been able to|knows) (?:find|locate|where|to locate|explain)
        been able to (?:locate|find)
        disappear(?:ed|ance)?
        vanish(?:ed)?
        went missing
        gone missing
        (?:just|simply|all|are|is|were) gone
        unaccounted(?: for)?
        (?:never|hasn't|haven't|didn't|not) (?:turned|turn|come|came|made it|make it|returned|arrived|showed|show|shown)(?: (?:up|back))?
        nowhere to be found
        no sign of
        no trace
        shrink(?:age)?
        shrunk
        short(?:age|ages|fall)?
        shorts
        walked
        no explanation
        not in the bin
        lost in (?:transit|the move|the post|the mail)
        fell off the truck
        not accounted for
        came up short
        inventory variance
        stock (?:loss|losses|variance)
        variance
    """),
    Reason.OBSOLETE: lines(r"""
        obsolete
        obsolescence
        discontinued
        superseded
        supersed(?:ed|es)
        dead stock
        (?:old|last|previous|two|three)[- ](?:season|year|model|style|version|edition|generation|range|design|range|vintage|format|branding|logo|packaging|stock)(?:'s)?
        last (?:year|season|winter|summer|spring|autumn|fall)(?:'s)?
        season(?:'s)? (?:is |has |'s )?(?:over|done|finished|ended|passed)
        out of (?:season|fashion|style)
        old stock
        unsa?leable old
        outmoded
        nobody (?:wants|buys|uses|needs|is buying|will buy|asks for)(?: (?:it|them|this|these|any))?
        no one (?:wants|buys|uses|needs|will buy)
        hardly anyone
        (?:isn't|aren't|not|hasn't been|haven't been|basically stopped|stopped|barely|never) (?:selling|moving|sold|shifting|moved)
        stopped selling
        slow[- ](?:moving|movers?|sellers?|selling)
        slow line
        (?:won't|will never|'ll never|will not|not going to) (?:ever )?(?:sell|shift|move|fit)(?! (?:it|them|these|those|an?))
        don't (?:sell|fit|move)
        no (?:longer )?(?:demand|market|use|buyers|call) (?:for|to)
        no demand
        no longer (?:sold|made|supported|used|wanted|sell|needed|required|stocked|fits?|manufactured)
        tastes have moved
        market's moved
        market has moved
        moved on
        (?:new|newer|redesigned|replacement|updated|latest) (?:model|version|part|edition|range|style|one|generation|design)(?:'s)?
        replaced (?:by|them|it)
        (?:rebrand(?:ed|ing)?)
        phased out
        end[- ]of[- ](?:line|life)
        (?:product|line|range|system|format|fitting|adapter) (?:was |is |has been |been )?(?:discontinued|dropped|withdrawn|retired)
        (?:old|outdated) (?:technology|tech|format|model|design|labels?|branding)
        out[- ]?dated
        too old to sell
        unsa?leable now
        fashion (?:has )?changed
        price (?:drop|cut|fall|collapse)s?
        prices? (?:has |have )?(?:dropped|fallen|collapsed|tanked|crashed|come down)
        bottled and gone
        no use to anyone
        everyone uses
        even take them for free
        dead (?:line|lines|sku|skus)
        ageing review
        aging (?:review|report)
    """),
    Reason.ADMIN_ADJUSTMENT: lines(r"""
        (?:keyed|entered|posted|booked|recorded|typed|input|inputted|scanned|punched|counted|logged|received|invoiced|billed) (?:in )?(?:twice|double|wrong|wrongly|incorrectly|in error|short|over|as|[0-9]+ (?:short|over|too (?:many|few)))
        (?:keyed|entered|posted|booked|recorded|typed|scanned|received)(?: [a-z0-9'-]+){1,7} (?:twice|double|wrong|incorrectly)
        (?:system|books?|record|stock|count)(?: record)? (?:is|was|are|reads|shows)(?: [0-9]+| too)* (?:too )?(?:high|low|over|under)
        (?:double|duplicate)[- ](?:keyed|entered|posted|booked|entry|entries|receipt|scan|scanned|count|counted|count(?:ed)?|recorded|bill)
        duplicated?
        dup(?:e|es|licates?)
        (?:keying|typing|data[- ]entry|clerical|record(?:ing|s)?|book(?:keeping|s)?|posting|system|paperwork|input|admin|entry|unit of measure|uom) (?:error|mistake|slip|errors|mistakes|glitch)
        typos?
        typo'd
        fat[- ]fingered
        mis-?key(?:ed)?
        mis-?post(?:ed|ing)?
        mis-?keyed
        mistyped
        transposed
        (?:records?|books|system|count) (?:is|are|was|were|been|being)? ?(?:off|wrong|incorrect|out)
        (?:record|records|books|stock record)(?: that)?(?:'s|s| is| are) (?:off|wrong)
        (?:correct|fix|amend|true up) (?:the )?(?:records?|books|system|stock record|stock)
        nothing (?:was |is |'s |has been |has |actually |physically )*(?:lost|gone|missing|physically)
        (?:no|not any) (?:[a-z]+ )?(?:is |are |was |were )?(?:missing|physical loss|actual loss)
        wrong (?:unit|units|sku|code|item code|uom|quantity)
        books error
        records? (?:only|off|are off)
        paper(?:work)? (?:error|only|exercise)
        (?:unit of measure|uom|case vs each|conversion)
    """),
}

# Words that say nothing of a reason by themselves but confirm one; weaker than any phrase above.
WEAK: dict[Reason, tuple[str, ...]] = {
    Reason.DAMAGED: lines(r"""
        accident
        ruined
        wet
        wrecked
        destroyed
        dropped
        let go
        scrap(?:ped)?
    """),
    Reason.DETERIORATED: lines(r"""
        dead
    """),
    Reason.LOST: lines(r"""
        gone
        short(?:s|ages?|fall)?
        shrink(?:age)?
        difference
        variance
    """),
    Reason.PRODUCTION_ERROR: lines(r"""
        (?:our|my) (?:own )?(?:mistake|error|fault|end)
    """),
    Reason.OBSOLETE: lines(r"""
        clearance
        moved on
        useless
        no use
        season(?:'s)? over
    """),
}

CAUSES: dict[Cause, tuple[str, ...]] = {
    Cause.RECALL: lines(r"""
        recall(?:ed|s)?
    """),
    Cause.BAN: lines(r"""
        bans?
        banned
        illegal
        outlawed
        prohibited
        unlawful
        by law
        legally
    """),
    Cause.THEFT: REASONS[Reason.STOLEN],
    Cause.FIRE: lines(r"""
        (?:electrical |grease |kitchen |small |big |warehouse |shop |skip |bin |house |arson |wild)*fire(?!fighter|works?|d\b| (?:brigade|door|exit|sale|extinguisher|pit|place|truck|station|drill|alarm|dept|department|service|wood|wardens?))
        wild-?fires?
        bush-?fires?
        blaze
        arson
        caught (?:fire|alight)
        burn(?:t|ed) (?:up|down)
        smoke (?:damage|and)
    """),
    Cause.FLOOD: lines(r"""
        (?:flash )?flood(?:ed|ing|s|waters?)?(?! ?light)
        under water
        (?:river|creek|canal|drain|sewer|stream)s? (?:came up|burst|rose|overflowed|backed up|broke)
        inundated
        sewage (?:backed up|overflow)
        burst (?:water )?(?:pipe|main|boiler|tank)
        (?:water )?(?:pipe|main) burst
    """),
    Cause.STORM: lines(r"""
        (?:hail|wind|thunder|ice|snow|dust|rain|sand)?-?storms?(?! (?:drain|lantern|door|glass|cover|jacket))
        storm's
        sundays storm
        (?:hail|gale|gales|hurricane|cyclone|tornado|typhoon|twister|lightning|derecho|blizzard|microburst)(?:s| damage| strike)?
        storm surge
    """),
    Cause.EXTREME_WEATHER: lines(r"""
        heat ?waves?
        (?:heat|freak) ?(?:wave|damage)
        scorcher
        (?:black |hard |freak |late |early |killing )*frosts?(?! free)
        frost[- ]damaged?
        (?:deep |hard |big |overnight )freeze
        cold snap
        earthquakes?
        landslides?
        mudslides?
        tsunami
        drought
        extreme (?:weather|heat|cold)
        record (?:heat|cold|temperatures?)
        volcanic
    """),
    Cause.CONTAMINATION: lines(r"""
        (?:salmonella|listeria|e\.? ?coli|norovirus|asbestos|mercury|botulism|campylobacter)
        contaminat(?:ed|ion)(?: event| scare| incident)?
        chemical (?:spill|leak)
        cross-?contaminat(?:ed|ion)
        sewage
        pest infestation
    """),
}
NEGATED = lines(r"""
    no
    not
    never
    isn't
    wasn't
    weren't
    aren't
    without
    nothing
    don't think
    didn't
    nor
    rather than
    instead of
    wasn't really
    hasn't been
    not been
    ruled out
    under the
""")
