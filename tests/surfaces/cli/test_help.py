"""Every command says what it does, with examples that its own options understand."""

import shlex

import click
import pytest

from assistant.surfaces.cli.main import TABLE, writeoff


def commands() -> dict[str, click.Command]:
    """Every command that can be typed, by its words."""
    found: dict[str, click.Command] = {}
    top = click.Context(writeoff)
    for name in TABLE:
        command = writeoff.get_command(top, name)
        assert command is not None, name
        if isinstance(command, click.Group):
            for sub in command.list_commands(top):
                below = command.get_command(top, sub)
                assert below is not None, (name, sub)
                found[f"{name} {sub}"] = below
        else:
            found[name] = command
    return found


COMMANDS = commands()


def test_no_command_is_listed_that_is_not_there() -> None:
    assert {name.split()[0] for name in COMMANDS} == set(TABLE)


@pytest.mark.parametrize("words", COMMANDS)
def test_help_tells_and_shows_examples_that_parse(words: str) -> None:
    command = COMMANDS[words]
    says = command.help or ""
    assert len(says.split("\n")[0]) > 20
    examples = [line.strip() for line in says.split("Examples:")[1].splitlines() if line.strip()]
    ours = [example for example in examples if example.startswith("writeoff ")]
    assert ours
    for example in ours:
        typed = shlex.split(example.partition(" | ")[0])[1:]
        if words == "stock show":
            typed.insert(1, "show")
        assert " ".join(typed).startswith(words), example
        command.make_context("writeoff", typed[len(words.split()) :])
