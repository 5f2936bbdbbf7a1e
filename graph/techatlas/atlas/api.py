"""Class Atlas: the public API. Each method is one thin call into a room."""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techatlas import files
from techatlas.atlas.over_time import OverTime
from techatlas.atlas.showing import Showing
from techatlas.build import wholeness
from techatlas.build.freshness import Sources
from techatlas.errors import UsageError
from techatlas.paths import shipped
from techatlas.results.table import Table
from techatlas.store.context import Context
from techatlas.store.graph import Graph
from techatlas.tables.selection import Selection
from techatlas.vocabulary.questions import Questions

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from techatlas.answers.answer import Answer
    from techatlas.answers.reply import Reply
    from techatlas.build.builder import Summary
    from techatlas.errors import Checked
    from techatlas.network.page import Page
    from techatlas.tables.dataset import Dataset

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class Atlas(Showing, OverTime):
    """A sourced knowledge graph of technology actors, ready to be asked."""

    def __init__(
        self,
        data: Path | str,
        *,
        selection: Selection | None = None,
        output: Path | None = None,
        ontology: Path | None = None,
        graph: Graph | None = None,
    ) -> None:
        """Take a data folder, or the address of a graph that is there already; :func:`open` does it for you."""
        self.data, self.ontology = Path(data), ontology or shipped("ontology")
        self._given, self._address = graph, str(data)
        self.output = output or Path("output")
        self.selection = selection or Selection()
        self.questions = Questions(self.ontology)
        self.built_now = False
        self.damaged: dict[Path, str] = {}  # folders whose store was found to be damaged, and why

    @cached_property
    def context(self) -> Context:
        """The prefixes and the meaning of the columns."""
        return Context(self.ontology)

    @cached_property
    def dataset(self) -> "Dataset":
        """The data folder, read and checked.

        :raises UsageError: there is none: the atlas is an endpoint.
        """
        if self._given is not None:
            raise UsageError(f"{self._address} is an endpoint, and this needs the tables → name a data folder with --data")
        from techatlas.tables.dataset import Dataset
        from techatlas.vocabulary.terms import Vocabulary

        return Dataset(self.data, Vocabulary(self.ontology), self.selection)

    @cached_property
    def store(self) -> Graph:
        """The graph: an endpoint, a fresh build, or a store made now in the cache folder.

        :raises DataError: there is no fresh build and the data has faults.
        """
        if self._given is not None:
            return self._given
        if not self.data.is_dir():
            raise UsageError(f"{self.data} is not a folder → name a data folder with --data")
        files.recover(self.output)
        sources = Sources(self.data, self.ontology, self.selection)
        store, self.damaged = wholeness.opened(sources, self.output, self.context, lambda: self._snapshot(sources))
        return store

    def _snapshot(self, sources: Sources) -> Path:
        from techatlas.build import builder

        self.built_now = True
        self.__dict__.pop("dataset", None)  # it may have been read before the sources changed
        return builder.snapshot(self.dataset, self.context, sources)

    def prepare(self) -> bool:
        """Make sure that the graph can be asked; return whether a store was made now.

        :raises EndpointError: the endpoint does not answer, or holds no atlas.
        """
        self.store.prepare()
        return self.built_now

    def __len__(self) -> int:
        return len(self.store)

    def build(self, output: Path | str | None = None, *, lang: str = "en") -> "Summary":
        """Check the data and write store, Turtle, network page and site into a folder.

        :raises DataError: the data has faults; the folder stays as it was.
        :raises UsageError: the folder has files of the same names that no build made.
        :raises OutputError: the folder cannot be written to, or another build is at work there.
        """
        from techatlas.build import builder, rules
        from techatlas.exports import export
        from techatlas.network import reader
        from techatlas.network.drawing.render import render
        from techatlas.site import assemble

        self.output = Path(output) if output else self.output
        files.recover(self.output)
        sources = Sources(self.data, self.ontology, self.selection).read()
        self.__dict__.pop("dataset", None)  # it may have been read before the sources changed
        dataset = self.dataset
        with files.sparing(self.data), builder.locked(self.output), files.staged(self.output) as stage:
            store, summary = builder.put_store(dataset, self.context, stage / "store", sources)
            rules.rules(store, dataset.place_of, open_only=self.selection.open_only)
            export(store, stage / "techatlas.ttl")
            front = reader.front(store)
            overview = assemble.overviews(store.words.languages)
            front_page = render(front, lang=lang, overview=overview, ontology=self.ontology)
            (stage / "network.html").write_bytes(front_page.encode())
            assemble.write(stage, store, store.ask("questions/stats"), front)
            del store
            builder.check_replaced(self.output, stage)
        self.__dict__.pop("store", None)
        return summary

    def check(self, against: "Atlas | None" = None) -> "Checked":
        """Return warnings and notes on a data folder without faults.

        A warning is what is suspicious, such as a name in a wrong encoding; it does not stop a build. A note is an encoding or
        an empty table. Of an endpoint, check rules and shapes there, and compare its answers to all named questions with those
        of another atlas, the shipped one if left out; the notes say what was compared.

        :raises DataError: every fault of tables, shapes and rules, with file, line and column; every differing answer. It has
            the warnings too.
        """
        from techatlas.build import builder, conformance, rules
        from techatlas.errors import Checked, DataError

        if self._given is not None:
            return Checked([], conformance.conforms(self.store, (against or open()).store, self._address))
        report = self.dataset.report
        try:
            store, summary = builder.fill(self.dataset, self.context)
            rules.whole(store, self.dataset.place_of, open_only=self.selection.open_only)
        except DataError as error:
            raise DataError(error.faults, report.warnings) from None
        return Checked(sorted(report.warnings), list(summary.notes))

    def find(self, text: str, limit: int = 10) -> Table:
        """Find things by name, in any language or script, even misspelt; the best first."""
        from techatlas.store import find

        return find.find(self.store, text, limit)

    def labelled(self, table: Table, lang: str) -> Table:
        """Return a table with its names and bases in a language in place of ids."""
        from techatlas.answers.bases import in_language

        return in_language(table.labelled(self._labels(table.ids(), lang)), self.words, lang)

    def network(self, question: str | None = None, **parameters: str) -> "nx.MultiDiGraph[str]":
        """Return the network of all things that have claims, or of those in an answer.

        A page draws one link more for each claim that contradicts an edge and is none itself.
        """
        from techatlas.network import reader

        if question is None:
            return reader.whole(self.store)
        return reader.of_any(self.store, self.ask(question, timeout=None, **parameters))

    def view(
        self,
        *ids: str,
        depth: int = 1,
        question: str | None = None,
        answer: "Answer[Any] | Table | None" = None,
        whole: bool = False,
        lang: str = "en",
    ) -> "Page":
        """Draw things and their neighbours, an answer, the whole atlas, or the front page.

        Of an answer every thing is drawn that it names, with the edges between them and each claim that it names; where it
        counts hops or steps, in a column for each.

        :raises UsageError: there is no such thing or question, or the answer names no thing.
        """
        from techatlas.network import reader
        from techatlas.network.drawing.render import render
        from techatlas.network.page import Page

        if page := self._charted(answer, lang):
            return page
        if answer is not None:
            network = reader.of_any(self.store, answer)
        elif ids:
            network = reader.around(self.store, [self.known(id) for id in ids], depth)
        else:
            network = self.network(question) if question or whole else reader.front(self.store)
        return Page(render(network, lang=lang, ontology=self.ontology))

    def export(self, path: Path | str, *, about: Iterable[str] = ()) -> Path:
        """Write the graph, or everything about some things; the suffix is the format.

        :raises UsageError: no format has that suffix, or there is no such thing.
        """
        from techatlas.exports import export
        from techatlas.store.extract import extract

        ids = [self.known(id) for id in about]
        graph = extract(self.store, ids) if ids else self.store
        with files.sparing(self.data):
            export(graph, Path(path))
        return Path(path)

    def candidates(self, lang: str = "en") -> "Reply":
        """Propose organisations of different sources that may be one, the surest first.

        To decide on a pair, add a row to ``mappings.sssom.tsv``, with ``Not`` in ``predicate_modifier`` to reject it.
        """
        from techatlas.answers import proposals

        return proposals.proposed(self.dataset, self.context.words, lang)

    def doctor(self, lang: str = "en") -> "Reply":
        """Say whether installation, data, cache, store and terminal are sound.

        Each part has a state, ``sound``, ``note`` or ``broken``, and the command that mends it.
        """
        from techatlas.answers.checkup import checkup
        from techatlas.build.soundness import Checkup

        parts = Checkup(self.data, self.ontology, self.selection, self.output)
        given = self._given
        findings = parts.findings() if given is None else parts.of_endpoint(given, self._address)
        return checkup(findings, self.context.words, lang)

    def stats(self, lang: str = "en") -> "Reply":
        """Count things, claims, sources, licences, and names by language."""
        return self.ask("stats", lang=lang)

    @cached_property
    def graph(self) -> "rdflib.Graph":
        """The same triples as an ``rdflib.Graph``, made once, when first used."""
        import rdflib

        graph = rdflib.Graph().parse(data=self.store.dump("nt"), format="nt")
        for prefix, iri in self.context.prefixes.items():
            graph.bind(prefix, iri)
        return graph


