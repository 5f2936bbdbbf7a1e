"""The style sheet of a page: the palette and the fonts that all pages share, then the rules of its own."""

from pathlib import Path
from string import Template

from techatlas.vocabulary.languages import Languages

WEB = Path(__file__).parent / "web"


def sheet(own: Path, languages: Languages) -> str:
    """Return the whole style sheet of a page, with a font for each language."""
    palette, font, rules = (path.read_text(encoding="utf-8") for path in (WEB / "palette.css", WEB / "font.css", own))
    fonts = (Template(font).substitute(code=each.code, font_stack=each.font_stack) for each in languages)
    return "\n".join([palette, *fonts, rules])
