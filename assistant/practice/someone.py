"""What a person does in the company's web app, beside any connected app: they make, change and delete, and no API limit holds
them.

    {"realm": "9130", "operation": "create", "entity": "InventoryAdjustment", "body": {…as the API takes it…}}
    {"realm": "9130", "operation": "update", "entity": "Account", "body": {"Id": "5", "Active": false}}
    {"realm": "9130", "operation": "delete", "entity": "JournalEntry", "body": {"Id": "41"}}
    {"realm": "9130", "operation": "update", "entity": "Preferences",
     "body": {"AccountingInfoPrefs": {"BookCloseDate": "2026-08-31"}}}
    {"realm": "9130", "operation": "update", "entity": "Company", "body": {"lapsed": true, "plan": "Essentials"}}

An update names only what changes, of the latest version. A person adjusts quantities in any plan and country, may go on in a
closed period, and works on while the subscription has lapsed for apps. `Company` takes the traits of a seed (see seeding.py).
"""

from assistant.practice import refusals
from assistant.practice.company import KINDS, PracticeCompany
from assistant.practice.seeding import SeedRefused, checked_traits, with_changes
from assistant.practice.store import SOMEONE, Store
from assistant.practice.wire import Json


def act(store: Store, now: float, asked: Json) -> Json:
    """Does what is asked and answers the object as the API shows it. Errors: `SeedRefused` for no such thing, `Refused`."""
    realm, operation, entity, body = (asked.get(name) for name in ("realm", "operation", "entity", "body"))
    if not isinstance(body, dict) or not isinstance(entity, str):
        raise SeedRefused("Someone needs a realm, an operation, an entity and a body.")
    with store.transaction():
        if realm not in store.realms():
            raise SeedRefused(f"There is no company {realm}.")
        company = PracticeCompany(store, str(realm), now, SOMEONE)
        if operation == "update" and entity == "Preferences":
            store.set_preferences(company.realm, with_changes(store.preferences(company.realm), body))
            return company.preferences()
        if operation == "update" and entity == "Company":
            store.set_traits(company.realm, checked_traits({**store.traits(company.realm), **body}))
            return store.traits(company.realm)
        if entity not in KINDS.values() or operation not in ("create", "update", "delete"):
            raise SeedRefused(f"Nobody can {operation} {entity} here.")
        return _act(company, operation, entity, body)


def _act(company: PracticeCompany, operation: str, entity: str, body: Json) -> Json:
    if operation == "create":
        if "Id" in body:
            raise refusals.unsupported_property("Id", "is the company's to give")
        return company.write(entity, body)
    latest = company.existing(entity, str(body.get("Id") or "")).body
    version = {"Id": latest["Id"], "SyncToken": latest["SyncToken"]}
    if operation == "delete":
        return company.delete(entity, version)
    return company.write(entity, {**body, **version, "sparse": True})
