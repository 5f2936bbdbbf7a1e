"""Substitutes of a restricted chip, by a declared rule on performance.

Performance is only one condition of many.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from techatlas.answers.claim import Claim
from techatlas.results.table import Id

BASES = ("FP16 or BF16 on tensor cores", "FP16")  # the better comparison first
REACH = 50.0  # per cent of a restricted chip's best


@dataclass(frozen=True, kw_only=True)
class Performance(Claim):
    """A claim on the performance of a chip, the subject.

    ``form_of`` is another name under which the chip goes.
    """

    form_of: Id | None = None


@dataclass(frozen=True, slots=True)
class Substitute:
    """A chip that reaches the performance of a restricted one.

    ``ratio`` is its figure over the restricted chip's best.
    """

    restricted: Id
    claim: Performance
    ratio: float


def substitutes(performance: Collection[Performance], restricted: Iterable[Id], reach: float) -> list[Substitute]:
    """Return the chips that reach ``reach`` per cent of a restricted chip's best.

    The basis is half precision on tensor cores, or plain half precision where that of the restricted chip is not published.
    A form of a restricted chip is not a substitute for it.

    >>> figures = {"h100": 990, "mi300x": 1300, "v100": 125}
    >>> known = [Performance(id=Id(f"e/{n}"), subject=Id(n), value=value, basis=BASES[0]) for n, value in figures.items()]
    >>> [(each.claim.subject, each.ratio) for each in substitutes(known, [Id("h100")], REACH)]
    [('mi300x', 1.313)]
    """
    forms = _forms(performance, restricted)
    barred = set().union(*forms.values())
    found: dict[tuple[Id, Id], Substitute] = {}
    for chip, names in sorted(forms.items()):
        basis, best = _best(performance, names)
        for each in performance:
            figure = each.number or 0.0
            if best and each.basis == basis and each.subject not in barred and figure >= best * reach / 100:
                found[chip, each.id] = Substitute(chip, each, round(figure / best, 3))
    return list(found.values())


def _forms(performance: Iterable[Performance], restricted: Iterable[Id]) -> dict[Id, set[Id]]:
    """Return the names of each restricted chip."""
    forms: dict[Id, set[Id]] = {chip: {chip} for chip in restricted}
    for each in performance:
        if each.form_of and each.subject in forms:
            forms[each.subject].add(each.form_of)
        if each.form_of in forms:
            forms[each.form_of].add(each.subject)
    return forms


def _best(performance: Iterable[Performance], names: Collection[Id]) -> tuple[str, float]:
    """Return the first basis on which a chip has a figure, and its best figure.

    The figure is 0 where it has none.
    """
    own = [each for each in performance if each.subject in names]
    for basis in BASES:
        if best := max((each.number or 0.0 for each in own if each.basis == basis), default=0.0):
            return basis, best
    return "", 0.0
