"""Draw a table as text for a terminal.

Shares have bars; provenance becomes notes beneath the table where it is too wide.
"""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from techatlas.results import provenance
from techatlas.results.notes import noted
from techatlas.results.widths import width_of

BAR = 10  # columns of a full bar: 100 %
NARROW, LONG_WORD = 12, 24  # a column may be folded to the first; a word up to the second stays whole
BETWEEN, NUMBER = 3, 5  # the space between two columns, the width of the number of a note
# A Japanese or Chinese text may be folded anywhere, but not before what closes or lengthens, and not after what opens.
WORD = re.compile(
    r"[（「『【〈《“]*(?:[!-~]+|[^\s!-~])[）」』】〉》”、。，；：！？・ー～％ぁぃぅぇぉっゃゅょァィゥェォッャュョ]*"
)
PROOF = {*provenance.COLUMNS, *provenance.OF_SIDES}


def grid(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    headings: Sequence[str],
    figures: Collection[str],
    shares: Collection[str],
    width: int | None,
    signs: Mapping[str, str],
    details: Collection[str] = (),
    *,
    brief: int = 0,
) -> str:
    """Return rows of text as a grid.

    ``figures`` are the columns set to the right; ``shares`` those in per cent, drawn as bars too. ``width`` is in columns of
    the terminal, None for as wide as needed. ``signs`` are the symbols of terms, by which cells are coloured; without them
    there is no colour. Where the rows are wider, the provenance columns are set as numbered notes, and where they are still
    wider, the ``details`` too, and then the last columns, so that no column is too narrow to read. ``brief``
    notes are cut to a line.

    >>> print(grid(["maker", "share"], [["CATL", "37.9"]], ["maker", "share"], {"share"}, {"share"}, None, {}), end="")
    <BLANKLINE>
     maker             share
     ───────────────────────
     CATL    37.9 ████······
    """
    drawn = [[_bar(cell) if column in shares else cell for column, cell in zip(columns, row, strict=True)] for row in rows]
    names, heads, cells, notes = list(columns), list(headings), drawn, ""
    room = math.inf if width is None else width
    for aside in _asides(columns, headings, drawn, shares, room, details):
        if _natural(heads, cells) <= room:
            break
        cells, notes = noted(columns, drawn, headings, aside, width if brief else None)
        kept = [n for n, column in enumerate(columns) if column not in aside]
        names, heads = [*(columns[n] for n in kept), ""], [*(headings[n] for n in kept), ""]
    return _drawn(names, cells, heads, figures, shares, width, signs).rstrip("\n") + "\n" + notes


def _asides(
    columns: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Collection[str],
    width: float,
    details: Collection[str],
) -> Iterator[set[str]]:
    """Yield which columns become notes, more and more of them."""
    notes = {*PROOF, *details}
    for names in (PROOF, notes):
        if names & {*columns}:
            yield names
    if last := _last(columns, headings, rows, shares, width):
        yield notes | last


def _last(
    columns: Sequence[str], headings: Sequence[str], rows: Sequence[Sequence[str]], shares: Collection[str], width: float
) -> set[str]:
    """Return the last columns, those that do not fit beside the others at a readable width; the first is never among them."""
    left = width - NUMBER
    for n, column in enumerate(columns):
        left -= _readable([headings[n], *(row[n] for row in rows)], column in shares) + BETWEEN
        if left < 0 and n and column not in PROOF:
            return set(columns[n:])
    return set()


def _readable(cells: Sequence[str], whole: bool) -> int:
    """Return the width of a column in which no word of a usual length is broken; ``whole`` cells are not folded."""
    natural = max(map(width_of, cells))
    words = max((width_of(word) for cell in cells for word in WORD.findall(cell)), default=0)
    return natural if whole else min(natural, max(NARROW, min(words, LONG_WORD)))


def _bar(cell: str) -> str:
    """Draw a share beside its figure; a cell that is not a number stays as it is."""
    if (share := share_of(cell)) is None:
        return cell
    filled = int(max(0.0, min(share, 100.0)) / 100 * BAR * 2 + 0.5)  # half a column is a half bar
    return f"{cell} {('█' * (filled // 2) + '▌' * (filled % 2)).ljust(BAR, '·')}"


def share_of(text: str) -> float | None:
    """Return the share that a text gives in per cent, None if it gives none.

    >>> share_of("53.20"), share_of("INF"), share_of("?")
    (53.2, None, None)
    """
    try:
        share = float(text)
    except ValueError:
        return None
    return share if math.isfinite(share) else None


def _natural(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    return sum(_widths(headings, rows)) + BETWEEN * len(headings)


def _widths(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column that needs no folding."""
    return [max(map(width_of, column)) for column in zip(headings, *rows, strict=True)]


def _drawn(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    headings: Sequence[str],
    figures: Collection[str],
    shares: Collection[str],
    width: int | None,
    signs: Mapping[str, str],
) -> str:
    if (
        not signs
        and (width is None or _natural(headings, rows) <= width)
        and not any("\n" in cell for row in rows for cell in row)
    ):
        return _plain(columns, rows, headings, figures)
    from techatlas.results.colour import folded

    natural = _widths(headings, rows)
    least = [_readable(cells, name in shares) for name, *cells in zip(columns, headings, *rows, strict=True)]
    room = (width - BETWEEN * len(natural) if width else sum(natural)) + 1
    widths = _spread(natural, least, room) if sum(least) <= room else [None] * len(least)
    rows = [[cell if wide is None else _lines(cell, wide) for cell, wide in zip(row, widths, strict=True)] for row in rows]
    return folded(headings, rows, [name in figures for name in columns], widths, width or room + BETWEEN * len(natural), signs)


def _lines(text: str, width: int) -> str:
    """Return a text in lines that break between words only; a word that is longer than a line is left to rich."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in re.findall(rf"{WORD.pattern}\s*", paragraph):
            if line and width_of((line + word).rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += word
        lines.append(line.rstrip())
    return "\n".join(lines)


def _spread(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns that share ``room``: each at least its least, and none more than it needs."""
    widths = list(least)
    while sum(widths) < room and (open := [n for n in range(len(widths)) if widths[n] < natural[n]]):
        widths[min(open, key=lambda n: widths[n] / natural[n])] += 1
    return widths


def _plain(columns: Sequence[str], rows: Sequence[Sequence[str]], headings: Sequence[str], figures: Collection[str]) -> str:
    """Draw what needs no folding and no colour: the same grid, fifty times faster."""
    widths = _widths(headings, rows)
    rule = " " + "─" * (sum(widths) + 3 * len(widths) - 3) + "\n"
    drawn = [
        (" " + "   ".join(_set(cell, each, column in figures) for cell, each, column in zip(line, widths, columns, strict=True)))
        for line in [headings, *rows]
    ]
    head, *body = (line.rstrip() + "\n" for line in drawn)
    return "".join(["\n", head, rule, *body])


def _set(cell: str, width: int, right: bool) -> str:
    space = " " * (width - width_of(cell))
    return space + cell if right else cell + space
