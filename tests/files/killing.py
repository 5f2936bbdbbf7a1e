"""Run something in a child process that kills itself at one certain operation on files."""

import io
import os
import signal
import warnings
from collections.abc import Callable
from functools import partial
from unittest import mock

from techatlas.files import stages

OPERATIONS = ("fsync", "link", "mkdir", "open", "remove", "rename", "replace", "rmdir", "unlink")
Action = Callable[[], object]


def killed(action: Action, at: int, *, exchange: bool = True, counted: Callable[[Action], object] | None = None) -> bool:
    """Return whether the child was killed at its operation of that number: False if it ended before.

    Without ``exchange`` the child works as on a system that cannot exchange two names. ``counted`` starts the count.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads: the child uses none of them
        child = os.fork()
    if child == 0:
        code = 99
        try:
            if not exchange:
                stages.exchange = lambda one, other: False
            (counted or (lambda start: start()))(partial(arm, at))
            action()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, f"the child ended with {os.WEXITSTATUS(status)}"
    return False


def arm(at: int) -> None:
    """Have this process kill itself before its next operation of that number."""
    left = at

    def counted(operation: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return operation(*args, **options)

        return run

    for name in OPERATIONS:
        mock.patch.object(os, name, counted(getattr(os, name))).start()
    mock.patch.object(io, "open", counted(io.open)).start()
    mock.patch.object(stages, "exchange", counted(stages.exchange)).start()
