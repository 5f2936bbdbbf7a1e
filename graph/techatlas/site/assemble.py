"""All static pages as texts, by their place in the output folder."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from techatlas.results.table import Table
from techatlas.site import contents, pictures
from techatlas.site.evidence import Evidence, gather
from techatlas.site.speech import Speech
from techatlas.store.graph import Graph
from techatlas.values import LANGUAGES

TEMPLATES = Path(__file__).parent / "templates"
FOLDERS = ("country", "sector", *LANGUAGES[1:])
OWN_NAMES = {"en": "English", "ja": "日本語", "zh": "中文"}


def render(graph: Graph, counts: Table, drawn: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each page: its path below the output folder, and its HTML.

    English stands at the root, other languages in a folder of their name. ``counts`` is what is in the atlas; ``drawn`` are the
    things that ``network.html`` shows, to which names are linked.
    """
    evidence = gather(graph, counts, drawn)
    templates = _environment()
    for lang in LANGUAGES:
        speech = Speech(evidence, graph.words, lang)
        folder = "" if lang == LANGUAGES[0] else f"{lang}/"
        for path, template, content in _pages(evidence, speech):
            root = "../" * path.count("/")
            yield folder + path, templates.get_template(template).render(
                page=content, speech=speech, say=speech.say, name=speech.name, heading=speech.heading, root=root, path=path,
                languages=_languages(path, lang), evidence=evidence,
            )  # fmt: skip


def _pages(evidence: Evidence, speech: Speech) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "index.html", "overview.html.j2", contents.overview(speech)
    for id in evidence.countries:
        yield f"country/{id}.html", "country.html.j2", contents.country(speech, id)
    for id in evidence.sectors:
        yield f"sector/{id}.html", "sector.html.j2", contents.sector(speech, id)


def overviews() -> dict[str, str]:
    """Return where the overview stands below the output folder, by language."""
    return {lang: f"{'' if lang == LANGUAGES[0] else f'{lang}/'}index.html" for lang in LANGUAGES}


def _languages(path: str, lang: str) -> list[tuple[str, str, str]]:
    """Return each language with its own name and the way to the same page there."""
    up = "../" * (path.count("/") + (lang != LANGUAGES[0]))
    return [(each, OWN_NAMES[each], up + ("" if each == LANGUAGES[0] else f"{each}/") + path) for each in LANGUAGES]


def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = (TEMPLATES / "pages.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    templates.globals.update(style=style, style_hash=f"'sha256-{digest}'", beside=pictures.beside)
    return templates
