"""The selection of collections from a data folder."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from techatlas.tables.schema import Collection


class Selection(NamedTuple):
    """Conditions for collections: known on a day, openly licensed, named; or all.

    ``as_of`` is a day, month or year. All conditions must hold.
    """

    as_of: str = ""
    open_only: bool = False
    collections: tuple[str, ...] = ()

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
