"""Texts of many trades to the goods they mean: each item and how many of it, wherever in the text the two stand."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.books.client_books import ClientBooks
from assistant.books.event import ResolvedEvent
from assistant.books.goods import Holding, Item, Layer, Stock
from assistant.books.money import Money
from assistant.books.reading_context import reading_context
from assistant.readers.rules.reader import RulesReader
from assistant.stages.resolution.resolve import resolve
from tests.stages.shop import shop

TODAY = date(2026, 10, 9)

# item, name, unit, in a case, place, on hand
SHELVES = {
    "salon": """
SH-ARG|Argan Oil Shampoo 250 ml|each|12|Salon|40
SH-ARG1|Argan Oil Shampoo 1 L|each|6|Salon|14
CN-ARG|Argan Oil Conditioner 250 ml|each|12|Salon|36
NP-RED|Nail Polish Cherry Red|each|24|Salon|60
NP-CORAL|Nail Polish Coral|each|24|Salon|48
DRY-PRO|Pro Hair Dryer 2200 W|each||Salon|6
TWL-BLK|Salon Towel Black|each|10|Store Room|80
TWL-WHT|Salon Towel White|each|10|Store Room|64
WAX-STR|Wax Strips 100s|pack|20|Store Room|30
""",
    "timber": """
PLY-12|Birch Plywood 12 mm 8x4|each|40|Yard|120
PLY-18|Birch Plywood 18 mm 8x4|each|30|Yard|90
SKT-OAK|Oak Skirting 120 mm|metre|50|Yard|640
SKT-PIN|Pine Skirting 120 mm|metre|50|Yard|820.5
STN-WAL|Wood Stain Walnut 2.5 L|each|4|Shop|22
STN-OAK|Wood Stain Light Oak 2.5 L|each|4|Shop|18
NL-RND|Round Wire Nails 65 mm|kg|25|Shop|48.5
HNG-BR|Brass Butt Hinge 75 mm|pair|20|Shop|70
SND-80|Sanding Sheets 80 Grit 10s|pack|50|Shop|33
""",
    "brewpub": """
MLT-PAL|Pale Malt|kg|25|Brewhouse|900
MLT-CRY|Crystal Malt|kg|25|Brewhouse|210
HOP-CIT|Citra Hops|kg|5|Cold Store|18.4
HOP-SAA|Saaz Hops|kg|5|Cold Store|12
KEG-IPA|Harbour IPA 50 L Keg|keg||Cold Store|30
KEG-STT|Night Stout 50 L Keg|keg||Cold Store|12
CAN-IPA|Harbour IPA Cans 440 ml|each|24|Cold Store|960
CAN-LAG|Quay Lager Cans 440 ml|each|24|Cold Store|720
CRSP-SEA|Sea Salt Crisps|each|32|Bar|96
GLS-PNT|Pint Glass|each|48|Bar|144
""",
    "boutique": """
DR-LIN-S|Linen Dress Olive S|each|10|Rail|12
DR-LIN-M|Linen Dress Olive M|each|10|Rail|15
DR-LIN-L|Linen Dress Olive L|each|10|Rail|9
BL-SLK-M|Silk Blouse Ivory M|each|10|Rail|20
BL-SLK-L|Silk Blouse Ivory L|each|10|Rail|17
JN-32|Selvedge Jeans 32|each|12|Rail|22
JN-34|Selvedge Jeans 34|each|12|Rail|19
SC-WOOL|Wool Scarf|each|12|Rail|40
SC-WOOL-X|Wool Scarf Embroidered|each|12|Rail|11
BT-ANK-39|Ankle Boots Tan 39|pair|6|Back Room|7
BT-ANK-40|Ankle Boots Tan 40|pair|6|Back Room|8
""",
    "vet": """
FLEA-S|Flea Drops Small Dog 3s|pack|12|Surgery|44
FLEA-L|Flea Drops Large Dog 3s|pack|12|Surgery|38
VAC-PARV|Parvo Vaccine Vial|each|10|Fridge|60
VAC-RAB|Rabies Vaccine Vial|each|10|Fridge|45
KIB-PUP|Puppy Kibble 12 kg|bag|1|Store|20
KIB-SEN|Senior Kibble 12 kg|bag|1|Store|16
MOUSE-FZ|Frozen Mouse Adult|each|50|Freezer|400
SYR-5|Syringe 5 mL|each|100|Surgery|800
MEL-125|Meloxicam 125 mg Tablets 50s|pack|10|Surgery|14
MEL-250|Meloxicam 250 mg Tablets 50s|pack|10|Surgery|9
""",
    "phones": """
