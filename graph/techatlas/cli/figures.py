"""Options that are figures."""

import math
from typing import Any

import click


class Figure(click.FloatRange):
    """A number in a range; NaN is none, though Python reads it as one.

    >>> click.Option(["--least"], type=Figure(0, 100)).type_cast_value(click.Context(click.Command("a")), "53.2")
    53.2
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number that a text is."""
        number = float(super().convert(value, param, ctx))
        return self.fail(f"{value!r} is not a number", param, ctx) if math.isnan(number) else number
