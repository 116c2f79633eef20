"""Writes assistant/surfaces/api/examples.json anew: a real answer of each shape and a real request of each operation, of the day
in test_operations.py. Long lists are cut to their first rows. Where a document gains a field:
python -m tests.surfaces.api.examples
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.surfaces.api.test_operations import a_day
from tests.surfaces.firm import Firm, open_firm

KEPT = Path(__file__).parents[3] / "assistant" / "surfaces" / "api" / "examples.json"
ROWS, LONGEST = 2, 1_000
WHOLE = ("lines", "proposals")  # an entry without all its lines would not balance


def cut(said: Any, name: str = "") -> Any:
    """The document with long lists and texts cut, for a person to read."""
    if isinstance(said, dict):
        return {key: cut(value, key) for key, value in said.items()}
    if isinstance(said, list):
        return [cut(each) for each in (said if name in WHOLE else said[:ROWS])]
    return f"{said[:LONGEST]}…" if isinstance(said, str) and len(said) > LONGEST else said


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        firm = Firm(open_firm(Path(folder)), Path(folder))
        day = a_day(firm)
        firm.close()
    kept = {"answers": cut(day.answers), "requests": cut(day.requests)}
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
