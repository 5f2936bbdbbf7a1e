"""JSON of a table: a list of objects, with all digits of each number.

The module ``json`` writes no ``Decimal``, and writes ``NaN``, which is not JSON.
"""

import json
from collections.abc import Mapping, Sequence

from techatlas.results.number import Cell, digits


def written(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return rows as a JSON list of objects.

    >>> written(("share", "of"), [(10**20, ("a", "b"))]).split()
    ['[', '{', '"share":', '100000000000000000000,', '"of":', '[', '"a",', '"b"', ']', '}', ']']
    """
    names = [json.dumps(name, ensure_ascii=False) for name in columns]
    objects = [",\n".join(f"  {name}: {_value(cell)}" for name, cell in zip(names, row, strict=True)) for row in rows]
    return "[\n" + ",\n".join(f" {{\n{each}\n }}" for each in objects) + "\n]\n" if objects else "[]\n"


def _value(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return "[" + ",".join(f"\n   {_value(each)}" for each in cell) + "\n  ]" if cell else "[]"
    if cell is None or isinstance(cell, bool | str):
        return json.dumps(cell, ensure_ascii=False)
    number = digits(cell)
    return number if number[-1].isdigit() else json.dumps(number)  # INF and NaN are not numbers in JSON


def told(columns: Sequence[str], rows: Sequence[Sequence[Cell]], title: str, lead: str, ends: Mapping[str, Sequence[str]]) -> str:
    """Return an answer as a JSON object: its sentences, and its rows as a list.

    ``ends`` are the sentences after the rows, by name.

    >>> json.loads(told(("a",), [], "Who?", "Nobody.", {"unknown": ["Others."]}))
    {'title': 'Who?', 'lead': 'Nobody.', 'rows': [], 'unknown': ['Others.']}
    """
    parts: dict[str, object] = {"title": title, "lead": lead, "rows": None, **ends}
    texts = {name: json.dumps(part, ensure_ascii=False, indent=1) for name, part in parts.items()}
    texts["rows"] = written(columns, rows).rstrip("\n")
    return "{\n" + ",\n".join(f' "{name}": {text}' for name, text in texts.items()) + "\n}\n"
