"""A chart to the same chart with what its names say in English beside them."""

from assistant.books.accounts import Chart
from assistant.vocabulary.glossary import in_english, languages_of


def with_gloss(chart: Chart) -> Chart:
    """The same chart where all its names are English, as far as the glossary knows."""
    glosses = chart.kept("glosses", lambda: _glosses(chart))
    return chart.called(glosses) if glosses else chart


def _glosses(chart: Chart) -> dict[str, str]:
    """The English of each account's name, by its key, where its name is not English."""
    languages = languages_of(account.name for account in chart)
    return {account.key: gloss for account in chart if (gloss := in_english(account.name, languages))}
