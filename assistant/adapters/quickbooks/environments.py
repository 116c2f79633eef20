"""An environment to the only addresses that it has: practice, Intuit's sandbox and production are kept apart here.

Nothing else names an address of QuickBooks. The table is of Intuit's OAuth 2 and Accounting API pages (developer.intuit.com);
their sign-in is one for sandbox and production, told apart by the app's credentials, so tokens are sealed together with the
environment (sealing.py) and a request for one environment is let out to its own hosts alone.
"""

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from assistant.books.remote import Environment
from assistant.errors import NotAllowed, WrongUsage

SIGN_IN = ("https://appcenter.intuit.com/", "https://oauth.platform.intuit.com/", "https://developer.api.intuit.com/")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the QuickBooks of one environment answers. `sign_in` is what every address of its sign-in begins with; `limited` says
    whether it refuses more requests than the live service takes."""

    environment: Environment
    api: str  # what every request for a company begins with, and then '/v3'
    discovery: str
    sign_in: tuple[str, ...]
    limited: bool = True

    @property
    def api_url(self) -> str:
        return f"{self.api}/v3"

    def is_of_api(self, url: str) -> bool:
        return url.startswith(f"{self.api}/")

    def is_of_sign_in(self, url: str) -> bool:
        return url.startswith(self.sign_in)


SANDBOX = Addresses(
    Environment.SANDBOX,
    "https://sandbox-quickbooks.api.intuit.com",
    "https://developer.api.intuit.com/.well-known/openid_sandbox_configuration",
    SIGN_IN,
)
PRODUCTION = Addresses(
    Environment.PRODUCTION,
    "https://quickbooks.api.intuit.com",
    "https://developer.api.intuit.com/.well-known/openid_configuration",
    SIGN_IN,
)
INTUIT = {addresses.environment: addresses for addresses in (SANDBOX, PRODUCTION)}


def practice_addresses(base_url: str, *, limited: bool = True) -> Addresses:
    """The addresses of a practice company's server. NotAllowed for one that is not on this machine."""
    base_url = on_this_machine(base_url)
    discovery = f"{base_url}/.well-known/openid_sandbox_configuration"
    return Addresses(Environment.PRACTICE, base_url, discovery, (f"{base_url}/",), limited)


def on_this_machine(base_url: str) -> str:
    """The address, where it is this machine's; NotAllowed for any other, so that practice never reaches a company's own books."""
    parts = urlsplit(base_url)
    if (parts.scheme, parts.hostname) != ("http", "127.0.0.1"):
        raise NotAllowed(f"{base_url} is no practice company on this machine.", "Start one: writeoff qbo practice")
    return base_url


@dataclass(frozen=True, slots=True)
class App:
    """Who we are to the QuickBooks of one environment, and where it sends people back to."""

    environment: Environment
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str

    def __post_init__(self) -> None:
        if not self.client_id or not self.client_secret:
            names = f"{_variable(self.environment, 'CLIENT_ID')} and {_variable(self.environment, 'CLIENT_SECRET')}"
            says = f"There are no credentials for QuickBooks' {self.environment}."
            raise WrongUsage(says, f"Set {names} to those of your app there (developer.intuit.com, Keys & credentials).")
        if not _may_lead_back(self.environment, self.redirect_uri):
            if self.environment is Environment.PRODUCTION:
                remedy = "Set it to the https address registered for your app's production keys, which names no bare IP address."
            else:
                remedy = "Set it to an https address registered for your app, or to http://localhost with a port."
            raise WrongUsage(f"{_variable(self.environment, 'REDIRECT')} is no address to come back to.", remedy)

    @property
    def listens_here(self) -> bool:
        """Whether the way back leads to this machine, at a port that we can listen at; to the practice company any will do."""
        parts = urlsplit(self.redirect_uri)
        free = self.environment is Environment.PRACTICE or bool(parts.port)
        return parts.scheme == "http" and parts.hostname in LOOPBACK and free


LOOPBACK = ("localhost", "127.0.0.1")


def _variable(environment: Environment, name: str) -> str:
    return f"WRITEOFF_QBO_{environment.upper()}_{name}"


def _may_lead_back(environment: Environment, redirect_uri: str) -> bool:
    """Intuit sends people back to https addresses by name alone; in the sandbox to http://localhost too (its page "Set app
    redirect URIs"). The practice company sends them to this machine."""
    try:
        parts = urlsplit(redirect_uri)
        known = parts.port != 0 and bool(parts.hostname) and not parts.query and not parts.fragment and "@" not in parts.netloc
    except ValueError:
        return False
    host = parts.hostname or ""
    if not known or not redirect_uri.isascii() or not redirect_uri.isprintable() or " " in redirect_uri:
        return False
    if environment is Environment.PRACTICE:
        return parts.scheme == "http" and host in LOOPBACK
    if parts.scheme == "http":
        return environment is Environment.SANDBOX and host == "localhost"
    return parts.scheme == "https" and not _is_ip_address(host) and (environment is Environment.SANDBOX or host != "localhost")


def _is_ip_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
