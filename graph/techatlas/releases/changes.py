"""The changes between two releases of an atlas, one row per thing, edge or claim.

Claims that were added or removed together with their edition are only counted, in one row per edition.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from techatlas.answers.answer import Answer
from techatlas.releases.patch import Difference
from techatlas.results.table import Cell, Id, plain
from techatlas.store.context import Context
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import say

ADDED, REMOVED, CHANGED = Id("added"), Id("removed"), Id("changed")
CONTENT = ("object", "value", "rank", "lower", "upper", "text_en", "status")  # the first that a claim has is its content
LABEL = ("label_en", "title_en", "rdfs:label")
Facts = dict[str, list[Cell]]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of a thing or edition, of an edge from it, or of a claim about it.

    ``says`` is the relation or indicator; ``property`` is the column that changed, None if all of it was added or removed;
    ``old`` and ``new`` are the values before and after.
    """

    change: Id
    kind: Id | None
    thing: Id
    says: Id | None = None
    property: str | None = None
    old: Cell = None
    new: Cell = None
    claim: Id | None = None
    source: Id | None = None
    locator: str | None = None


def changes(difference: Difference, graph: Graph, context: Context, old: str, new: str, limit: int = 0) -> Answer[Change]:
    """Return the changes behind a difference in triples, editions first.

    ``old`` and ``new`` name the two releases in the title. The answer has at most ``limit`` rows per kind of change, all if 0,
    and a remark for each kind with more.

    >>> from techatlas.paths import shipped
    >>> from techatlas.releases.patch import HEADER, File, difference
    >>> from techatlas.store.local import Store
    >>> context = Context(shipped("ontology"))
    >>> prefixes = "".join(f"@prefix {name}: <{iri}> .\\n" for name, iri in context.prefixes.items())
    >>> old, new = (f'{prefixes}id:catl rdfs:label "{name}"@en .'.encode() for name in ("Catl", "CATL"))
    >>> found = difference(File("old.ttl", old, "ttl"), File("new.ttl", new, "ttl"))
    >>> (row,) = changes(found, Store.create((), context), context, "old", "new").rows
    >>> row.change, row.thing, row.property, row.old, row.new
    ('changed', 'catl', 'rdfs:label', 'Catl', 'CATL')
    """
    rows = sorted(_Reader(graph, context).changes(difference), key=_order)
    title = say("diff.title", old=old, new=new)
    if not rows and not difference.before ^ difference.after:
        return Answer(Change, say("diff.same", old=old, new=new), ())
    shown, left_out = _limited(rows, limit)
    counts = Counter(row.change for row in rows)
    lead = say("diff.lead", added=counts[ADDED], removed=counts[REMOVED], changed=counts[CHANGED])
    more = (say("diff.more", count=n, kind=kind or "", change=change) for (kind, change), n in sorted(left_out.items(), key=str))
    return Answer(Change, title, tuple(shown), tuple(more), lead)


