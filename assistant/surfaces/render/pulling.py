"""A pull of a QuickBooks company, and what a person confirmed of it, to pages and to the documents of `--json`."""

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.bookkeeping.confirming import Confirmed
from assistant.bookkeeping.pulling import Pulled
from assistant.books.client_books import ClientBooks
from assistant.books.remote import Link, LinkKind
from assistant.books.snapshot import Snapshot
from assistant.stages.linking.changes import Renamed
from assistant.stages.linking.matching import Matching, spelt
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.places import moment, unplaced_document, unplaced_says
from assistant.surfaces.render.table import plain, table

MOST, FEW = 25, 10  # rows of a list on a page; --json has them all
LISTS = {
    LinkKind.ACCOUNT: "Accounts",
    LinkKind.ITEM: "Items",
    LinkKind.VENDOR: "Suppliers",
    LinkKind.CUSTOMER: "Customers",
    LinkKind.CLASS: "Classes",
    LinkKind.LOCATION: "Places",
}
ASKED_FOR = (LinkKind.ACCOUNT, LinkKind.ITEM)  # whose rows that are only there concern these books


# ── A pull ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def pulled_page(pulled: Pulled, books: ClientBooks) -> str:
    """What was found, list by list, then all that a person has to settle."""
    company, snapshot = pulled.company, pulled.snapshot
    head = f"{plain(snapshot.name)} ({company.environment} company {company.realm}), as of {moment(snapshot.pulled_at)}."
    closed = _closed(snapshot.preferences.closed_through, books.policy.books_closed_through)
    parts = ["\n".join(filter(None, (head, closed))), _counts(pulled.matching)]
    if pulled.policy:
        told = [*pulled.policy, "Set otherwise: writeoff policy set stock_kept_by here"]
        parts.append(_list("QuickBooks tracks quantities of these goods, so its stock and cost lead from now on:", told))
    parts += [
        _block("To confirm, once (writeoff qbo confirm):", _proposed(pulled.matching.proposed, books)),
        _list("Without a counterpart there:", [f"{u.kind.value} {u.label}: {u.says}" for u in pulled.matching.unmatched]),
        _list("There, and not here:", _only_there(pulled.matching)),
        _list(_since(pulled.earlier), [*pulled.settings, *(change.says for change in pulled.changes)]),
        _list("Our names, as theirs are now:", pulled.taken),
        _list("Called otherwise now (writeoff qbo pull --take takes the names over):", [r.says for r in _untaken(pulled)]),
        _list("In the way:", [f"{h.says}{_waits(h.waiting)}" for h in pulled.held]),
        _list(
            "Done there to documents of ours (writeoff qbo reconcile says what can be done):",
            [f"{d.entry}: {d.says}" for d in pulled.drifts],
        ),
        _list(_at_no_place(pulled), [unplaced_says(each, books.policy) for each in pulled.unplaced]),
        _list(
            "Typed in QuickBooks, as asked:",
            [f"{c.task.entry}: {_typed(c.typed.kind, c.typed.id, c.typed.on)}" for c in pulled.tasks.closed],
        ),
        _list(
            "Perhaps typed in QuickBooks; say which (writeoff qbo confirm --task ENTRY=ID):",
            [f"{u.task.entry}: {u.says}" for u in pulled.tasks.unsure],
        ),
    ]
    return "\n\n".join(filter(None, parts))


def _at_no_place(pulled: Pulled) -> str:
    """Units that an edit of ours moved there come here with what is decided of it: placed as well, they would be here twice."""
    return "At no place here (settle first what was done to documents of ours):" if pulled.drifts else "At no place here:"


def _closed(there: date | None, here: date | None) -> str:
    if there is None or (here is not None and there <= here):
        return ""
    ours = f"through {here}" if here else "not"
    return f"Its books are closed through {there}, ours {ours}: nothing goes out that is dated up to then."


def _counts(found: Matching) -> str:
    rows: list[tuple[str, ...]] = [("", "Linked", "To confirm", "Not there", "Only there")]
    for kind, word in LISTS.items():
        linked = sum(link.kind is kind and link.confirmed and bool(link.remote_id) for link in found.links)
        proposed = sum(link.kind is kind for link in found.proposed)
        missing = sum(row.kind is kind for row in found.unmatched)
        there = sum(row.kind is kind for row in found.only_there)
        if linked or proposed or missing or there:
            rows.append((word, *(str(count or "") for count in (linked, proposed, missing, there))))
    return table(rows, "<>>>>") if len(rows) > 1 else "Its lists are empty."


def _proposed(links: Iterable[Link], books: ClientBooks) -> list[str]:
    """The links that need eyes, a line each; of many, those that bear one and the same name on both sides are counted."""
    links = tuple(links)
    differ = [link for link in links if len(links) <= FEW or not same_name(link, books)]
    rows = [(link.kind.value, label_of(link, books), f"Id {link.remote_id}", link.remote_name) for link in differ]
    lines = table(rows, "<<<<").splitlines() if rows else []
    if same := len(links) - len(differ):
        lines.append(f"{same} {'more ' if rows else ''}of the same name here and there")
    return lines


def same_name(link: Link, books: ClientBooks) -> bool:
    """Whether it bears one name on both sides, so that nobody need look twice."""
    account = books.chart.get(link.ours) if link.kind is LinkKind.ACCOUNT else None
    item = books.stock.item(link.ours) if link.kind is LinkKind.ITEM else None
    ours = account.full_name if account else item.name if item else link.ours
    return spelt(ours) == spelt(link.remote_name)


