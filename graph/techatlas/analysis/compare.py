"""Two things side by side: the measures and the relations that both have."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

from techatlas.analysis.alike import UNIT, Match, by_measure, matches
from techatlas.analysis.editions import published
from techatlas.analysis.relating import Relations, kinds, relations
from techatlas.answers.answer import Answer, aside, heads
from techatlas.answers.claim import STATED, Claim
from techatlas.answers.evidence import Evidence
from techatlas.answers.shorten import evenly, few
from techatlas.errors import UsageError
from techatlas.results.number import written
from techatlas.results.table import Cell, Id, parts, plain
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

IN_WORDS = Id("text")
UNPUBLISHED = ("unknown", "below-resolution", "withheld", "absent")
NAMES_AT_MOST, MEASURES_AT_MOST = 2, 4
Proof = Evidence | tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """One measure or one relation that two things have in common.

    ``about`` is the counterpart, the ranking or the sector of a measure, or the kind of the things in a relation; ``role`` is set
    where the two compared things are the object of the relation. ``first`` and ``second`` are figures, positions, dates or
    statuses, or the things in a relation, with one claim for each. ``period`` and ``basis`` are filled where both agree.
    ``higher`` is the thing with the higher figure or the better position, ``ratio`` the larger over the smaller. ``in_both``
    are the things that both have in a relation. ``further`` is true of a pair of an earlier period or another edition.
    """

    measure: Id
    role: Id | None = None
    about: tuple[Id, ...] = ()
    first_thing: Id = heads("first")
    first: Cell
    second_thing: Id = heads("second")
    second: Cell
    unit: Id | None = None
    period: str = ""
    differs_in: tuple[Id, ...] = ()
    higher: Id | None = None
    ratio: float | None = None
    basis: str = ""
    further: bool | None = None
    in_both: tuple[str, ...] = aside(default=())
    sector: Id | None = aside(default=None)
    first_about: bool | None = None
    second_about: bool | None = None
    first_period: str = ""
    first_basis: str = ""
    second_period: str = ""
    second_basis: str = ""
    first_evidence: Proof = ()
    second_evidence: Proof = ()


def compare(graph: Graph, first: Id, second: Id) -> Answer[Compared]:
    """Answer what two things have in common, each figure with its own claim.

    >>> import techatlas
    >>> found = compare(techatlas.open(collections=["sne-2024"]).store, Id("catl"), Id("panasonic"))
    >>> [(row.measure, row.first, row.second, row.ratio) for row in found.rows if row.ratio]
    [('market-share', Decimal('37.9'), Decimal('3.9'), 9.718)]

    :raises UsageError: both are the same thing.
    """
    if first == second:
        raise UsageError(f"{first!r} is given twice, and a thing is not compared with itself → give two things")
    pair, dates, kind = (first, second), published(graph), kinds(graph)
    figures = {each: _read(graph, each) for each in pair}
    found, related = matches(figures[first], figures[second], dates), relations(graph, pair, kind, dates)
    rows = (*_figures(found, dates), *_relations(related, pair, dates))
    return Answer(
        Compared,
        say("compare.title", first=first, second=second),
        rows,
        (*_limits(rows), *_only(found, figures, related), *([] if found else _instead(graph, rows, dates))),
        _lead(found, len(rows) - len(found), pair, kind),
        unknown=tuple(_unpublished(rows)),
        shorten=_short,
    )


def _figures(found: Sequence[Match], dates: Mapping[Id, str]) -> list[Compared]:
    """Return a row for each pair of figures, the indicators with the fewest measures first."""
    counted = Counter(each.first.predicate for each in found if not each.further)

    def order(match: Match) -> tuple[int, Id, bool, bool, float]:
        indicator = match.first.predicate
        size = 0.0 if match.further else max(abs(each.number or 0) for each in (match.first, match.second))
        return counted[indicator], indicator, match.further, not match.is_comparable, -size

    return [_row(match, dates) for match in sorted(found, key=order)]


def _row(match: Match, dates: Mapping[Id, str]) -> Compared:
    a, b = match.first, match.second
    ends = tuple(each for each in (a.counterpart, a.in_ranking, a.place) if each)
    return Compared(
        measure=a.predicate,
        about=ends or ((match.sector,) if match.sector else ()),
        first_thing=a.subject,
        first=_cell(a),
        second_thing=b.subject,
        second=_cell(b),
        unit=None if UNIT in match.differs_in else a.unit or b.unit,
        period=a.period if a.period == b.period else "",
        differs_in=match.differs_in,
        higher=match.higher.subject if match.higher else None,
        ratio=match.ratio,
        further=match.further or None,
        sector=match.sector,
        basis=a.basis if a.basis == b.basis else "",
        first_about=a.approximate or None,
        second_about=b.approximate or None,
        first_period=a.period,
        first_basis=a.basis,
        second_period=b.period,
        second_basis=b.basis,
        first_evidence=Evidence.of(a, dates),
        second_evidence=Evidence.of(b, dates),
    )


def _cell(claim: Claim) -> Cell:
    """Return figure, bounds, date or position of a claim, else its status."""
    if claim.lower is not None or claim.upper is not None:
        return written(*(plain(each) for each in (claim.value, claim.lower, claim.upper)))
    if claim.value is not None:
        return claim.value
    if claim.rank is not None:
        return claim.rank
    return IN_WORDS if claim.status == STATED else claim.status


def _relations(found: Relations, pair: tuple[Id, Id], dates: Mapping[Id, str]) -> Iterator[Compared]:
    """Yield a row for each relation that both have with things of one kind."""
    left, right = (found[each] for each in pair)
    for relation, role, kind in sorted(left.keys() & right.keys(), key=str):
        mine, other = left[relation, role, kind], right[relation, role, kind]
        yield Compared(
            measure=relation,
            role=role,
            about=(kind,) if kind else (),
            first_thing=pair[0],
            first=tuple(mine),
            second_thing=pair[1],
            second=tuple(other),
            in_both=tuple(each for each in mine if each in other),
            first_evidence=Evidence.of_all(mine.values(), dates),
            second_evidence=Evidence.of_all(other.values(), dates),
        )


def _lead(found: Sequence[Match], relations: int, pair: tuple[Id, Id], kinds: Mapping[Id, Id]) -> Remark:
    names = {"first": pair[0], "second": pair[1]}
    measures = [each for each in found if not each.further]
    alike = [each for each in measures if each.is_comparable and each.is_published]
    if not measures:
        first_kind, second_kind = (kinds.get(each, Id("")) for each in pair)
        none = "compare.nothing" if first_kind == second_kind else "compare.nothing-kinds"
        why = say(none, **names, first_kind=first_kind, second_kind=second_kind)
        return say("compare.lead-relations", why=why, relations=relations) if relations else why
    ahead = Counter(each.higher.subject for each in alike if each.higher)
    equal = sum(each.is_equal for each in alike)
    undecided = len(alike) - ahead.total() - equal
    higher = say("compare.higher", **names, ahead=ahead[pair[0]], behind=ahead[pair[1]], equal=equal, undecided=undecided)
    totals = {"measures": len(measures), "comparable": len(alike), "relations": relations}
    return say("compare.lead", **names, **totals, higher=higher if alike else "")


def _limits(rows: Sequence[Compared]) -> Iterator[Remark]:
    """Yield why some pairs have no ratio, and what the things in a relation do not show."""
    pairs = [row for row in rows if not isinstance(row.first, tuple)]
    if any(row.ratio is None for row in pairs):
        yield say("compare.refused")
    if len(pairs) < len(rows):
        yield say("compare.relations")


def _only(found: Sequence[Match], figures: Mapping[Id, Sequence[Claim]], related: Relations) -> Iterator[Remark]:
    """Yield of each thing the figures and relations that the other has not."""
    paired = by_measure(each.first for each in found)
    for thing, other in permutations(figures, 2):
        bases = {(*key, each.basis) for key, claims in by_measure(figures[thing]).items() if key not in paired for each in claims}
        alone = Counter(indicator for indicator, *_ in bases)
        beside: Counter[Remark] = Counter()
        for (relation, role, kind), others in related[thing].items():
            if (relation, role, kind) not in related[other]:
                beside[say("compare.as-object" if role else "compare.as-subject", relation=relation, kind=kind)] = len(others)
        if alone or beside:
            which = "" if alone and beside else "-figures" if alone else "-relations"
            yield say(f"compare.only{which}", thing=thing, count=alone.total(), figures=_tally(alone), relations=_tally(beside))
    yield say("compare.silence")


def _instead(graph: Graph, rows: Sequence[Compared], dates: Mapping[Id, str]) -> Iterator[Remark]:
    """Yield two things to compare in place of two that have no measure in common: of each the one with the most claims.

    They are of one kind, and in one relation with the two.
    """
    related = [
        row for row in rows if row.role is None and not row.in_both and min(len(parts(row.first)), len(parts(row.second))) > 1
    ]
    for row in sorted(related, key=lambda row: -min(len(parts(row.first)), len(parts(row.second)))):
        first, second = (_foremost(graph, parts(cell)) for cell in (row.first, row.second))
        if matches(_read(graph, first), _read(graph, second), dates):
            yield say("compare.instead", relation=row.measure, first=str(first), second=str(second))
            return


def _foremost(graph: Graph, things: Sequence[Cell]) -> Id:
    counts = {row.id("thing"): row["claims"] for row in graph.ask("answers/mentions", thing=[str(each) for each in things])}
    return max(counts, key=lambda each: (counts[each], each))


def _read(graph: Graph, thing: Id) -> list[Claim]:
    """Return the figures of a thing that can be compared."""
    return [Claim.of(row) for row in graph.ask("analysis/compare/figures", thing=[thing])]


def _tally(counted: Mapping[Any, int]) -> tuple[Remark, ...]:
    """Return names with their counts, the most frequent first, and how many more there are."""
    ordered = sorted(counted.items(), key=lambda each: (-each[1], str(each[0])))
    told = [say("answer.tally", name=name, count=count) for name, count in ordered[:MEASURES_AT_MOST]]
    more = len(ordered) - MEASURES_AT_MOST
    return (*told, say("compare.more", count=more)) if more > 0 else tuple(told)


def _unpublished(rows: Sequence[Compared]) -> Iterator[Remark]:
    for status in UNPUBLISHED:
        if count := sum(status in (row.first, row.second) for row in rows if not row.further):
            yield say(f"compare.where-{status}", rows=count)


def _short(answer: Answer[Compared], limit: int) -> Answer[Compared]:
    """Return some rows of each measure, without further pairs, and a few things of each relation."""
    main = [row for row in answer.rows if not row.further]
    kept = evenly(main, [(row.measure, row.role, row.about if isinstance(row.first, tuple) else ()) for row in main], limit)
    alike = Counter(map(_measured, kept))
    rows = tuple(_for_screen(row, names_basis=alike[_measured(row)] > 1) for row in kept)
    if rows == answer.rows:
        return answer
    cut = say("compare.cut", shown=len(rows), all=len(answer), further=len(answer) - len(main))
    if len(rows) == len(answer):
        cut = say("compare.cut-names")
    return replace(answer, rows=rows, remarks=(cut, *answer.remarks))


def _measured(row: Compared) -> tuple[object, ...]:
    """Return what tells rows apart where their bases, which are long, are left to the notes."""
    return row.measure, row.role, row.about, row.unit, row.period


def _for_screen(row: Compared, *, names_basis: bool) -> Compared:
    """Return a row without a basis that tells it from no other; of a relation with a few things, and the claims of these."""
    if not isinstance(row.first, tuple):
        return row if names_basis else replace(row, basis="")
    return replace(
        row,
        first=few(row.first, NAMES_AT_MOST),
        second=few(row.second, NAMES_AT_MOST) if isinstance(row.second, tuple) else row.second,
        in_both=few(row.in_both, NAMES_AT_MOST),
        first_evidence=_some(row.first_evidence),
        second_evidence=_some(row.second_evidence),
    )


def _some(proof: Proof) -> Proof:
    return proof[:NAMES_AT_MOST] if isinstance(proof, tuple) else proof
