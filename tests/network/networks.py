"""Networks to draw: small, empty, large, and hostile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx

from techatlas.answers.claim import Claim, Link
from techatlas.results.table import Id

EVIL = "<img src=x onerror=window.evil=1></script><script>window.evil=2</script>{{7*7}}\"'&"

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
        "url": "https://example.org/column/190",
        "published": "2025-03-01",
        "licence": "facts only",
        "publisher": "JMCA",
    },
    "reuters": {"url": "https://example.org/reuters", "published": "2025-01-29"},
}
NODES = {
    "china": "Country",
    "united-states": "Country",
    "japan": "Country",
    "deepseek": "Company",
    "deepseek-r1": "AIModel",
    "liang-wenfeng": "Person",
    "nvidia": "Company",
    "h800": "Chip",
    "tokyo-electron": "Company",
    "smartphones": "Sector",
}
COUNTRIES = {
    "deepseek": "china",
    "deepseek-r1": "china",
    "liang-wenfeng": "china",
    "nvidia": "united-states",
    "h800": "united-states",
    "tokyo-electron": "japan",
}
ALIASES = {"deepseek": ["Deep Seek社", "幻方旗下"], "nvidia": ["NVIDIA Corporation"]}


NAMES = {
    "subject",
    "relation",
    "indicator",
    "object",
    "counterpart",
    "unit",
    "in_ranking",
    "sector",
    "place",
    "status",
    "certainty",
    "modality",
    "attributed_to",
    "edition",
}


def relation(subject: str, relation: str, thing: str, **more: Any) -> dict[str, Any]:
    return {
        "subject": subject,
        "relation": relation,
        "object": thing,
        "edition": "shen-190",
        "status": "stated",
        "certainty": "asserted",
        "modality": "fact",
        **more,
    }


def figure(subject: str, indicator: str, **more: Any) -> dict[str, Any]:
    return {
        "subject": subject,
        "indicator": indicator,
        "edition": "shen-190",
        "status": "stated",
        "certainty": "asserted",
        "modality": "fact",
        **more,
    }


def typed(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The network with a record for each claim that a test gave as plain fields."""
    known = network.graph["claims"]
    known.update({key: claim_of(key, claim) for key, claim in known.items() if not isinstance(claim, Claim)})
    return network


def claim_of(key: str, fields: dict[str, Any]) -> Claim:
    """The record of a claim that a test gives as plain fields."""
    named = {name: Id(value) if name in NAMES else value for name, value in fields.items()}
    links = tuple(Link(Id(each["type"]), Id(each["claim"]), each["inverse"]) for each in named.pop("links", ()))
    return Claim(id=Id(key), links=links, **named)


CLAIMS: dict[str, dict[str, Any]] = {
    "shen-190/F001": relation("deepseek", "basedIn", "china", locator="P12"),
    "shen-190/F002": relation("deepseek", "develops", "deepseek-r1", locator="P04"),
    "reuters/R1": relation("deepseek", "develops", "deepseek-r1", edition="reuters", certainty="reported"),
    "reuters/R2": relation("deepseek-r1", "uses", "deepseek", edition="reuters", certainty="hedged"),
    "shen-190/F003": relation("deepseek", "foundedBy", "liang-wenfeng", locator="P12"),
    "shen-190/F004": relation("nvidia", "basedIn", "united-states"),
    "shen-190/F005": relation("nvidia", "develops", "h800"),
    "shen-190/F006": relation("deepseek-r1", "uses", "h800", attributed_to="wall-street-journal"),
    "shen-190/F007": relation("tokyo-electron", "basedIn", "japan"),
    "shen-190/F090": figure(
        "deepseek-r1",
        "training-cost",
        value="5576000",
        unit="usd",
        locator="P17",
        attributed_to="wall-street-journal",
        certainty="reported",
        period="2024",
        links=[{"type": "contradicts", "claim": "reuters/R9", "inverse": True}],
    ),
    "reuters/R9": figure(
        "deepseek-r1",
        "training-cost",
        lower="1000000000",
        unit="usd",
        edition="reuters",
        certainty="modelled",
        locator="row 9",
        links=[{"type": "contradicts", "claim": "shen-190/F090", "inverse": False}],
    ),
    "shen-190/S1": figure("japan", "world-share", status="unknown", sector="smartphones"),
    "shen-190/S2": figure("japan", "makers-in-top-5", status="absent", in_ranking="idc-2024"),
    "shen-190/S3": figure("japan", "world-share", status="below-resolution", unit="percent"),
    "shen-190/S4": figure("japan", "shipments", value="0", unit="units"),
    "shen-190/S5": figure(
        "japan",
        "outlook",
        modality="opinion",
        certainty="hedged",
        text={"en": "Japan may lose its place.", "ja": "日本の居場所がなくなる恐れがある。"},
    ),
    "shen-190/S6": figure(
        "china",
        "shipments",
        value="168800000",
        unit="units",
        rank=1,
        in_ranking="idc-2024",
        valid_from="2024-01-01",
        valid_to="2024-12-31",
    ),
}


