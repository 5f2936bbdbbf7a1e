"""All static pages, by their place in the output folder."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from techatlas.network.drawing.style import sheet
from techatlas.results.table import Table
from techatlas.site import contents, pictures
from techatlas.site.lacking import Wording
from techatlas.site.material import Material, gather
from techatlas.site.speech import Speech
from techatlas.store.graph import Graph
from techatlas.vocabulary.languages import Languages

TEMPLATES = Path(__file__).parent / "templates"


def write(output: Path, graph: Graph, counts: Table, drawn: Iterable[str]) -> None:
    """Write all pages below a new folder; the arguments are those of :func:`render`.

    :raises OSError: the folder cannot be written to.

    >>> import techatlas
    >>> from tempfile import TemporaryDirectory
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> with TemporaryDirectory() as folder:
    ...     write(Path(folder), atlas.store, atlas.stats(), drawn=())
    ...     Path(folder, "index.html").exists(), Path(folder, "ja", "index.html").exists()
    (True, True)
    """
    for folder in _folders(graph.words.languages):  # an empty one replaces pages that this build does not make
        (output / folder).mkdir()
    for path, html in render(graph, counts, drawn):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(html.encode())


def render(graph: Graph, counts: Table, drawn: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each page: its path below the output folder, and its HTML.

    The first language is at the root, each other one in a folder of its code. ``counts`` is what is in the atlas; ``drawn``
    are the things that ``network.html`` shows, to which names are linked.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> path, html = next(render(atlas.store, atlas.stats(), drawn=()))
    >>> path, html.splitlines()[0]
    ('index.html', '<!doctype html>')
    """
    material = gather(graph, counts, drawn)
    languages = graph.words.languages
    templates = environment(languages)
    for lang in languages.codes:
        speech = Speech(material, graph.words, lang)
        wording = Wording(speech)
        folder = _folder(lang, languages)
        for path, template, content in _pages(material, speech):
            root = "../" * path.count("/")
            html = templates.get_template(template).render(
                page=content,
                speech=speech,
                say=speech.say,
                name=speech.name,
                heading=speech.heading,
                root=root,
                path=path,
                languages=_ways(path, lang, languages),
                material=material,
                gaps=wording.of(content["id"]) if "id" in content else None,
            )
            yield folder + path, html


def _pages(material: Material, speech: Speech) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "index.html", "overview.html.j2", contents.overview(speech)
    for id in material.countries:
        yield f"country/{id}.html", "country.html.j2", contents.country(speech, id)
    for id in material.sectors:
        yield f"sector/{id}.html", "sector.html.j2", contents.sector(speech, id)


def overviews(languages: Languages) -> dict[str, str]:
    """Return where the overview is below the output folder, by language.

    >>> from techatlas.paths import shipped
    >>> from techatlas.vocabulary.languages import languages
    >>> overviews(languages(shipped("ontology")))["ja"]
    'ja/index.html'
    """
    return {lang: f"{_folder(lang, languages)}index.html" for lang in languages.codes}


def _folders(languages: Languages) -> tuple[str, ...]:
    return ("country", "sector", *languages.codes[1:])


def _folder(lang: str, languages: Languages) -> str:
    return "" if lang == languages.first else f"{lang}/"


def _ways(path: str, lang: str, languages: Languages) -> list[tuple[str, str, str]]:
    """Return each language with its own name and the way to the same page there."""
    up = "../" * (path.count("/") + (lang != languages.first))
    return [(each.code, each.own_name, up + _folder(each.code, languages) + path) for each in languages]


def environment(languages: Languages) -> Any:
    """Return the templates of the pages with their style.

    >>> from techatlas.paths import shipped
    >>> from techatlas.vocabulary.languages import languages
    >>> environment(languages(shipped("ontology"))).get_template("trend.html.j2").name
    'trend.html.j2'
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = sheet(TEMPLATES / "pages.css", languages)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    templates.globals.update(style=style, style_hash=f"'sha256-{digest}'", beside=pictures.beside)
    return templates
