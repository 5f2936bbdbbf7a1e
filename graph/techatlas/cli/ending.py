"""The end of a command: every fault becomes a message and an exit code.

A fault that no part of the program foresaw becomes one line, and a file with the details.
"""

import codecs
import errno
import io
import os
import re
import sys
from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TextIO

import click

from techatlas.errors import AtlasError, DataError, EndpointError, LimitError, OutputError, UsageError, visible

INTERRUPTED, CLOSED, UNFORESEEN = 130, 141, 70
READER_GONE = {errno.EPIPE, errno.ESHUTDOWN} | ({errno.EINVAL} if os.name == "nt" else set())
REPORTS_KEPT = 20
ESCAPED = "techatlas-escaped"
STRANGE = (ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError)  # what an odd answer ends in
LAST = allocate_lock()  # a thread that ends the program holds it, and no other has the last word
# What an address may carry: a name with a password, the values of its parameters.
PRIVATE = r"(?<=//)[^/@\s]+(?=@)|(?<=[?&])([\w.-]+=)[^&\s'\"]+"


class Ending:
    """A block in which every fault becomes a message on stderr and an exit code.

    While it runs, no character fails to be printed: stdout and stderr are in UTF-8, or, where the terminal or the user has
    another encoding, they show what that encoding lacks as a code such as ``\\u2715``.

    >>> with Ending() as ending:
    ...     raise OutputError("the disk is full")
    >>> ending.code
    3
    """

    def __init__(self) -> None:
        self.code = 0
        self._lacking: set[str] = set()

    def __enter__(self) -> "Ending":
        codecs.register_error(ESCAPED, self._escape)
        for stream, errors in ((sys.stdout, ESCAPED), (sys.stderr, "backslashreplace")):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding=None if _is_chosen(stream) else "utf-8", errors=errors)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> bool:
        written = _flushed()
        if fault is None or (isinstance(fault, SystemExit) and not fault.code):
            fault = written
        with LAST, suppress(OSError, ValueError, KeyboardInterrupt):  # stderr may be closed or full as well
            if fault is not None:
                self.code, lines = told(fault)
                for line in lines:
                    click.echo(line, err=True)
            if self._lacking and not sys.stdout.encoding.lower().startswith("utf"):
                click.echo(f"Note: {self._lack()}", err=True)
        return True

    def _escape(self, error: UnicodeError) -> tuple[str | bytes, int]:
        if isinstance(error, UnicodeEncodeError):
            self._lacking.update(error.object[error.start : error.end])
        return codecs.backslashreplace_errors(error)

    def _lack(self) -> str:
        code = min(self._lacking).encode("ascii", "backslashreplace").decode()
        lack = f"{sys.stdout.encoding} lacks {len(self._lacking)} of the characters, printed as codes such as {code}"
        return f"{lack} → set PYTHONIOENCODING=utf-8, or write to a file with -o"


@contextmanager
def written() -> Iterator[None]:
    """Give a block that ends the program quietly where nobody reads its output.

    That is so after ``| head``.

    >>> with written():
    ...     raise BrokenPipeError(errno.EPIPE, "Broken pipe")
    Traceback (most recent call last):
    SystemExit: 141
    """
    try:
        yield
    except OSError as error:  # click would end the program with 1
        if _is_of_a_reader(error):
            raise SystemExit(CLOSED) from None
        raise


def strange(address: str, fault: Exception) -> EndpointError:
    """Return the error that an endpoint gives answers that are none of an atlas.

    >>> print(strange("http://me:word@localhost/sparql", ValueError("the column claim is empty")))
    http://…@localhost/sparql does not answer as an atlas does: the column claim is empty → techatlas check ADDRESS says where
    """
    what = str(fault) if isinstance(fault, ValueError) else f"{type(fault).__name__} {fault}"
    return EndpointError(
        f"{_without_secrets(address)} does not answer as an atlas does: {what[:200]} → techatlas check ADDRESS says where"
    )


def told(fault: BaseException) -> tuple[int, list[str]]:
    """Return the exit code of a fault, and the lines that say what it is.

    >>> told(MemoryError())[0], told(KeyboardInterrupt())
    (4, (130, ['Interrupted']))
    """
    if isinstance(fault, AtlasError):
        faults = map(str, fault.faults) if isinstance(fault, DataError) else [str(fault)]
        return fault.exit_code, [f"Error: {visible(line)}" for line in faults]
    if isinstance(fault, SystemExit):
        return _left(fault)
    if isinstance(fault, click.ClickException):
        return fault.exit_code, list(_misused(fault))
    if isinstance(fault, KeyboardInterrupt | click.Abort | EOFError):
        return INTERRUPTED, ["Interrupted"]
    if _is_of_a_reader(fault):
        return CLOSED, []
    if (known := _foreseen(fault)) is not None:
        return told(known)
    return UNFORESEEN, [f"Error: {_unforeseen(fault)}"]


