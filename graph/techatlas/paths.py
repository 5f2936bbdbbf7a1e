"""Where the shipped data and ontology are, and where caches and notes are kept."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parents[1]


def shipped(folder: str) -> Path:
    """Return the shipped ``data`` or ``ontology`` folder.

    It is inside the package in a wheel, and at the root of a checkout.

    >>> shipped("ontology").name
    'ontology'
    """
    packaged = PACKAGE / folder
    return packaged if packaged.is_dir() else CHECKOUT / folder


def cache() -> Path:
    """Return the folder for finished stores, where the operating system keeps caches.

    It may not exist yet.

    >>> "techatlas" in cache().parts
    True
    """
    from platformdirs import user_cache_path

    return user_cache_path("techatlas")


def notes() -> Path:
    """Return the folder for notes on unfinished work, among the user's settings.

    Every command looks there first, so its place must be known at once: click is loaded then anyway, while platformdirs
    takes a tenth of the time of a short answer. It exists only while there is a note.

    >>> notes().name
    'unfinished'
    """
    from click import get_app_dir

    return Path(get_app_dir("techatlas", roaming=False), "unfinished")
