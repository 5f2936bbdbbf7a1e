"""Changes of a published file such as time, people and transfers make, by chance but repeatable."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from random import Random
from typing import Any

VALUES: list[Any] = [
    *(None, True, 0, -1, 1.5, 10**30, float("nan"), [], {}, [None], {"$": 1}, [["x"]], {"value": {}}),
    *(
        "",
        " ",
        "|",
        "null",
        "NaN",
        "1e400",
        "1e9999999",
        "1e-9999999",
        "sNaN",
        "1_000",
        "-1",
        "1,5",
        "2025-02-30",
        "2025",
        "#REF!",
        "=1+1",
        '"',
        "a\nb",
        "\x00",
        "\x1f",
        "\ufeff",
    ),
    *(
        "\u202eabc",
        "１２",
        "東京",
        "é",
        "𝔸",
        "[]",
        "{}",
        "QQ",
        "XK",
        "AN",
        "N/A",
        "x" * 5_000,
        "9" * 5_000,
        "../..",
        "a,b",
        "https://ror.org/",
    ),
]


def mutated(content: bytes, random: Random) -> bytes:
    """Change a file in one to three ways."""
    for _ in range(random.randint(1, 3)):
        content = random.choice(WAYS)(content, random)
    return content


def _cells(content: bytes, random: Random) -> bytes:
    """Change cells, rows or columns of a table, or keys and values of records."""
    try:
        text = content.decode("utf-8-sig")
        encoding = "utf-8"
    except UnicodeDecodeError:
        text, encoding = content.decode("cp932", "replace"), "cp932"
    if text.lstrip().startswith(("[", "{")):
        return _records(text, random).encode("utf-8", "surrogatepass")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:  # a field that is too long
        return content
    if not rows or not any(rows):
        return content
    way = random.randint(0, 6)
    column = random.randrange(max(1, len(rows[0])))
    for row in rows if way < 3 else ():
        if way == 0 and column < len(row):
            del row[column]
        elif way == 1:
            row.extend(row[column : column + 1])
        elif way == 2:
            row.reverse()
    for _ in range(random.randint(1, 3) if way >= 3 else 0):
        row = random.choice(rows)
        if way < 6 and row:
            row[random.randrange(len(row))] = str(random.choice(VALUES))
        elif way == 6:
            rows.insert(random.randrange(len(rows)), list(row))
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode(encoding, "replace")


def _records(text: str, random: Random) -> str:
    whole = text.lstrip().startswith("[")
    try:
        rows = json.loads(text) if whole else [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return text[: random.randrange(len(text) + 1)]
    for _ in range(random.randint(1, 3)):
        _inside({"": rows}, random)
    lines = [json.dumps(row, ensure_ascii=bool(random.getrandbits(1))) for row in rows] if isinstance(rows, list) else [str(rows)]
    return "[" + ",\n".join(lines) + "]" if whole else "\n".join(lines) + "\n"


def _inside(value: Any, random: Random) -> None:
    """Change one key or item somewhere in a value."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = random.choice(keys)
        if isinstance(value[key], dict | list) and value[key] and random.random() < 0.8:
            value = value[key]
            continue
        if random.random() < 0.2:
            del value[key]
        elif random.random() < 0.2:
            value[key] = [value[key]] if random.getrandbits(1) else {"value": value[key]}
        else:
            value[key] = random.choice(VALUES)
        return


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _lost(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content) + 1)
    return content[:start] + content[start + random.randint(1, 40) :]


def _noise(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content) + 1)
    return content[:start] + random.choice(NOISE) + content[start:]


def _twice(content: bytes, random: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join([*lines, *lines[random.randrange(len(lines) + 1) :]])


def _coded(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    others = [text.encode(name, "replace") for name in ("utf-16", "cp932", "latin-1")]
    return random.choice([*others, b"\xef\xbb\xbf" + content])


def _ended(content: bytes, random: Random) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\n", random.choice([b"\r\n", b"\r", b"\n\n"]))


def _separated(content: bytes, random: Random) -> bytes:
    return content.replace(b",", random.choice([b";", b"\t", b"|"]))


def _packed(content: bytes, random: Random) -> bytes:
    packed = gzip.compress(content, mtime=0)
    return packed if random.getrandbits(1) else packed[: random.randrange(len(packed))]


def _deep(content: bytes, random: Random) -> bytes:
    return random.choice([b"[", b'{"a":', b'"']) * 20_000 + content


Way = Callable[[bytes, Random], bytes]
NOISE = [b"\0", b'"', b"\n", b"\r", b"\xff", b",", b"{", b"]", b"\xef\xbb\xbf", b"\x1b[0m"]
WAYS: list[Way] = [*[_cells] * 9, _cut, _lost, _noise, _twice, _coded, _ended, _separated, _packed, _deep]
