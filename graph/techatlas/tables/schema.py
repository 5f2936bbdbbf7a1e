"""The columns of the three tables and of ``collection.toml``, as typed records.

A field here is a column in ``data/``, a key in ``ontology/context.jsonld`` and, through it, a property of the ontology. A text
has a column for each language of ``ontology/languages.csv``.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from techatlas import values
from techatlas.values import Parser
from techatlas.vocabulary.languages import Languages


@dataclass(frozen=True, slots=True)
class Column:
    """The content of a column: its parser and what its ids refer to.

    ``refers`` is empty for plain values. ``text`` and ``lang`` are the field and the language of a text in several languages.
    """

    parse: Parser
    required: bool = False
    many: bool = False
    refers: str = ""
    help: str = ""
    text: str = ""
    lang: str = ""


def column(
    help: str, parse: Parser = values.text, *, required: bool = False, many: bool = False, refers: str = "", default: str = ""
) -> Any:
    """Declare one column of a record.

    >>> @dataclass(frozen=True, slots=True, kw_only=True)
    ... class Port:
    ...     id: str = column("lower-case ASCII slug", values.slug, required=True)
    ...     berths: str = column("number of berths", values.integer)
    >>> Port(id="kobe")
    Port(id='kobe', berths='')
    """
    spec = {"column": Column(parse, required, many, refers, help)}
    if required:
        return field(metadata=spec)
    return field(default=() if many else default, metadata=spec)


def texts(help: str, *, only_optional: bool = False) -> Any:
    """Declare a text with one column per language, such as ``label_ja``.

    With ``only_optional`` the languages in which the text is required have no column.

    >>> from techatlas.paths import shipped
    >>> from techatlas.vocabulary.languages import languages
    >>> @dataclass(frozen=True, slots=True, kw_only=True)
    ... class Port:
    ...     label: Map[str, str] = texts("name")
    >>> columns(Port, languages(shipped("ontology")))["label_en"].help
    'name, in English'
    """
    return field(default_factory=dict, metadata={"help": help, "only_optional": only_optional})


def columns(record: type, languages: Languages) -> Map[str, Column]:
    """Return the columns of a record by name, in their order.

    >>> from techatlas.paths import shipped
    >>> from techatlas.vocabulary.languages import languages
    >>> known = columns(Observation, languages(shipped("ontology")))
    >>> [name for name, column in known.items() if column.required]
    ['subject', 'attributed_to', 'locator', 'indicator']
    """
    if (record, languages) not in _COLUMNS:
        _COLUMNS[record, languages] = MappingProxyType(dict(_columns(record, languages)))
    return _COLUMNS[record, languages]


def _columns(record: Any, languages: Languages) -> Iterator[tuple[str, Column]]:
    for each in fields(record):
        if "column" in each.metadata:
            yield each.name, each.metadata["column"]
        else:
            yield from _columns_by_language(each.name, languages, **each.metadata).items()


def _columns_by_language(name: str, languages: Languages, help: str, only_optional: bool) -> dict[str, Column]:
    """Return the columns of a text, one for each language of the ontology."""
    found = {}
    for each in languages:
        required, note = name in each.required, f", {each.note}" if each.note else ""
        if not (required and only_optional):
            told = f"{help}, in {each.english_name}{note}"
            found[f"{name}_{each.code}"] = Column(values.text, required, help=told, text=name, lang=each.code)
    return found


def cells(record: Any, languages: Languages) -> dict[str, Any]:
    """Return the value of a record in each of its columns.

    >>> from techatlas.paths import shipped
    >>> from techatlas.vocabulary.languages import languages
    >>> japan = Thing(id="japan", kind="Country", label={"en": "Japan", "ja": "日本"})
    >>> cells(japan, languages(shipped("ontology")))["label_ja"]
    '日本'
    """
    return {
        name: getattr(record, spec.text).get(spec.lang, "") if spec.lang else getattr(record, name)
        for name, spec in columns(type(record), languages).items()
    }


_COLUMNS: dict[tuple[type, Languages], Map[str, Column]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Who or what exists: its names, never a claim about it."""

    id: str = column("lower-case ASCII slug, never reused", values.slug, required=True)
    kind: str = column("a class of the ontology", required=True, refers="kind")
    label: Map[str, str] = texts("name")
    alt_label: tuple[str, ...] = column("other names and spellings in any language, separated by |", many=True)
    country: str = column("ISO 3166-1 alpha-2 code: a sorting key, not a claim", refers="country")
    code: str = column("ISO 3166-1 alpha-2 code, for countries")
    member: tuple[str, ...] = column("named members of a joint subject", values.slug, many=True, refers="thing")
    size: str = column("number of positions that a ranking declares", values.integer)
    ordered: str = column("true for a ranking with positions, false for an unordered list", values.boolean)
    note: str = column("an editor's remark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Names for a thing that a collection gives without them."""

    id: str = column("id of the thing in its collection", values.slug, required=True)
    label: Map[str, str] = texts("name", only_optional=True)
    alt_label: tuple[str, ...] = column("other names and spellings, separated by |", many=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The columns of every claim: subject, scope, speaker, locator, certainty."""

    id: str = column("row id; if omitted, a hash of the content identifies the claim", values.row_id)
    subject: str = column("the thing that the claim is about", values.slug, required=True, refers="thing")
    text: Map[str, str] = texts("the statement in our own words, where the object does not express it fully")
    sector: str = column("the sector to which the claim refers", values.slug, refers="sector")
    in_ranking: str = column("the ranking or list to which the claim refers", values.slug, refers="thing")
    counterpart: str = column(
        "the other end of a two-sided figure: the input, the chip, the partner country", values.slug, refers="thing"
    )
    place: str = column("the territory covered", values.slug, refers="thing")
    basis: str = column("what is counted: scope, price or definition")
    period: str = column("the time covered: a date, month or year, or two with a slash", values.period)
    valid_from: str = column("start of validity", values.date)
    valid_to: str = column("end of validity", values.date)
    date_basis: str = column("how the date was established, where the source does not print it")
    status: str = column("stated, unknown, below-resolution, withheld, absent; empty: stated", refers="Status", default="stated")
    certainty: str = column(
        "asserted, reported, hedged or modelled; empty means asserted", refers="Certainty", default="asserted"
    )
    modality: str = column("fact, opinion, causal, conditional or forecast; empty means fact", refers="Modality", default="fact")
    attributed_to: str = column("who makes the statement in the edition", values.slug, required=True, refers="thing")
    locator: str = column("where the edition makes the statement: section, paragraph, table, row or page", required=True)
    computed_from: tuple[str, ...] = column("claims from which this one was computed", values.claim, many=True, refers="claim")
    confirms: tuple[str, ...] = column("claims that say the same about the same measure", values.claim, many=True, refers="claim")
    refines: tuple[str, ...] = column("claims that this one states more exactly", values.claim, many=True, refers="claim")
    contradicts: tuple[str, ...] = column("claims that this one contradicts", values.claim, many=True, refers="claim")
    supersedes: tuple[str, ...] = column("older claims that this one replaces", values.claim, many=True, refers="claim")
    deprecated: str = column("true if the atlas no longer supports the claim", values.boolean)
    note: str = column("an editor's remark")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationClaim(Claim):
    """Subject, relation, object; the object is a thing or a text."""

    relation: str = column("a relation of the ontology", required=True, refers="relation")
    object: str = column("the thing at the other end; empty where the claim has a text only", values.slug, refers="thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Claim):
    """Subject, indicator, value: a figure, a date, a rank, bounds, or a status."""

    indicator: str = column("what is measured", values.slug, required=True, refers="indicator")
    value: str = column("the figure, or the date if the indicator measures dates")
    lower: str = column("lower bound", values.decimal)
    upper: str = column("upper bound", values.decimal)
    unit: str = column("unit; if empty, the unit of the indicator", values.slug, refers="unit")
    as_written: str = column("the figure as the source prints it")
    approximate: str = column("true if the source gives the figure as about: 約, ~, roughly", values.boolean)
    rank: str = column("position in the ranking", values.integer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One edition of a source, from its ``collection.toml``."""

    id: str = column("the name of the folder", values.slug, required=True)
    title: Map[str, str] = texts("title")
    creator: str = column("author", values.slug, refers="thing")
    publisher: str = column("publisher", values.slug, required=True, refers="thing")
    published: str = column("date of the edition", values.date)
    published_after: str = column("the latest known date before publication, where the edition prints no date", values.date)
    retrieved: str = column("when the edition was read for the atlas", values.date)
    url: str = column("web address of the edition", values.url)
    read_in: str = column("the page in which the figures were read, where the edition itself was not opened")
    licence: str = column("SPDX identifier of a licence in ontology/licences.ttl", required=True, refers="licence")
    language: str = column("language of the edition, such as ja", required=True)
    edition_of: str = column("the source to which the edition belongs", values.slug, required=True, refers="thing")
    survey: str = column(
        "true for a survey of fields, whose view is shown first; its `fieldOf` claims name the fields, in their order",
        values.boolean,
    )
    locator_note: Map[str, str] = texts("how the locators of the edition are to be read")
    note: str = column("an editor's remark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One row of ``mappings.sssom.tsv``, with the columns of SSSOM 1.0."""

    subject_id: str = column("the thing, as id:SLUG", values.curie, required=True)
    predicate_id: str = column("skos:exactMatch, skos:closeMatch …", values.curie, required=True)
    object_id: str = column("the other id, such as wikidata:Q182477", values.curie, required=True)
    mapping_justification: str = column("reason, as a semapv term", values.curie, required=True)
    predicate_modifier: str = column("Not if the candidate was reviewed and rejected", values.negation)
    author_label: str = column("who made the decision")
    confidence: str = column("from 0 to 1", values.probability)
    comment: str = column("a remark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One row of ``gaps.csv``: what exists but is not in the atlas, and why."""

    id: str = column("lower-case ASCII slug, never reused", values.slug, required=True)
    label: Map[str, str] = texts("name of what is missing")
    publisher: str = column("publisher", values.slug, refers="thing")
    url: str = column("web address of what is missing", values.url)
    missing_relation: tuple[str, ...] = column("relations that it would state", many=True, refers="relation")
    missing_indicator: tuple[str, ...] = column("indicators that it would give", values.slug, many=True, refers="indicator")
    concerns: tuple[str, ...] = column(
        "things and sectors that it is about; empty means all", values.slug, many=True, refers="thing"
    )
    reason: Map[str, str] = texts("why it is missing, and what follows for answers")
