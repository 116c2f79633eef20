"""Units that goods are counted in, words that end the name of goods, and words that fill a sentence without naming any."""

from assistant.readers.rules.tables.load import sections

# A unit in the singular, and the other words for it.
_UNITS = """
    case: cases cs cse; carton: cartons ctn ctns; tray: trays; sack: sacks; box: boxes bx bxs; bag: bags bg bgs;
    pack: packs pk pks pkt pkts packet packets; pair: pairs pr prs; set: sets; dozen: dozens dz doz; gross:;
    bottle: bottles btl btls; can: cans; tin: tins; jar: jars; tub: tubs; tube: tubes; roll: rolls; sheet: sheets;
    pallet: pallets plt plts skid skids; crate: crates; drum: drums; keg: kegs; bale: bales; bundle: bundles; punnet: punnets;
    sleeve: sleeves; reel: reels; pail: pails; bucket: buckets; bunch: bunches; piece: pieces pcs pc pce pces; unit: units;
    each: ea nos; item: items; copy: copies; pouch: pouches; length: lengths; slab: slabs; strip: strips;
    block: blocks; pot: pots; stick: sticks; kg: kgs kilo kilos kilogram kilograms kilogramme kilogrammes;
    g: gr gm gms gram grams gramme grammes; lb: lbs pound pounds; oz: ounce ounces; l: ltr ltrs lt lts litre litres liter liters;
    ml: mls; coil: coils; cask: casks; carboy: carboys; outer: outers; m: metre metres meter meters mtr mtrs mt mts;
    ft: foot feet; yard: yd yds yards; gallon: gal gals gallons;
    quart: qt qts quarts; dose: doses; hl: hls hecto hectos hectolitre hectolitres hectoliter hectoliters;
    tonne: tonnes ton tons; ream: reams; vial: vials; ampoule: ampoules; blister: blisters;
    cone: cones; spool: spools; sachet: sachets; skein: skeins; hank: hanks; bolt: bolts; flat: flats;
    cylinder: cylinders; wheel: wheels; side: sides
"""
# The word of the text: the unit in the singular.
UNITS: dict[str, str] = {
    word: unit.strip()
    for unit, words in (entry.split(":") for entry in _UNITS.replace("\n", " ").split(";"))
    for word in (unit.strip(), *words.split())
}
PACKS = frozenset(
    [
        "case",
        "carton",
        "tray",
        "sack",
        "box",
        "bag",
        "pack",
        "pallet",
        "crate",
        "drum",
        "bale",
        "bundle",
        "sleeve",
        "pouch",
        "set",
        "roll",
        "flat",
        "bucket",
        "tub",
    ]
)
WEIGHTS = frozenset(["kg", "g", "lb", "oz", "l", "hl", "ml", "m", "ft", "yard", "gallon", "quart", "tonne"])
LOOSE = frozenset("loose singles single extra odd individual units ea each bottles pieces pcs spare cans items more".split())

# Numbers before these count no goods.
NOT_COUNTED = frozenset(
    """hour hours hr hrs day days week weeks month months year years yr yrs minute minutes min mins second seconds night nights
    degree degrees deg people persons person staff men women guys kids times time mile miles km percent pm am o'clock
    doors shops stores sites bays aisles shelves weekend weekends customers orders months' days' weeks' years' others
    things lots write-offs entries lines items' reasons questions lads metres away accounts season seasons summers
    winters vintages editions generations versions""".split()
)

# Words that end the name of goods.
STOPS = frozenset(
    """is are was were be been being am isn't aren't wasn't weren't it it's its that that's this these those
    they they're theyre them
    their there there's he she his her we we're we've weve i i'm i've you you're your who whose which what when where while
    why how because as since until till after before during despite if then so but or nor yet although though than
    at in on from to with without within into onto by for off over under out up down through via per near behind beside between
    across around along against towards inside outside above below about
    has have had having do does did done don't doesn't didn't dont cant can can't cannot could couldn't will won't wont
    would wouldn't
    should shall may might must need needs needed want wants please pls plz thanks
    got get gets getting gotten go goes going gone went come comes came coming made make makes making put puts putting
    take takes taking took taken
    give gives gave given giving let lets let's keep keeps kept say says said show shows sit sits sat sitting stand stood
    find finds found left leave leaves leaving lost miss bring brought send sent sends look looks looked looking
    book books booked booking record records recorded write writing wrote written off adjust adj adjusted fix count
    counts counted counting ctd
    charge charged debit credit post hit code run ran expense scrap bin binned toss tossed dump dumped chuck chucked
    just only also already again now today yesterday tonight tomorrow still even ever never always once twice very
    really too quite
    not no none nothing nobody someone somebody everyone anyone everything anything something due
    all each every both any some many much more most other another same such few several
    and plus not worth fell fall falls died die dies blew blow broke break breaks burst leaks
    bk sys system actual nrv cost costs retail value valued price priced total totals worth
    where's here yes ok okay well oh sorry hi hello dear thx re ref fyi asap etc ie eg
    half rest whole lot lots bunch heap ton load handful
    turned smell smells stink look seem seems seemed began start started stop stopped keep ended
    em showed shown remember survive survives survived except excepting excluding apart
    ct back home kid kids guy guys bloke customer customers lad lads mongrel driver drivers boss child children stuff things staff
    wants like liked apparently basically probably possibly maybe somehow accidentally unfortunately
    sell sells selling fetch fetches fetching realise realises realize realizes bring brings bringing
    one ones two we'd i'd they'd they've who's she's he's what's
    w wo w/o x n qty quantity dated date effective monday tuesday wednesday thursday friday saturday sunday
    must've had've our my your the a an
    """.split()
)
# Words before or among the words for goods that tell nothing of which goods they are.
FILLERS = frozenset(
    """the a an of our my your their his her its these those this that some new brand free lovely poor nice
    good bad whole entire own
    more extra another other about around roughly approximately approx nearly almost maybe exactly just only remaining last least
    odds ends bits bobs worth more less total various x ea each pcs units unit qty quantity few said sad precious
    """.split()
)
# Adjectives that tell apart goods of one name: on their own ("the blue ones") they borrow the name before them.
ATTRIBUTES = frozenset(
    """red blue green black white grey gray orange yellow pink purple brown navy teal plum tan natural charcoal beige cream silver
    gold clear blk wht grn blu gry small medium large big xl xxl xs little mini tall short long left right lh rh front
    rear new reman
    size sizes s m l
    old men's women's mens womens kids adult junior unisex male female boys girls full half king queen single double
    """.split()
)
# Of the attributes, those that say how large: "size M" keeps the colour of the goods before it.
SIZES = frozenset("size sizes s m l small medium large xl xxl xs xxxl".split())
# What goods stand on, come in or are moved by.
NOT_GOODS = frozenset(
    """pallet pallets rack racks shelf shelves table tables display displays bay bays stack stacks truck trucks van
    forklift load loads
    delivery deliveries shipment shipments fridge freezer fridges cooler leak spill pipe window door kids customers guys staff
    people men women accident incident places stores lots bin bins trolley trolleys trailer
    cabinet visit trip trader traders buyer buyers dealer dealers liquidator liquidators jobber wholesaler school company
    water rain snow mud smoke auctioneer outlet reseller broker merchant stockist outfit house""".split()
)
SOME, EVERY = sections("amounts")["some"], sections("amounts")["every"]
