"""Losses as they come in over HTTP: kept first, drafted in the background, nothing lost, and nobody shown what is not theirs."""

import time
from dataclasses import replace
from html import unescape

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.settling import set_role
from assistant.books.people import PersonRole
from assistant.books.policy import ModelUse
from assistant.errors import BooksUnavailable
from assistant.settings import ModelSettings
from assistant.surfaces.desk import desk
from tests.scripted_endpoint import ScriptedEndpoint
from tests.surfaces.cli.test_batches import READ
from tests.surfaces.firm import ADA, BEA, CAFE, CAL, DEE, EVE, FAY, HARDWARE, NOON, Answer, Firm, Hand

HERE = f"/c/{HARDWARE}"
MARKUP = '<script>alert("1")</script>&amp;{{ 7*7 }}'
PNG = ("shelf.png", b"\x89PNG\r\n\x1a\n a shelf", "image/png")


def finished(hand: Hand, answer: Answer) -> Answer:
    """The batch's page once everything of it is drafted."""
    for look in range(200):
        answer = hand.get(answer.path)
        if "hx-trigger" not in answer.text:
            return answer
        time.sleep(0.03 * (look + 1))
    raise AssertionError("the batch was never finished")


def give(firm: Firm, person: str, text: str, client: str = HARDWARE, **how: object) -> Answer:
    hand = firm.client(person)
    given = hand.post(f"/c/{client}/describe", text=text, key=how.pop("key", text), **how)
    assert given.status == 200, given.text
    return finished(hand, given)


def main_of(answer: Answer) -> str:
    """What stands on the page, without markup's escapes."""
    return unescape(answer.text[answer.text.index("<main") :])


def test_a_text_becomes_a_draft_and_the_page_says_who_read_it(firm: Firm) -> None:
    page = give(firm, CAL, "12 mugs smashed in the store")
    assert "/batches/B-" in page.path
    shown = main_of(page)
    assert "D-1" in shown
    assert "5050 Damage & Breakage" in shown
    assert "49.80" in shown
    assert "read by the rules" in shown


def test_a_language_model_reads_where_the_client_allows_it_and_the_page_says_who_read_and_why(firm: Firm) -> None:
    with ScriptedEndpoint([READ, READ]) as endpoint:
        model = ModelSettings("scripted", endpoint.url, "", 5.0, 0, 2)
        firm.house = replace(firm.house, settings=replace(firm.house.settings, model=model))
        firm.app.state.drafting.close()
        firm.app = desk(firm.house)
        page = give(firm, CAL, "2 mugs smashed")
        assert "Read by rules: this client's policy allows no language model" in main_of(page)
        assert "An owner may allow scripted in the settings." in main_of(page)
        assert endpoint.asked == []
        with firm.store.client(HARDWARE) as transaction:
            transaction.set_policy(replace(transaction.policy(), model=ModelUse.LOCAL), by=ADA, at=NOON)
        page = give(firm, CAL, "2 mugs smashed\n2 mugs smashed")
        assert "2 of 2 done" in main_of(page)
        assert "read by the rules and a language model" in main_of(page)
        assert len(endpoint.asked) == 2


def test_a_list_is_taken_line_by_line_and_each_text_comes_to_something(firm: Firm) -> None:
    page = give(firm, CAL, "12 mugs smashed in the store\n3 lamps in the warehouse stolen or lost\nthe cat is fine")
    shown = main_of(page)
    assert "3 of 3 done" in shown
    assert "Several items fit" in shown or "D-2" in shown
    assert "Nothing was drafted." in shown
    assert "It could be said such as:" in shown


@pytest.mark.parametrize(("split", "texts"), [("auto", 2), ("line", 3), ("blank", 2), ("none", 1)])
def test_how_a_text_is_taken_apart_is_said_and_chosen(firm: Firm, split: str, texts: int) -> None:
    hand = firm.client(CAL)
    text = "nothing happened\nin the store\n\nnothing happened in the warehouse"
    said = hand.post("/describe/how", text=text, split=split).text.strip()
    assert said.startswith(str(texts))
    page = finished(hand, hand.post(f"{HERE}/describe", text=text, split=split, key=split))
    assert page.text.count('<article class="card came"') == texts


