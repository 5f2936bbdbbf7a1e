"""Which chips could stand in for a restricted one? A declared rule on published performance, which is only one condition."""

from collections.abc import Iterable

from techatlas.results.table import Id, Row, Table

BASES = ("FP16 or BF16 on tensor cores", "FP16")  # the better comparison first
REACH = 50.0  # per cent of a restricted chip's best


def substitutes(performance: Table, restricted: Iterable[str], reach: float) -> list[Row]:
    """Return the chips whose figure on the same basis is at least ``reach`` per cent of a restricted chip's best.

    The basis is half precision on tensor cores, or plain half precision where that of the restricted chip is not published.
    A form of a restricted chip is no substitute for it.
    """
    forms: dict[str, set[str]] = {chip: {chip} for chip in restricted}
    for row in performance:
        for one, other in ((row["chip"], row["form_of"]), (row["form_of"], row["chip"])):
            if str(one) in forms:
                forms[str(one)].add(str(other))
    barred = set().union(*forms.values())
    found = []
    for chip, names in sorted(forms.items()):
        best = {b: max((_number(r) for r in performance if r["chip"] in names and r["basis"] == b), default=0.0) for b in BASES}
        basis = next((each for each in BASES if best[each]), None)
        for row in performance:
            if basis and row["basis"] == basis and row["chip"] not in barred and _number(row) >= best[basis] * reach / 100:
                ratio = round(_number(row) / best[basis], 3)
                found.append(Row({**row, "restricted": Id(chip), "thing": row["chip"], "ratio": ratio}))
    return list({(row["restricted"], row["claim"]): row for row in found}.values())


def _number(row: Row) -> float:
    value = row["value"]
    return value if isinstance(value, int | float) else 0.0
