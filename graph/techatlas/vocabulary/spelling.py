"""Ignore in a name what does not matter: case, width, marks, forms, variants.

Names are compared in three ways, each coarser than the one before: :func:`fold`, :func:`plain`, and :meth:`Spelling.bare`.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from techatlas.vocabulary.source import rows

# Legal forms at the end or at the beginning of a name. Words for size or trade (group, holdings) are not among them, because they
# distinguish companies.
_WORDS = """
ab ag and ao aps as asa bhd bv cjsc co company corp corporation doo fzc
fzco fze gk gmbh inc incorporated jsc kft kg kgaa kk limited llc llp lp
ltd nv nyrt oao ojsc ooo oy oyj pao pjsc plc private pt pte pty pvt
sa sarl sas sdn se sl slu spa srl sro tbk the wll yk zao zrt
"""
WORDS = frozenset(_WORDS.split())
FORMS = re.compile(
    r"^(?:株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|公益財団法人|国立大学法人|学校法人|独立行政法人"
    r"|国立研究開発法人|\(株\)|\(有\)|주식회사|유한회사|\(주\))"
    r"|(?:株式会社|有限会社|合同会社|\(株\)|\(有\)|股份有限公司|股[份份]公司|有限责任公司|有限責任公司|有限公司|总公司|總公司|公司"
    r"|주식회사|유한회사|\(주\))$"
)
BRACKETED = re.compile(r"\([^()]*\)")
KATAKANA = {kana: kana + ord("ァ") - ord("ぁ") for kana in range(ord("ぁ"), ord("ゖ") + 1)}
SIGNS = re.compile(r"[\W_]")
IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def fold(name: str) -> str:
    """Return a name without what should not matter when names are compared.

    >>> fold("Café-Ｔoyota")
    'cafe toyota'
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c for c in decomposed if not (unicodedata.combining(c) and ord(c) < 0x3000))
    return " ".join(unicodedata.normalize("NFKC", kept).replace("-", " ").split())


def plain(name: str, *, brackets: bool = False) -> str:
    """Return a name without case, width, accents, punctuation and legal forms.

    With ``brackets``, text in brackets is kept.

    >>> plain("Tokyo Electron Co., Ltd.") == plain("ＴＯＫＹＯ ＥＬＥＣＴＲＯＮ")
    True
    >>> plain("株式会社　日立製作所")
    '日立製作所'
    """
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    if IDEOGRAPH.search(folded):
        return _without_form("".join(folded.split()))
    outside = folded if brackets else BRACKETED.sub(" ", folded)
    decomposed = unicodedata.normalize("NFKD", outside if outside.strip() else folded)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    words = re.sub(r"[^\w]+", " ", re.sub(r"(?<=\w)[.'’](?=\w)|\.$", "", bare).replace("&", " and ")).split()
    first, last = 0, len(words)
    while last - first > 1 and words[last - 1] in WORDS:
        last -= 1
    while last - first > 1 and words[first] in WORDS:
        first += 1
    return " ".join(words[first:last])


def _without_form(name: str) -> str:
    names = [name]
    while (bare := FORMS.sub("", names[-1])) not in {"", names[-1]}:
        names.append(bare)
    for each in reversed(names):
        bare = re.sub(r"[\s·・.,&、，()-]", "", bare) or each
    return bare


class Spelling:
    """The variants of characters and of foreign names that an ontology folder lists.

    ``asking/characters.csv`` has one form for traditional, simplified and Japanese characters, ``asking/spellings.csv`` one for
    the ways to write a foreign name.
    """

    def __init__(self, ontology: Path) -> None:
        variants = rows(ontology, "asking/characters.csv", {"character", "variants"})
        self._characters = {ord(each): row["character"] for row in variants for each in row["variants"]}
        self._spellings = [(row["from"], row["to"]) for row in rows(ontology, "asking/spellings.csv", {"from", "to"})]

    def one_form(self, folded: str) -> str:
        """Return a folded text with one form for each character and sound.

        >>> from techatlas.paths import shipped
        >>> one_form = spelling(shipped("ontology")).one_form
        >>> one_form("臺灣") == one_form("台湾"), one_form("ヴェトナム") == one_form("ベトナム")
        (True, True)
        """
        text = folded.translate(self._characters)
        for written, form in self._spellings:
            text = text.replace(written, form)
        return text

    def words(self, name: str) -> str:
        """Return the words of a name in one form, with one kana, separated by spaces.

        >>> from techatlas.paths import shipped
        >>> spelling(shipped("ontology")).words("ボストン・ダイナミクス"), spelling(shipped("ontology")).words("A & B, とよた")
        ('ボストン ダイナミクス', 'a b トヨタ')
        """
        return " ".join(SIGNS.sub(" ", self.one_form(fold(name))).translate(KATAKANA).split())

    def bare(self, name: str) -> str:
        """Return a name without spaces, legal forms and punctuation, in one kana.

        >>> from techatlas.paths import shipped
        >>> bare = spelling(shipped("ontology")).bare
        >>> bare("㈱キャノン") == bare("キヤノン"), bare("とよた") == bare("ﾄﾖﾀ"), bare("Hua-wei") == bare("Huawei")
        (True, True, True)
        """
        own_form = plain(name, brackets=True)  # a legal form can be in traditional characters too
        return self.words(plain(own_form.translate(self._characters), brackets=True)).replace(" ", "")


@cache
def spelling(ontology: Path) -> Spelling:
    """Return the variants of an ontology folder; the tables are read once.

    >>> from techatlas.paths import shipped
    >>> spelling(shipped("ontology")) is spelling(shipped("ontology"))
    True

    :raises DataError: a table is missing or lacks a column.
    """
    return Spelling(ontology)
