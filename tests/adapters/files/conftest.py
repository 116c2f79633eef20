"""A folder of a client who sells pots, as a person keeps it: few accounts, one item at two places."""

from collections.abc import Callable
from pathlib import Path

import pytest

CLIENT = """{"name": "Pots & Co", "currency": "USD", "date_order": "MDY", "policy": {"routine_limit": "500.00"}}"""
ACCOUNTS = """number,name,type,detail_type,parent,active,balance,description
1000,Checking,Bank,Checking,,true,900.00,
1200,Inventory,Other Current Asset,Inventory,,true,100.00,
3000,Equity,Equity,,,true,"1,000.00",
5000,Cost of goods sold,Cost of Goods Sold,,,true,,
5050,Breakage,Cost of Goods Sold,,5000,true,,Pots that broke
"""
ITEMS = """sku,name,location,quantity,unit,units_per_case,unit_cost,asset_account
POT-1,Clay pot,Shop,20,each,12,2.50,1200
POT-1,Clay pot,Barn,20,each,12,2.50,1200
"""
Folder = Callable[..., Path]


def policy(**settings: str) -> str:
    more = "".join(f', "{key}": {value}' for key, value in settings.items())
    return CLIENT.replace('"500.00"', f'"500.00"{more}')


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes a client's files; bytes go in as they are, None leaves a file out."""

    def write(
        *,
        client: str | bytes = CLIENT,
        accounts: str | bytes = ACCOUNTS,
        items: str | bytes | None = ITEMS,
        layers: str | None = None,
    ) -> Path:
        files = {"client.json": client, "accounts.csv": accounts, "items.csv": items, "layers.csv": layers}
        for name, said in files.items():
            if said is not None:
                (tmp_path / name).write_bytes(said.encode() if isinstance(said, str) else said)
        return tmp_path

    return write
