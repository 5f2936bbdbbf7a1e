"""Turn what a user names into an id of the right kind, or suggest one.

Every command and every parameter of a question comes through here.
"""

from collections.abc import Collection, Iterable

from techatlas.errors import UsageError
from techatlas.results.table import Id, Table
from techatlas.store.graph import Graph
from techatlas.values import SLUG

NEAR = 3


def thing(graph: Graph, text: str, kinds: Collection[str] = ()) -> Id:
    """Return the id of a thing, given its id or its exact name in any language.

    ``kinds`` are the classes of which it must be; none means any.

    :raises UsageError: nothing is called so, several things are, or it is of another kind.

    >>> import techatlas
    >>> thing(techatlas.open().store, "日本", ["Country"])
    'japan'
    """
    if SLUG.fullmatch(text) and graph.labels([text], "en"):
        return of_kind(graph, Id(text), kinds)
    from techatlas.store.naming import names

    called = sorted(names(graph).equal(text))
    fitting = [Id(id) for id in called if not kinds or _is_a(graph, id, kinds)]
    if len(fitting) > 1:
        raise UsageError(f"{text!r} is a name of {len(fitting)} things → write one of the ids {', '.join(fitting)}")
    if fitting or called:
        return of_kind(graph, (fitting or [Id(called[0])])[0], kinds)
    from techatlas.store.find import find

    near = [Id(str(cell)) for cell in find(graph, text, 20).column("id")]
    likely = [id for id in near if _is_a(graph, id, kinds)] if kinds else near
    raise UsageError(f"no {_kinds(kinds)} has the id {text!r} → {_hint(graph, text, likely, kinds)}")


def of_kind(graph: Graph, id: Id, kinds: Collection[str]) -> Id:
    """Return the id if the thing is of one of the kinds.

    :raises UsageError: it is of another kind.

    >>> import techatlas
    >>> of_kind(techatlas.open().store, Id("japan"), ["Country"])
    'japan'
    """
    if not kinds or _is_a(graph, id, kinds):
        return id
    related = [row.id("id") for row in graph.ask("answers/related", thing=[id], kind=kinds)]
    wanted = _kinds(kinds)
    raise UsageError(f"{id!r} is of the kind {graph.kind(id)}, not {wanted} → {_hint(graph, id, related, kinds)}")


def edition(graph: Graph, text: str) -> Id:
    """Return the id of an edition.

    :raises UsageError: there is no such edition.

    >>> import techatlas
    >>> edition(techatlas.open().store, "sne-2024")
    'sne-2024'
    """
    return _listed("edition", text, graph.ask("analysis/editions"), "techatlas ask sources")


def relation(graph: Graph, text: str) -> Id:
    """Return the name of a relation.

    :raises UsageError: there is no such relation.

    >>> import techatlas
    >>> relation(techatlas.open().store, "foundedBy")
    'foundedBy'
    """
    return _listed("relation", text, graph.ask("answers/relations"), "docs/reference/terms.md lists them")


def indicator(graph: Graph, text: str) -> Id:
    """Return the id of an indicator, given its id or its name in any language.

    :raises UsageError: there is no such indicator.

    >>> import techatlas
    >>> indicator(techatlas.open().store, "電気自動車販売台数")
    'ev-sales'
    """
    from techatlas.store.naming import bounded
    from techatlas.vocabulary.spelling import fold

    text = bounded(text)
    rows = graph.ask("analysis/indicators")
    named = {fold(name): row.id("indicator") for row in rows for name in (row.text("name"), row.text("indicator"))}
    if found := named.get(fold(text)):
        return found
    near = dict.fromkeys(named[name] for name in _like(fold(text), named, 0.5))
    within = dict.fromkeys(id for name, id in named.items() if fold(text) in name)
    raise _unknown("indicator", text, [*within, *near][:NEAR], "docs/reference/terms.md lists them")


