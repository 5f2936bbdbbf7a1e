"""Render a network as one HTML text that works offline, without other files."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techatlas.answers.statement import patterns
from techatlas.errors import AtlasError
from techatlas.network.drawing import compact
from techatlas.network.drawing.payload import Layer, Mark, Payload, collect
from techatlas.network.drawing.plain import LIMIT, cut, statements, things
from techatlas.network.drawing.style import sheet
from techatlas.network.drawing.variants import variants
from techatlas.paths import shipped
from techatlas.vocabulary.languages import FALLBACK, in_language, languages
from techatlas.vocabulary.symbols import Symbol, symbols
from techatlas.vocabulary.words import Words

if TYPE_CHECKING:
    import networkx as nx

HERE = Path(__file__).parent
VIS_FILE = "templates/lib/vis-9.1.2/vis-network.min.js"
VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
JSON_POLICY = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
GROUPS = ("status", "certainty", "modality", "link")  # groups of symbols that the page draws
SPOKEN = ("code", "own_name", "sentence_separator", "clause_separator")  # fields of a language that the script needs
LEAF_SIZE = 5.0  # radius of a mark without links, in pixels at scale 1
HUB_SIZE = 30.0  # largest radius
COLUMN_SIZE = 10.0  # largest radius where nodes are in columns


def render(
    network: nx.MultiDiGraph[str],
    *,
    lang: str = FALLBACK,
    overview: Mapping[str, str] | None = None,
    ontology: Path | None = None,
) -> str:
    """Return the HTML of the page of a network, to be written as UTF-8.

    The same network gives the same text, in whatever order it was filled. The network is not changed.

    :param network: as :mod:`techatlas.network.reader` gives it.
    :param lang: the language in which the page opens; the reader can change it.
    :param overview: by language, the file in the same folder to which the page links back.
    :param ontology: the folder with languages, words and symbols, the shipped one if left out.
    :raises AtlasError: the language is not one of the atlas, or the installed vis-network is not the expected one.

    >>> import networkx as nx
    >>> render(nx.MultiDiGraph(), lang="ja")[:32].splitlines()
    ['<!doctype html>', '<html lang="ja">']
    """
    folder = ontology or shipped("ontology")
    known = languages(folder)
    if lang not in known:
        raise AtlasError(f'lang "{lang}": is not a language of the atlas → choose one of {", ".join(known.codes)}')
    payload = collect(network)
    named = {name: each.labels for name, each in symbols(folder).items() if each.group in GROUPS}
    payload = replace(payload, labels=dict(sorted({**named, **payload.labels}.items())))
    return _fill_template(_placed(payload), lang, dict(overview or {}), folder)


def _placed(payload: Payload) -> Payload:
    """Return the payload with a mark for every node; nodes with layers are in columns.

    The radius of a mark grows with the square root of its number of neighbours. The layers get the places of their headings.
    """
    import numpy as np

    from techatlas.network.drawing import columns, layout

    rows = {node.id: row for row, node in enumerate(payload.nodes)}
    links = [(rows[edge.source], rows[edge.target]) for edge in payload.edges]
    pairs = {(min(pair), max(pair)) for pair in links if pair[0] != pair[1]}
    degrees = np.zeros(len(rows))
    for pair in pairs:
        degrees[list(pair)] += 1
    sizes = np.minimum(LEAF_SIZE + 2.6 * np.sqrt(degrees), HUB_SIZE)
    layers = [node.layer for node in payload.nodes]
    headings: tuple[Layer, ...] = ()
    if any(layer is not None for layer in layers):
        sizes = np.minimum(sizes, COLUMN_SIZE)
        placed, tops = columns.positions(layers, links)
        places = np.array(placed)
        terms: dict[int | None, str] = dict(enumerate(payload.terms))
        headings = tuple(Layer(layer, round(x, 1), round(y, 1), terms.get(layer, "")) for layer, (x, y) in tops)
    else:
        places = layout.positions(sizes, np.array(links, dtype=np.int64).reshape(-1, 2))
    marks = tuple(
        Mark(round(float(x), 1), round(float(y), 1), round(float(size), 1)) for size, (x, y) in zip(sizes, places, strict=True)
    )
    return replace(payload, marks=marks, layers=headings)


def _fill_template(payload: Payload, lang: str, overview: dict[str, str], ontology: Path) -> str:
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.toggle_physics(False)
    net.set_template_dir(str(HERE / "web"), "view.html.j2")
    net.templateEnv.autoescape = True
    net.templateEnv.policies["json.dumps_kwargs"] = JSON_POLICY
    net.templateEnv.globals["view"] = _view(payload, lang, overview, ontology)
    html: str = net.generate_html()
    return html


def _view(payload: Payload, lang: str, overview: dict[str, str], ontology: Path) -> dict[str, object]:
    """Return the variables of the template.

    Scripts and styles are our own files and vis-network, and are not escaped.
    """
    known = languages(ontology)
    words = Words(ontology)
    by_language = page_words(words)
    own = {**by_language[FALLBACK], **by_language[lang]}
    texts = {
        "vis_js": _vis_network(),
        "view_js": (HERE / "web" / "view.js").read_text(encoding="utf-8"),
        "css": sheet(HERE / "web" / "view.css", known),
    }
    return {
        "lang": lang,
        "codes": " ".join(known.codes),
        "title": in_language(payload.title, lang) or own["untitled"],
        "words": own,
        "scripts": " ".join(_csp_hash(texts[name]) for name in ("vis_js", "view_js")),
        "styles": _csp_hash(texts["css"]),
        "nodes": compact.nodes(payload.nodes, payload.marks, payload.claims),
        "edges": compact.edges(payload.edges, payload.claims),
        "data": {
            **_data(payload, words),
            "lang": lang,
            "overview": overview,
            "signs": _signs(symbols(ontology)),
            "words": by_language,
            "languages": [{name: getattr(each, name) for name in SPOKEN} for each in known],
        },
        "overview": overview.get(lang, ""),
        "lead": payload.lead.get(lang, ""),
        "remarks": [in_language(remark, lang) for remark in payload.remarks],
        "rows": payload.rows.get(lang),
        "things": cut(things(payload, lang)),
        "statements": cut(statements(payload, lang, words)),
        "notes": _cut_notes(own, payload),
        **texts,
    }


def _data(payload: Payload, words: Words) -> dict[str, object]:
    """Return the content of the page as its script reads it."""
    return {
        "title": payload.title,
        "date": payload.date,
        "lead": payload.lead,
        "remarks": payload.remarks,
        "rows": payload.rows,
        "layers": compact.layers(payload.layers),
        "pinned": payload.pinned,
        "labels": compact.labels(payload.labels),
        "claims": compact.claims(payload.claims),
        "editions": payload.editions,
        "patterns": patterns(words, payload.claims.values()),
        "kinds": _read_json("kinds.json"),
        "variants": variants(name for names in payload.names() for name in names),
    }


def page_words(words: Words) -> dict[str, dict[str, Any]]:
    """Return the words of the page by language and key.

    A word with a plural is a dictionary of its forms, such as ``one`` and ``other`` (the categories of Unicode CLDR).

    >>> page_words(Words(shipped("ontology")))["en"]["count_things"]
    {'one': '{n} thing', 'other': '{n} things'}
    """
    found: dict[str, dict[str, Any]] = {code: {} for code in words.languages.codes}
    for key in words.entries:
        room, _, name = key.partition(".")
        for lang, text in words.texts(key).items() if room == "network" else ():
            stem, dot, form = name.partition(".")
            if dot:
                found[lang].setdefault(stem, {})[form] = text
            else:
                found[lang][name] = text
    return found


def _signs(known: Mapping[str, Symbol]) -> dict[str, dict[str, str]]:
    """Return the symbols of statuses, certainties, modalities and links, by group and name."""
    return {group: {name: each.sign for name, each in known.items() if each.group == group and each.sign} for group in GROUPS}


def _cut_notes(words: dict[str, Any], payload: Payload) -> dict[str, str]:
    counts = {"things": ("count_things", len(payload.nodes)), "statements": ("count_claims", len(payload.about()))}
    return {name: _cut_note(words, counted, count) for name, (counted, count) in counts.items()}


def _cut_note(words: dict[str, Any], counted: str, count: int) -> str:
    """Return the note that a table is cut, or an empty text where it is not."""
    if count <= LIMIT:
        return ""
    everything = words[counted]["other"].replace("{n}", f"{count:,}")
    return str(words["cut"]).replace("{n}", f"{LIMIT:,}").replace("{all}", everything)


def _vis_network() -> str:
    """Return the script of vis-network from the installed pyvis, without the URL of its source map.

    :raises AtlasError: the file cannot be read, or its SHA-256 is not the expected one.
    """
    import pyvis

    path = Path(pyvis.__file__).parent / VIS_FILE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AtlasError(f"{path}: cannot be read ({error.strerror}) → install pyvis 0.3.2") from error
    found = hashlib.sha256(content).hexdigest()
    if found != VIS_SHA256:
        raise AtlasError(
            f"{path}: SHA-256 is {found}, expected {VIS_SHA256}: this is not the vis-network that the "
            "page was tested with → install pyvis 0.3.2"
        )
    script, _, _ = content.decode("utf-8").replace("\r\n", "\n").rpartition("//# sourceMappingURL=")
    return script


def _csp_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _read_json(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))