def _left(fault: SystemExit) -> tuple[int, list[str]]:
    """Return the exit code with which a part of the program has ended it, or its words."""
    if isinstance(fault.code, int | None):
        return fault.code or 0, []
    return 1, [visible(str(fault.code))]


def _foreseen(fault: BaseException) -> AtlasError | None:
    """Return an error of Python or of the system as one of the atlas, None if nothing is known about it."""
    if isinstance(fault, MemoryError):
        return LimitError("the memory that this process may use is exhausted → allow more (ulimit -v), or select less data")
    if isinstance(fault, RecursionError):
        return LimitError(f"the input nests deeper than {sys.getrecursionlimit()} levels, the limit of recursion → simplify it")
    if isinstance(fault, UnicodeError):
        return UsageError(f"a text is not valid Unicode: {fault} → give names, queries and files in UTF-8")
    if isinstance(fault, ModuleNotFoundError) and (library := (fault.name or "").partition(".")[0]) != "techatlas":
        import shlex

        install = shlex.join([sys.executable, "-m", "pip", "install", library])
        return OutputError(f"the library {library} is not installed → {install}")
    if isinstance(fault, OSError):
        what = fault.strerror or str(fault)
        if fault.filename is None:
            return OutputError(f"the output cannot be written: {what} → free space, or write to a file with -o")
        return OutputError(f"{os.fsdecode(fault.filename)}: {what} → check the path, its permissions and the space there")
    return None


def _misused(fault: click.ClickException) -> Iterator[str]:
    """Yield what is wrong with how a command was called, and how it is called rightly."""
    context = getattr(fault, "ctx", None)
    name = context.command_path if context else "techatlas"
    if type(fault).__name__ == "NoArgsIsHelpError":  # older versions of click do not have it
        yield fault.format_message()
        return
    message = fault.format_message().strip().rstrip(".").replace(". Did you mean", " → did you mean")
    yield f"Error: {visible(message[:1].lower() + message[1:])}" + (f" → see {name} --help" if "→" not in message else "")


def _is_of_a_reader(fault: BaseException) -> bool:
    return isinstance(fault, OSError) and fault.errno in READER_GONE and fault.filename is None


def _flushed() -> OSError | None:
    """Write what stdout still holds; where that fails, return why, and let the rest go nowhere."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return error
    except ValueError:  # it is closed
        pass
    return None


def _is_chosen(stream: TextIO) -> bool:
    """Return whether the encoding of a stream is that of a terminal, or was set by the user.

    ASCII is what a system names that knows none.
    """
    chosen = stream.isatty() or bool(os.environ.get("PYTHONIOENCODING", "").partition(":")[0])
    return chosen and codecs.lookup(stream.encoding).name != "ascii"


def _unforeseen(fault: BaseException) -> str:
    what = visible(_without_secrets(f"{type(fault).__name__}: {fault}"))
    what = what if len(what) <= 200 else f"{what[:199]}…"
    try:
        return f"unforeseen fault: {what}; details were written to {_report(fault)} → report it with that file"
    except OSError:
        return f"unforeseen fault: {what}; its details could not be written → report it with the command"


def _report(fault: BaseException) -> str:
    """Write what is needed to understand a fault into a new file, and return its path."""
    import platform
    import tempfile
    import time
    import traceback
    from importlib.metadata import distributions

    from techatlas.paths import cache

    versions = sorted(f"{each.name} {each.version}" for each in distributions())
    lines = [
        f"Command: {' '.join(map(repr, sys.argv))}",
        f"Python {sys.version} on {platform.platform()}",
        f"Encodings: {getattr(sys.stdout, 'encoding', None)}, {sys.getfilesystemencoding()}",
        f"Packages: {', '.join(versions)}",
        "",
        "".join(traceback.format_exception(fault)),
    ]
    text = _without_secrets("\n".join(lines)).encode("utf-8", "backslashreplace")
    folder = cache() / "faults"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"fault-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
        path.write_bytes(text)
    except OSError:
        number, name = tempfile.mkstemp(prefix="techatlas-fault-", suffix=".txt")
        with os.fdopen(number, "wb") as file:
            file.write(text)
        return name
    for old in sorted(folder.glob("fault-*.txt"))[:-REPORTS_KEPT]:
        old.unlink(missing_ok=True)
    return str(path)


def _without_secrets(text: str) -> str:
    return re.sub(PRIVATE, lambda match: f"{match[1] or ''}…", text)