def label_of(link: Link, books: ClientBooks) -> str:
    account = books.chart.get(link.ours) if link.kind is LinkKind.ACCOUNT else None
    return account.label if account is not None else link.ours


def _only_there(found: Matching) -> list[str]:
    return [f"{row.kind.value} {row.name} (Id {row.remote_id})" for row in found.only_there if row.kind in ASKED_FOR]


def _since(earlier: Snapshot | None) -> str:
    return f"Done there since {moment(earlier.pulled_at)}:" if earlier else ""


def _untaken(pulled: Pulled) -> tuple[Renamed, ...]:
    return () if pulled.taken else pulled.renamed


def _waits(names: Sequence[str]) -> str:
    return f" Waits for it: {', '.join(names[:MOST])}{', …' if len(names) > MOST else ''}." if names else ""


def _typed(kind: str, id_: str, on: str) -> str:
    return f"{kind} of {on}, Id {id_}; the next sync reads its cost"


def _list(heading: str, sentences: Sequence[str]) -> str:
    return _block(heading, [plain(sentence) for sentence in sentences])


def _block(heading: str, lines: Sequence[str]) -> str:
    """The lines under their heading, the first of them where there are many; nothing where there are none."""
    if not lines:
        return ""
    more = [f"  … and {len(lines) - MOST} more; --json has them all"] if len(lines) > MOST else []
    return "\n".join([heading, *(f"  {line}" for line in lines[:MOST]), *more])


def pulled_document(pulled: Pulled, books: ClientBooks) -> Document:
    snapshot, here = pulled.snapshot, books.policy.books_closed_through
    there = snapshot.preferences.closed_through
    return {
        "client": books.client,
        "company": snapshot.name,
        "realm": pulled.company.realm,
        "environment": pulled.company.environment.value,
        "pulled_at": snapshot.pulled_at.isoformat(),
        "pulled_before": pulled.earlier.pulled_at.isoformat() if pulled.earlier else None,
        "country": snapshot.country or None,
        "adjustments": snapshot.adjustments.value,
        "closed_through": {"there": there.isoformat() if there else None, "here": here.isoformat() if here else None},
        "links": [link_document(link, books) for link in pulled.matching.links if link.remote_id],
        **_left_documents(pulled.matching),
        "changes": [
            {"kind": c.kind.value, "remote_id": c.remote_id, "what": c.what.value, "ours": c.ours or None, "says": c.says}
            for c in pulled.changes
        ],
        "settings": list(pulled.settings),
        "renamed": [
            {"kind": r.link.kind.value, "ours": r.link.ours, "was": r.link.remote_name, "now": r.now} for r in pulled.renamed
        ],
        "taken": list(pulled.taken),
        "in_the_way": [{"kind": h.kind.value, "ours": h.ours, "says": h.says, "waiting": list(h.waiting)} for h in pulled.held],
        "drifts": [
            {"entry": drift.entry, "part": drift.part, "done": drift.done.value, "says": drift.says} for drift in pulled.drifts
        ],
        "unplaced": [unplaced_document(each) for each in pulled.unplaced],
        "tasks": {
            "typed": [
                {"entry": c.task.entry, "remote_id": c.typed.id, "kind": c.typed.kind, "date": c.typed.on}
                for c in pulled.tasks.closed
            ],
            "asked": [
                {"entry": u.task.entry, "says": u.says, "may_be": [typed.id for typed in u.may_be]} for u in pulled.tasks.unsure
            ],
        },
        "policy": list(pulled.policy),
    }


def _left_documents(found: Matching) -> Document:
    return {
        "not_there": [{"kind": u.kind.value, "ours": u.ours, "says": u.says} for u in found.unmatched],
        "only_there": [{"kind": o.kind.value, "remote_id": o.remote_id, "name": o.name} for o in found.only_there],
    }


def link_document(link: Link, books: ClientBooks) -> Document:
    return {
        "kind": link.kind.value,
        "ours": link.ours,
        "label": label_of(link, books),
        "remote_id": link.remote_id or None,
        "remote_name": link.remote_name,
        "confirmed_by": link.confirmed_by or None,
        "confirmed_at": link.confirmed_at.isoformat() if link.confirmed_at else None,
    }


# ── A confirmation ───────────────────────────────────────────────────────────────────────────────────────────────────


def confirmed_page(confirmed: Confirmed, books: ClientBooks) -> str:
    linked = [link for link in confirmed.settled if link.remote_id]
    none = [link for link in confirmed.settled if not link.remote_id]
    parts = [
        _block(f"Confirmed {len(linked)}:", _proposed(linked, books)),
        _list("Without a counterpart there, as you say:", [f"{link.kind.value} {label_of(link, books)}" for link in none]),
        _block("Still to confirm:", _proposed(confirmed.matching.proposed, books)),
    ]
    return "\n\n".join(filter(None, parts)) or "Nothing waits to be confirmed."


def confirmed_document(confirmed: Confirmed, books: ClientBooks) -> Document:
    return {
        "client": books.client,
        "confirmed": [link_document(link, books) for link in confirmed.settled],
        "left": [link_document(link, books) for link in confirmed.matching.proposed],
        **_left_documents(confirmed.matching),
    }
