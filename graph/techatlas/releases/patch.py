"""The difference between two files of triples, as sets and as RDF Patch.

Two Turtle files in the form that the atlas writes are compared block by block as text, and only blocks that differ are
parsed. Any other pair of files is parsed completely. RDF Patch: https://jena.apache.org/documentation/rdf-patch/
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from techatlas import bounds
from techatlas.errors import UsageError
from techatlas.store import parsing
from techatlas.store.parsing import READABLE

HEADER = b"# techatlas: "
_PREFIX = re.compile(r"@prefix\s+([\w.-]*):\s+<([^>]*)>\s*\.")


@dataclass(frozen=True, slots=True)
class File:
    """A file of triples; ``suffix`` is one of :data:`READABLE`.

    >>> file = File("atlas.ttl", HEADER + b"\\n@prefix id: <http://a/> .\\n\\nid:japan id:in id:asia .", "ttl")
    >>> file.prefixes()
    {'id': 'http://a/'}
    >>> file.blocks()
    {b'id:japan': b'id:japan id:in id:asia .'}
    >>> len(file.quads()), file.about(["id:china"])
    (1, set())
    """

    name: str
    content: bytes
    suffix: str

    def quads(self, content: bytes | None = None) -> set[ox.Quad]:
        """Return the quads of the file, or of ``content`` in the same format.

        :raises UsageError: the text cannot be parsed.
        :raises LimitError: it is beyond a limit of :mod:`techatlas.bounds`.
        """
        try:
            return set(parsing.quads(self.name, self.content if content is None else content, self.suffix))
        except UsageError:
            if content is not None:
                self.quads()  # the message names the place in the whole file
            raise

    def prefixes(self) -> dict[str, str]:
        """Return the prefixes at the head of a Turtle or TriG file, each with its IRI."""
        if self.suffix not in {"ttl", "trig"}:
            return {}
        return dict(_PREFIX.findall(self._parts()[0].decode(errors="replace")))

    def blocks(self) -> dict[bytes, bytes] | None:
        """Return the block of each subject, None if the atlas did not write the file.

        Only the Turtle files of the atlas have one block per subject.
        """
        if self.suffix != "ttl" or not self.content.startswith(HEADER):
            return None
        blocks = [block for block in self._parts()[1].strip().split(b"\n\n") if block]
        by_subject = {block.split(None, 1)[0]: block for block in blocks}
        return by_subject if len(by_subject) == len(blocks) else None

    def about(self, names: Iterable[str]) -> set[ox.Quad]:
        """Return at least the quads of some subjects, named as in the file.

        A name has a prefix (``id:japan``). A file without blocks returns all its quads.

        :raises UsageError: the file cannot be parsed.
        """
        if (blocks := self.blocks()) is None:
            return self.quads()
        wanted = [blocks[name.encode()] for name in names if name.encode() in blocks]
        return self.quads(self.with_prefixes(wanted))

    def with_prefixes(self, blocks: list[bytes]) -> bytes:
        """Return some blocks of the file under its prefixes, as Turtle."""
        return self._parts()[0] + b"\n\n" + b"\n\n".join(blocks)

    def _parts(self) -> tuple[bytes, bytes]:
        head, _, body = self.content.partition(b"\n\n")
        return head, body


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between two files.

    ``before`` and ``after`` are all quads of the subjects that differ, in the old and the new file.

    >>> old, new = (File(name, f"<http://a/{name}> <http://a/p> 1 .".encode(), "ttl") for name in ("old", "new"))
    >>> found = difference(old, new)
    >>> [str(quad.subject) for quad in found.removed], [str(quad.subject) for quad in found.added]
    (['<http://a/old>'], ['<http://a/new>'])
    """

    before: frozenset[ox.Quad]
    after: frozenset[ox.Quad]
    old_prefixes: dict[str, str]
    new_prefixes: dict[str, str]

    @property
    def removed(self) -> frozenset[ox.Quad]:
        """The quads that only the old file has."""
        return self.before - self.after

    @property
    def added(self) -> frozenset[ox.Quad]:
        """The quads that only the new file has."""
        return self.after - self.before

    def patch(self) -> str:
        """Return the difference as RDF Patch, empty if the files are the same.

        The patch turns the old file into the new one. Its id is derived from its content, so that the same change always gives
        the same bytes.

        >>> Difference(frozenset(), frozenset(), {}, {}).patch()
        ''
        """
        lines = [*self._prefix_lines(), *_lines("D", self.removed), *_lines("A", self.added)]
        if not lines:
            return ""
        body = "\n".join(("TX .", *lines, "TC ."))
        return f"H id <uuid:{uuid.uuid5(uuid.NAMESPACE_URL, body)}> .\n{body}\n"

    def _prefix_lines(self) -> Iterator[str]:
        old, new = self.old_prefixes, self.new_prefixes
        if not (old and new):  # one of the formats has no prefixes to compare
            return
        yield from (f'PD "{name}" .' for name in sorted(old.keys() - new.keys()))
        yield from (f'PA "{name}" <{iri}> .' for name, iri in sorted(new.items()) if old.get(name) != iri)


