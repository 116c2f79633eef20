"""Goods written down whose value comes back little by little, is down again, of which some leave, and that is then reversed."""

from typing import Any

import pytest

from tests.terminal import Terminal

DOWN = "Write down 40 of the coffee mugs in the warehouse to 3.00 each, obsolete"
WENT_ON = (
    "The value of the mugs written down in WO-1001 has recovered, they will now bring 3.40 each",
    "The value of the mugs written down in WO-1001 has recovered further, they will now bring 3.70 each",
    "Reverse WO-1003, that was wrong",
    "12 coffee mugs smashed in the warehouse",
)


def drafted(writeoff: Terminal, text: str) -> dict[str, Any]:
    ((draft,),) = (told["drafts"] for told in writeoff("draft", text, "--json").document["texts"])
    return dict(draft)


def posted(writeoff: Terminal, text: str) -> str:
    """What the entry comes to, that is drafted from the text and approved: its amounts, debits first."""
    draft = drafted(writeoff, text)
    assert writeoff("approve", draft["id"]).code == 0, draft
    assert writeoff("stock", "--check").code == 0
    return " ".join(f"{line['side'][0]}{line['account']} {line['amount']}" for line in draft["lines"])


@pytest.mark.parametrize(
    ("method", "came_to", "left"),
    [
        ("allowance", ["d1290 16.00 c5080 16.00", "d1290 12.00 c5080 12.00", "d5080 12.00 c1290 12.00",
                       "d1290 9.00 d5050 40.80 c1200 49.80", "d1290 21.00 c5080 21.00"], "9.00"),
        ("direct", ["d1200 16.00 c5080 16.00", "d1200 12.00 c5080 12.00", "d5080 12.00 c1200 12.00",
                    "d5050 47.30 c1200 47.30", "d1200 27.50 c5080 27.50"], "2.50"),
    ],
)  # fmt: skip
def test_what_is_still_written_down_comes_back(writeoff: Terminal, method: str, came_to: list[str], left: str) -> None:
    writeoff("policy", "set", "framework", "ifrs")
    writeoff("policy", "set", "write_down_method", method)
    posted(writeoff, DOWN)
    assert [posted(writeoff, text) for text in (*WENT_ON, "Reverse WO-1001")] == came_to
    (mugs, _) = writeoff("stock", "MUG-01", "--json").document["rows"]
    assert (mugs["on_hand"], mugs["value"]) == ("132", "547.80")  # 4.15 each, as before
    again = drafted(writeoff, "Reverse WO-1001")
    assert [problem["code"] for problem in again["problems"]] == [
        "balance_short" if method == "allowance" else "not_enough_stock"
    ]
    assert writeoff("approve", again["id"]).code == 1
    posted(writeoff, "Reverse WO-1005, the mugs are fine")
    assert posted(writeoff, "Reverse WO-1001").startswith(f"d{'1290' if method == 'allowance' else '1200'} {left}")
    assert writeoff("stock", "MUG-01", "--json").document["rows"][0]["value"] == "597.60"
