"""Charts in other languages: what their names say in English, and that English charts are left as they are."""

import pytest

from assistant.vocabulary.charts import with_gloss
from assistant.vocabulary.family_words import FAMILIES
from assistant.vocabulary.glossary import in_english, languages_of, tables, words_in
from tests.stages.mapping.ledger import STORE, chart, sample

GERMAN = ["Bestand Bier", "Schwund und Inventurdifferenzen", "Verderb / MHD abgelaufen", "Brand-, Sturm- und Wasserschäden"]
ENGLISH = ["Brand Marketing", "Personal Use", "Lager & Ale", "Depreciation", "Salaries", "Plant & Equipment", "Taxes", "Monsters"]


@pytest.mark.parametrize(
    ("names", "languages"),
    [
        (GERMAN, ("German",)),
        (["Diefstal en inbraak", "Afwaardering incourant", "Kantinekosten"], ("Dutch",)),
        (["Mermas y Desperdicios", "Robo de Mercancía", "Ventas"], ("Spanish",)),
        (["Démarque inconnue", "Périmés et avariés", "Casse"], ("French",)),
        (["Hasara ya Wizi", "Bidhaa Zilizoharibika", "Chai"], ("Swahili",)),
        (ENGLISH, ()),
    ],
)
def test_the_languages_of_a_chart(names: list[str], languages: tuple[str, ...]) -> None:
    assert languages_of(names)[:1] == languages


@pytest.mark.parametrize(
    ("name", "language", "says"),
    [
        ("Voorraadverschillen", "Dutch", "stock differences"),
        ("Brand- en waterschade", "Dutch", "fire- en flood"),
        ("Warenverluste", "German", "stock losses"),
        ("Diebstahl und Einbruch", "German", "theft und burglary"),
        ("Veediefstal", "Afrikaans", "theft"),
        ("Pérdidas de inventario", "Spanish", "stock losses"),
        ("Quebras", "Portuguese", "breakage"),
        ("Ammanchi di magazzino", "Italian", "shrinkage di stock"),
        ("Pertes exceptionnelles sur stocks", "French", "loss abnormal sur stock"),
        ("Hasara ya moto", "Swahili", "loss ya fire"),
    ],
)
def test_what_a_name_says(name: str, language: str, says: str) -> None:
    assert in_english(name, [language]).startswith(says)


def test_what_english_has_for_something_else_is_read_only_where_the_language_is_spoken() -> None:
    assert in_english("Brand", ["German"]) == "fire"
    assert in_english("Brand", []) == ""
    assert in_english("Derving", []) == "shrinkage"  # no other language has it


def test_words_of_english_goods_are_no_other_languages() -> None:
    """The names of English charts would come to say what they do not."""
    english = {
        word for name in (*ENGLISH, *FAMILIES.replace("_", " ").splitlines(), *STORE.splitlines()) for word in words_in(name)
    }
    also_foreign = {"champagne", "sekt", "coffret", "salumi", "helles", "weizen"}  # on English shelves under their own names
    read = {word for word in english - also_foreign if in_english(word, [])}
    assert {word: in_english(word, []) for word in read} == {}


def test_a_chart_keeps_its_names() -> None:
    books = chart("3850 cogs Bruch  -\n4980 expense Außergewöhnliche Warenverluste  -\n3900 stock Bestand Bier  9.00")
    glossed = with_gloss(books)
    assert [account.name for account in glossed] == [account.name for account in books]
    assert [account.gloss for account in glossed] == ["breakage", "abnormal stock losses", "stock beer"]
    assert glossed["3850"].wording == "breakage"
    assert with_gloss(books) is glossed


@pytest.mark.parametrize("client", ["corner-hardware", "karri-timber", "saranga-garments", "tui-corner-cafe", "minato-ceramics"])
def test_an_english_chart_is_left_as_it_is(client: str) -> None:
    books = sample(client).chart
    assert with_gloss(books) is books


def test_every_row_has_words() -> None:
    for language in tables().values():
        assert all(gloss and all(phrase) for phrase, gloss in language.phrases.items())
        assert all(len(ending) >= 4 for ending in language.endings)
