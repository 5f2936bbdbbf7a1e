"""Class Atlas: the public API. Each method is one thin call into a room."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from techatlas import build as building
from techatlas import values
from techatlas.analyses import Analyses
from techatlas.dataset import Dataset, Selection
from techatlas.errors import UsageError
from techatlas.paths import cache, shipped
from techatlas.questions import Question, Questions
from techatlas.results import Id, Table
from techatlas.store import Store
from techatlas.triples import Context
from techatlas.vocabulary import Vocabulary

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

FRONT_PAGE_AT_MOST = 400


class Page:
    """One HTML page that needs nothing else; in a notebook it shows itself."""

    def __init__(self, html: str) -> None:
        self.html = html

    def save(self, path: Path | str) -> Path:
        """Write the page and return where.

        :raises OutputError: it cannot be written; what was there stays as it was.
        """
        from techatlas import files

        files.write(Path(path), self.html.encode())
        return Path(path)

    def _repr_html_(self) -> str:
        from html import escape

        return f'<iframe srcdoc="{escape(self.html)}" width="100%" height="600" style="border:0"></iframe>'


class Atlas(Analyses):
    """A sourced knowledge graph of technology actors, ready to be asked."""

    def __init__(
        self, data: Path, *, selection: Selection | None = None, output: Path | None = None, ontology: Path | None = None
    ) -> None:
        self.data, self.ontology = data, ontology or shipped("ontology")
        self.output = output or Path("output")
        self.selection = selection or Selection()
        self.questions = Questions(self.ontology / "questions")
        self.built_now = False

    @cached_property
    def context(self) -> Context:
        """The prefixes and the meaning of the columns."""
        return Context(self.ontology)

    @cached_property
    def dataset(self) -> Dataset:
        """The data folder, read and checked."""
        return Dataset(self.data, Vocabulary(self.ontology), self.selection)

    @cached_property
    def store(self) -> Store:
        """The store: a fresh build where there is one, else one made now in the user's cache folder.

        :raises DataError: there is no fresh build and the data has faults.
        """
        if not self.data.is_dir():
            raise UsageError(f"{self.data} is not a folder → name a data folder with --data")
        mark = building.fingerprint(self.data, self.ontology, self.selection)
        for place in (self.output, cache() / mark[:16]):
            if found := building.fresh(place, mark):
                return Store.open(found, self.context)
        self.built_now = True
        return Store.open(building.snapshot(self.dataset, self.context, self.ontology, mark), self.context)

    def prepare(self) -> bool:
        """Make sure that there is a fresh store; return whether one had to be made now."""
        return len(self.store) > 0 and self.built_now

    def __len__(self) -> int:
        return len(self.store)

    def build(self, output: Path | str | None = None, *, lang: str = "en") -> building.Summary:
        """Check the data and write store, Turtle and the network page into a folder.

        :raises DataError: the data has faults; the folder stays as it was.
        :raises OutputError: the folder cannot be written to, or another build is at work there.
        """
        from techatlas import check, exports, files, network
        from techatlas.views.page import render

        self.output = Path(output) if output else self.output
        if self.output.resolve().is_relative_to(self.data.resolve()):
            raise UsageError(f"{self.output} lies inside the data folder → choose another with -o")
        mark = building.fingerprint(self.data, self.ontology, self.selection)
        with building.locked(self.output), files.staged(self.output) as stage:
            store, summary = building.put_store(self.dataset, self.context, self.ontology, stage / "store", mark)
            check.rules(store, self.ontology, self.dataset)
            exports.export(store, self.ontology, stage / "techatlas.ttl")
            page = render(self._front(network.whole(store, self.ontology), store), lang=lang)
            files.write(stage / "index.html", page.encode())
            del store
        self.__dict__.pop("store", None)
        return summary

    def check(self) -> list[str]:
        """Return the notes on a data folder that has no faults (an encoding, an empty table).

        :raises DataError: every fault of tables, shapes and rules, with file, line and column.
        """
        from techatlas import check

        store, summary = building.fill(self.dataset, self.context, self.ontology)
        check.whole(store, self.ontology, self.dataset)
        return list(summary.notes)

    def ask(self, name: str, **parameters: str) -> Table:
        """Answer a named question; ``list(atlas.questions.names())`` names them.

        :raises UsageError: no such question or parameter.
        """
        return self.store.query(self.questions.get(name).bind(parameters))

    def query(self, sparql: str) -> Table:
        """Run any SPARQL 1.1 query; the prefixes of the atlas need not be declared."""
        return self.store.query(sparql)

    def find(self, text: str, limit: int = 10) -> Table:
        """Find things by name, in any language or script, misspellings allowed; the best first."""
        from techatlas import find

        return find.find(self.store, self.ontology, text, limit)

    def show(self, id: str, lang: str = "en") -> Table:
        """Return every claim about one thing, or one claim, with source, place, date, certainty, and who disagrees.

        :raises UsageError: there is no such thing or claim.
        """
        if "/" in id:
            return self.claim(id, lang)
        return self.ask("claims-about", thing=self.known(id), lang=lang)

    def card(self, id: str, lang: str = "en") -> str:
        """Return the same for reading: the names of a thing, then each claim with its source beneath it; or one claim alone.

        :raises UsageError: there is no such thing or claim.
        """
        from techatlas import card

        if "/" in id:
            found = self.claim(id, lang)
            headings = {name: self.words.heading(name, lang) for name in found.columns}
            return card.alone(next(iter(found)), self.store.labels(found.ids(), lang), headings)
        id = self.known(id)
        claims = self.show(id, lang)
        names = [self.store.labels([id], each).get(id, id) for each in values.LANGUAGES]
        return card.card(id, names, claims, self.store.labels(claims.ids() | {Id(id)}, lang))

    def labelled(self, table: Table, lang: str) -> Table:
        """Return a table with names in a language in place of ids."""
        return table.labelled(self.store.labels(table.ids(), lang))

    def network(self, question: str | None = None, **parameters: str) -> "nx.MultiDiGraph[str]":
        """Return the graph of all things and claims, or of those that a question's answer names."""
        from techatlas import network

        whole = network.whole(self.store, self.ontology)
        if question is None:
            return whole
        asked: Question = self.questions.get(question)
        title = {"en": asked.title_en, "ja": asked.title_ja, "zh": asked.title_en}
        return network.of_answer(whole, self.ask(question, **parameters), title)

    def view(self, *ids: str, depth: int = 1, question: str | None = None, lang: str = "en") -> Page:
        """Draw some things with their neighbours up to ``depth`` steps, a question's answer, or what the front page shows."""
        from techatlas import network
        from techatlas.views.page import render

        graph = self.network(question)
        if not ids and not question:
            graph = self._front(graph, self.store)
        return Page(render(network.around(graph, ids, depth) if ids else graph, lang=lang))

    def _front(self, graph: "nx.MultiDiGraph[str]", store: Store) -> "nx.MultiDiGraph[str]":
        """Return what a page shows when nothing is asked for: all of a small atlas, the front page's part of a large one."""
        from techatlas import network

        if len(graph) <= FRONT_PAGE_AT_MOST:
            return graph
        return network.of_answer(graph, store.query(self.questions.get("front-page").sparql), graph.graph["title"])

    def export(self, path: Path | str) -> Path:
        """Write the whole graph; the suffix names the format.

        :raises UsageError: no format has that suffix.
        """
        from techatlas import exports

        exports.export(self.store, self.ontology, Path(path))
        return Path(path)

    def candidates(self) -> Table:
        """Propose organisations of different sources that may be one, the surest first; nothing is merged by itself.

        To decide on a pair, add a row to ``mappings.sssom.tsv``, with ``Not`` in ``predicate_modifier`` to reject it.
        """
        from techatlas import candidates

        return candidates.candidates(self.dataset)

    def stats(self) -> Table:
        """Count what is in the atlas: things, claims, sources, licences, and names by language."""
        return self.ask("stats")

    @cached_property
    def graph(self) -> "rdflib.Graph":
        """The same triples as an ``rdflib.Graph``, for its API; made once, when first asked for."""
        import rdflib

        graph = rdflib.Graph().parse(data=self.store.dump("nt"), format="nt")
        for prefix, iri in self.context.prefixes.items():
            graph.bind(prefix, iri)
        return graph


def importers() -> dict[str, tuple[str, ...]]:
    """Return the sources that can be imported, each with what it is and the published files it wants."""
    from techatlas import importers as room

    return {name: (room.importer(name).TITLE, *room.importer(name).FILES) for name in room.names()}


def import_files(source: str, paths: Iterable[Path | str], output: Path | str) -> list[Path]:
    """Read the published files of a source and write its collection folders below ``output``.

    :raises DataError: a file is damaged, or is not of the shape that the importer knows.
    """
    from techatlas import importers as room

    return room.run(source, [Path(path) for path in paths], Path(output))


def open(
    data: Path | str | None = None,
    *,
    as_of: str = "",
    open_licences_only: bool = False,
    collections: Iterable[str] = (),
    output: Path | str | None = None,
) -> Atlas:
    """Open the shipped atlas, or a data folder of your own; all of it, or what was known on a day, or openly licensed."""
    if as_of:
        try:
            values.date(as_of)
        except values.Wrong as wrong:
            raise UsageError(f'as-of "{as_of}": {wrong.message} → {wrong.fix}') from None
    selection = Selection(as_of, open_licences_only, tuple(sorted(collections)))
    return Atlas(Path(data) if data else shipped("data"), selection=selection, output=Path(output) if output else None)
