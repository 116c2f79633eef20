"""The words that charts of accounts use, by what the account is made for: tables to read and to extend, nothing else."""

from enum import StrEnum

from assistant.stages.mapping.wording import Phrases, phrases


class Purpose(StrEnum):
    """A purpose by the name a person would give it: 'COGS account made for breakage'."""

    DAMAGE = "damage"
    OPENED = "opened goods"
    SPOILAGE = "spoilage"
    WASTE = "waste"
    EXPIRY = "expired goods"
    SHRINKAGE = "missing stock"
    COUNT = "count differences"
    RECORDS = "record corrections"
    SCRAP = "production scrap"
    OBSOLETE = "obsolete stock"
    RESERVE = "the stock reserve"
    WRITE_OFF = "write-offs"
    STOCK_LOSS = "stock losses"
    THEFT = "theft"
    FIRE = "fire"
    FLOOD = "flood"
    STORM = "storm"
    WEATHER = "extreme weather"
    CASUALTY = "casualties"
    POWER = "power failures"
    TRANSIT = "losses in transit"
    RECALL = "recalls"
    BAN = "banned goods"
    CONTAMINATION = "contamination"
    COST_OF_SALES = "cost of sales"
    PURCHASES = "purchases"
    STAFF = "staff"
    UNIFORM = "uniforms"
    TRAINING = "training"
    DEMO = "demos and displays"
    SAMPLE = "samples"
    MARKETING = "marketing"
    TESTING = "testing"
    OFFICE = "the office"
    SUPPLIES = "supplies"
    PACKAGING = "packaging"
    EQUIPMENT = "small equipment"
    VEHICLE = "vehicles"
    CLEANING = "cleaning"
    GROUNDS = "upkeep"
    GIFT = "gifts"
    ANIMALS = "animals"
    DONATION = "donations"
    MISCELLANEOUS = "other costs"


