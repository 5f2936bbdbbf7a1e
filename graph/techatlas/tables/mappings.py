"""The mappings of things to other ids: ``mappings.sssom.tsv``, a file of SSSOM.

The columns that the atlas keeps and those that it reads over are in ``ontology/sssom.csv``. The block above the header may
declare prefixes under ``curie_map``.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from techatlas.errors import Fault
from techatlas.tables.consistency import Checker
from techatlas.tables.decoding import decoded
from techatlas.tables.places import Report, Row
from techatlas.tables.reading import read
from techatlas.tables.schema import Mapping as Decision
from techatlas.tables.sheet import sheet
from techatlas.vocabulary.source import rows

NAME = "mappings.sssom.tsv"
START = re.compile(r"(?P<indent>\s*)curie_map\s*:\s*(?P<rest>.*)")
PAIR = re.compile(r"""(?P<indent>\s*)["']?(?P<prefix>[^\s:"'{},]+)["']?\s*:\s*["']?(?P<namespace>[^\s"',}]+)["']?\s*(?:#.*)?""")
NAMESPACE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\[\]]+")
NAMES = ("subject_id", "predicate_id", "object_id", "mapping_justification")

Declared = dict[str, str]


def mappings(folder: Path, checker: Checker, report: Report, *, whole: bool = True) -> tuple[list[Row[Decision]], Declared]:
    """Return the rows of the table, and the further prefixes that it declares.

    Where the atlas is not ``whole``, a mapping of a thing that the selection leaves out does not apply.

    >>> from techatlas.paths import shipped
    >>> from techatlas.vocabulary.terms import Vocabulary
    >>> mappings(Path("no-such-folder"), Checker(Vocabulary(shipped("ontology")), {}, Report()), Report())
    ([], {})
    """
    path, vocabulary = folder / NAME, checker.vocabulary
    if not os.path.lexists(path):
        return [], {}
    over = [row["slot"] for row in rows(vocabulary.folder, "sssom.csv", {"slot", "use"}) if row["use"] != "kept"]
    found = list(read(path, NAME, Decision, vocabulary.languages, report, delimiter="\t", also=over))
    declared = {} if NAME in report.lost else _declared(path, vocabulary.prefixes, report)
    if not whole:
        found = [row for row in found if checker.is_there("id", row.record.subject_id.removeprefix("id:"))]
        found = [row for row in found if not (of := row.record.object_id).startswith("id:") or of[3:] in checker.things]
    for row in found:
        for name in NAMES:
            _check(row, name, vocabulary.prefixes | declared, checker, report)
    return found, declared


def curie_map(comments: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Yield number of the line, prefix and namespace of each entry of a ``curie_map``.

    >>> list(curie_map(["# curie_map:\\n", "#   HP: http://purl.obolibrary.org/obo/HP_\\n", "# license: CC0-1.0\\n"]))
    [(1, 'HP', 'http://purl.obolibrary.org/obo/HP_')]
    """
    depth = -1
    for number, comment in enumerate(comments):
        line = comment.lstrip("#").rstrip()
        if start := START.fullmatch(line):
            depth = len(start["indent"])
            yield from ((number, pair["prefix"], pair["namespace"]) for pair in PAIR.finditer(start["rest"]))
        elif depth >= 0 and (pair := PAIR.fullmatch(line)) and len(pair["indent"]) > depth:
            yield number, pair["prefix"], pair["namespace"]
        elif line.strip():
            depth = -1


def _declared(path: Path, known: Mapping[str, str], report: Report) -> Declared:
    """Return the prefixes of the file that the atlas does not have; report those that conflict."""
    found = sheet(decoded(path.read_bytes())[0] or "")
    declared: Declared = {}
    first = found.line - len(found.comments)
    for number, prefix, namespace in curie_map(found.comments):
        other = known.get(prefix) or declared.get(prefix, namespace)
        message, fix = "", f"write {other}, or use another prefix"
        if not NAMESPACE.fullmatch(namespace):
            message, fix = (
                "is not the beginning of an absolute address",
                "write it in full, such as http://purl.obolibrary.org/obo/HP_",
            )
        elif other != namespace:
            message = f"stands for {other} {'in the atlas' if prefix in known else 'above'}, and here for {namespace}"
        if message:
            report.faults.append(Fault(NAME, first + number, 0, "curie_map", prefix, message, fix))
        elif prefix not in known:
            declared[prefix] = namespace
    return declared


def _check(row: Row[Decision], name: str, known: Mapping[str, str], checker: Checker, report: Report) -> None:
    value = getattr(row.record, name)
    prefix, _, local = value.partition(":")
    if prefix not in known:
        near = get_close_matches(prefix, known, 1) or sorted(known)
        fix = f"use {' or '.join(near)}, or declare it under curie_map"
        report.faults.append(row.fault(name, value, f"has the unknown prefix {prefix}", fix))
    elif name == "subject_id" and not checker.is_there(prefix, local):
        report.faults.append(row.fault(name, value, "is not a known thing", "write id:SLUG"))
    elif (known[prefix] + local).count("#") > 1:
        report.faults.append(row.fault(name, value, f"is no address after {known[prefix]}", "write the # as %23"))
