"""Our documents and questions to a QuickBooks Online company, and its answers: python-quickbooks over our own session."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from quickbooks import QuickBooks as Library

from assistant.adapters.quickbooks.faults import NoAnswer, QuickBooksFault
from assistant.adapters.quickbooks.sentences import refused, unusable
from assistant.adapters.quickbooks.session import QuickBooksSession
from assistant.books.remote import RemoteDocument
from assistant.books.snapshot import RemoteAccount
from assistant.errors import RefusedByBooks
from assistant.stages.sync import Party, Records, RemoteEntry, read_entry
from assistant.syncing.run import Answer, Kept, Refused, Taken, Unclear

Json = dict[str, Any]

MINOR_VERSION = 75
ROWS = 1000  # the most of a page
READS = 3  # a question may be put again: it changes nothing
OWNER = re.compile(r"TxnId=(\d+)")
DUPLICATE_NUMBER, SYSTEM_FAILURE = "6140", "10000"
ACCOUNT_CODES = frozenset({"610", "2500"})


class QuickBooks:
    """One company. Implements syncing.RemoteBooks; a method raises OutsideServiceFailed where QuickBooks did not do its part."""

    def __init__(self, api_url: str, realm: str, session: QuickBooksSession) -> None:
        self.realm = realm
        library = Library(company_id=realm, minorversion=MINOR_VERSION, use_decimal=True)
        library.sandbox = True  # never the address of production, whatever the one of the sandbox is set to
        library.sandbox_api_url_v3 = library.api_url_v3 = api_url
        library.session = session
        self._library = library
        self._session = session

    def close(self) -> None:
        self._session.close()

    # ── What it holds ────────────────────────────────────────────────────────────────────────────────────────────────

    def name(self) -> str:
        return str(self._get(f"companyinfo/{self.realm}", "CompanyInfo").get("CompanyName", ""))

    def accounts(self) -> tuple[RemoteAccount, ...]:
        """All of them, the inactive too."""
        rows = self._rows("Account", "Active IN (true, false)")
        return tuple(
            RemoteAccount(
                id=str(row["Id"]),
                number=str(row.get("AcctNum") or ""),
                name=str(row.get("FullyQualifiedName") or row["Name"]),
                classification=str(row.get("Classification") or ""),
                active=row.get("Active") is not False,
            )
            for row in rows
        )

    def home_currency(self) -> str:
        return _home_currency(self._preferences())

    def records(self, parties: Sequence[Party]) -> Records:
        preferences = self._preferences()
        tracked = {
            str((row.get("AssetAccountRef") or {}).get("value", "")): str(row.get("Name", ""))
            for row in self._rows("Item", "Type = 'Inventory'")
            if row.get("TrackQtyOnHand")
        }
        known = {party: key for party in parties if (key := self._party(party)) is not None}
        return Records(
            accounts={account.id: account for account in self.accounts()},
            tracked=tracked,
            parties=known,
            currency=_home_currency(preferences),
            multicurrency=(preferences.get("CurrencyPrefs") or {}).get("MultiCurrencyEnabled") is True,
        )

    def entries(self) -> tuple[RemoteEntry, ...]:
        """Every journal entry of the company, oldest first."""
        return tuple(read_entry(row) for row in self._rows("JournalEntry", ""))

    def find(self, number: str) -> tuple[RemoteEntry, ...]:
        """The journal entries that bear this number."""
        return tuple(read_entry(row) for row in self._rows("JournalEntry", f"DocNumber = {quoted(number)}"))

    def read(self, remote_id: str) -> RemoteEntry:
        return read_entry(self._get(f"journalentry/{remote_id}", "JournalEntry"))

    def _party(self, party: Party) -> str | None:
        """The Id of the active vendor or customer of this name, in whatever case."""
        kind, name = party
        compares = "=" if "%" in name else "LIKE"
        found = self._rows(kind, f"DisplayName {compares} {quoted(name)}")
        return str(found[0]["Id"]) if len(found) == 1 else None

    def _preferences(self) -> Json:
        """The raw JSON: the library's own object takes what is absent for true."""
        return self._get("preferences", "Preferences")

    def add_supplier(self, name: str) -> str:
        """Adds a vendor and answers its Id; for a practice company, which has no other door for people."""
        try:
            answer = self._library.post(f"{self._url()}/vendor", json.dumps({"DisplayName": name}))
        except QuickBooksFault as error:
            answer = refused(error.fault)
            raise RefusedByBooks(answer.says, answer.remedy) from None
        return str(answer["Vendor"]["Id"])

    # ── What it is to keep ───────────────────────────────────────────────────────────────────────────────────────────

    def send(self, document: RemoteDocument) -> Answer:
        """Posts the document's body as it stands, under its request id."""
        url = f"{self._url()}/{document.kind.lower()}"
        try:
            answer = self._library.post(url, document.body, request_id=document.request_id)
        except NoAnswer as error:
            return Unclear(error.says)
        except QuickBooksFault as error:
            return self._meaning(error, document)
        kept = answer.get(document.kind)
        return Kept(read_entry(kept)) if isinstance(kept, dict) else Unclear("QuickBooks' answer holds no entry.")

    def _meaning(self, error: QuickBooksFault, document: RemoteDocument) -> Answer:
        """A fault of the API is a definite no; anything else may have been carried out."""
        fault = error.fault
        if fault.status >= 500 or not fault.readable or SYSTEM_FAILURE in fault.codes:
            return Unclear(f"QuickBooks was in trouble (HTTP {fault.status}).")
        owner = OWNER.search(fault.words)
        if DUPLICATE_NUMBER in fault.codes and owner is not None:
            return Taken(owner[1])
        names = self._unusable(document) if ACCOUNT_CODES & set(fault.codes) else ()
        no = unusable("account_not_linked", names, fault) if names else refused(fault)
        return Refused(f"{no.says} {no.remedy}")

    def _unusable(self, document: RemoteDocument) -> tuple[str, ...]:
        """The names of the document's accounts that are gone or inactive, which QuickBooks itself does not tell."""
        there = {account.id: account for account in self.accounts()}
        used = dict.fromkeys(re.findall(r'"AccountRef":\{"value":"([^"]*)"', document.body))
        gone = [key for key in used if key not in there]
        inactive = [repr(there[key].name) for key in used if key in there and not there[key].active]
        return (*inactive, *(f"Id {key}" for key in gone))

    # ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _url(self) -> str:
        return f"{self._library.api_url}/company/{self.realm}"

    def _get(self, path: str, entity: str) -> Json:
        found = self._asked(lambda: self._library.get(f"{self._url()}/{path}")).get(entity)
        if not isinstance(found, dict):
            raise NoAnswer(f"QuickBooks' answer holds no {entity}.", "Try again in a while.")
        return found

    def _rows(self, entity: str, condition: str) -> list[Json]:
        """All rows, page after page."""
        return [row for page in self._pages(entity, condition) for row in page]

    def _pages(self, entity: str, condition: str) -> Iterator[list[Json]]:
        where, start = (f" WHERE {condition}" if condition else ""), 1
        while True:
            text = f"SELECT * FROM {entity}{where} ORDERBY Id STARTPOSITION {start} MAXRESULTS {ROWS}"
            page: list[Json] = self._asked(lambda text=text: self._library.query(text)).get("QueryResponse", {}).get(entity, [])
            yield page
            if len(page) < ROWS:
                return
            start += ROWS

    def _asked(self, question: Any) -> Json:
        """The answer to a question, put again where none came or the service was in trouble."""
        for left in range(READS - 1, -1, -1):
            try:
                answer: Json = question()
            except (NoAnswer, QuickBooksFault) as error:
                trouble = not isinstance(error, QuickBooksFault) or error.fault.status >= 500
                if not trouble or not left:
                    raise
            else:
                return answer
        raise AssertionError("the last question is answered or raises")


def quoted(text: str) -> str:
    """A text as the query language takes it. The library escapes no backslash, so that a text could end its own quoting."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _home_currency(preferences: Json) -> str:
    home = (preferences.get("CurrencyPrefs") or {}).get("HomeCurrency") or {}
    return str(home.get("value", ""))
