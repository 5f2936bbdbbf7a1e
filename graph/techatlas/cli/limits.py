"""The limits of a command: a thread watches the clock, the memory and Ctrl-C.

The engine lets other threads run while it works, but nothing can interrupt it. So the thread says which limit was hit, deletes
what is half written, and ends the program.
"""

import os
import re
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, TypeVar

import click
from click.core import ParameterSource

from techatlas.cli.ending import LAST

PERIOD, GRACE = 0.1, 0.8  # seconds between two looks; seconds in which Python may end by itself after Ctrl-C
LIMITED, INTERRUPTED = 4, 130
UNITS = {"K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
SIZE = r"([0-9]{1,6}(?:\.[0-9]{1,3})?)([KMGT])(?:I?B)?"
NONE = {"0", "none"}


class Watch:
    """A thread that ends the program at a limit, and soon after Ctrl-C."""

    def __init__(self) -> None:
        self.seconds: float | None = None
        self.bytes: int | None = None
        self._until: float | None = None
        self._wake: int | None = None

    def start(self) -> None:
        """Begin to watch, from the main thread."""
        if os.name != "nt":  # there, nothing can wait for a signal, and Ctrl-C ends the program at once
            self._wake, bell = os.pipe()
            os.set_blocking(bell, False)
            signal.set_wakeup_fd(bell, warn_on_full_buffer=False)
        threading.Thread(target=self._watch, daemon=True, name="limits").start()
        if os.name != "nt":
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def stop(self, code: int) -> NoReturn:
        """End the program, whose output is written, with an exit code.

        To give back the memory first, as Python does, takes longer than many an answer, and seconds after a long one.
        """
        LAST.acquire()
        os._exit(code)

    def begin(self) -> None:
        """Let the clock run, from now on."""
        self._until = time.monotonic() + self.seconds if self.seconds else None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Give a block that takes its time; the clock begins anew after it.

        >>> with Watch().paused():
        ...     pass
        """
        self._until = None
        yield
        self.begin()

    def _watch(self) -> None:
        interrupted = 0.0
        while True:
            if self._rung():
                interrupted = interrupted or time.monotonic()
            now, until = time.monotonic(), self._until
            if interrupted and now > interrupted + GRACE:
                _end(INTERRUPTED, "Interrupted")
            if until and now > until and self.seconds:
                limit = "1 second" if self.seconds == 1 else f"{self.seconds:g} seconds"
                _end(LIMITED, _hit(f"time limit of {limit}", "timeout", f"{10 * self.seconds:g}"))
            if self.bytes and _memory() > self.bytes:
                _end(LIMITED, _hit(f"memory limit of {_shown(self.bytes)}", "memory", _shown(2 * self.bytes)))

    def _rung(self) -> bool:
        """Wait for a moment; return whether Ctrl-C was pressed in it."""
        if self._wake is None:
            time.sleep(PERIOD)
            return False
        ready, _, _ = select.select([self._wake], [], [], PERIOD)
        return bool(ready) and signal.SIGINT in os.read(self._wake, 64)


WATCH = Watch()
Command = TypeVar("Command", bound=Callable[..., Any])


def limited(command: Command) -> Command:
    """Add the options for the limits; they mean the same in every command.

    >>> command = click.command()(limited(lambda: None))
    >>> [option.opts[-1] for option in command.params]
    ['--timeout', '--memory']
    """
    for option in (
        click.option(
            "--memory",
            default="4G",
            envvar="TECHATLAS_MEMORY",
            metavar="SIZE",
            help="Most memory, such as 500M or 8G; default: 4G, 0: no limit.",
            expose_value=False,
            callback=_set_memory,
        ),
        click.option(
            "--timeout",
            default="60",
            envvar="TECHATLAS_TIMEOUT",
            metavar="SECONDS",
            help="Longest time to answer; default: 60, 0: no limit.",
            expose_value=False,
            callback=_set_timeout,
        ),
    ):
        command = option(command)
    return command


def seconds(text: str) -> float:
    """Return a number of seconds, 0 for no limit.

    >>> seconds("2.5"), seconds("none")
    (2.5, 0.0)

    :raises BadParameter: it is none.
    """
    with suppress(ValueError):
        number = 0.0 if text.strip().lower() in NONE else float(text)
        if 0 <= number < 1e9:
            return number
    raise click.BadParameter(f"{text!r} is not a number of seconds → write for example 300, or 0 for no limit")


def size(text: str) -> int:
    """Return a number of bytes, 0 for no limit.

    >>> size("1.5GB"), size("500m"), size("none")
    (1500000000, 500000000, 0)

    :raises BadParameter: it is none.
    """
    if text.strip().lower() in NONE:
        return 0
    if found := re.fullmatch(SIZE, text.strip().upper()):
        return int(float(found[1]) * UNITS[found[2]])
    raise click.BadParameter(f"{text!r} is not a size → write for example 500M or 8G, or 0 for no limit")


def _set_timeout(ctx: click.Context, param: click.Parameter, value: str) -> None:
    WATCH.seconds = seconds(value) or None
    if ctx.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE:
        WATCH.begin()  # else only when there is a graph to be asked


def _set_memory(ctx: click.Context, param: click.Parameter, value: str) -> None:
    WATCH.bytes = size(value) or None


def _memory() -> int:
    """Return the bytes of memory that the program has for itself, without the files that it maps."""
    if sys.platform == "linux":
        with open("/proc/self/statm", "rb") as file:
            _, resident, shared, *_ = file.read().split()
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _shown(size: int) -> str:
    return f"{size / 10**9:g}G" if size >= 10**9 else f"{size / 10**6:g}M"


def _hit(limit: str, option: str, more: str) -> str:
    more = f"ask for less, or allow more with --{option} {more} (0: no limit; TECHATLAS_{option.upper()} sets the default)"
    return f"Error: the {limit} was hit → {more}"


def _end(code: int, line: str) -> NoReturn:
    from techatlas import files

    LAST.acquire(timeout=1)
    with suppress(OSError):
        os.write(2, f"{line}\n".encode())
    with suppress(OSError):
        files.abandon()
    os._exit(code)