def empty_network() -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.graph.update(title={}, date="", labels={}, editions={}, claims={})
    return network


def small_network(*, backwards: bool = False) -> nx.MultiDiGraph[str]:
    """Ten things, seventeen claims, nine links; filled in the opposite order if wanted."""
    network = empty_network()
    direction = -1 if backwards else 1
    for key, kind in list(NODES.items())[::direction]:
        about = sorted(c for c, claim in CLAIMS.items() if key in (claim["subject"], claim.get("object")))
        network.add_node(key, kind=kind, country=COUNTRIES.get(key, ""), alt=list(ALIASES.get(key, [])), claims=about)
    for key, claim in list(CLAIMS.items())[::direction]:
        if "object" in claim:
            network.add_edge(claim["subject"], claim["object"], key=key, relation=claim["relation"], claim=key)
    copied = {key: {**claim} for key, claim in list(CLAIMS.items())[::direction]}
    network.graph.update(
        title={"en": "Technology actors", "ja": "技術の主体", "zh": "技术主体"},
        date="2025-03-01",
        labels=dict(list(LABELS.items())[::direction]),
        editions=dict(SOURCES),
        claims=copied,
    )
    return network


def hostile_network() -> nx.MultiDiGraph[str]:
    """Markup and script addresses in every place that holds text."""
    network = empty_network()
    texts = {lang: EVIL + lang for lang in ("en", "ja", "zh")}
    fields = (
        "value",
        "lower",
        "upper",
        "unit",
        "in_ranking",
        "sector",
        "period",
        "valid_from",
        "valid_to",
        "basis",
        "place",
        "attributed_to",
        "locator",
        "certainty",
        "modality",
        "status",
        "relation",
    )
    claim = {
        **dict.fromkeys(fields, EVIL),
        "subject": EVIL,
        "object": "constructor",
        "edition": "javascript:window.evil=3",
        "text": texts,
        "links": [{"type": EVIL, "claim": "__proto__", "inverse": False}],
    }
    for key in (EVIL, "constructor", "__proto__"):
        network.add_node(key, kind=EVIL, country=EVIL, alt=[EVIL, "javascript:window.evil=4"], claims=[EVIL])
        network.add_edge(EVIL, key, key=f"{EVIL}{key}", relation=EVIL, claim=EVIL)
    source = {"url": "javascript:window.evil=5", "published": EVIL, "licence": EVIL, "publisher": EVIL}
    network.graph.update(
        title=texts,
        date=EVIL,
        labels={EVIL: texts, "constructor": texts},
        claims={EVIL: claim_of(EVIL, claim)},
        editions={"javascript:window.evil=3": source},
    )
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


@dataclass(frozen=True)
class Graph:
    """A network, what its page carries, and the page, rendered once for all tests."""

    network: nx.MultiDiGraph[str]
    payload: Any
    html: str
    path: Path
