"""The value of a query's parameter becomes a checked RDF term, never text."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from techatlas import values
from techatlas.errors import UsageError

IRI = re.compile(r"[^<>\"{}|^`\\\x00-\x20]+")
NUMBER = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE]\+?[0-9]{1,2})?")
LOCAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]*")
NAMESPACES = {"things": ("id",), "claims": ("claim",), "terms": ("id", "ta"), "names": ("id", "ta", "src", "spdx")}


def term(name: str, type: str, value: str | Iterable[str], prefixes: Mapping[str, str], languages: Collection[str]) -> str:
    """Return the SPARQL of one value or several.

    ``type`` is one that :class:`techatlas.vocabulary.queries.Query` lists.

    >>> term("thing", "thing", "japan", {}, ())
    'id:japan'

    :raises UsageError: the value does not conform to the type.
    """
    if not isinstance(value, str):
        return _several(type, value, prefixes)
    try:
        if type in NAMESPACES:
            return _several(type, [values.slug(each.strip()) for each in value.split(",")], prefixes)
        return _lang(value, languages) if type == "lang" else TERMS.get(type, _text)(value)
    except values.Wrong as wrong:
        shown = value.encode(errors="backslashreplace").decode()
        raise UsageError(f'{name} "{shown}": {wrong.message} → {wrong.fix}') from None


def _lang(value: str, languages: Collection[str]) -> str:
    if value not in languages:
        raise values.Wrong("is not a language of the atlas", f"use one of {', '.join(languages)}")
    return f'"{value}"'


def _several(type: str, names: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """Return IRIs, sorted and separated by spaces.

    A name that is not a valid local name cannot occur in the atlas and is left out.
    """
    if type == "nodes":
        return " ".join(sorted(f"<{iri}>" for iri in names if IRI.fullmatch(iri)))
    local = sorted({name for name in names if LOCAL_NAME.fullmatch(name)})
    return " ".join(f"<{prefixes[prefix]}{name}>" for name in local for prefix in NAMESPACES[type])


def _relation(value: str) -> str:
    if re.fullmatch(r"[A-Za-z]+", value):
        return f"ta:{value}"
    raise values.Wrong("is not the name of a relation", "use letters only, such as foundedBy")


def _number(value: str) -> str:
    if NUMBER.fullmatch(value):
        return value
    raise values.Wrong("is not a number", "write digits, such as 80, 12.5 or 1e25")


def _text(value: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise values.Wrong("is not UTF-8", "write it in UTF-8")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


TERMS: dict[str, Callable[[str], str]] = {
    "thing": lambda value: f"id:{values.slug(value)}",
    "edition": lambda value: f"src:{values.slug(value)}",
    "claim": lambda value: f"<{values.claim(value)}>",
    "relation": _relation,
    "date": lambda value: f'"{values.date(value)}"',
    "number": _number,
}