class _Reader:
    """Reads the triples of a difference as rows with the columns of the tables."""

    def __init__(self, graph: Graph, context: Context) -> None:
        self._cell, self._context = graph.cell, context
        entries = context.columns.items()
        self._columns = {(context.iri(entry["@id"]), entry.get("@language")): name for name, entry in entries}
        self._properties = {iri for iri, _ in self._columns}
        self._space = {name: context.prefixes[name] for name in ("id", "ta", "claim", "src", "spdx", "mapping")}

    def changes(self, difference: Difference) -> Iterator[Change]:
        """Yield each change, in no particular order."""
        before, after = _by_subject(difference.before), _by_subject(difference.after)
        ours = tuple(self._space.values())  # not the catalogue, which only repeats the editions
        nodes = (node for node in before.keys() | after.keys() if isinstance(node, ox.NamedNode))
        subjects = {node for node in nodes if node.value.startswith(ours) and node.value not in ours}
        editions = [node for node in subjects if node.value.startswith(self._space["src"])]
        whole = {str(self._cell(node)) for node in editions if not (before[node] and after[node])}
        counts: Counter[str] = Counter()
        for node in subjects:
            old, new = self._facts(before[node]), self._facts(after[node])
            yield from self._edges(node, before[node], after[node])
            if node.value.startswith(self._space["claim"]):
                edition = _first(new or old, "edition")
                if edition in whole and not (old and new):
                    counts[edition] += 1
                else:
                    yield from self._claim(Id(str(self._cell(node))), old, new)
            elif node.value.startswith(self._space["mapping"]):
                yield from self._mapping(old, new)
            else:
                yield from self._thing(Id(str(self._cell(node))), old, new)
        for node in editions:
            if count := counts[name := str(self._cell(node))]:
                gone = not after[node]
                yield Change(
                    REMOVED if gone else ADDED,
                    Id("Claim"),
                    Id(name),
                    None,
                    "count",
                    count if gone else None,
                    None if gone else count,
                )

    def _facts(self, quads: Iterable[ox.Quad]) -> Facts:
        """Return the values by column, without edges.

        The key of a property without a column is its prefixed name.
        """
        facts: Facts = defaultdict(list)
        for quad in quads:
            language = quad.object.language if isinstance(quad.object, ox.Literal) else None
            column = self._columns.get((quad.predicate, language)) or self._columns.get((quad.predicate, None))
            if quad.predicate == self._context.type:
                facts["kind"].append(self._cell(quad.object))
            elif column or not self._is_edge(quad):
                facts[column or self._curie(quad.predicate)].append(self._cell(quad.object))
        return {name: sorted(values, key=str) for name, values in facts.items()}

    def _curie(self, term: ox.NamedNode) -> str:
        for prefix, iri in self._context.prefixes.items():
            if term.value.startswith(iri):
                return f"{prefix}:{term.value.removeprefix(iri)}"
        return term.value

    def _is_edge(self, quad: ox.Quad) -> bool:
        ends = (quad.subject, quad.object)
        return (
            all(isinstance(end, ox.NamedNode) and end.value.startswith(self._space["id"]) for end in ends)
            and quad.predicate.value.startswith(self._space["ta"])
            and quad.predicate not in self._properties
        )

    def _edges(self, node: ox.NamedNode, old: set[ox.Quad], new: set[ox.Quad]) -> Iterator[Change]:
        for quad in old ^ new:
            if self._is_edge(quad):
                end, relation = self._cell(quad.object), Id(str(self._cell(quad.predicate)))
                thing, lost = Id(str(self._cell(node))), quad in old
                change, ends = (REMOVED, (end, None)) if lost else (ADDED, (None, end))
                yield Change(change, Id("Relation"), thing, relation, None, *ends)

    def _claim(self, name: Id, old: Facts, new: Facts) -> Iterator[Change]:
        facts = new or old
        thing, source = Id(_first(facts, "subject")), Id(_first(facts, "edition"))
        says = Id(_first(facts, "relation", "indicator"))
        place = (name, source, _first(facts, "locator"))
        for change, field, before, after in _compared(_from_tables(old), _from_tables(new), CONTENT):
            yield Change(change, _kind(facts), thing, says, field, before, after, *place)

    def _mapping(self, old: Facts, new: Facts) -> Iterator[Change]:
        facts = new or old
        thing, says = (Id(_first(facts, name).rsplit("#", 1)[-1]) for name in ("subject_id", "predicate_id"))
        for change, field, before, after in _compared(old, new, ("object_id",)):
            yield Change(change, Id("Mapping"), thing, says, field, before, after)

    def _thing(self, name: Id, old: Facts, new: Facts) -> Iterator[Change]:
        for change, field, before, after in _compared(old, new, LABEL):
            yield Change(change, _kind(new or old), name, None, field, before, after)


def _first(facts: Facts, *names: str) -> str:
    """Return the first value of a property, or of the next one; empty if a file of others lacks it."""
    return next((str(facts[name][0]) for name in names if facts.get(name)), "")


def _from_tables(facts: Facts) -> Facts:
    """Return the values of a claim that have a column in the tables.

    All others are derived by the build, and follow from changes that are reported elsewhere.
    """
    return {field: values for field, values in facts.items() if ":" not in field}


def _compared(old: Facts, new: Facts, content: tuple[str, ...]) -> Iterator[tuple[Id, str | None, Cell, Cell]]:
    """Yield one change if all was added or removed, else one per different property.

    The first column of ``content`` that has a value represents what was added or removed.
    """
    if not (old and new):
        facts = new or old
        cell = next((_one(facts[name]) for name in content if name in facts), None)
        if facts:
            yield (ADDED, None, None, cell) if new else (REMOVED, None, cell, None)
        return
    for name in sorted(old.keys() | new.keys()):
        had, has = old.get(name, []), new.get(name, [])
        if had != has:
            yield CHANGED, name, _one([cell for cell in had if cell not in has]), _one([cell for cell in has if cell not in had])


def _one(cells: list[Cell]) -> Cell:
    if len(cells) < 2:
        return cells[0] if cells else None
    return tuple(cell if isinstance(cell, str) else plain(cell) for cell in cells)


def _kind(facts: Facts) -> Id | None:
    kinds = [kind for kind in facts.get("kind", ()) if isinstance(kind, Id) and ":" not in kind]
    return kinds[0] if kinds else None


def _by_subject(quads: Iterable[ox.Quad]) -> defaultdict[object, set[ox.Quad]]:
    found: defaultdict[object, set[ox.Quad]] = defaultdict(set)
    for quad in quads:
        found[quad.subject].add(quad)
    return found


def _order(row: Change) -> tuple[bool, bool, str, str, str, str]:
    return row.kind != "Edition", row.kind == "Relation", str(row.kind), row.change, row.thing, str(row)


def _limited(rows: list[Change], limit: int) -> tuple[list[Change], dict[tuple[Id | None, Id], int]]:
    """Return the first rows of each kind of change, and the number left out."""
    seen: Counter[tuple[Id | None, Id]] = Counter()
    shown = []
    for row in rows:
        seen[row.kind, row.change] += 1
        if not limit or seen[row.kind, row.change] <= limit:
            shown.append(row)
    return shown, {group: count - limit for group, count in seen.items() if limit and count > limit}
