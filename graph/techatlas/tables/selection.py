"""The selection of collections and claims from a data folder."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from techatlas.errors import UsageError

if TYPE_CHECKING:
    from techatlas.tables.schema import Collection


class Selection(NamedTuple):
    """Conditions for collections (by date, licence, name) and claims (by day).

    ``as_of`` and ``valid_on`` are a day, month or year. All conditions must hold.
    """

    as_of: str = ""
    open_only: bool = False
    collections: tuple[str, ...] = ()
    valid_on: str = ""

    def checked(self) -> "Selection":
        """Return the selection itself.

        :raises UsageError: one of its dates is not a date.
        """
        check_dates({"as-of": self.as_of, "valid-on": self.valid_on})
        return self

    def takes(self, collection: "Collection", licences: dict[str, bool]) -> bool:
        """Return whether the selection takes a collection.

        An edition without a date of publication counts from ``published_after``; a month or year counts from its last day.
        """
        from techatlas.values import last_day

        known = collection.published or collection.published_after
        return (
            (not self.as_of or (bool(known) and last_day(known) <= last_day(self.as_of)))
            and (not self.open_only or licences.get(collection.licence, False))
            and (not self.collections or collection.id in self.collections)
        )


def check_dates(given: Mapping[str, str]) -> None:
    """Check that given dates are days, months or years; an empty one is none.

    >>> check_dates({"from": "2024-05", "to": ""})

    :raises UsageError: one of them is not a date.
    """
    for name, day in given.items():
        if not day:
            continue
        from techatlas import values

        try:
            values.date(day)
        except values.Wrong as wrong:
            raise UsageError(f'{name} "{day}": {wrong.message} → {wrong.fix}') from None
