"""`serve`: the review desk and the API, until Ctrl-C."""

from pathlib import Path

import click

from assistant.errors import WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, command, now
from assistant.surfaces.cli.office import open_books

PORT = 8765
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is read for another
CODE_GROUPS, CODE_GROUP = 3, 4


@command("serve")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen. [127.0.0.1: this machine alone]")
@click.option("--port", default=PORT, type=click.IntRange(0, 65535), help=f"The port; 0 takes a free one. [{PORT}]")
@click.option("--certificate", type=click.Path(path_type=Path), metavar="FILE", help="Serve by https, with this certificate.")
@click.option("--key", type=click.Path(path_type=Path), metavar="FILE", help="The certificate's key.")
@click.option("--behind-proxy", "proxy", default="", metavar="ADDRESS", help="A proxy at this address serves it by https.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name that browsers reach it by; may be said again.")
@click.option("--workers", default=1, type=click.IntRange(1, 64), help="Processes that serve it, sharing the port. [1]")
@click.pass_obj
def serve(
    desk: Desk, host: str, port: int, certificate: Path | None, key: Path | None, proxy: str, names: tuple[str, ...], workers: int
) -> int:
    """Serve the review desk in a browser, and the API for programs, on these books.

    The first to come in shows the setup code that is printed here, sets a password, and owns every client's books. It keeps to
    this machine; to be reached from others it needs https, by a certificate or behind a proxy.

    \b
    Examples:
      writeoff serve
      writeoff serve --host 0.0.0.0 --certificate desk.pem --key desk.key --name desk.example.com
      writeoff serve --behind-proxy 127.0.0.1 --name desk.example.com --workers 4
    """
    import secrets
    from dataclasses import replace

    from assistant.adapters.identity.passwords import Argon2Passwords
    from assistant.bookkeeping.welcoming import nobody_yet
    from assistant.surfaces.desk import desk as application
    from assistant.surfaces.serving import records
    from assistant.surfaces.serving.house import House
    from assistant.surfaces.serving.listening import Door, address_of, hosts_of, listen, refuse_open_door, run
    from assistant.surfaces.serving.processes import refuse_workers, serve_by

    if desk.as_json:
        raise WrongUsage("What runs until Ctrl-C is no document.", "Leave out --json.")
    if (leaked := desk.settings.leaked_passwords) is not None and not leaked.is_file():
        raise WrongUsage(f"WRITEOFF_LEAKED_PASSWORDS names {leaked}, and there is no such file.", "Name the list, or unset it.")
    door = Door(host, port, certificate, key, proxy, names)
    refuse_open_door(door)
    refuse_workers(workers)
    hosts, store = hosts_of(door), open_books(desk, create=True)
    code = "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_GROUP)) for _ in range(CODE_GROUPS))
    settings = replace(desk.settings, person=desk.person)
    house = House(
        store, settings, now, lambda: desk.today, secrets.token_urlsafe, door.secure, hosts=hosts, setup_code=code,
        passwords=Argon2Passwords(settings.leaked_passwords),
    )  # fmt: skip
    opened = listen(door)
    click.echo(f"The review desk is at {address_of(door, opened.getsockname()[1])}")
    if nobody_yet(house.identity):
        click.echo(f"Nobody can sign in yet. The first shows this setup code there: {code}")
    click.echo("Ctrl-C stops it.")
    records.to_standard_error()
    if workers == 1:
        run(application(house), door, opened)
    else:
        store.close()  # each opens the books for itself
        serve_by(workers, lambda: run(application(house), door, opened))
        opened.close()
    click.echo("Stopped.")
    return DONE
