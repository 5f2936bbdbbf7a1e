"""Text that a program has read in the wrong encoding, and what it was.

UTF-8 that a program reads as CP932 turns 日本 into 譌･譛ｬ; each encoding has its own pattern. Where the way back is certain,
the text is restored. Western encodings are the work of ftfy, which is loaded only where its patterns occur.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

EASTERN = {"cp932": "CP932", "gb18030": "GBK", "big5": "Big5", "cp949": "EUC-KR"}
HOMES = ("cp932", "gb2312", "cp949", "big5")  # a restored name is in the characters of one of these
LOST = "\ufffd"
HOLE = re.compile("[?\ufffd・\ue000-\uf8ff]")  # what stands where a byte could not be read
UNSURE = re.compile("[?\ufffd・]")
HALF = re.compile("[\uff61-\uff9f]")
HALF_BY_TURNS = re.compile(
    "(?:[一-鿿](?:[\uff61-\uff9f](?![\uff61-\uff9f]))){2}|[一-鿿][\uff61-\uff9f][一-鿿]+[\uff61-\uff9f](?![\uff61-\uff9f])"
)
WESTERN = re.compile("[\u0080-\u00ffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™Œ√∂∫∏ªπΩ≈∆≠≤≥ÿıﬁﬂ◊╬╠│┤╡└┴┬├─┼╞╟╚╔╩╦═σΣτΦΘΩδ∞φε≡±⌠⌡÷°∙·ⁿ²■]")
WESTERN_RUN = re.compile("[\u00a1-\u00ffŒœŠšŸŽžƒˆ˜‚„†‡…‰‹›€™]{4}|ƒ[^a-z ].*ƒ")
NATIVE = re.compile("(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+|[Α-Ω]?[α-ωάέήίόύώς]+|[\x20-\x7e])+")
ALL_LATIN = re.compile("[\u00c0-\u017f]+")
AT_LATIN = re.compile("[A-Za-z]{2}[^\x00-\x7f]|[^\x00-\x7f][a-z]{2}")
QUESTION_MARKS = re.compile(r"\?\?|[A-Za-z]\?[a-z]|^\?+$")
QUESTIONS = "contains question marks in place of letters"
WESTERN_CODECS = ("latin-1", "cp1252", "sloppy-windows-1252", "mac_roman", "cp437", "cp850", "cp1250", "cp1251")
LINE = re.compile(r"[,;\t\n\r\"|=]+")


class Damage(NamedTuple):
    """What is wrong with a text; ``restored`` is empty where it cannot be known."""

    message: str
    restored: str = ""


def damage(text: str) -> Damage | None:
    """Return the damage to a text by a wrong encoding, or None.

    >>> damage("譌･譛ｬ")
    Damage(message='is UTF-8 that was read as CP932', restored='日本')
    >>> damage("JosÃ©").restored, damage("日本"), damage("José")
    ('José', None, None)
    """
    if text.isascii():
        return Damage(QUESTIONS) if QUESTION_MARKS.search(text) and _stands_for_letters(text) else None
    if (found := _eastern(text)) or (found := _western(text)):
        again = damage(found.restored) if found.restored else None
        return Damage(found.message, again.restored) if again and again.restored else found
    if LOST in text:
        return Damage("contains U+FFFD REPLACEMENT CHARACTER, the mark of a lost character")
    if codec := next((name for codec, name in EASTERN.items() if _is_partly(text, codec)), ""):
        return Damage(f"looks like UTF-8 that was read as {codec}, with lost characters")
    if HALF_BY_TURNS.search(text):
        return Damage("looks like UTF-8 that was read as CP932, with lost characters")
    if own := next((c for c in text if "\ue000" <= c <= "\uf8ff"), ""):
        return Damage(f"contains U+{ord(own):04X}, a character of private use, which other computers draw differently")
    return Damage(QUESTIONS) if "??" in text else None


def of_file(text: str) -> tuple[int, str, str] | None:
    """Return number, first and restored first of the garbled texts of a file, or None.

    >>> of_file("id,label_ja\\njapan,譌･譛ｬ\\n")
    (1, '譌･譛ｬ', '日本')
    """
    garbled = [(cell, found.restored) for cell in LINE.split(text) if not cell.isascii() and (found := _eastern(cell))]
    return (len(garbled), *garbled[0]) if garbled else None


def _stands_for_letters(text: str) -> bool:
    """Return whether question marks in ASCII text are more than a question or a part of an address."""
    return ("://" not in text and not re.search(r"[\w)][?!]+$", text.rstrip())) or "????" in text


def _eastern(text: str) -> Damage | None:
    """Return a text as it was before its UTF-8 was read in an East Asian encoding."""
    for codec, name in EASTERN.items():
        try:
            restored = text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        if restored != text and _is_sensible(restored, text, codec):
            return Damage(f"is UTF-8 that was read as {name}", restored)
    return None


def _is_sensible(restored: str, text: str, codec: str) -> bool:
    """Return whether a restored text can be what somebody wrote."""
    foreign = [c for c in restored if not c.isascii()]
    if (
        UNSURE.search(text)
        or not foreign
        or not restored.isprintable()
        or any(unicodedata.category(c) in {"Co", "Cn", "Mn"} for c in foreign)
    ):
        return False
    if [c for c in restored if c.isascii()] != [c for c in text if c.isascii()]:
        return False
    if any(c > "\u07ff" for c in foreign):
        marked = codec != "cp932" or HALF.search(text) or sum(not c.isascii() for c in text) >= 6
        return bool(marked) and _is_written("".join(c for c in foreign if c > "\u07ff"))
    if ALL_LATIN.fullmatch("".join(foreign)):
        return bool(AT_LATIN.search(text))
    return len(foreign) >= 4 and bool(NATIVE.fullmatch(restored))


def _is_written(text: str) -> bool:
    """Return whether one of the encodings of East Asia has all characters of a text."""
    return any(text.encode(home, "ignore").decode(home) == text for home in HOMES)


def _is_partly(text: str, codec: str) -> bool:
    """Return whether most of a text is UTF-8 that was read in an encoding, though some characters were lost."""
    if not HOLE.search(text) and not HALF.search(text):
        return False
    holes = len(HOLE.findall(text))
    decoded = HOLE.sub("?", text).encode(codec, "replace").decode("utf-8", "replace")
    wide = [c for c in decoded if c > "\u07ff" and c != LOST]
    return len(wide) >= 2 and len(wide) > decoded.count(LOST) + holes and _is_written("".join(wide))


def _western(text: str) -> Damage | None:
    """Return what is wrong with a text that was read in a Western encoding, restored where this is certain."""
    if not WESTERN.search(text):
        return None
    from ftfy import fix_encoding

    restored = fix_encoding(text)
    if restored != text and any(text in _reads_as(restored, codec) for codec in WESTERN_CODECS):
        return Damage("is UTF-8 that was read in a Western encoding", restored)
    if WESTERN_RUN.search(text):
        return Damage(f"looks like another encoding that was read as a Western one{_readings(text)}")
    return Damage(f"looks in part like UTF-8 that was read in a Western encoding, for {restored}") if restored != text else None


def _reads_as(text: str, codec: str) -> tuple[str, str]:
    """Return a text as it looks when its UTF-8 is read in an encoding, once and twice."""
    once = text.encode().decode(codec, "replace")
    return once, once.encode().decode(codec, "replace")


def _readings(text: str) -> str:
    """Return what the text is if it was written in an encoding of East Asia."""
    found = dict(_read_as(text))
    told = ", ".join(f"{restored} in {name}" for restored, name in found.items())
    return f": {told}" if told else ""


def _read_as(text: str) -> Iterator[tuple[str, str]]:
    for codec, name in EASTERN.items():
        for western in ("cp1252", "latin-1"):
            try:
                restored = text.encode(western).decode(codec)
            except UnicodeError:
                continue
            if restored.isprintable() and _is_written(restored) and len(HALF.findall(restored)) * 2 < len(restored):
                yield restored, name
                break
