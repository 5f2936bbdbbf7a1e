"""Where the shipped data and ontology are, and where the operating system keeps caches."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parents[1]


def shipped(folder: str) -> Path:
    """Return the shipped ``data`` or ``ontology`` folder: inside the package in a wheel, at the root of a checkout."""
    packaged = PACKAGE / folder
    return packaged if packaged.is_dir() else CHECKOUT / folder


def cache() -> Path:
    """Return the folder for finished stores, by the custom of the operating system; it may not exist yet."""
    from platformdirs import user_cache_path

    return user_cache_path("techatlas")