def read(path: Path) -> File:
    """Return a file of triples, not yet parsed; its suffix names the format.

    :raises UsageError: no format has that suffix, or the file cannot be read.
    :raises LimitError: it is too large.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "atlas.nt").write_text("<http://a/s> <http://a/p> <http://a/o> .")
    ...     file = read(Path(folder, "atlas.nt"))
    >>> file.suffix, len(file.quads())
    ('nt', 1)
    """
    suffix = path.suffix.removeprefix(".").lower()
    if suffix not in READABLE:
        raise UsageError(f"{path.name}: no format has the suffix .{suffix} → use one of {', '.join('.' + s for s in READABLE)}")
    content = bounds.content(path, str(path), "compare files in Turtle (.ttl), which are smaller")
    return File(str(path), content.removeprefix(parsing.BOM), suffix)


def difference(old: File, new: File) -> Difference:
    """Return the difference between two files.

    Named graphs are compared only if the formats of both files support them.

    :raises UsageError: a file cannot be parsed, or a quad that differs has a blank node, which has no name for comparison.

    >>> same = File("atlas.nt", b"<http://a/s> <http://a/p> <http://a/o> .", "nt")
    >>> difference(same, same).patch()
    ''
    """
    before, after = _parted(old, new)
    named = [READABLE[file.suffix].supports_datasets for file in (old, new)]
    if any(named) and not all(named):
        before, after = _flat(before), _flat(after)
    differing = before ^ after
    changed = {quad.subject for quad in differing}
    if any(_is_blank(term) for quad in differing for term in (quad.subject, quad.object)):
        raise UsageError("a file has blank nodes, which cannot be compared → give every node an IRI")
    kept = [frozenset(quad for quad in quads if quad.subject in changed) for quads in (before, after)]
    return Difference(kept[0], kept[1], old.prefixes(), new.prefixes())


def _parted(old: File, new: File) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """Return the quads of both files: of the subjects that differ if known, else all."""
    ours, theirs = old.blocks(), new.blocks()
    if ours is None or theirs is None or old.prefixes() != new.prefixes():
        return old.quads(), new.quads()
    differing = [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)]
    parts = [file.with_prefixes([blocks[n] for n in differing if n in blocks]) for file, blocks in ((old, ours), (new, theirs))]
    return old.quads(parts[0]), new.quads(parts[1])


def _is_blank(term: object) -> bool:
    """Return whether a term is a blank node, or a triple with one."""
    return isinstance(term, ox.BlankNode) or (isinstance(term, ox.Triple) and (_is_blank(term.subject) or _is_blank(term.object)))


def _flat(quads: set[ox.Quad]) -> set[ox.Quad]:
    return {ox.Quad(*quad.triple) for quad in quads}


def _lines(operation: str, quads: frozenset[ox.Quad]) -> list[str]:
    return sorted(f"{operation} {quad} ." for quad in quads)