def claim(graph: Graph, text: str) -> Id:
    """Return the id of a claim.

    :raises UsageError: there is no such claim.

    >>> import techatlas
    >>> claim(techatlas.open().store, "eto-2026/P7-N10")
    'eto-2026/P7-N10'
    """
    from techatlas.store.naming import bounded

    if len(graph.ask("answers/is-claim", claim=[bounded(text)])):
        return Id(text)
    raise UsageError(f"there is no claim {text!r} → techatlas show THING lists the claims about a thing")


def default(graph: Graph, name: str, relation: str) -> Id:
    """Return the value that the data gives to a parameter.

    ``relation`` is the property of the atlas that holds it, such as ``defaultSurvey``.

    :raises UsageError: the data gives none.

    >>> import techatlas
    >>> default(techatlas.open().store, "edition", "defaultSurvey")
    'shen-190'
    """
    if given := graph.ask("answers/default", relation=relation).column("value"):
        return Id(str(given[0]))
    known = ", ".join(str(cell) for cell in graph.ask("analysis/surveys").column("edition")[:NEAR])
    hint = f"name an edition with -p {name}=ID{f', such as {known}' if known else ''}"
    raise UsageError(f"{name}: no edition here is marked as a survey → {hint}; or set survey = true in its collection.toml")


def value(graph: Graph, type: str, given: str | Iterable[str]) -> str:
    """Return the value of a parameter, as an id where its type is one.

    ``type`` is a type of :class:`techatlas.vocabulary.queries.Query`, and the kinds of which the thing must be. A parameter of
    several things takes them one by one, or in one text with commas between them.

    :raises UsageError: there is no such thing, edition, claim or relation, or it is of another kind.

    >>> import techatlas
    >>> value(techatlas.open().store, "things Company", "トヨタ自動車,byd")
    'toyota,byd'
    """
    name, *kinds = type.split()
    texts = [given] if isinstance(given, str) else list(given)
    if name == "things":
        several = (text.split(",") if len(texts) == 1 and not _is_name(graph, text) else [text] for text in texts)
        return ",".join(dict.fromkeys(thing(graph, part.strip(), kinds) for parts in several for part in parts))
    text = ",".join(texts)
    if name == "thing":
        return thing(graph, text, kinds)
    return {"edition": edition, "relation": relation, "claim": claim}.get(name, _unchanged)(graph, text)


def _unchanged(_: Graph, text: str) -> str:
    return text


def _is_name(graph: Graph, text: str) -> bool:
    """Return whether a text with commas is the name of one thing, such as a ministry."""
    from techatlas.store.naming import names

    return "," in text and bool(names(graph).equal(text))


def _is_a(graph: Graph, id: str, kinds: Collection[str]) -> bool:
    return bool(len(graph.ask("answers/is-a", thing=[id], kind=kinds)))


def _hint(graph: Graph, text: str, near: Collection[Id], kinds: Collection[str]) -> str:
    """Suggest what is near, else what is spelt alike, else some examples of the kind."""
    of_kind = [str(cell) for cell in graph.ask("answers/of-kind", kind=kinds).column("thing")] if kinds and not near else []
    likely = [*near][:NEAR] or _like(text, of_kind, 0.75)
    if likely:
        return f"did you mean {' or '.join(likely)}?"
    return f"for example {', '.join(of_kind[:NEAR])}" if of_kind else "techatlas find TEXT"


def _kinds(kinds: Collection[str]) -> str:
    return " or ".join(kinds) or "thing"


def _listed(what: str, text: str, known: Table, otherwise: str) -> Id:
    """Return the id that a table has in the column ``what``."""
    from techatlas.store.naming import bounded

    ids = [str(cell) for cell in known.column(what)]
    if text in ids:
        return Id(text)
    raise _unknown(what, text, _like(bounded(text), ids), otherwise)


def _unknown(what: str, text: str, likely: Iterable[str], otherwise: str) -> UsageError:
    """Return the error that there is nothing of that name, with what may be meant."""
    hint = " or ".join(likely)
    return UsageError(f"there is no {what} {text!r} → {f'did you mean {hint}?' if hint else otherwise}")


def _like(text: str, known: Iterable[str], at_least: float = 0.6) -> list[str]:
    from difflib import get_close_matches  # only what is misspelt needs it

    return get_close_matches(text, list(known), NEAR, at_least)
