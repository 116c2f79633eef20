"""Who bears a part of a loss, in many people's words."""

import pytest

from assistant.books.proposal import RecoverySaid
from tests.readers.rules.shop import in_a_line, in_short, read

SMASHED = "6 black desk lamps smashed. "


def in_brief(said: RecoverySaid) -> str:
    return " ".join(word for word in (said.source, said.status, in_short(said.value) if said.value else "", said.into) if word)


@pytest.mark.parametrize(
    ("says", "brief"),
    [
        ("Carrier has coughed up $60, it's in petty cash.", "carrier received 60 petty cash"),
        ("UPS says they'll make good 75% of cost.", "carrier agreed 0.75 share_of_cost"),
        ("FedEx settled for $60 and the payment landed in our bank yesterday.", "carrier received 60 bank"),
        ("Insurer has passed the claim for $90.", "insurer agreed 90"),
        ("Adjuster confirmed they will pay what we paid for them, minus the $25 deductible.", "insurer agreed 25 cost_less"),
        ("Insurance cheque of $75 arrived and is banked.", "insurer received 75"),
        ("Recycler took them for $9.", "salvage received 9"),
        ("Scrap dealer paid $12 cash, kept in hand.", "salvage received 12"),
        ("The contractor agreed to reimburse us at cost.", "customer agreed full_cost"),
        ("Landlord says he'll cover two of them.", "customer agreed 2 cost_of_units"),
        ("The maker will credit four, the rest we wear.", "supplier agreed 4 cost_of_units"),
        ("A credit note for 5 units at $8.00 will be issued, no credit on the last one.", "supplier agreed 5 cost_of_units"),
        ("The supplier's full refund is on its way.", "supplier agreed full_cost"),
        ("Their claims desk rang: your settlement of $40 has been approved.", "insurer agreed 40"),
        ("Landlord has offered $50 but we haven't said yes.", "customer pending 50"),
        ("Insurer notified but nothing agreed.", "insurer pending"),
        ("Rep reckons we might get something, waiting to hear.", "supplier pending"),
        ("Carrier disputes it, says bad packing.", "carrier disputed"),
        ("Insurance knocked the claim back.", "insurer refused"),
        ("Put in for insurance and they said no.", "insurer refused"),
        ("Supplier won't do anything.", "supplier refused"),
        ("The vendor refuses to credit a cent.", "supplier refused"),
        ("Carrier approved it at cost less their $50 deductible.", "carrier agreed 50 cost_less"),
    ],
)
def test_what_another_side_bears(says: str, brief: str) -> None:
    (event,) = read(SMASHED + says).events
    assert [in_brief(said) for said in event.recoveries] == [brief]


@pytest.mark.parametrize("says", ["We paid $12 each for them.", "We'll cover it ourselves.", "They are our best sellers."])
def test_what_we_bear_ourselves_is_no_recovery(says: str) -> None:
    (event,) = read(SMASHED + says).events
    assert all(said.status == "refused" for said in event.recoveries)


@pytest.mark.parametrize(
    "says", ["They will credit four.", "Credit for 4 units was agreed, nothing on the other 2.", "The maker refunds four."]
)
def test_units_that_are_credited_count_no_goods(says: str) -> None:
    (event,) = read(SMASHED + says).events
    assert in_a_line(event).endswith("6 black desk lamps")


def test_each_payer_of_a_sentence_speaks_for_itself() -> None:
    (event,) = read(SMASHED + "The carrier refuses, but the insurer will pay $30.").events
    assert sorted(map(in_brief, event.recoveries)) == ["carrier refused", "insurer agreed 30"]


def test_the_other_side_speaks_in_quoted_mail() -> None:
    text = "Please book.\n\n> From: Allied Freight\n> We confirm liability for 6 lamps crushed in our truck and will pay $120."
    (event,) = read(text).events
    assert [in_brief(said) for said in event.recoveries] == ["carrier agreed 120"]
