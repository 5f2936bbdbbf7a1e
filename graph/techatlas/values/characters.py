"""Characters that cannot be seen, look like others, or belong in no text."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

MARK = "\ufeff"
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs that are drawn as nothing
JOINERS = frozenset("\u200c\u200d")  # they shape letters of these scripts, and emoji
JOINED = (
    "ARABIC",
    "DEVANAGARI",
    "BENGALI",
    "GUJARATI",
    "KANNADA",
    "MALAYALAM",
    "TAMIL",
    "TELUGU",
    "SINHALA",
    "SYRIAC",
    "MONGOLIAN",
)
ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "GEORGIAN", "LISU"})
# Letters that are drawn like a Latin one, and that one.
LIKE_LATIN = dict(
    zip(
        "АВЕЅЗІЈКМНОРСТУХЬԌԚԜасеорхуіјѕһԁԛԝԍӏгпкҮүҺ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικυρ" + "ՕՍԼօսոհցզյ",
        "ABESЗIJKMHOPCTYXbGQWaceopxyijshdqwglrпkYyh" + "ABEZHIKMNOPTYXovikup" + "OULounhgqj",
        strict=True,
    )
)
LOOKALIKE = {ord(one): other for one, other in LIKE_LATIN.items() if other.isascii()}
WIDE = frozenset(map(chr, range(0xFF01, 0xFF5F)))
TURNING = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
WORD = re.compile(r"[^\W\d_]+")


def forbidden(text: str) -> list[str]:
    """Return the characters that no text of the atlas may contain, by code point.

    They are controls, line separators, halves of pairs, the byte order mark, and code points that are not characters.

    >>> forbidden("Sony"), forbidden("So\\ufeffny"), forbidden("So\\x07ny")
    ([], ['U+FEFF BYTE ORDER MARK'], ['U+0007 CONTROL CHARACTER'])
    """
    return [] if text.isprintable() else named(c for c in text if _is_forbidden(c))


def without_forbidden(text: str) -> str:
    """Return a text without the characters that none may contain.

    >>> without_forbidden("So\\ufeffny")
    'Sony'
    """
    return "".join(c for c in text if not _is_forbidden(c))


def unseen(text: str) -> list[str]:
    """Return the characters that are unseen or turn the direction of writing.

    >>> unseen("Sony\\u202e"), unseen("So\\u200bny")
    (['U+202E RIGHT-TO-LEFT OVERRIDE'], ['U+200B ZERO WIDTH SPACE'])
    """
    if text.isascii() or (text.isprintable() and not BLANK & set(text)):
        return []
    return named(c for before, c in zip(" " + text, text, strict=False) if _is_unseen(c, before))


def without_unseen(text: str) -> str:
    """Return a text without the characters that cannot be seen.

    >>> without_unseen("So\\u200bny")
    'Sony'
    """
    return "".join(c for before, c in zip(" " + text, text, strict=False) if not _is_unseen(c, before)).strip()


def lookalikes(text: str) -> list[str]:
    """Return the letters of other alphabets that look like those of Latin words.

    >>> lookalikes("S\\u043eny"), lookalikes("Сони"), lookalikes("TGF-β")
    (['U+043E CYRILLIC SMALL LETTER O'], [], [])
    """
    if text.isascii():
        return []
    latin = any(alphabet(c) == "LATIN" for c in text)
    return named(c for word in WORD.findall(text) if _is_mixed(word, latin) for c in word if ord(c) in LOOKALIKE)


def in_latin_words(text: str) -> str:
    """Return a text with Latin letters for those that :func:`lookalikes` names.

    >>> in_latin_words("S\u043eny Сони")
    'Sony Сони'
    """
    latin = any(alphabet(c) == "LATIN" for c in text)
    return WORD.sub(lambda word: in_latin(word[0]) if _is_mixed(word[0], latin) else word[0], text)


def _is_mixed(word: str, latin: bool) -> bool:
    """Return whether a word has look-alikes among Latin letters, or has nothing else in a Latin text."""
    alphabets = {alphabet(c) for c in word} & ALPHABETS
    wholly = latin and len(word) > 1 and "LATIN" not in alphabets and all(ord(c) in LOOKALIKE for c in word)
    return wholly or ("LATIN" in alphabets and len(alphabets) > 1)


def isolated(name: str) -> str:
    """Return a name that cannot turn the text around it.

    A name with letters from right to left, or with characters that turn the direction of writing, is put between marks that
    isolate it. Another name stays as it is.

    >>> isolated("Sony"), isolated("Sony\u202e") == "\u2068Sony\u202e\u2069"
    ('Sony', True)
    """
    if name.isascii() or not any(unicodedata.bidirectional(c) in TURNING for c in name):
        return name
    opened, kept = 0, []
    for c in name:
        opened += (c in "\u2066\u2067\u2068") - (c == "\u2069")
        if opened < 0:  # a mark that would close the one before the name
            opened = 0
        else:
            kept.append(c)
    return f"\u2068{''.join(kept)}{chr(0x2069) * (opened + 1)}"


def all_isolated(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by key, each so that it cannot turn the text around it.

    >>> all_isolated({"sony": "Sony"})
    {'sony': 'Sony'}
    """
    return {key: isolated(name) for key, name in names.items()}


def in_latin(text: str) -> str:
    """Return a text with Latin letters in place of those that look like them.

    >>> in_latin("S\u043eny")
    'Sony'
    """
    return text.translate(LOOKALIKE)


def not_ascii(id: str) -> list[str]:
    """Return the characters of an id that are unseen or look like ASCII.

    >>> not_ascii("ｓony")
    ['U+FF53 FULLWIDTH LATIN SMALL LETTER S']
    """
    return [] if id.isascii() else [*forbidden(id), *unseen(id), *named(c for c in id if ord(c) in LOOKALIKE or c in WIDE)]


def as_ascii(id: str) -> str:
    """Return an id without look-alikes, wide forms and unseen characters.

    >>> as_ascii("S\u043eny\u200b")
    'Sony'
    """
    return unicodedata.normalize("NFKC", in_latin(without_unseen(without_forbidden(id))))


def named(found: Iterable[str]) -> list[str]:
    """Return different characters as their code points and names.

    >>> named("\\u0430a\\u0430")
    ['U+0430 CYRILLIC SMALL LETTER A', 'U+0061 LATIN SMALL LETTER A']
    """
    return [f"U+{ord(c):04X} {_name(c)}" for c in dict.fromkeys(found)]


@cache
def alphabet(character: str) -> str:
    """Return the first word of a character's name, which is its script for a letter.

    >>> alphabet("a"), alphabet("\\u0430"), alphabet("日")
    ('LATIN', 'CYRILLIC', 'CJK')
    """
    return unicodedata.name(character, "").split(" ")[0]


def _name(character: str) -> str:
    if character == MARK:
        return "BYTE ORDER MARK"
    kind = {"Cc": "CONTROL CHARACTER", "Cs": "HALF OF A PAIR", "Co": "PRIVATE USE"}.get(
        unicodedata.category(character), "NO CHARACTER"
    )
    return unicodedata.name(character, kind)


@cache
def _is_forbidden(character: str) -> bool:
    code = ord(character)
    nothing = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return character == MARK or nothing or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}


def _is_unseen(character: str, before: str) -> bool:
    if character in JOINERS:
        return not (alphabet(before) in JOINED or unicodedata.category(before) in {"So", "Sk", "Mn"})
    return character in BLANK or (unicodedata.category(character) == "Cf" and character != MARK)
