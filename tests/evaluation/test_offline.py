"""The network shut off: every way out of the process is refused, and open again afterwards."""

import socket
from collections.abc import Callable

import pytest

from assistant.evaluation.offline import NetworkTouched, no_network
from tests.scripted_endpoint import ScriptedEndpoint

WAYS: dict[str, Callable[[int], object]] = {
    "a connection": lambda port: socket.create_connection(("127.0.0.1", port)),
    "a datagram": lambda port: _datagram(port),
    "a name": lambda port: socket.gethostbyname("localhost"),
    "an address": lambda port: socket.getaddrinfo("localhost", port),
    "a server": lambda port: socket.create_server(("127.0.0.1", 0)),
}


def _datagram(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.sendto(b"text", ("127.0.0.1", port))


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_out_and_afterwards_they_are_open(way: str) -> None:
    with ScriptedEndpoint([]) as endpoint:
        port = int(endpoint.url.split(":")[2].split("/")[0])
        with no_network(), pytest.raises(PermissionError, match="a run that plays recordings"):
            WAYS[way](port)
        socket.create_connection(("127.0.0.1", port)).close()


def test_a_connection_by_its_number_of_error_is_none_either() -> None:
    with socket.socket() as way, no_network(), pytest.raises(NetworkTouched):
        way.connect_ex(("127.0.0.1", 9))
