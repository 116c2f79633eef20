"""Why goods left, as people in many trades put it: the reason, or the use that they went to."""

import pytest

from assistant.books.reasons import Reason, Use
from assistant.readers.rules.weights import NO_LOSS, fitted, guess

from .shop import read

SAID: dict[Reason | Use, tuple[str, ...]] = {
    Reason.DAMAGED: (
        "3 box fans cable chewed, squirrel",
        "3 box fans smell like bonfire after next door burnt",
        "3 box fans, guards bent in the crush at the sale",
        "3 box fans dropped by the temp",
        "3 box fans, motors seized after the basement took in water",
        "3 wiper blades stuck to the shelf by a burst tin of glue",
        "2 power banks went up in smoke on charge",
        "8 oat drink 1L, forklift speared the shrink wrap",
        "6 blue mugs, logo decals flaked in the dishwasher, customer sent them back, bin",
        "3 desk lamps took a tumble down the stairs",
        "2 desk lamps got creamed by a skateboarder on the pavement",
        "4 desk lamps, courier's lad punted the carton off the tail lift",
        "1 desk lamp sizzled and popped when plugged in after the leak upstairs",
        "2 desk lamps drowned when the mop bucket went",
        "half a dozen desk lamps pancaked under a fallen pallet",
        "5 desk lamps got soaked when the sprinklers let rip",
        "hail came through the roof lights, 6 desk lamps wrecked",
        "3 desk lamps: baby threw up over the box and it soaked in",
        "3 desk lamps kaput",
        "3 desk lamps banjaxed, eejit on the forks",
        "3 desk lamps munted in the quake",
        "3 desk lamps rooted, ute rolled",
        "3 desk lamps found in pieces",
        "3 desk lamps fell off the back of a tempo",
        "3 desk lamps fused in the thunderstorm",
        "2 box fans, blades sheared when the crate slipped its straps",
        "a pallet jack prong through 9 oat drink 1L",
        "5 tees M with a bleach splash off the mop",
        "5 tees M the pigeons got at",
        "11 blue mugs smashed to smithereens when the trestle went",
        "2 blue mugs, one chipped and one cracked",
        "4 wiper blades bent when the bay door came down on them",
        "desk lamps, 2, in the skip after the roof came in",
        "desk lamps x2 went to the tip, tatty ex display",
        "2 desk lamps, dog piddled on them",
        "2 desk lamps got flooded out in tuesday's cloudburst",
        "2 desk lamps went up in the fire",
        "2 desk lamps, mouse nest in the box",
        "2 desk lamps dropped in transit to the store by our own driver",
        "2 desk lamps too grubby to sell",
        "2 desk lamps unsaleable, cords frayed",
    ),
    Reason.DETERIORATED: (
        "4 tees M, moths",
        "4 tees M faded in the window display",
        "8 oat drink 1L left on the loading dock in 38 degrees",
        "6 desk lamps, wiring has gone green and crumbly in the damp shed",
        "10 desk lamps, plastic has gone yellow and sticky",
        "chiller conked out, 12 desk lamps... sorry, bulbs",
        "4 desk lamps rusted up over the winter",
        "5 desk lamps, the adhesive dried up so the bases drop off",
        "3 nos desk lamp spoiled due to seepage in godown",
        "3 desk lamps eaten by white ants",
        "4 kg smoked salmon, seal blew on the vac packer and it's gone tacky",
        "1.5 kg smoked salmon warm off the van, not risking it",
        "3 kg smoked salmon smells of ammonia",
        "12 oat drink 1L, cartons bulging",
        "6 oat drink 1L curdled solid",
        "power bank x3 swelling, not safe",
        "wiper blades x2 perished",
    ),
    Reason.EXPIRED: (
        "2 desk lamps past their use by",
        "7 desk lamps - bbd 09/26, binned",
        "3 desk lamps timed out, stamped end of august",
        "smoked salmon 2kg, kill date was tuesday",
        "smoked salmon 2 kg - over its life",
        "6 oat drink 1L ran out of date on sunday",
    ),
    Reason.LOST: (
        "3 box fans not on the shelf at count",
        "2 power banks: parcel to Quay Street arrived empty, no idea where they went",
        "2 power banks vanished on the graveyard shift",
        "4 tees M left on a stand at the fair and never seen again",
        "3 desk lamps nowhere to be found after the refit",
        "2 desk lamps vanished between here and the unit",
        "we seem to have mislaid a desk lamp",
        "4 desk lamps never came out the other end of the move",
        "1 desk lamp, driver can't say where he left it",
        "5 tees M can't be located after the gig",
        "3 power banks disappeared off the counter, cctv's no help",
        "2 desk lamps lost when the courier went bust",
        "2 desk lamps gone walkies",
    ),
    Reason.STOLEN: (
        "3 box fans lifted from the pavement display",
        "2 power banks shoplifted by a teenager, banned from the store",
        "2 desk lamps - chap in a hi-vis wheeled them straight out the door",
        "2 desk lamps half inched",
        "scumbags got in through the skylight and took 8 desk lamps",
        "6 desk lamps gone in the raid on thursday, police have been",
        "a fella stuck 2 desk lamps up his jumper and bolted",
        "3 desk lamps pilfered by contract labour",
        "3 power banks gone off the counter, cctv got the kid",
        "2 desk lamps ripped off by some lowlife",
    ),
    Reason.PROHIBITED: (
        "4 tees M, neck labels illegal under new textile rules",
        "3 kg smoked salmon condemned by the EHO",
        "notice from the safety regulator: desk lamps must not be sold, 9 scrapped",
        "product recall, 9 desk lamps binned",
        "9 desk lamps can't be sold any longer under the new lighting rules",
        "9 desk lamps lost their ce mark so we can't legally sell",
        "3 power banks recalled by the maker, fire risk",
        "2 desk lamps were pulled because the lead content breaks the new code",
    ),
    Reason.ADMIN_ADJUSTMENT: (
        "3 box fans counted as 30 by the temp",
        "4 tees M stock file shows but never came in",
        "somebody fat-fingered the desk lamps, 10 too many on the system",
        "4 wiper blades we receipted twice so the count's overstated",
    ),
    Reason.PRODUCTION_ERROR: (
        "2 power banks bricked by a firmware update our techs pushed",
        "4 tees M misprinted by our own press",
        "5 desk lamps - switchgear failed PAT on our bench",
        "Two cases of blue mugs, glaze pinholed, seconds, not fit for sale. ours.",
        "we soldered 4 desk lamps to the wrong voltage",
        "4 desk lamps wired arse about face by our fitter",
        "paint line ran too hot, 6 desk lamps blistered",
        "desk lamps 5 qty rejected in stitching",
        "our cnc gouged 4 desk lamps",
        "cock up on our own bench, 3 desk lamps drilled off centre",
        "5 tees M had the print cracked straight out the dryer",
        "11 blue mugs crazed in our kiln",
        "2 desk lamps the trainee assembled with the wrong shade and glued",
    ),
    Reason.OBSOLETE: (
        "3 box fans, discontinued colour, tip",
        "3 wiper blades fit a model nobody drives",
        "2 power banks superseded by the v2, no takers",
        "nobody's bought a desk lamp in three years, chuck the 9",
        "desk lamps: the fitting is extinct, 9 for the skip",
        "9 desk lamps, halogen is dead, led took over",
        "9 desk lamps from the old catalogue, can't shift them",
        "5 tees M printed with last year's tour dates, useless",
        "3 power banks, micro usb ones nobody will touch",
    ),
    Reason.OPENED_OR_TAMPERED: (
        "8 oat drink 1L, tamper rings cracked",
        "2 desk lamps came back with the box slit and bulbs gone",
        "someone had a go with 2 desk lamps in the aisle, packs undone",
        "3 desk lamps, shrinkwrap peeled off and used",
        "5 tees M tried on with fake tan, marked",
        "2 desk lamps no bulb in the box, customer opened",
    ),
    Reason.SUPPLIER_ERROR: (
        "3 box fans missing a part each, supplier won't play ball",
        "3 wiper blades came in the wrong sleeve from Luxo, credit due",
        "4 blue mugs: hairline fractures found at unpacking, potter says sorry and is knocking it off the bill",
        "5 desk lamps arrived with bent arms, wholesaler will credit us",
        "maker owns up: 5 desk lamps wired wrong at their plant",
        "5 desk lamps, they shipped us the euro plug by mistake",
        "5 desk lamps were duds out of the box",
        "5 tees M came from the blank supplier with holes under the arm",
        "11 blue mugs short from the last lot, potter is crediting",
        "4 wiper blades sent by Luxo in the wrong length, they've said bin them and they'll credit",
    ),
    Use.SUPPLIES: (
        "2 power banks kept behind the till for our own phones",
        "put 2 desk lamps in the break room",
        "2 desk lamps wired into our own packing bench",
        "3 desk lamps issued to maintenance dept",
    ),
    Use.OFFICE: ("2 desk lamps for accounts",),
    Use.STAFF: (
        "1 kg smoked salmon eaten by the night crew",
        "gave 6 desk lamps to the lads for christmas",
        "5 tees M for the road crew",
        "11 blue mugs for the staff kitchen",
        "3 power banks handed to the courier lads as a christmas thank-you",
    ),
    Use.DEMO: ("2 desk lamps set up on the counter for folk to try",),
    Use.SAMPLE: (
        "0.5 kg smoked salmon tasted by customers at the counter",
        "2 kg smoked salmon went to the canapes at our opening night for guests",
        "2 desk lamps sent to a home decor blogger",
        "1 desk lamp for the tombola prize at the trade do",
        "3 desk lamps given foc to dealer as display",
        "5 tees M to the band as a freebie",
        "2 desk lamps used as props for the catalogue shoot",
        "2 desk lamps as spiffs for the reps",
    ),
    Use.OWNER: (
        "3 box fans to Mary's for her mum's flat (she owns the shop)",
        "boss's missus has 2 desk lamps now, he says stick it on his loan account",
        "mgr took 1 desk lamp for his residence, no payment",
        "2 desk lamps round at the director's flat",
    ),
    Use.DONATION: (
        "3 box fans gave to the care home in the heat",
        "8 oat drink 1L, use-by 10/10, donated to the night shelter",
        "4 desk lamps to the women's refuge",
        "4 desk lamps for the school fair raffle, gratis",
        "2 desk lamps to the vicar's jumble sale, no charge",
    ),
    Use.TRAINING: (
        "the barista bar took 3 oat drink 1L for practice pours",
        "2 desk lamps used to train the new electricians",
        "2 desk lamps for fire drill training",
    ),
    Use.EQUIPMENT: ("wiper blades x2 fitted to our own delivery van",),
}
CASES = [(text, why) for why, texts in SAID.items() for text in texts]