def test_the_same_list_again_drafts_nothing_twice_and_says_so(firm: Firm) -> None:
    lines = "12 mugs smashed in the store\nwrite off $40 of damaged stock"
    first = give(firm, CAL, lines, key="one")
    hand = firm.client(CAL)
    again = hand.post(f"{HERE}/describe", text=lines, key="another")
    assert again.path == first.path
    assert "Nothing of it is drafted twice" in again.text
    with firm.store.client(HARDWARE, reads=True) as transaction:
        assert len(transaction.texts_of_batch(first.path.rsplit("/", 1)[1])) == 2


def test_a_form_sent_twice_is_one_loss_and_the_same_words_typed_anew_another(firm: Firm) -> None:
    text = "12 mugs smashed in the store"
    first, twice, anew = (give(firm, CAL, text, key=key) for key in ("one", "one", "two"))
    assert first.path == twice.path != anew.path
    assert "D-2" in main_of(anew)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"text": ""}, "The text is empty."), ({"text": f"x{'y' * 30_000}"}, "30,001 characters"),
        ({"text": "bad \x01 bytes"}, "not text"), ({"text": "kept & shown <b>", "split": "by_magic"}, "not taken apart by"),
        ({"text": "12 mugs", "shows": "magic"}, "no kind of evidence"),
        ({"text": "12 mugs", "files": [("files", ("evil.exe", b"MZ", "image/png"))]}, "of no kind that is taken here"),
        ({"text": "12 mugs", "files": [("files", ("photo.png", b"GIF89a", "image/png"))]}, "is not a PNG file"),
        ({"text": "12 mugs", "files": [("files", ("l.csv", b"sku,place\nA,B\n", "text/csv"))]}, "neither a column 'text'"),
        ({"text": "", "files": [("files", PNG)]}, "nobody said what"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_comes_back_in_the_box(firm: Firm, form: dict[str, object], says: str) -> None:
    page = firm.client(CAL).post(f"{HERE}/describe", key="k", **form)
    assert page.status == 422
    assert says in unescape(page.text)
    box = page.text[page.text.index("<textarea") :]
    assert unescape(box[box.index(">") + 1 : box.index("</textarea>")]) == str(form["text"]).replace("\n", "\n")
    with firm.store.client(HARDWARE, reads=True) as transaction:
        assert transaction.latest_batches() == ()


def test_where_the_books_go_away_the_text_comes_back(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = firm.client(CAL)

    def away(*_: object, **__: object) -> None:
        raise BooksUnavailable("The books are away.", "Try again soon.")

    with monkeypatch.context() as broken:
        broken.setattr("assistant.bookkeeping.batches.give", away)
        page = hand.post(f"{HERE}/describe", text="12 mugs smashed <in the store>", key="k")
    assert page.status == 503
    assert "12 mugs smashed &lt;in the store&gt;</textarea>" in page.text
    assert "The books are away." in page.text


def test_markup_in_every_field_is_shown_as_it_was_typed(firm: Firm) -> None:
    hand = firm.client(CAL)
    csv = (f"{MARKUP.replace(',', '')}.csv", f'text\n"{MARKUP.replace(chr(34), chr(39))}"\n'.encode(), "text/csv")
    pages = [
        give(firm, CAL, f"12 mugs smashed in the store {MARKUP}"),
        hand.post(f"{HERE}/describe", text=f"{MARKUP}\n{MARKUP}", split=MARKUP, key=MARKUP),
        finished(hand, hand.post(f"{HERE}/describe", text="", key="k", files=[("files", csv)])),
        hand.post("/describe/how", text=f"{MARKUP}\n{MARKUP}", split="line"),
        hand.get(f"{HERE}/describe"),
    ]
    for page in pages:
        assert "<script>alert" not in page.text
        assert "49" not in page.text.replace("49.80", "")


def test_a_count_sheet_becomes_counts_measured_against_the_books_with_itself_as_evidence(firm: Firm) -> None:
    sheet = b"item,counted,location,date\nMUG-01,30,Store,2026-10-05\nHAM-16,0,Nowhere,2026-10-05\nLMP-DSK,9,Store,2026-10-05\n"
    page = give(firm, CAL, "", files=[("files", ("count.csv", sheet, "text/csv")), ("files", PNG)])
    shown = main_of(page)
    assert "count.csv" in shown
    assert "count adjustment, lost" in shown
    assert "-6 MUG-01 at Store" in shown
    assert "The count agrees with the books" in shown
    with firm.store.client(HARDWARE, reads=True) as transaction:
        kept = {file.name: [kind.value for kind in file.shows] for file in transaction.evidence("D-1")}
        assert kept == {"count.csv": ["count_sheet"], "shelf.png": []}


def test_photos_given_with_a_text_are_evidence_of_its_drafts(firm: Firm) -> None:
    give(firm, DEE, "12 mugs smashed in the store", shows="photo", files=[("files", PNG)])
    with firm.store.client(HARDWARE, reads=True) as transaction:
        (file,) = transaction.evidence("D-1")
        assert (file.name, file.added_by, [kind.value for kind in file.shows]) == ("shelf.png", DEE, ["photo"])
        assert transaction.evidence_content(file.digest) == PNG[1]


def test_a_question_is_answered_in_place_and_what_answers_nothing_stands_with_why(firm: Firm) -> None:
    page = give(firm, CAL, "3 lamps broke")
    hand = firm.client(CAL)
    answers = f"{page.path}/texts/0/answer"
    assert "which one is meant?" in main_of(page)
    wrong = hand.post(answers, draft="D-1", words="the moon")
    assert "the moon" in main_of(wrong)
    assert "does not answer" in main_of(wrong)
    assert "which one is meant?" in main_of(wrong)
    right = hand.post(answers, draft="D-1", words="LMP-FLR Floor Lamp Brass")
    assert right.path == page.path
    assert "-3 LMP-FLR" in main_of(right)
    other = hand.post(answers, draft="D-99", words="12")
    assert "D-99" not in main_of(other)


def test_a_reporter_answers_for_their_own_report_and_sees_no_other(firm: Firm) -> None:
    theirs = give(firm, DEE, "3 lamps broke")
    others = give(firm, CAL, "12 mugs smashed in the store")
    hand = firm.client(DEE)
    answered = hand.post(f"{theirs.path}/texts/0/answer", draft="D-1", words="LMP-FLR Floor Lamp Brass")
    assert "waits for approval" in main_of(answered)
    assert hand.get(others.path).status == 404
    assert hand.get(f"{others.path}/since", waiting="0").status == 404
    lately = main_of(hand.get(f"{HERE}/describe"))
    assert "3 lamps broke" in lately
    assert "D-1" in lately
    assert "mugs" not in lately
    assert "mugs" in main_of(firm.client(EVE).get(others.path))


def test_the_same_file_from_a_reporter_is_their_own_list(firm: Firm) -> None:
    file = [("files", ("l.csv", b"text\n12 mugs smashed in the store\n", "text/csv"))]
    first = give(firm, CAL, "", files=file)
    theirs = give(firm, DEE, "", files=file)
    assert theirs.path != first.path
    assert "D-2" in main_of(theirs)


def test_who_may_not_draft_has_no_box_and_gives_nothing(firm: Firm) -> None:
    auditor = firm.client(EVE)
    assert "<textarea" not in auditor.get("/clients").text
    assert auditor.get(f"{HERE}/describe").status == 403
    assert auditor.post(f"{HERE}/describe", text="12 mugs smashed").status == 403
    assert auditor.post("/describe", text="12 mugs smashed", client=HARDWARE).status == 403
    stranger = firm.client(FAY)
    assert stranger.get(f"{HERE}/describe").status == 404
    assert stranger.post(f"{HERE}/describe", text="12 mugs smashed").status == 404
    assert stranger.post("/describe", text="12 mugs smashed", client=HARDWARE).status == 404


def test_across_clients_the_box_offers_those_that_one_may_draft_for(firm: Firm) -> None:
    set_role(firm.store, CAFE, BEA, PersonRole.AUDITOR, by=ADA, at=NOON)
    hand = firm.client(BEA)
    for path in ("/queue", "/clients", "/account"):
        box = hand.get(path).text
        assert f'<option value="{HARDWARE}">' in box
        assert f'<option value="{CAFE}">' not in box
    given = finished(hand, hand.post("/describe", text="12 mugs smashed in the store", client=HARDWARE, key="k"))
    assert given.path.startswith(f"{HERE}/batches/")


def test_a_list_left_by_a_process_that_died_is_gone_on_with_by_who_looks_at_it(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = firm.client(CAL)
    with monkeypatch.context() as dead:
        dead.setattr("assistant.surfaces.serving.drafting.Drafting.begin", lambda *_, **__: None)
        given = hand.post(f"{HERE}/describe", text="12 mugs smashed in the store\nwrite off $40 of damaged stock", key="k")
        with firm.store.client(HARDWARE) as transaction:
            lasts = firm.clock.now().replace(hour=13)
            transaction.take_batch(given.path.rsplit("/", 1)[1], "dead", now=firm.clock.now(), until=lasts)
    assert "0 of 2" in main_of(given)
    assert "0 of 2" in main_of(hand.get(given.path))
    firm.clock.at = lasts
    assert "2 of 2 done" in main_of(finished(hand, given))


def test_a_text_that_failed_is_tried_again_from_the_page(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = firm.client(CAL)
    with monkeypatch.context() as broken:
        broken.setattr(SqlStore, "client", _failing_once(SqlStore.client))
        page = finished(hand, hand.post(f"{HERE}/describe", text="12 mugs smashed in the store", key="k"))
    assert "A fault in this program stopped this text." in main_of(page)
    again = finished(hand, hand.post(f"{page.path}/texts/0/retry"))
    assert "D-1" in main_of(again)


def _failing_once(real: object) -> object:
    """A store whose first text to be drafted meets a defect."""
    import threading

    left = [True]

    def client(self: SqlStore, slug: str, *, reads: bool = False) -> object:
        if left[0] and not reads and threading.current_thread().name.startswith("drafting") and _drafts():
            left.clear()
            left.append(False)
            raise KeyError("a defect")
        return real(self, slug, reads=reads)  # type: ignore[operator]

    return client


def _drafts() -> bool:
    import inspect

    return any(frame.function == "draft" for frame in inspect.stack())


def test_what_comes_is_asked_for_by_the_places_that_wait(firm: Firm) -> None:
    page = give(firm, CAL, "12 mugs smashed in the store\nwrite off $40 of damaged stock\nthe cat is fine")
    hand = firm.client(CAL)
    since = hand.get(f"{page.path}/since", waiting="0,2")
    assert since.text.count("<hx-partial") == 2
    assert 'hx-target="#text-1"' in since.text
    assert 'hx-target="#text-2"' not in since.text
    assert hand.get(f"{HERE}/batches/B-1%00").status == 404
    assert hand.post(f"{page.path}/texts/{10**30}/answer", draft="D-1", words="12").status == 404
    for odd in ("", "x", "-1", "7-9", "1-999999999", "2-1", "٣", "0-"):
        assert hand.get(f"{page.path}/since", waiting=odd).status == 200


def test_a_long_list_is_shown_a_part_at_a_time(firm: Firm) -> None:
    page = give(firm, CAL, "\n".join(f"nothing happened in bay {n}" for n in range(1, 121)))
    assert "120 of 120 done" in main_of(page)
    assert page.text.count('<article class="card came"') == 100
    last = main_of(firm.client(CAL).get(page.path, part="2"))
    assert "nothing happened in bay 120" in last
    assert "nothing happened in bay 100" not in last
