"""The JSON-LD context of an ontology folder: prefixes, and properties of columns."""

import json
from pathlib import Path
from typing import Any

from techatlas.vocabulary.languages import Languages, languages
from techatlas.vocabulary.source import text, unreadable


def context(folder: Path) -> dict[str, Any]:
    """Return the entries of the JSON-LD context: prefixes and columns.

    A text in several languages (``"@container": "@language"``) gets one column for each language, such as ``label_ja``.

    >>> from techatlas.paths import shipped
    >>> context(shipped("ontology"))["label_ja"]["@language"]
    'ja'

    :raises DataError: it is missing, not UTF-8, not JSON, or without a context.
    """
    name = "context.jsonld"
    try:
        entries: dict[str, Any] = json.loads(text(folder, name))["@context"]
        return _by_language(dict(entries), languages(folder))
    except json.JSONDecodeError as error:
        raise unreadable(name, error.lineno, f"is not JSON: {error.msg}", "correct the line") from None
    except (KeyError, TypeError, ValueError, RecursionError):
        raise unreadable(name, 0, "has no @context", "restore it from the release") from None


def _by_language(entries: dict[str, Any], known: Languages) -> dict[str, Any]:
    """Return the entries with one for each column, in place of one for all languages."""
    found: dict[str, Any] = {}
    for name, entry in entries.items():
        if isinstance(entry, dict) and entry.get("@container") == "@language":
            found.update({f"{name}_{code}": {"@id": entry["@id"], "@language": code} for code in known.codes})
        else:
            found[name] = entry
    return found


def prefixes(entries: dict[str, Any]) -> dict[str, str]:
    """Return the namespace of each prefix among the entries of the context.

    >>> prefixes({"@version": 1.1, "ex": "https://example.org/", "id": {"@id": "ex:id"}})
    {'ex': 'https://example.org/'}
    """
    return {name: iri for name, iri in entries.items() if isinstance(iri, str) and not name.startswith("@") and ":/" in iri}
