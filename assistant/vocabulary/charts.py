"""A chart to the same chart with what its names say in English beside them."""

from dataclasses import replace

from assistant.books.accounts import Account, Chart
from assistant.vocabulary.glossary import in_english, languages_of


def with_gloss(chart: Chart) -> Chart:
    """The same chart where all its names are English, as far as the glossary knows."""
    return chart.kept("with gloss", lambda: _glossed(chart))


def _glossed(chart: Chart) -> Chart:
    languages = languages_of(account.name for account in chart)
    accounts = tuple(_with_gloss(account, languages) for account in chart)
    return Chart(accounts) if any(account.gloss for account in accounts) else chart


def _with_gloss(account: Account, languages: tuple[str, ...]) -> Account:
    gloss = in_english(account.name, languages)
    return replace(account, gloss=gloss) if gloss else account