PH-A5|Nova A5 Phone 64GB Black|each||Shop|9
PH-A5-128|Nova A5 Phone 128GB Black|each||Shop|6
CS-A5|Nova A5 Silicone Case Clear|each|50|Shop|75
CB-1M|Braided Cable 1 m|each|100|Shop|140
CB-2M|Braided Cable 2 m|each|100|Shop|90
PB-10|Power Bank 10000 mAh|each|20|Shop|32
PB-20|Power Bank 20000 mAh|each|20|Shop|25
EB-IN|In-Ear Headphones|each|25|Shop|41
GL-SCR|Glass Screen Protector 2-Pack|pack|50|Shop|118
""",
}

SAID = [
    # the number before the goods, with or without a unit
    ("salon", "Two coral nail polishes leaked in the drawer, bin them", "2 NP-CORAL"),
    ("salon", "wrote off 3 btls of the 250ml argan conditioner, pumps snapped", "3 CN-ARG"),
    ("salon", "half a dozen white towels stained with dye, throw out", "6 TWL-WHT"),
    ("timber", "11.5 mtrs of the oak skirting split in the rain, write off", "11.5 SKT-OAK"),
    ("timber", "a kilo and a half of round wire nails rusted, scrap", "1.5 NL-RND"),
    ("timber", "three and a half metres of pine skirting crushed by the forklift", "3.5 SKT-PIN"),
    ("brewpub", "2½ kg citra hops oxidised, dumped", "2.5 HOP-CIT"),
    ("brewpub", "1/2 a sack of crystal malt got wet (25 kg to the sack), dumped", "12.5 MLT-CRY"),
    ("brewpub", "a case of the lager cans dented, dumping it", "24 CAN-LAG"),
    ("vet", "ten frozen mice thawed when the freezer tripped, binned", "10 MOUSE-FZ"),
    ("phones", "4 one-metre braided cables frayed in the display, w/o", "4 CB-1M"),
    ("phones", "2 of the 20000 power banks swollen, write off", "2 PB-20"),
    ("boutique", "one wool scarf moth eaten, write off", "1 SC-WOOL"),
    ("boutique", "2 embroidered scarves moth eaten, write off", "2 SC-WOOL-X"),
    ("vet", "6 parvo vials warmed up over the weekend, destroyed", "6 VAC-PARV"),
    ("phones", "3 in-ear headphones crushed", "3 EB-IN"),
    # the number behind the goods
    ("salon", "Damaged in transit - nail polish cherry red x4, argan shampoo 1L x 2", "4 NP-RED, 2 SH-ARG1"),
    ("salon", "expired, bin: wax strips 5 pcs, coral polish 7 nos", "5 WAX-STR, 7 NP-CORAL"),
    ("timber", "birch ply 18 mm - 6 sheets delaminated, scrap", "6 PLY-18"),
    ("timber", "The oak skirting in the lean-to warped. 14.25 mtr gone, scrap it", "14.25 SKT-OAK"),
    ("vet", "out of date: meloxicam 250 x2, meloxicam 125 x 3", "2 MEL-250, 3 MEL-125"),
    ("boutique", "linen dress olive M 3 pcs, silk blouse ivory L 2 pcs, water damage", "3 DR-LIN-M, 2 BL-SLK-L"),
    ("boutique", "Selvedge jeans size 34: 2 nos torn, write off", "2 JN-34"),
    ("boutique", "Write off 3 selvedge jeans (32), mould", "3 JN-32"),
    ("phones", "screen protectors, 12 packs, cracked in the box. write off", "12 GL-SCR"),
    # a size or colour that borrows the name before it
    ("boutique", "Olive linen dresses ruined by the leak: size S 4, size L 2", "4 DR-LIN-S, 2 DR-LIN-L"),
    ("salon", "5 black towels and 3 white ones bleached, scrap", "5 TWL-BLK, 3 TWL-WHT"),
    ("boutique", "2 tan ankle boots 39 and 1 of the 40s chewed by a dog, write off", "2 BT-ANK-39, 1 BT-ANK-40"),
    # relations to what is on hand
    ("salon", "all the 1L argan shampoos froze and split, write off", "14 SH-ARG1"),
    ("salon", "All six pro dryers burnt out, scrap", "6 DRY-PRO"),
    ("brewpub", "all but 4 of the stout kegs went sour, dumped", "8 KEG-STT"),
    ("brewpub", "All but a dozen pint glasses smashed when the shelf fell", "132 GLS-PNT"),
    ("timber", "half the 22 walnut stains frozen, write them off", "11 STN-WAL"),
    ("vet", "Half of our senior kibble got weevils, dumped", "8 KIB-SEN"),
    ("timber", "A third of the 90 sheets of 18mm birch ply blown, scrap", "30 PLY-18"),
    ("vet", "Rabies vials, the lot: fridge off all weekend, destroyed", "45 VAC-RAB"),
    # goods that take no part
    ("salon", "3 cherry red polishes smashed, the corals are fine", "3 NP-RED"),
    ("vet", "9 rabies vials spoiled, parvo not affected", "9 VAC-RAB"),
    ("boutique", "2 silk blouses M torn on the rail. Leave the L ones, they are ok", "2 BL-SLK-M"),
    # numbers that count no goods
    ("vet", "4 bags puppy kibble taken from Route 9 warehouse by rats, write off", "4 KIB-PUP"),
    ("phones", "Police file 26-5512: 2 nova a5 64gb phones stolen from the counter", "2 PH-A5"),
    ("phones", "one of the lads dropped 3 power banks 10000, dead. write off", "3 PB-10"),
    # several goods in one line
    ("brewpub", "Bin 2 kegs IPA, 1 keg of stout and 18 cans of lager, all past date", "2 KEG-IPA, 1 KEG-STT, 18 CAN-LAG"),
    ("brewpub", "mice in the bar chewed a case of sea salt crisps & 7 more, binned", "39 CRSP-SEA"),
    ("salon", "a pro hair dryer and two black towels burnt, write off", "1 DRY-PRO, 2 TWL-BLK"),
    ("timber", "broke 1 pair brass butt hinges + 2 tins light oak stain", "1 HNG-BR, 2 STN-OAK"),
    # each of a bigger unit
    ("brewpub", "3 sacks (25 kg each) of pale malt mouldy, dumped", "75 MLT-PAL"),
    ("salon", "2 cartons argan conditioner crushed", "24 CN-ARG"),
    ("brewpub", "IPA cans: 2 cases and 5 loose burst in the heat", "53 CAN-IPA"),
    # no number is lost
    ("timber", "Forklift through the ply rack!! 12mm birch x 9, 18mm x 4 all scrap", "9 PLY-12, 4 PLY-18"),
    ("brewpub", "past BBE: lager cans 2 cs, ipa cans 10", "48 CAN-LAG, 10 CAN-IPA"),
    ("vet", "of 60 parvo vaccine vials 52 were left in the car overnight, destroy", "52 VAC-PARV"),
    ("vet", "senior kibble - whole lot mouldy, 16 bags, dumped", "16 KIB-SEN"),
    ("vet", "Flea drops for large dogs, 4 packs expired 09/2026, binned. Small dog ones all in date.", "4 FLEA-L"),
    ("salon", "Bin 3 coral polishes and fluffy socks 4", "asks amount"),
    ("salon", "of the 14 big argan shampoos (1L), 5 had leaked. Bin those 5.", "5 SH-ARG1"),
    ("salon", "3 x NP-RED, 2 x TWL-WHT water damage", "3 NP-RED, 2 TWL-WHT"),
    ("phones", "2m cables (braided) 15 off, insulation split, scrap", "15 CB-2M"),
    ("vet", "2 boxes of 10 rabies vials frozen solid, destroyed", "20 VAC-RAB"),
    ("phones", "silicone cases yellowed: 30. chuck", "30 CS-A5"),
    ("boutique", "moth got 3 scarves (plain ones), write off", "3 SC-WOOL"),
]  # fmt: skip

COUNTED = [
    ("salon", "Count: coral polish system 48, shelf 45\nCherry red polish: 60 / 60", "3 NP-CORAL"),
    ("timber", "stocktake\noak skirting: 633.5 m (system 640)\npine skirting: 824 m (system 820.5)", "6.5 SKT-OAK, -3.5 SKT-PIN"),
    ("vet", "counted 5ml syringes, got 790, book says 800, no idea why", "10 SYR-5"),
    ("phones", "cycle count - braided cable 2 m: sys 90 act 87; braided cable 1 m: sys 140 act 140", "3 CB-2M"),
]


def shelves(named: str) -> ClientBooks:
    items, holdings = [], []
    for key, name, unit, case, place, on_hand in (row.split("|") for row in SHELVES[named].strip().splitlines()):
        items.append(Item(key, key, name, unit, Decimal(case) if case else None))
        layer = Layer(key, None, Decimal(on_hand), Decimal(1), Money.rounded(Decimal(on_hand), "USD"))
        holdings.append(Holding(key, place, "1200", (layer,)))
    return shop(held=Stock(tuple(items), tuple(holdings)))


def meant(named: str, text: str) -> str:
    """The entry's goods as '3 NP-RED, 2 SH-ARG1'; a question as its own words."""
    books = shelves(named)
    said = []
    for event in RulesReader().interpret(text, reading_context(books, TODAY)).events:
        found = resolve(event, (), books, today=TODAY)
        if not isinstance(found, ResolvedEvent):
            return f"asks {found.asks.value}"
        said += [f"{goods.quantity.normalize():f} {goods.item}" for goods in found.goods]
    return ", ".join(said)


@pytest.mark.parametrize(("named", "text", "goods"), SAID)
def test_the_goods_and_how_many(named: str, text: str, goods: str) -> None:
    assert meant(named, text) == goods


@pytest.mark.parametrize(("named", "text", "goods"), COUNTED)
def test_what_a_count_changes(named: str, text: str, goods: str) -> None:
    assert meant(named, text) == goods


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ("salon", "3 nail polishes leaked"),
        ("boutique", "write off 2 linen dresses, stained"),
        ("phones", "4 power banks swollen, scrap"),
        ("timber", "10 m of skirting split"),
    ],
)
def test_a_name_that_several_goods_share_is_asked_about(named: str, text: str) -> None:
    assert meant(named, text) == "asks item"
