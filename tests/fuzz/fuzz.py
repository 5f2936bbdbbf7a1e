"""Look for inputs that end a reader in an unforeseen way: a coverage-guided fuzzer changes those of the corpus.

    python tests/fuzz/fuzz.py TARGET [SECONDS]

What it finds is kept in ``tests/fuzz/found/TARGET``. Needs ``pip install -e ".[fuzz]"``.
"""

import sys

import atheris
from reading import HERE, TOO_LONG, UNFORESEEN, run, targets


class UnforeseenError(Exception):
    """A command met a fault that nobody foresaw, or did not end."""


def _main(name: str, seconds: str = "60") -> None:
    target, found, corpus = targets()[name], HERE / "found" / name, HERE / "corpus" / name
    found.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=["techatlas"]):
        run(target, b"")  # imports all that reads

    def tried(content: bytes) -> None:
        if (outcome := run(target, content)).code in {UNFORESEEN, TOO_LONG}:
            raise UnforeseenError(outcome.said)

    limits = ["-timeout=20", "-rss_limit_mb=3000", "-max_len=65536", f"-max_total_time={seconds}", f"-artifact_prefix={found}/"]
    atheris.Setup([sys.argv[0], *limits, *(str(folder) for folder in (found, corpus) if folder.is_dir())], tried)
    atheris.Fuzz()


if __name__ == "__main__":
    _main(*sys.argv[1:])
