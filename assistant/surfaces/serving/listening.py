"""An application to a server that listens: where, under which names, over what, and only where nobody can read along.

Beyond this machine the desk is served by https, with a certificate of its own or behind a proxy that has one; else cookies and
books would cross the network in the clear (OWASP ASVS 5.0, 12.2.1).
"""

import gc
import signal
import socket
import ssl
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import FrameType

import uvicorn
from cryptography import x509
from fastapi import FastAPI

from assistant.errors import BadFile, OutsideServiceFailed, WrongUsage
from assistant.surfaces.serving.house import ON_THIS_MACHINE

EVERYWHERE = ("0.0.0.0", "::")
GRACE_SECONDS = 10  # for requests that are under way when it is stopped
SWITCH_SECONDS = 0.001  # how long a page at work keeps the others, and the socket, waiting; Python's own is five times that


@dataclass(frozen=True, slots=True)
class Door:
    """Where the desk is reached: `names` are those that browsers may call it by beside the host and the certificate's own;
    `proxy` is the address of one that ends https before it, and that is believed about who asks."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None
    proxy: str = ""
    names: tuple[str, ...] = ()

    @property
    def secure(self) -> bool:
        return self.certificate is not None or bool(self.proxy)


def refuse_open_door(door: Door) -> None:
    """WrongUsage, with the remedy, for a door that others could listen at, or that says two things."""
    if door.certificate is not None and door.proxy:
        raise WrongUsage("Either the desk or the proxy has the certificate.", "Leave out --certificate or --behind-proxy.")
    if door.key is not None and door.certificate is None:
        raise WrongUsage("A key needs its certificate.", "Name it: --certificate FILE")
    if door.proxy and not _is_address(door.proxy):
        raise WrongUsage(f"{door.proxy} is no address of a proxy.", "Write its IP address, such as --behind-proxy 127.0.0.1")
    if not door.secure and not is_this_machine(door.host):
        raise WrongUsage(
            f"At {door.host} others on the network could read along.",
            "Give --certificate FILE --key FILE; or --behind-proxy ADDRESS of a proxy with https; or keep to this machine:"
            " --host 127.0.0.1",
            code="open_door",
        )


def hosts_of(door: Door) -> tuple[str, ...]:
    """The names that the desk answers to. WrongUsage where it is reached from elsewhere and none is known."""
    said = [name.lower() for name in door.names]
    if not is_this_machine(door.host) and door.host not in EVERYWHERE:
        said.append(f"[{door.host}]" if ":" in door.host else door.host.lower())
    if door.certificate is not None:
        said += names_in(door.certificate)
    if (door.proxy and not door.names) or (door.secure and not said):
        raise WrongUsage("By which name do people reach the desk?", "Say it: --name desk.example.com", code="which_name")
    return (*ON_THIS_MACHINE, *dict.fromkeys(said))


def names_in(certificate: Path) -> list[str]:
    """The names and addresses that the certificate is for; a pattern among them names nothing. BadFile where it is none."""
    try:
        read = x509.load_pem_x509_certificate(certificate.read_bytes())
        found = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    except OSError as error:
        raise BadFile(f"{certificate} cannot be read: {error.strerror}.", "Let this user read it.") from error
    except ValueError as error:
        raise BadFile(f"{certificate} is no certificate in PEM form.", "Name the file with BEGIN CERTIFICATE in it.") from error
    names = [name.lower() for name in found.get_values_for_type(x509.DNSName) if "*" not in name]
    addresses = found.get_values_for_type(x509.IPAddress)
    return names + [f"[{address}]" if ":" in str(address) else str(address) for address in addresses]


def address_of(door: Door, port: int) -> str:
    """What a person types into a browser."""
    if door.proxy:
        return f"https://{door.names[0]}/ (here it listens at {door.host}, port {port})"
    name = door.names[0] if door.names else "localhost" if door.host in EVERYWHERE else door.host
    return f"{'https' if door.secure else 'http'}://{f'[{name}]' if ':' in name else name}:{port}/"


def listen(door: Door) -> socket.socket:
    """The open port. OutsideServiceFailed where it cannot be had."""
    try:
        family, kind, proto, _, where = socket.getaddrinfo(door.host, door.port, type=socket.SOCK_STREAM)[0]
        with ExitStack() as unless_bound:
            opened = unless_bound.enter_context(socket.socket(family, kind, proto))
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind(where)
            opened.listen()  # who comes before the first answer can be given waits for it, and is not turned away
            unless_bound.pop_all()
    except OSError as error:
        says = f"The desk cannot listen at {door.host}, port {door.port}: {error.strerror or error}."
        raise OutsideServiceFailed(says, "Take another port, such as --port 8766, or another --host.") from error
    return opened


def run(app: FastAPI, door: Door, opened: socket.socket) -> None:
    """Serves until it is told to stop (Ctrl-C, or SIGTERM); what is under way then is finished. BadFile for a certificate and
    key that do not fit."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, proxy_headers=bool(door.proxy), ws="none", lifespan="on",
        forwarded_allow_ips=door.proxy or None, ssl_certfile=door.certificate, ssl_keyfile=door.key,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )  # fmt: skip
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        opened.close()
        says, remedy = "The certificate and its key cannot be used together.", "Name the two files that belong together."
        raise BadFile(says, remedy) from error
    signal.signal(signal.SIGTERM, _interrupt)
    gc.collect()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()  # what was imported stays: the collector, which stops every request, need not walk it again and again
    try:
        uvicorn.Server(config).run(sockets=[opened])
    except KeyboardInterrupt:
        return  # the server finished what was under way, and only then said so
    finally:
        opened.close()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def is_this_machine(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _is_address(said: str) -> bool:
    try:
        ip_address(said)
    except ValueError:
        return False
    return True
