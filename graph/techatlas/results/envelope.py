"""An answer as one JSON object: its sentences and its rows."""

import json
from collections.abc import Iterable

from techatlas.results.table import Table


def envelope(table: Table, title: str, lead: str, remarks: Iterable[str], unknown: Iterable[str]) -> str:
    """Return an answer as a JSON object: its sentences, and its rows as a list.

    >>> json.loads(envelope(Table(("a",), ()), "Who?", "Nobody.", [], ["Others."]))["unknown"]
    ['Others.']
    """
    told = {"title": title, "lead": lead, "rows": list(table), "remarks": list(remarks), "unknown": list(unknown)}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
