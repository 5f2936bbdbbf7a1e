"""Names of the provenance columns, the last columns of every answer.

They name the claim that a row rests on, who says it, how surely, and where. An answer that compares two claims has them
twice, once for each side: ``first_who``, ``second_who``. No other module lists them.
"""

COLUMNS = ("who", "certainty", "claim", "source", "published", "locator")
SIDES = ("first", "second")
SCOPE = ("period", "basis")  # a side has these too
OF_SIDES = frozenset(f"{side}_{name}" for side in SIDES for name in (*SCOPE, *COLUMNS))
CLAIMS = ("claim", *(f"{side}_claim" for side in SIDES))


def is_provenance(column: str) -> bool:
    """Return whether a column, of a side or not, is one of provenance.

    >>> is_provenance("who"), is_provenance("second_claim"), is_provenance("first_period")
    (True, True, False)
    """
    side, _, rest = column.partition("_")
    return (rest if side in SIDES and rest else column) in COLUMNS
