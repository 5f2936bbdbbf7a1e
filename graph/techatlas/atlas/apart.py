"""Ask in another process, which can be ended: nothing interrupts the engine."""

import copyreg
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from techatlas.errors import AtlasError, LimitError, UsageError
from techatlas.store.context import Context
from techatlas.store.graph import Graph
from techatlas.store.local import Store

CHILD = "from techatlas.atlas.api import Atlas; from techatlas.atlas.apart import _serve; _serve(Atlas)"
PACKAGES = Path(__file__).parents[2]

copyreg.pickle(MappingProxyType, lambda each: (MappingProxyType, (dict(each),)))


def apart(graph: Graph, timeout: float, method: str, *args: Any, **kwargs: Any) -> Any:
    """Return the answer of a method of an atlas, from a process on the same store.

    The seconds of ``timeout`` include the start of that process, about half a second.

    >>> import techatlas
    >>> apart(techatlas.open(collections=["sne-2024"]).store, 60, "query", "ASK {}").rows
    ((True,),)

    :raises UsageError: the graph is not a store in a folder, or the timeout is not a number of seconds.
    :raises LimitError: the time is over. The other process is ended then; this one goes on.
    """
    if not 0 < timeout < 1e9:
        raise UsageError(f"timeout: {timeout!r} is not a number of seconds → give for example 60")
    if not isinstance(graph, Store) or graph.folder is None:
        raise UsageError(
            "timeout: another process cannot open this graph, which is in memory or behind an endpoint → ask without timeout"
        )
    asked = pickle.dumps((graph.folder.absolute(), graph.context.ontology.absolute(), method, args, kwargs))
    path = os.pathsep.join([str(PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-c", CHILD]
    try:
        done = subprocess.run(  # noqa: S603 - this Python, with a fixed text
            command, input=asked, stdout=subprocess.PIPE, timeout=timeout, check=False, env={**os.environ, "PYTHONPATH": path}
        )
    except subprocess.TimeoutExpired:
        raise LimitError(f"the time limit of {timeout:g} seconds was hit → ask for less, or give a longer timeout") from None
    if done.returncode:
        raise LimitError(f"the process of the query ended with {done.returncode} → simplify the query")
    answer = pickle.loads(done.stdout)  # noqa: S301 - from our own process
    if isinstance(answer, AtlasError):
        raise answer
    return answer


def _serve(atlas: Callable[..., Any]) -> None:
    """Answer what stdin asks, on stdout: the other end of :func:`apart`.

    ``atlas`` is the class of the atlas, :class:`techatlas.Atlas`.
    """
    folder, ontology, method, args, kwargs = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from our own process
    try:
        opened = atlas(folder, ontology=ontology, graph=Store.open(folder, Context(ontology)))
        answer = getattr(opened, method)(*args, **kwargs)
    except AtlasError as error:
        answer = error
    sys.stdout.buffer.write(pickle.dumps(answer))
    sys.stdout.flush()
