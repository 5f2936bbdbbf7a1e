"""Class ``Analyses``: answers that SPARQL alone cannot give.

Each method is one thin call into a module of ``analysis/``.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from techatlas.atlas.questioning import Asking
from techatlas.errors import UsageError
from techatlas.results.table import Id

if TYPE_CHECKING:
    from techatlas.analysis.around import Around
    from techatlas.analysis.bridges import BlocLink, Bridge
    from techatlas.analysis.chain import Link
    from techatlas.analysis.chokepoints import Chokepoint
    from techatlas.analysis.communities import Community
    from techatlas.analysis.compare import Compared
    from techatlas.analysis.disputes import Dispute
    from techatlas.analysis.effects import Touched
    from techatlas.analysis.exposure import Exposed
    from techatlas.analysis.gaps import Lacking
    from techatlas.analysis.standings import Place
    from techatlas.analysis.ways import Step
    from techatlas.answers.answer import Answer

COUNTRY, ORGANISATIONS = "Country", ("Company", "Institution", "Group")
ROWS_DRAWN = 24  # of a comparison; more cannot be told apart in a picture
EVERY = 10_000  # what is found one by one: bridges, communities, ways; None asks for that many


class Analyses(Asking):
    """The analyses of an atlas; :class:`techatlas.Atlas` is one that has a graph."""

    def place(self, *countries: str, survey: str | None = None, field: str | None = None) -> "Answer[Place]":
        """Answer where countries are ahead, present or absent, field by field.

        In two parts: what the ``survey`` says, an edition (that of the atlas if None), and what all editions say together. With
        ``field``, a sector or an input, each of its measures has its own row.

        :raises UsageError: there is no such thing or edition, or the edition surveys no field.
        """
        from techatlas.analysis.place import place

        who = [self.known(each, COUNTRY) for each in countries]
        asked = self.known(field, "Technology") if field else None
        return self._with_names(place(self.store, who, survey=self._survey(survey), field=asked))

    def chokepoints(
        self, *, country: str | None = None, company: str | None = None, least: float | None = None
    ) -> "Answer[Chokepoint]":
        """Answer which inputs rest on one country or company.

        ``country`` and ``company`` keep the inputs that it holds. Of such an input it holds at least ``least`` per cent, 50
        if left out, or a share that is not published. ``least`` alone keeps the inputs of which anybody holds that share, and
        those of which no share is published.

        :raises UsageError: there is no such thing.
        """
        from techatlas.analysis.chokepoints import chokepoints

        who = self.known(country, COUNTRY) if country else None
        firm = self.known(company, *ORGANISATIONS) if company else None
        return self._with_names(chokepoints(self.store, country=who, company=firm, least=least))

    def around_input(self, input: str) -> "Answer[Around]":
        """Answer who provides one input, and what depends on it, by hop.

        Shares are in per cent.

        :raises UsageError: it is not an input.
        """
        from techatlas.analysis.around import around

        return self._with_names(around(self.store, self.known(input, "Technology")))

    def chain(self, product: str, *, country: str | None = None) -> "Answer[Link]":
        """Answer from which steps and inputs a product comes, and who provides them.

        Rows make a tree: ``hop`` is the level of each. ``country`` keeps what that country and its companies provide.

        :raises UsageError: there is no such thing, or nobody says of what it is made.
        """
        from techatlas.analysis.chain import chain

        who = Id(self.known(country)) if country else None
        return self._with_names(chain(self.store, Id(self.known(product)), country=who))

    def stop(
        self, *, countries: Iterable[str] = (), companies: Iterable[str] = (), inputs: Iterable[str] | None = None
    ) -> "Answer[Touched]":
        """Answer what a stop of supply by countries and companies would touch.

        The stop is of ``inputs`` and their kinds, or of all that they supply.

        :raises UsageError: there is no such thing, nobody is named, or nobody says that they supply any of it.
        """
        from techatlas.analysis.stop import stop

        who = [self.known(each, COUNTRY) for each in countries]
        firms = [self.known(each, *ORGANISATIONS) for each in companies]
        if not who and not firms:
            raise UsageError("no country or company is given that stops supply → give one")
        wanted = None if inputs is None else [self.known(each, "Technology") for each in inputs]
        return self._with_names(stop(self.store, who, firms, wanted))

    def exposure(self, policy: str, *, country: str | None = None, reach: float = 50.0) -> "Answer[Exposed]":
        """Answer who is exposed to a policy: makers, users, owners and substitutes.

        Each row has the day from which the policy restricts the thing. ``country`` keeps what is of one country; ``reach`` is
        the performance that a substitute must reach, in per cent.

        :raises UsageError: there is no such thing, or nothing is said to be restricted by it.
        """
        from techatlas.analysis.exposure import exposure

        who = self.known(country, COUNTRY) if country else None
        return self._with_names(exposure(self.store, self.known(policy, "Policy"), country=who, reach=reach))

    def bridges(self, first: str, second: str, limit: int | None = 10) -> "Answer[Bridge]":
        """Answer which things link two countries, the strongest first.

        Things are ranked by betweenness; ``walk_rank`` is their position by random walks.

        :raises UsageError: there is no such thing, or nothing linked is of one of the countries.
        """
        from techatlas.analysis.bridges import bridges

        found = bridges(self.store, self.known(first, COUNTRY), self.known(second, COUNTRY), limit or EVERY)
        return self._with_names(found)

    def bloc_links(self, thing: str, first: str, second: str) -> "Answer[BlocLink]":
        """Answer by which links a thing is linked with two countries.

        One row per claim, with its provenance.

        :raises UsageError: there is no such thing, or nothing linked is of one of the countries.
        """
        from techatlas.analysis.bridges import bloc_links

        return self._with_names(
            bloc_links(self.store, self.known(thing), self.known(first, COUNTRY), self.known(second, COUNTRY))
        )

    def communities(self, country: str | None = None, limit: int | None = 10) -> "Answer[Community]":
        """Answer which groups of things have more links inside than between.

        ``country`` keeps the groups with things of a country; ``stability`` shows how far to trust each group.

        :raises UsageError: there is no such thing.
        """
        from techatlas.analysis.communities import communities

        who = self.known(country, COUNTRY) if country else None
        return self._with_names(communities(self.store, country=who, limit=limit or EVERY), gaps=False)

    def gaps(self, thing: str | None = None, lang: str = "en") -> "Answer[Lacking]":
        """Answer what the atlas cannot say, of everything or of one thing or field.

        Not published, too small to show, positions of rankings, too few sources, and publications that are not in the atlas;
        their explanations are in ``lang``.

        :raises UsageError: there is no such thing.
        """
        from techatlas.analysis.gaps import gaps

        return self._with_names(gaps(self.store, self.known(thing) if thing else None, lang), gaps=False)

    def disputes(
        self, id: str | None = None, *, points: float | None = None, type: str | None = None, superseded: bool = False
    ) -> "Answer[Dispute]":
        """Answer where sources differ, and why.

        ``id`` keeps the pairs on one thing, edition or claim. ``points`` keeps pairs that are farther apart than that, ``type``
        those of one type; ``superseded`` adds replaced figures.

        :raises UsageError: there is no such thing.
        """
        from techatlas.analysis.disputes import disputes

        about = self._named(id) if id else None
        found = disputes(self.store, about=about, type=Id(type) if type else None, points=points, superseded=superseded)
        return self._with_names(found, gaps=False)

    def compare(self, first: str, second: str) -> "Answer[Compared]":
        """Answer what two companies, countries or products have in common.

        One row for each measure on which both have a figure, each figure with its own claim, then one for each relation that
        both have. A picture of a long answer shows its first rows, each measure in turn.

        :raises UsageError: there is no such thing, or both are the same.
        """
        from techatlas.analysis.compare import compare

        found = self._with_names(compare(self.store, self.known(first), self.known(second)))
        return replace(found, drawn=found.short(ROWS_DRAWN)) if len(found) > ROWS_DRAWN else found

    def path(
        self,
        start: str,
        end: str,
        *,
        relations: Collection[str] = (),
        without: Collection[str] = (),
        directed: bool = False,
        depends: bool = False,
        ways: int | None = 3,
    ) -> "Answer[Step]":
        """Answer how two things are linked, by the shortest chain of edges and others.

        Up to ``ways`` chains that pass through different things; each row is one claim on one step.

        :raises UsageError: there is no such thing, or no such relation.
        """
        from techatlas.analysis.ways import path

        found = path(
            self.store,
            self.known(start),
            self.known(end),
            relations=relations,
            without=without,
            directed=directed,
            depends=depends,
            ways=ways or EVERY,
        )
        return self._with_names(found, gaps=False)

    def _survey(self, text: str | None) -> Id | None:
        """Return the id of an edition that surveys fields."""
        from techatlas.store import resolve

        if text is None:
            return None
        chosen = resolve.edition(self.store, text)
        if chosen in (known := [str(each) for each in self.store.ask("analysis/surveys").column("edition")]):
            return chosen
        raise UsageError(f"{chosen} says nothing of positions in a field → choose one of: {', '.join(known)}")

    def _named(self, id: str) -> Id:
        """Return the id of a claim, an edition or a thing."""
        from techatlas.store import resolve

        if "/" in id:
            return resolve.claim(self.store, id)
        return Id(id) if id in self._editions() else self.known(id)

    def _editions(self) -> set[str]:
        return {str(cell) for cell in self.store.ask("analysis/editions").column("edition")}
