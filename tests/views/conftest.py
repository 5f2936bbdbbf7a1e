"""Networks to draw, and a real browser to look at them with."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

EVIL = "<img src=x onerror=window.evil=1></script><script>window.evil=2</script>{{7*7}}\"'&"
CHROMIUM_ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-3d-apis",
]  # fmt: skip

LABELS = {
    "china": {"en": "China", "ja": "中国", "zh": "中国"},
    "united-states": {"en": "United States", "ja": "米国", "zh": "美国"},
    "japan": {"en": "Japan", "ja": "日本", "zh": "日本"},
    "deepseek": {"en": "DeepSeek", "ja": "ディープシーク", "zh": "深度求索"},
    "deepseek-r1": {"en": "DeepSeek-R1"},
    "liang-wenfeng": {"en": "Liang Wenfeng", "ja": "梁文鋒", "zh": "梁文锋"},
    "nvidia": {"en": "Nvidia", "ja": "エヌビディア", "zh": "英伟达"},
    "h800": {"en": "Nvidia H800"},
    "tokyo-electron": {"en": "Tokyo Electron", "ja": "東京エレクトロン", "zh": "东京电子"},
    "smartphones": {"en": "Smartphones", "ja": "スマートフォン", "zh": "智能手机"},
    "idc-2024": {"en": "World smartphone shipments 2024", "ja": "2024年 世界スマホ出荷"},
    "wall-street-journal": {"en": "The Wall Street Journal", "ja": "ウォール・ストリート・ジャーナル"},
    "basedIn": {"en": "is based in", "ja": "の本拠地は", "zh": "总部位于"},
    "develops": {"en": "develops", "ja": "が開発", "zh": "开发"},
    "foundedBy": {"en": "was founded by", "ja": "の創業者は", "zh": "创始人为"},
    "uses": {"en": "uses", "ja": "が使用", "zh": "使用"},
    "training-cost": {"en": "training cost", "ja": "訓練費用", "zh": "训练成本"},
    "world-share": {"en": "world share", "ja": "世界シェア", "zh": "全球份额"},
    "shipments": {"en": "shipments", "ja": "出荷台数", "zh": "出货量"},
    "makers-in-top-5": {"en": "makers in the top five", "ja": "上位5社の数"},
    "outlook": {"en": "outlook", "ja": "見通し", "zh": "展望"},
    "usd": {"en": "US dollars", "ja": "米ドル", "zh": "美元"},
    "percent": {"en": "percent", "ja": "％", "zh": "％"},
    "units": {"en": "units", "ja": "台", "zh": "台"},
    "Country": {"en": "Country", "ja": "国", "zh": "国家"},
    "Company": {"en": "Company", "ja": "企業", "zh": "企业"},
    "AIModel": {"en": "AI model", "ja": "AIモデル", "zh": "人工智能模型"},
    "Chip": {"en": "Chip", "ja": "半導体チップ", "zh": "芯片"},
    "Person": {"en": "Person", "ja": "人物", "zh": "人物"},
    "Sector": {"en": "Sector", "ja": "分野", "zh": "领域"},
    "shen-190": {"en": "Column no. 190", "ja": "第190話", "zh": "专栏第190期"},
    "reuters": {"en": "Reuters"},
}
SOURCES = {
    "shen-190": {
        "url": "https://example.org/column/190", "published": "2025-03-01",
        "licence": "facts only", "publisher": "JMCA",
    },
    "reuters": {"url": "https://example.org/reuters", "published": "2025-01-29"},
}  # fmt: skip
NODES = {
    "china": "Country", "united-states": "Country", "japan": "Country", "deepseek": "Company",
    "deepseek-r1": "AIModel", "liang-wenfeng": "Person", "nvidia": "Company", "h800": "Chip",
    "tokyo-electron": "Company", "smartphones": "Sector",
}  # fmt: skip
COUNTRIES = {
    "deepseek": "china", "deepseek-r1": "china", "liang-wenfeng": "china",
    "nvidia": "united-states", "h800": "united-states", "tokyo-electron": "japan",
}  # fmt: skip
ALIASES = {"deepseek": ["Deep Seek社", "幻方旗下"], "nvidia": ["NVIDIA Corporation"]}


def relation(subject: str, predicate: str, thing: str, **more: Any) -> dict[str, Any]:
    return {"subject": subject, "predicate": predicate, "object": thing, "source": "shen-190",
            "status": "stated", "certainty": "asserted", "modality": "fact", **more}  # fmt: skip


def figure(subject: str, indicator: str, **more: Any) -> dict[str, Any]:
    return {"subject": subject, "predicate": indicator, "source": "shen-190", "status": "stated",
            "certainty": "asserted", "modality": "fact", **more}  # fmt: skip


CLAIMS: dict[str, dict[str, Any]] = {
    "shen-190/F001": relation("deepseek", "basedIn", "china", locator="P12"),
    "shen-190/F002": relation("deepseek", "develops", "deepseek-r1", locator="P04"),
    "reuters/R1": relation(
        "deepseek", "develops", "deepseek-r1", source="reuters", certainty="reported"
    ),
    "reuters/R2": relation("deepseek-r1", "uses", "deepseek", source="reuters", certainty="hedged"),
    "shen-190/F003": relation("deepseek", "foundedBy", "liang-wenfeng", locator="P12"),
    "shen-190/F004": relation("nvidia", "basedIn", "united-states"),
    "shen-190/F005": relation("nvidia", "develops", "h800"),
    "shen-190/F006": relation("deepseek-r1", "uses", "h800", attributed_to="wall-street-journal"),
    "shen-190/F007": relation("tokyo-electron", "basedIn", "japan"),
    "shen-190/F090": figure(
        "deepseek-r1", "training-cost", value="5576000", unit="usd", locator="P17",
        attributed_to="wall-street-journal", certainty="reported", period="2024",
        links=[{"type": "contradicts", "claim": "reuters/R9", "inverse": True}],
    ),
    "reuters/R9": figure(
        "deepseek-r1", "training-cost", lower="1000000000", unit="usd", source="reuters",
        certainty="modelled", locator="row 9",
        links=[{"type": "contradicts", "claim": "shen-190/F090", "inverse": False}],
    ),
    "shen-190/S1": figure("japan", "world-share", status="unknown", sector="smartphones"),
    "shen-190/S2": figure("japan", "makers-in-top-5", status="absent", in_ranking="idc-2024"),
    "shen-190/S3": figure("japan", "world-share", status="below-resolution", unit="percent"),
    "shen-190/S4": figure("japan", "shipments", value="0", unit="units"),
    "shen-190/S5": figure(
        "japan", "outlook", modality="opinion", certainty="hedged",
        text={"en": "Japan may lose its place.", "ja": "日本の居場所がなくなる恐れがある。"},
    ),
    "shen-190/S6": figure("china", "shipments", value="168800000", unit="units", rank=1,
                          in_ranking="idc-2024", valid_from="2024-01-01", valid_to="2024-12-31"),
}  # fmt: skip


def empty_network() -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.graph.update(title={}, date="", labels={}, sources={}, claims={})
    return network


def small_network(*, backwards: bool = False) -> nx.MultiDiGraph[str]:
    """Ten things, seventeen claims, nine links; filled in the opposite order if wanted."""
    network = empty_network()
    direction = -1 if backwards else 1
    for key, kind in list(NODES.items())[::direction]:
        about = sorted(c for c, claim in CLAIMS.items() if key in (claim["subject"], claim.get("object")))
        network.add_node(key, kind=kind, country=COUNTRIES.get(key, ""),
                         alt=list(ALIASES.get(key, [])), claims=about)  # fmt: skip
    for key, claim in list(CLAIMS.items())[::direction]:
        if "object" in claim:
            network.add_edge(claim["subject"], claim["object"], key=key,
                             relation=claim["predicate"], claim=key)  # fmt: skip
    copied = {key: {**claim} for key, claim in list(CLAIMS.items())[::direction]}
    network.graph.update(
        title={"en": "Technology actors", "ja": "技術の主体", "zh": "技术主体"}, date="2025-03-01",
        labels=dict(list(LABELS.items())[::direction]), sources=dict(SOURCES), claims=copied,
    )  # fmt: skip
    return network


def hostile_network() -> nx.MultiDiGraph[str]:
    """Markup and script addresses in every place that holds text."""
    network = empty_network()
    texts = {lang: EVIL + lang for lang in ("en", "ja", "zh")}
    fields = ("value", "lower", "upper", "unit", "in_ranking", "sector", "period", "valid_from",
              "valid_to", "basis", "place", "attributed_to", "locator", "certainty", "modality",
              "status", "predicate")  # fmt: skip
    claim = {**dict.fromkeys(fields, EVIL), "subject": EVIL, "object": "constructor",
             "source": "javascript:window.evil=3", "text": texts,
             "links": [{"type": EVIL, "claim": "__proto__", "inverse": False}]}  # fmt: skip
    for key in (EVIL, "constructor", "__proto__"):
        network.add_node(key, kind=EVIL, country=EVIL, alt=[EVIL, "javascript:window.evil=4"], claims=[EVIL])
        network.add_edge(EVIL, key, key=f"{EVIL}{key}", relation=EVIL, claim=EVIL)
    source = {"url": "javascript:window.evil=5", "published": EVIL, "licence": EVIL, "publisher": EVIL}
    network.graph.update(
        title=texts, date=EVIL, labels={EVIL: texts, "constructor": texts}, claims={EVIL: claim},
        sources={"javascript:window.evil=3": source},
    )  # fmt: skip
    return network


def large_network(count: int) -> nx.MultiDiGraph[str]:
    """Five hubs and many leaves, every name different."""
    network = empty_network()
    for number in range(count):
        key = f"thing-{number:04d}"
        network.add_node(key, kind="Country" if number < 5 else "Company", country="", alt=[], claims=[])
        network.graph["labels"][key] = {"en": f"Thing number {number}", "ja": f"事物 {number}"}
        if number >= 5:
            network.add_edge(key, f"thing-{number * number % 5:04d}", key=f"c/{number}", relation="r", claim=f"c/{number}")
    return network


@pytest.fixture
def small() -> nx.MultiDiGraph[str]:
    return small_network()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright; the tests are skipped where it is missing."""
    path = shutil.which("chromium")
    if path is None:
        message = "install Debian's chromium (apt-get install chromium) to test pages in a browser"
        if os.environ.get("TECHATLAS_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


class Visit:
    """One page opened from a file, with everything that it asked for and complained about."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.address = path.as_uri()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, fragment: str = "") -> Visit:
        self.page.goto(self.address + fragment)
        return self

    def see(self, expression: str) -> Any:
        """The value of a JavaScript expression; `atlas` is what the page offers to scripts."""
        return self.page.evaluate(f"() => {{ const atlas = globalThis.techatlas; return ({expression}); }}")

    def click_node(self, key: str) -> None:
        """Click on the mark of a thing in the drawing."""
        self._click_at("atlas.drawing.network.canvasToDOM(atlas.drawing.network.getPosition(id))", key)

    def _click_at(self, place: str, key: str) -> None:
        point = self.page.evaluate(
            f"(key) => {{ const atlas = globalThis.techatlas; const id = atlas.model.byId.get(key); return {place}; }}", key
        )
        self.page.locator("#mynetwork").click(position=point)

    @property
    def address_now(self) -> str:
        return str(self.page.url)

    @property
    def status(self) -> str:
        return str(self.page.inner_text("#status"))

    @property
    def panel(self) -> str:
        return str(self.page.inner_text("#panel"))


Opener = Callable[..., Visit]


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    """Render a network, or take a page that is rendered, open it from disk, and check at the end that it kept quiet."""
    from techatlas.network.drawing.render import render

    visits: list[Visit] = []

    def start(network: nx.MultiDiGraph[str] | Path, fragment: str = "", *, lang: str = "en", **context: Any) -> Visit:
        path = network if isinstance(network, Path) else tmp_path / f"page{len(visits)}.html"
        if not isinstance(network, Path):
            path.write_bytes(render(network, lang=lang).encode("utf-8"))
        options = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", **context}
        visits.append(Visit(browser.new_context(**options).new_page(), path))
        return visits[-1].open(fragment)

    yield start
    for each in visits:
        each.page.context.close()
    for each in visits:
        assert {address.partition("#")[0] for address in each.requests} == {each.address}
        assert each.complaints == []


@dataclass(frozen=True)
class Graph:
    """A network, what its page carries, and the page, rendered once for all tests."""

    network: nx.MultiDiGraph[str]
    payload: Any
    html: str
    path: Path


@pytest.fixture(scope="session")
def graph_named(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Graph]:
    from speed import made_network

    from techatlas.network.drawing import payload
    from techatlas.network.drawing.render import render

    @functools.cache
    def made(name: str) -> Graph:
        atlas = request.getfixturevalue(name) if name in ("column", "shipped") else None
        network = atlas.network() if atlas else hostile_network() if name == "hostile" else made_network(int(name))
        path, html = tmp_path_factory.mktemp("graph") / f"{name}.html", render(network)
        path.write_bytes(html.encode("utf-8"))
        return Graph(network, payload.collect(network), html, path)

    return made


@pytest.fixture(params=["hostile", "column", "shipped", "1000", "5000", "20000"])
def graph(request: pytest.FixtureRequest, graph_named: Callable[[str], Graph]) -> Graph:
    return graph_named(request.param)
