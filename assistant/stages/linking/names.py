"""Names of ours and a company's names to which is which: suppliers, customers, classes, and places to locations."""

from collections.abc import Iterable

from assistant.books.accounts import AccountType, Chart
from assistant.books.entry import Line
from assistant.books.proposal import Role
from assistant.books.remote import LinkKind, Links
from assistant.books.snapshot import RemoteName
from assistant.stages.linking.matching import Matching, Sides, free, indexed, match, spelt

THEIR_WORDS = {
    LinkKind.VENDOR: "vendor",
    LinkKind.CUSTOMER: "customer",
    LinkKind.CLASS: "class",
    LinkKind.LOCATION: "location",
}


def match_names(kind: LinkKind, ours: Iterable[str], company: Iterable[RemoteName], known: Links | None = None) -> Matching:
    """Links names that are the same in whatever case; a name of which the company has several stays for a person. Of several
    spellings of one name here, that of its link stands for all, else the first."""
    known = known or Links()
    linked = {spelt(link.ours): link.ours for link in known.links if link.kind is kind}
    names: dict[str, str] = {}
    for name in ours:
        names.setdefault(spelt(name), linked.get(spelt(name), name))
    rows = free(kind, company, known)
    by_name = indexed(rows, lambda row: spelt(row.name))

    def find(name: str) -> RemoteName | str:
        found = by_name.get(spelt(name), [])
        if len(found) == 1:
            return found[0]
        return f"{len(found)} are called {name!r} there." if found else f"No active {THEIR_WORDS[kind]} there is called {name!r}."

    return match(kind, names.values(), rows, known, of=lambda name: Sides(name, name), find=find)


def vendors_of(lines: Iterable[Line], chart: Chart) -> tuple[str, ...]:
    """The suppliers that lines name."""
    return tuple(dict.fromkeys(line.party for line in lines if line.party and _of_supplier(line, chart)))


def customers_of(lines: Iterable[Line], chart: Chart) -> tuple[str, ...]:
    """Those whom lines to accounts receivable name."""
    return tuple(
        dict.fromkeys(line.party for line in lines if line.party and _type(line, chart) is AccountType.ACCOUNTS_RECEIVABLE)
    )


def _of_supplier(line: Line, chart: Chart) -> bool:
    return line.role is Role.SUPPLIER or _type(line, chart) is AccountType.ACCOUNTS_PAYABLE


def _type(line: Line, chart: Chart) -> AccountType | None:
    account = chart.get(line.account)
    return account.type if account is not None else None