P = Purpose
WORDS: dict[Purpose, Phrases] = {purpose: phrases(line) for purpose, line in {
    P.DAMAGE: (
        "damag | break. | breaks. | breakage | broken | crack | smash | dent. | dented | shop worn | shopworn | defect | "
        "spillage | spilt | bruis | torn. | soiled | crush | burst | split. | squash | scratch | chipped | mishandl | leakage | "
        "unsaleable | unsalable | ruined goods | ruined stock"
    ),
    P.OPENED: "open box | opened | tamper | unsealed | refurb | open return | returned goods | returns to stock",
    P.WASTE: "wast",
    P.SPOILAGE: (
        "spoil | rot. | rotted | rotten | mould. | mouldy | mold. | moldy | stale | sour. | soured | perish | deterior | gone "
        "off | went off | goes off | turned | died. | die. | dying | death | mortality | cull | wilt | corked | ullage | damp | "
        "weathered | melt | degrad | dried out | decay | weevil | vermin | disease | evaporat | markout | mark out | throwaway "
        "| dumped goods | dump. | past best | thaw | set cement | hardened"
    ),
    P.EXPIRY: (
        "expir | out of date | outdate | out dated | past date | past its date | past their date | out of code | code dat | "
        "past best | best before | best by | use. by. | sell by | shelf life | short dat"
    ),
    P.SHRINKAGE: (
        "shrink | missing | lost. | shortage | shortfall | shorts. | unlocated | unexplained | unaccounted | pilfer | mislaid | "
        "disappear | vanish | walked off | went missing | inventory short | stock short | unknown loss"
    ),
    P.COUNT: (
        "count. | counts. | counted | miscount | stocktak | stock tak | inventory variance | stock variance | quantity variance "
        "| variances. | difference | discrepan | over short | overs. | over and under | weighbridge | physical inventory | book "
        "to physical | short over | short and over | overage | book variance"
    ),
    P.RECORDS: (
        "adjustment | correction | record. | records. | keying | misposting | misposted | duplicate | clerical | data entry"
    ),
    P.SCRAP: (
        "scrap | rework | reject | production waste | production loss | production error | production spoil | production "
        "variance | manufacturing variance | manufacturing loss | manufacturing waste | botch | misprint | mislabel | offcut | "
        "mixing waste | mixing error | mixing loss | kiln | seconds. | process loss | yield loss | trim loss | cutting loss | "
        "cutting waste | sweepings | miscut | mis cut | off spec | defective production | defective batch | production batch | "
        "remake | remade | process waste | batch loss | failed batch | abnormal spoilage | ruined part | ruined work | ruined "
        "batch | ruined job | ruined mater"
    ),
    P.OBSOLETE: (
        "obsol | slow | supersed | discontinu | old season | out of season | last season | dead stock | end of life | mark down "
        "| markdown | marked down | write down | written down | nrv | net realis | net realiz | lower of cost | valuation | "
        "devaluation | clearance | out of print | old line | excess stock | excess inventory | surplus stock | aged stock | "
        "ageing stock | aging stock | impair | outmoded | stale stock | diminution | delist | closeout | close out | below cost "
        "| liquidat | old label | old pack | rebrand | dud. | duds. | unsold | wont sell | non moving | remainder | old line | "
        "old stock | phased out | run out model | season end | end of season | run out | runout | reduced line | lines reduced "
        "| reduced to clear | fashion risk"
    ),
    P.RESERVE: "reserve | provision | allowance",
    P.WRITE_OFF: "write off | written off | write offs | writing off | writeoff | scrapping",
    P.STOCK_LOSS: (
        "stock loss | inventory loss | stock charge | inventory charge | merchandise loss | product loss | goods loss | loss on "
        "inventory | loss on stock | loss of stock | loss of inventory | loss of goods | losses of goods | loss of merchandise "
        "| losses of stock | losses of inventory | abnormal loss | extraordinary loss | exceptional loss | unusual loss"
    ),
    P.THEFT: (
        "theft | stolen | robber | burgl | shoplift | thiev | larcen | diversion | break. in. | breakin | pilfer | embezzl | "
        "crime | stealing | hold. up | holdup | looting | ram raid | sticky finger | five finger | light finger"
    ),
    P.FIRE: "fire. | fires. | smoke | arson | bushfire | wildfire",
    P.FLOOD: "flood | inundat | water damage | water loss | fire. water | water storm | water ingress | burst pipe",
    P.STORM: "storm | hail | wind. | windstorm | tornado | hurricane | cyclone | typhoon | monsoon | lightning | tempest",
    P.WEATHER: "weather. | frost | heatwave | heat wave | drought | freez. | freeze | freak",
    P.CASUALTY: (
        "casualt | disaster | catastroph | calamit | act of god | acts of god | force majeure | earthquake | peril | explosion "
        "| collapse | riot | emergency"
    ),
    P.POWER: (
        "power failure | power cut | power loss | power outage | outage | blackout | power interruption | load shed | "
        "refrigeration fail | refrigeration loss | refrigerator fail | refrigerator breakdown | freezer fail | freezer "
        "breakdown | fridge fail | fridge breakdown | cooler fail | cold room | coldroom | cold chain | cold storage fail | "
        "chiller fail"
    ),
    P.TRANSIT: (
        "in transit | transit damage | transit loss | carrier damage | courier damage | courier loss | freight damage | freight "
        "loss | shipping damage | shipping loss | delivery damage | lost by carrier | damaged by carrier | haulage damage"
    ),
    P.RECALL: "recall",
    P.BAN: (
        "ban. | bans. | banned | prohibit | illegal | regulatory loss | regulatory write | regulatory delist | condemn | seiz | "
        "withdrawn | withdrawal of | withdrawals | destruction | biosecur | quarantin | embargo | confiscat | impound | "
        "compliance loss"
    ),
    P.CONTAMINATION: "contamin | condemn",
    P.COST_OF_SALES: "cost of goods | cost of sale | cost of | costs of goods | costs of sale | main cost",
    P.PURCHASES: "purchases",
    P.STAFF: (
        "staff | employee | crew | team | welfare | morale | meals. | meal. | amenit | appreciation | treats | perk | thank you "
        "| refreshment | canteen | wellbeing"
    ),
    P.UNIFORM: "uniform | workwear | work wear | protective | ppe. | safety gear | work clothing | staff clothing",
    P.TRAINING: "train. | training | educat | induction",
    P.DEMO: (
        "demo. | demos. | demonstrat | display | floor model | tester | trade show | play table | showroom | exhibit | reading "
        "cop | field test | for kids to try"
    ),
    P.SAMPLE: (
        "sampl | giveaway | give away | given away | given out | tasting | raffle | influencer | free sample | tester | freebie "
        "| press cop | comps."
    ),
    P.MARKETING: "advert | marketing | promotion | public relation | sponsor | exhibit | social media | brand | signage",
    P.TESTING: (
        "test. | tests. | testing | quality | laborator | lab. | trial | research | assay | cupping | experiment | fitment "
        "check"
    ),
    P.OFFICE: "office | stationery | printing | admin",
    P.SUPPLIES: "suppl | consumable | sundries | sundry | own use | used up | small wares | materials used | workshop use",
    P.PACKAGING: "packag | packing | wrapping | bags and",
    P.EQUIPMENT: (
        "crockery | smallware | small ware | small tool | tools. | small equip | minor equip | equipment under | low value | "
        "utensil | glassware | equipment. | furnishing | fittings | put into service | in service"
    ),
    P.VEHICLE: (
        "vehicle | truck | van. | vans. | fleet | car. | cars. | auto. | automobile | lorry | lorries | ute. | tempo. | motor | "
        "oil change | tractor | forklift"
    ),
    P.CLEANING: "clean | janitor | hygien | laundry | wiping | mopping | tidy",
    P.GROUNDS: "repair | maintenance | garden | grounds | landscap | upkeep",
    P.GIFT: "gift | entertain | hospitality | hamper",
    P.ANIMALS: "animal | pet. | cat. | dog. | chook | vet. | livestock | rabbit | hens. | horse | pony | goats | aquarium",
    P.DONATION: (
        "donat | charit | contribution | philanthrop | koha. | given to charity | community gift | gifts to | giving | "
        "benevolen | good cause | community support | outreach | food bank | food pantry | rescue charit | mecenat"
    ),
    P.MISCELLANEOUS: (
        "miscellaneous | general expense | other expense | sundry expense | other cost | other operating | other exceptional | "
        "other loss | unusual item | exceptional item"
    ),
}.items()}  # fmt: skip
LOSSES = frozenset({
    P.DAMAGE, P.OPENED, P.SPOILAGE, P.WASTE, P.EXPIRY, P.SHRINKAGE, P.COUNT, P.RECORDS, P.SCRAP, P.OBSOLETE, P.RESERVE,
    P.WRITE_OFF, P.STOCK_LOSS,
    P.THEFT, P.FIRE, P.FLOOD, P.STORM, P.WEATHER, P.CASUALTY, P.POWER, P.TRANSIT, P.RECALL, P.BAN, P.CONTAMINATION,
})  # fmt: skip
PERILS = frozenset({P.FIRE, P.FLOOD, P.STORM, P.WEATHER, P.POWER})
CAUSES = PERILS | {P.THEFT, P.CASUALTY, P.RECALL, P.BAN, P.CONTAMINATION}
GENERAL = frozenset({P.WRITE_OFF, P.STOCK_LOSS})
USES = frozenset({
    P.STAFF, P.UNIFORM, P.TRAINING, P.DEMO, P.SAMPLE, P.MARKETING, P.TESTING, P.OFFICE, P.SUPPLIES, P.PACKAGING, P.EQUIPMENT,
    P.VEHICLE, P.CLEANING, P.GROUNDS, P.GIFT, P.ANIMALS, P.DONATION,
})  # fmt: skip
# What QuickBooks' detail types say where the name is silent.
DETAIL_TYPES = {
    "AdvertisingPromotional": P.MARKETING, "SuppliesMaterials": P.SUPPLIES, "OfficeGeneralAdministrativeExpenses": P.OFFICE,
    "CharitableContributions": P.DONATION, "Auto": P.VEHICLE, "EntertainmentMeals": P.STAFF,
    "SuppliesMaterialsCogs": P.COST_OF_SALES,
    "RepairMaintenance": P.GROUNDS,
}  # fmt: skip
# Losses and costs of something else than goods: no loss of stock belongs there, whatever other words the name has.
NOT_STOCK = phrases(
    "bad debt | doubtful | debtor | uncollect | reconcil | customer balance | customer account | customer refund | customer "
    "credit | till. | tills. | cash. | register | fixed asset | assets. | asset disposal | asset sale | loss on asset | "
    "vehicle | sale of | waste disposal | disposal fee | disposal cost | disposal charge | disposal of | equip disposal | "
    "depreciat | amorti | collection | collector | removal | skip. | hire. | haul | trash | rubbish | garbage | effluent | "
    "recycl | landfill | tip fee | contractor | hazmat | warranty | price | exchange | currency | rounding | penalt | "
    "settlement | premium | tax. | taxes. | debt. | debts. | loan | lease | deposit | discount | rebate | interest | gain. | "
    "investment | goodwill | wages | salar | payroll | labor | labour | compost | customs | insurance | safety | alarm | "
    "security | prevention | protection | inspection | levy | overhead variance | cost variance | usage variance | sewer | "
    "drain | rates. | light heat | heat light | heat and light | light and heat | power and light | light and power | utilit "
    "| electricity | mortgage | bank."
)
# The same said in a description: "Customer balances only", "Invoices from the skip company".
NOT_STOCK_DESCRIBED = phrases(
    "bad debt | debtor | customer balance | customer account | customers only | cash only | uncollect | fixed asset | "
    "invoices | fees. | premium | collection service"
)
# Costs that goods taken for own use never are.
NOT_USE = phrases(
    "wage | statutory | salar | payroll | pension | superannuation | social security | bonus | insurance | rent. | rates. | "
    "utilit | electric | power | heat. | gas. | water. | telephone | phone | internet | software | subscription | membership "
    "| licen | legal | accounting | accountancy | audit | professional | bank. | card. | merchant | interest | depreciat | "
    "amorti | bad debt | doubtful | tax. | taxes. | freight | courier | shipping | carriage | postage | delivery out | "
    "deliveries out | waste. | rubbish | trash | disposal | compost | effluent | recycl | exchange | rounding | penalt | "
    "commission | online ads | paid ads | paid search | employer | contribution pf | cpp. | kiwisaver | health | travel | "
    "security | guard. | guards. | garbage | pickup | duty | contract | till. | storage"
)
# Costs of an asset, not of goods used up, whatever the asset is called.
NEVER_USE = phrases("loss on | losses on | sale of | disposal of | gain | lease | rental")
ABNORMAL = phrases(
    "abnormal | exceptional | extraordinary | unusual | non routine | nonrecurring | one time | non recurring | out of the "
    "ordinary | outside normal | above the routine | above routine | above the limit | above limit | over the limit | large | "
    "larger | major | bulk. | one off | significant"
)
ROUTINE = phrases(
    "routine | everyday | ordinary | small. | minor | normal | within the routine | within the limit | within limit | daily"
)