def open(
    data: Path | str | None = None,
    *,
    as_of: str = "",
    open_licences_only: bool = False,
    collections: Iterable[str] = (),
    valid_on: str = "",
    output: Path | str | None = None,
) -> Atlas:
    """Open the shipped atlas, a data folder, or the SPARQL endpoint of an atlas.

    Of a folder take all, or what was published by a day (``as_of``), does not start later or end before a day (``valid_on``),
    is openly licensed, or is in some collections.

    :raises UsageError: a date is none, or the data is an endpoint, from which nothing can be left out.

    >>> atlas = open(collections=["sne-2024"])
    >>> atlas.find("宁德时代", limit=1).column("id")
    ['catl']
    """
    files.recover_all()
    selection = Selection(as_of, open_licences_only, tuple(sorted(collections)), valid_on).checked()
    made = Path(output) if output else None
    if data is None or not ADDRESS.match(str(data)):
        return Atlas(data or shipped("data"), selection=selection, output=made)
    if selection != Selection():
        raise UsageError("an endpoint cannot be restricted → choose by date, licence or collection from a data folder")
    from techatlas.store.endpoint import Endpoint

    endpoint = Endpoint(str(data), Context(shipped("ontology")))
    return Atlas(endpoint.address, output=made, graph=endpoint)
