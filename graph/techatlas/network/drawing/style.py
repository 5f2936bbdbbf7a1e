"""Compose the style sheet of a page from shared and own CSS files."""

from pathlib import Path
from string import Template

from techatlas.vocabulary.languages import Languages

WEB = Path(__file__).parent / "web"


def sheet(own: Path, languages: Languages) -> str:
    """Return the style sheet of a page: palette, fonts, then the page's own rules.

    :param own: the CSS file of the page.
    :param languages: the languages of the page; each has a font stack.

    >>> from techatlas.paths import shipped
    >>> from techatlas.vocabulary.languages import languages
    >>> "--font-ja:" in sheet(WEB / "view.css", languages(shipped("ontology")))
    True
    """
    palette, font, rules = (path.read_text(encoding="utf-8") for path in (WEB / "palette.css", WEB / "font.css", own))
    fonts = (Template(font).substitute(code=each.code, font_stack=each.font_stack) for each in languages)
    return "\n".join([palette, *fonts, rules])
