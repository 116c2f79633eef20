"""The front page shows whose books a person works in, and nobody else's."""

from tests.surfaces.firm import ADA, FAY, Firm


def test_a_person_sees_the_clients_they_work_for(firm: Firm) -> None:
    page = firm.client(ADA).get("/clients")
    assert page.status == 200
    assert "Corner Hardware" in page.text
    assert "Tui Corner Café" in page.text


def test_a_client_one_does_not_work_for_is_not_there(firm: Firm) -> None:
    page = firm.client(FAY).get("/clients")
    assert "Tui Corner Café" in page.text
    assert "Corner Hardware" not in page.text
