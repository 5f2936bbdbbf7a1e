"""A network as one HTML text that needs no network connection, no server and no second file."""

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
from techatlas.network.drawing.payload import Payload, collect
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
GROUPS = ("status", "certainty", "modality", "link")  # of the symbols that the page draws
SPOKEN = ("code", "own_name", "sentence_separator", "clause_separator")  # what the script needs of a language
LEAF_SIZE = 5.0
HUB_SIZE = 30.0
COLUMN_SIZE = 10.0  # at most, where nodes stand in columns


def render(
    network: nx.MultiDiGraph[str],
    *,
    lang: str = FALLBACK,
    overview: Mapping[str, str] | None = None,
    ontology: Path | None = None,
) -> str:
    """The whole page for a network; the reader may change its language, `lang` is only the first.

    Languages, words and symbols are those of the ontology folder, the shipped one if left out.
    `overview` names, by language, the file beside this one that the page leads back to, if there is one.
    Write it as UTF-8. The same network gives the same text, whatever the order in which it was
    filled; the network is not changed. Raises AtlasError for a language that has no words here, or
    when the installed vis-network is not the one that this page was written and tested for.
    """
    folder = ontology or shipped("ontology")
    known = languages(folder)
    if lang not in known:
        raise AtlasError(f'lang "{lang}": is not a language of the atlas → choose one of {", ".join(known.codes)}')
    payload = collect(network)
    named = {name: each.labels for name, each in symbols(folder).items() if each.group in GROUPS}
    payload = replace(payload, labels=dict(sorted({**named, **payload.labels}.items())))
    _place(payload)
    return _fill_template(payload, lang, dict(overview or {}), folder)


def _place(payload: Payload) -> None:
    """Give every node its x, y and size, in pixels at scale 1: in columns where an answer counts steps."""
    import numpy as np

    from techatlas.network.drawing import columns, layout

    rows = {node["id"]: row for row, node in enumerate(payload.nodes)}
    links = [(rows[edge["from"]], rows[edge["to"]]) for edge in payload.edges]
    pairs = {(min(pair), max(pair)) for pair in links if pair[0] != pair[1]}
    degrees = np.zeros(len(rows))
    for pair in pairs:
        degrees[list(pair)] += 1
    sizes = np.minimum(LEAF_SIZE + 2.6 * np.sqrt(degrees), HUB_SIZE)
    layers = [node.get("layer") for node in payload.nodes]
    if any(layer is not None for layer in layers):
        sizes = np.minimum(sizes, COLUMN_SIZE)
        placed, tops = columns.positions(layers, links)
        places = np.array(placed)
        terms = dict(enumerate(payload.layers))
        payload.layers[:] = [
            {"layer": layer, "x": round(x, 1), "y": round(y, 1), **(terms.get(layer, {}) if layer is not None else {})}
            for layer, (x, y) in tops
        ]
    else:
        places = layout.positions(sizes, np.array(links, dtype=np.int64).reshape(-1, 2))
    for node, size, (x, y) in zip(payload.nodes, sizes, places, strict=True):
        node.update(size=round(float(size), 1), x=round(float(x), 1), y=round(float(y), 1))


def _fill_template(payload: Payload, lang: str, overview: dict[str, str], ontology: Path) -> str:
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.toggle_physics(False)
    net.nodes = payload.nodes
    net.node_ids = [node["id"] for node in payload.nodes]
    net.node_map = {node["id"]: node for node in payload.nodes}
    net.edges = payload.edges
    net.set_template_dir(str(HERE / "web"), "view.html.j2")
    net.templateEnv.autoescape = True
    net.templateEnv.policies["json.dumps_kwargs"] = JSON_POLICY
    net.templateEnv.filters["packed_nodes"] = lambda nodes: compact.nodes(nodes, payload.claims)
    net.templateEnv.filters["packed_edges"] = lambda edges: compact.edges(edges, payload.claims)
    net.templateEnv.globals["view"] = _view(payload, lang, overview, ontology)
    html: str = net.generate_html()
    return html


def _view(payload: Payload, lang: str, overview: dict[str, str], ontology: Path) -> dict[str, Any]:
    """What the template reads. Its scripts and styles are our own files and vis-network, and go in unescaped."""
    known, signs = languages(ontology), _signs(symbols(ontology))
    told = Words(ontology)
    words = page_words(told)
    own = {**words[FALLBACK], **words[lang]}
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
        "data": {
            "lang": lang,
            "overview": overview,
            "title": payload.title,
            "date": payload.date,
            "lead": payload.lead,
            "remarks": payload.remarks,
            "layers": payload.layers,
            "pinned": payload.pinned,
            "labels": compact.labels(payload.labels),
            "claims": compact.claims(payload.claims),
            "editions": payload.editions,
            "patterns": patterns(told, payload.claims.values()),
            "kinds": _read_json("kinds.json"),
            "signs": signs,
            "words": words,
            "languages": [{name: getattr(each, name) for name in SPOKEN} for each in known],
            "variants": variants(name for names in payload.names() for name in names),
        },
        "overview": overview.get(lang, ""),
        "lead": payload.lead.get(lang, ""),
        "remarks": [in_language(remark, lang) for remark in payload.remarks],
        "things": cut(things(payload, lang)),
        "statements": cut(statements(payload, lang, told)),
        "notes": {
            "things": _cut_note(own, "count_things", len(payload.nodes)),
            "statements": _cut_note(own, "count_claims", len(payload.claims)),
        },
        **texts,
    }


def page_words(words: Words) -> dict[str, dict[str, Any]]:
    """The words of the page by language; of a word with a plural its forms, such as `one` and `other`."""
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
    """The symbol of each status, certainty, modality and link."""
    return {group: {name: each.sign for name, each in known.items() if each.group == group and each.sign} for group in GROUPS}


def _cut_note(words: dict[str, Any], counted: str, count: int) -> str:
    """That a table ends before its last row; nothing where it does not."""
    if count <= LIMIT:
        return ""
    everything = words[counted]["other"].replace("{n}", f"{count:,}")
    return str(words["cut"]).replace("{n}", f"{LIMIT:,}").replace("{all}", everything)


def _vis_network() -> str:
    """vis-network's script out of the installed pyvis, checked, without its source map's address."""
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
