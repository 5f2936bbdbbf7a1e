"""Bounds on texts of others, checked before a parser reads them.

Parsers crash, hang or fill the memory where a text nests deeply, declares entities or repeats without measure. Each function
returns what is beyond measure in a text, so that the caller says which file it is; the result is empty if it can be parsed.
"""

import json
import re
from pathlib import Path

from techatlas.errors import LimitError, UsageError

BYTES_AT_MOST = 256_000_000
NESTING_AT_MOST = 100
NAMES_AT_MOST = 1000  # in the context of a JSON-LD document, or attributes of an XML element
VARIABLES_AT_MOST = 10_000
PIECE = 4_000_000  # bytes
TOML_AT_MOST = 500_000  # characters
PARTS_AT_MOST = 16  # of a dotted key of TOML
UTF16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")

# What hides brackets in Turtle and TriG: comments, strings, names in full, escapes in short names.
_TURTLE = re.compile(
    rb'#[^\n\r]*+|"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\\?\Z)|\'\'\'(?:[^\'\\]++|\\.|\'(?!\'\'))*+(?:\'\'\'|\\?\Z)'
    rb'|"(?:[^"\\\n\r]++|\\.)*+(?:"|(?=[\n\r])|\\?\Z)|\'(?:[^\'\\\n\r]++|\\.)*+(?:\'|(?=[\n\r])|\\?\Z)'
    rb"|<[^>]*+>?|\\.",
    re.DOTALL,
)
_TOML = re.compile(
    r'#[^\n]*+|"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5}|\\?\Z)|\'\'\'(?:[^\']++|\'(?!\'\'))*+(?:\'{3,5}|\Z)'
    r"|\"(?:[^\"\\\n]++|\\.)*+(?:\"|(?=\n)|\\?\Z)|'[^'\n]*+'?",
    re.DOTALL,
)
_DOTTED = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{PARTS_AT_MOST}}}")
_LONG = re.compile(r"(?<!\w)[+-]?\d\w{1000}")
_TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    rb"|<(?:[^\"'>]++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)",
    re.DOTALL,
)
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_EXTERNAL = re.compile(rb"\b(?:SYSTEM|PUBLIC)\b", re.IGNORECASE)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]*)")
_CONTEXT = re.compile(r'"@context"\s*:\s*')
_VARIABLES = re.compile(rb'"vars"\s*:\s*\[[^\]]*+|<variable\b')
_ESCAPED = re.compile(rb"\\u00([2-7][0-9a-fA-F])")
_TRIPLE = b"\x01"  # for << that begins a triple term, so that < begins a name
_OPEN, _CLOSE = b"([{<", b")]}>"
_ROUND, _ROUND_OPEN = bytes.maketrans(_OPEN + _CLOSE, b"(" * 4 + b")" * 4), ord("(")
_NOT_JSON = bytes(set(range(256)) - set(b"[]{}"))
_NOT_BRACKETS = bytes(set(range(256)) - set(_OPEN + _CLOSE))
_DEEP = f"nests more than {NESTING_AT_MOST} levels deep"


def content(path: Path, shown: str, fix: str) -> bytes:
    """Return the bytes of a file of at most ``BYTES_AT_MOST``.

    :raises LimitError: it is larger.
    :raises UsageError: it cannot be read.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.nt").write_bytes(b"<http://a>")
    ...     content(Path(folder, "a.nt"), "a.nt", "compare less")
    b'<http://a>'
    """
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{shown}: is not a file → name a file")
        if path.stat().st_size > BYTES_AT_MOST:
            raise LimitError(f"{shown}: is larger than {BYTES_AT_MOST // 1_000_000} MB, the limit → {fix}")
        with path.open("rb") as file:
            return file.read(BYTES_AT_MOST)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{shown}: cannot be read: {told} → check the path and its permissions") from None


def turtle(text: bytes) -> str:
    """Return what is beyond measure in a text of Turtle or its kin.

    Its kin are TriG, N-Triples and N-Quads.

    >>> turtle(b"<http://a> <http://b> " + b"(" * 200 + b")" * 200), turtle(b'<http://a> <http://b> "((((" .')
    ('nests more than 100 levels deep', '')
    """
    if sum(map(text.count, (b"(", b"[", b"{", b"<<"))) <= NESTING_AT_MOST:
        return ""
    return _DEEP if _nested(_TURTLE.sub(b" ", text.replace(b"<<", _TRIPLE)).replace(_TRIPLE, b"<<")) else ""


def lines(text: bytes) -> str:
    """Return what is beyond measure in a text of N-Triples or N-Quads.

    Nothing nests in them but triple terms.

    >>> lines(b'<http://a> <http://b> "' + b"(" * 200 + b'" .'), lines(b"<http://a> <http://b> " + b"<<(" * 200)
    ('', 'nests more than 100 levels deep')
    """
    return "" if text.count(b"<<") <= NESTING_AT_MOST // 2 else turtle(text)


def xml(text: bytes) -> str:
    """Return what is beyond measure in a text of XML: nesting or attributes.

    >>> xml(b"<a>" * 200 + b"</a>" * 200), xml(b"<a><b/></a>" * 200)
    ('nests more than 100 levels deep', '')
    """
    depth = 0
    for found in _TAG.finditer(text):
        tag = found[0]
        if tag.startswith(b"</"):
            depth -= 1
        elif not tag.startswith((b"<!", b"<?")):
            depth += not tag.endswith(b"/>")
            if len(tag) > NAMES_AT_MOST and tag.count(b"=") > NAMES_AT_MOST:
                return f"has an element with more than {NAMES_AT_MOST:,} attributes"
        if depth > NESTING_AT_MOST:
            return _DEEP
    return ""