@pytest.mark.parametrize(("text", "why"), CASES, ids=[text for text, _ in CASES])
def test_why_goods_left(text: str, why: Reason | Use) -> None:
    (event,) = read(text).events
    assert why in (event.reason, event.use)


def test_what_an_owner_walks_off_with_is_no_theft() -> None:
    (event,) = read("the director walked off with 2 desk lamps for his sister's birthday, personal").events
    assert (event.reason, event.use) == (Reason.INTERNAL_USE, Use.OWNER)


def test_what_the_supplier_credits_was_the_suppliers_doing() -> None:
    (event,) = read("5 desk lamps wired wrong. Luxo, the supplier, agreed to credit us in full.").events
    assert event.reason is Reason.SUPPLIER_ERROR


def test_the_name_of_an_account_tells_no_reason_where_other_words_do() -> None:
    (event,) = read("3 desk lamps knocked off the bench, put it under 5100 Inventory Shrinkage").events
    assert event.reason is Reason.DAMAGED


def test_words_of_one_label_alone_point_to_it_and_others_to_none() -> None:
    weights = fitted({"wet": ("soaked in the rain", "rain got in"), "gone": ("taken by a thief", "a thief took it")})
    soaking = weights.guess("soaking rain")
    assert soaking is not None
    assert soaking.label == "wet"
    assert weights.guess("twelve lamps") is None


def test_trade_is_told_from_loss() -> None:
    sold = guess("sold to a customer at the market")
    assert sold is not None
    assert sold.label == NO_LOSS
