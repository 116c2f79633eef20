"""What every answer says to the browser of how to treat it (OWASP ASVS 5.0, 3.4): nothing from elsewhere, no frame, no guess at
types, no copy kept of a page. A header that a route sets itself stays as it set it."""

from starlette.datastructures import MutableHeaders

A_YEAR = 31_536_000  # seconds
A_DAY = 86_400


def policy(*, forms_to: str = "") -> str:
    """The content security policy. `forms_to` is another origin that a form of the page leads to, such as where consent is given.
    The one style attribute that pages use carries a client's hue."""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' blob:;"
        f" object-src 'none'; base-uri 'none'; form-action 'self'{f' {forms_to}' if forms_to else ''}; frame-ancestors 'none'"
    )


ALWAYS = {
    "content-security-policy": policy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
STRICT_TRANSPORT = f"max-age={A_YEAR}"


def add_headers(headers: MutableHeaders, *, path: str, asked: str, secure: bool) -> None:
    """`asked` is the address' query: a static file that is asked for by its version never changes."""
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    if secure:
        headers.setdefault("strict-transport-security", STRICT_TRANSPORT)
    if path.startswith("/static/"):
        lasting = f"public, max-age={A_YEAR}, immutable" if asked.startswith("v=") else f"max-age={A_DAY}"
        headers.setdefault("cache-control", lasting)
    else:
        headers.setdefault("cache-control", "no-store")
