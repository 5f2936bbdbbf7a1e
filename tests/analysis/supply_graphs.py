"""Supply graphs made up by hypothesis, small enough to shrink well, and the parts that they are made of."""

from hypothesis import strategies as st

from techatlas.analysis.supply import Dependency, Market, Provision, Supply, market
from techatlas.answers.claim import Claim
from techatlas.results.table import Id

COUNTRIES = [Id(f"country-{n}") for n in range(4)]
HOME = {Id(f"company-{n}"): COUNTRIES[n % 4] for n in range(6)}
INPUTS = [Id(f"input-{n}") for n in range(5)]


def provision(
    actor: str, share: float | None, *, input: str = "input-0", published: str = "2026", basis: str = "hq"
) -> Provision:
    national = actor.startswith("country")
    home = Id(actor) if national else HOME[Id(actor)]
    return Provision(
        id=Id(actor),
        subject=Id(actor),
        indicator=Id("provision-share"),
        counterpart=Id(input),
        value=share,
        unit=Id("percent"),
        status=Id("unknown" if share is None else "stated"),
        basis=basis,
        attributed_to=Id("who"),
        edition=Id(f"edition-{published}"),
        locator="row",
        country=home,
        national=national,
    )


def link(upstream: str, downstream: str, relation: str = "goesInto") -> Dependency:
    ends = {"subject": Id(upstream), "relation": Id(relation), "object": Id(downstream)}
    return Dependency(Id(upstream), Id(downstream), Claim(id=Id(f"{upstream}-{downstream}"), **ends))


@st.composite
def complete_markets(draw: st.DrawFn) -> Market:
    """A market where every share is published: companies' shares are parts of their countries', these parts of 100."""
    parts = draw(st.lists(st.integers(0, 12), min_size=len(HOME), max_size=len(HOME)))
    spare = draw(st.lists(st.integers(0, 6), min_size=4, max_size=4))
    companies = [provision(name, float(part)) for name, part in zip(HOME, parts, strict=True)]
    countries = [
        provision(
            country, float(spare[n] + sum(part for part, home in zip(parts, HOME.values(), strict=True) if home == country))
        )
        for n, country in enumerate(COUNTRIES)
    ]
    return market([*countries, *companies])


@st.composite
def markets(draw: st.DrawFn, name: str = "input-0") -> Market:
    """A market where some shares are not published and some actors are not named, counted in one way or in two."""
    whole = draw(complete_markets())
    basis = draw(st.sampled_from(["hq", "site"]))
    kept = [each for each in whole.provisions if draw(st.booleans())]
    return market(
        provision(each.subject, each.number if draw(st.booleans()) else None, input=name, basis=basis if each.national else "hq")
        for each in kept
    )


@st.composite
def supplies(draw: st.DrawFn) -> Supply:
    """Markets of several inputs, and links between them and further things, cycles included."""
    ends = st.sampled_from([*INPUTS, *(Id(f"thing-{n}") for n in range(5))])
    pairs = draw(st.lists(st.tuples(ends, ends, st.sampled_from(["goesInto", "isTypeOf"])), max_size=14, unique=True))
    return Supply({name: draw(markets(name)) for name in INPUTS}, tuple(link(*pair) for pair in pairs))


stops = st.sets(st.sampled_from([*COUNTRIES, *HOME]))