def entities(text: bytes) -> tuple[str, bool]:
    """Return what a text of XML declares that only a trusted file may.

    The second value says whether it refers to another file or address.

    >>> entities(b'<!doctype a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>')
    ('has a DOCTYPE that names another file or address', True)
    >>> entities(b'<!-- --><!DocType a [<!ENTITY b "bb">]><a/>')
    ('has a DOCTYPE, whose entities may grow without limit', False)
    """
    if not (found := _DOCTYPE.search(text)):
        return "", False
    if _EXTERNAL.search(text, found.start(), found.start() + 10_000):
        return "has a DOCTYPE that names another file or address", True
    return "has a DOCTYPE, whose entities may grow without limit", False


def coded(text: bytes) -> str:
    """Return what keeps a text from being read as UTF-8.

    >>> coded("é".encode("utf-16")), coded(b'<?xml version="1.0" encoding="latin-1"?>'), coded("é".encode())
    ('is UTF-16', 'is in the encoding latin-1', '')
    >>> coded(b"a\\x00b"), coded("日本".encode("cp932"))
    ('has a NUL byte at byte 1', 'is not UTF-8 from byte 0 on')
    """
    if text.startswith(UTF16_OR_32):
        return "is UTF-16"
    if (found := _ENCODING.match(text.removeprefix(b"\xef\xbb\xbf"))) and found[1].lower() not in {b"utf-8", b"us-ascii", b""}:
        return f"is in the encoding {found[1].decode()}"
    if (place := text.find(b"\x00")) >= 0:
        return f"has a NUL byte at byte {place}"
    try:
        text.decode()
    except UnicodeDecodeError as error:
        return f"is not UTF-8 from byte {error.start} on"
    return ""


def json_text(text: bytes) -> str:
    """Return what is beyond measure in a text of JSON: nesting or variables.

    >>> json_text(b"[" * 200 + b"]" * 200), json_text(b'{"a": "[[[["}')
    ('nests more than 100 levels deep', '')
    """
    plain = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    if _nested(_outside(plain)):
        return _DEEP
    plain = _unescaped(plain)
    if sum(1 + found[0].count(b",") for found in _VARIABLES.finditer(plain)) > VARIABLES_AT_MOST:
        return f"has more than {VARIABLES_AT_MOST:,} variables"
    return ""


def contexts(text: bytes) -> tuple[str, bool]:
    """Return what is wrong with the contexts of a JSON-LD text.

    The second value says whether they are at another address.

    >>> contexts(b'{"@context": "http://example.org/context.jsonld"}')
    ('has its context at http://example.org/context.jsonld, and nothing is fetched', True)
    >>> contexts(b'{"@context": {"a": "http://example.org/a"}}')
    ('', False)
    """
    plain = _unescaped(text.replace(b"\\\\", b"")).decode(errors="replace")
    decoder = json.JSONDecoder()
    for found in _CONTEXT.finditer(plain):
        try:
            given, _ = decoder.raw_decode(plain, found.end())
        except (ValueError, RecursionError):
            return "", False  # it is not JSON, and its parser says so
        for context in given if isinstance(given, list) else [given]:
            there = context.get("@import") if isinstance(context, dict) else context
            if isinstance(there, str):
                return f"has its context at {there}, and nothing is fetched", True
            if isinstance(context, dict) and len(context) > NAMES_AT_MOST:
                return f"has a context of more than {NAMES_AT_MOST:,} names", False
    return "", False


def toml(text: str) -> str:
    """Return what is beyond measure in a text of TOML.

    That is its size, its nesting, a number, or a dotted key.

    >>> toml("a." * 100 + "b = 1"), toml("a = " + "[" * 200 + "]" * 200), toml('a.b = "c.d.e"')
    ('has a key of more than 16 parts', 'nests more than 100 levels deep', '')
    """
    if len(text) > TOML_AT_MOST:
        return f"is longer than {TOML_AT_MOST:,} characters"
    bare = _TOML.sub("x", text)
    if _LONG.search(bare):
        return "has a number of more than 1,000 digits"
    if _DOTTED.search(bare):
        return f"has a key of more than {PARTS_AT_MOST} parts"
    return _DEEP if _nested(bare.encode(errors="replace").translate(None, b"()<>")) else ""


def _outside(text: bytes) -> bytes:
    """Return the brackets outside of the strings of a text of JSON, which has no escapes; it is read in pieces."""
    parts, inside = [], False
    for start in range(0, len(text), PIECE):
        piece = b'"' * inside + text[start : start + PIECE]
        inside = piece.count(b'"') % 2 == 1
        parts.append(re.sub(rb'"[^"]*"?', b"", piece).translate(None, _NOT_JSON))
    return b"".join(parts)


def _unescaped(text: bytes) -> bytes:
    """Return a text of JSON in which no character of ASCII is written as its code."""
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), text) if b"\\u00" in text else text


def _nested(text: bytes) -> bool:
    """Return whether brackets nest too deeply.

    Innermost pairs are taken out some times, which is fast and leaves little of a text that nests as usual; the rest is counted.
    """
    brackets = text.replace(b"<<", b"<").replace(b">>", b">").translate(_ROUND, _NOT_BRACKETS)
    depth = 0
    for _ in range(8):
        if len(brackets) <= NESTING_AT_MOST:
            return False
        brackets = brackets.replace(b"()", b"")
        depth += 1
    for bracket in brackets:
        depth += 1 if bracket == _ROUND_OPEN else -1
        if depth > NESTING_AT_MOST:
            return True
    return False
