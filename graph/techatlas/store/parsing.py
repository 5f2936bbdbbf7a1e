"""The one place that parses RDF of others.

What could crash, hang or mislead the parser is refused before it is parsed.
"""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from techatlas import bounds
from techatlas.errors import LimitError, UsageError
from techatlas.store.dump import SYNTAXES

READABLE = {**SYNTAXES, "jsonld": ox.RdfFormat.JSON_LD}
LONGEST = "has a text or name longer than 16 MB"
BOM = b"\xef\xbb\xbf"
_PLACE = re.compile(r"Parser error (?:at|between) line (\d+) (?:between columns|column) (\d+)[^:]*: (.*)", re.DOTALL)


def quads(shown: str, text: bytes, suffix: str) -> Iterator[ox.Quad]:
    """Yield the quads of a text in one of the formats in ``READABLE``.

    ``shown`` names the text in messages.

    >>> [str(quad.object) for quad in quads("atlas.nt", b"<http://a/s> <http://a/p> <http://a/o> .", "nt")]
    ['<http://a/o>']
    >>> list(quads("atlas.rdf", b"<!doctype a [ <!ENTITY b 'bb'> ]> <a/>", "rdf"))
    Traceback (most recent call last):
    techatlas.errors.LimitError: atlas.rdf: has a DOCTYPE, whose entities may grow without limit → save it without one

    :raises UsageError: it cannot be parsed, is not UTF-8, or refers to another file or address.
    :raises LimitError: it nests too deeply, declares entities, or has a text that is too long.
    """
    text = text.removeprefix(BOM)
    _refuse(shown, text, suffix)
    name = READABLE[suffix].name
    try:
        yield from ox.parse(text, format=READABLE[suffix])
    except (SyntaxError, ValueError) as error:
        place, message = _told(error)
        raise UsageError(f"{shown}{place}: is not {name}: {message} → export it again") from None
    except MemoryError:
        raise LimitError(f"{shown}: {LONGEST} → shorten it") from None


def _refuse(shown: str, text: bytes, suffix: str) -> None:
    if wrong := bounds.coded(text):
        raise UsageError(f"{shown}: {wrong} → save it as UTF-8")
    if suffix == "rdf":
        wrong, elsewhere = bounds.entities(text)
        if wrong:
            raise (UsageError if elsewhere else LimitError)(f"{shown}: {wrong} → save it without one")
    if suffix == "jsonld":
        wrong, elsewhere = bounds.contexts(text)
        if wrong:
            fix = "write the context into the file" if elsewhere else "leave out what is not used"
            raise (UsageError if elsewhere else LimitError)(f"{shown}: {wrong} → {fix}")
    measures = {"rdf": bounds.xml, "jsonld": bounds.json_text, "nt": bounds.lines, "nq": bounds.lines}
    measure = measures.get(suffix, bounds.turtle)
    if wrong := measure(text):
        raise LimitError(f"{shown}: {wrong} → save it as N-Triples, or split it")


def _told(error: Exception) -> tuple[str, str]:
    """Return the place in a text, ``:LINE:COLUMN``, and what is wrong there."""
    text = re.sub(r" \(line \d+\)$", "", str(error))
    found = _PLACE.match(text)
    place, message = (f":{found[1]}:{found[2]}", found[3]) if found else ("", text)
    line = " ".join("".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in message).split())
    return place, line if len(line) <= 200 else f"{line[:199]}…"
