"""Set the columns for which a table has no room as numbered notes beneath it."""

from collections.abc import Collection, Mapping, Sequence

from techatlas.results import provenance
from techatlas.results.widths import cut, width_of

FEW = 2  # claims of a row in a brief note
BETWEEN = "   "


def noted(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    headings: Sequence[str],
    aside: Collection[str],
    brief: int | None = None,
) -> tuple[list[list[str]], str]:
    """Return rows with numbers in place of the columns ``aside``, and the notes.

    What is the same in every row is given once, in a last note of its own. With the width of a terminal as ``brief``, a note
    begins with its claims, and what does not fit on its line is left out.

    >>> noted(["share", "claim"], [["37.9", "sne-2024/1"]], ["share", "claim"], {"claim"})
    ([['37.9', '[1]']], '\\n [1] sne-2024/1\\n')
    """
    named = dict(zip(columns, headings, strict=True))
    away = [name for name in columns if name in aside]
    alike = {name for name in away if name not in provenance.OF_SIDES and _is_alike(rows, columns.index(name))}
    notes: dict[str, int] = {}
    short = []
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        own = {name: cells[name] for name in away if name not in alike and cells[name]}
        note = _line(own, named, brief) if brief else _note(own, named)
        number = f"[{notes.setdefault(note, len(notes) + 1)}]" if note else ""
        short.append([*(cell for name, cell in cells.items() if name not in aside), number])
    shared = {name: rows[0][columns.index(name)] for name in away if name in alike}
    common = " · ".join(f"{named[name]}: {cell}" for name, cell in shared.items() if cell)
    lines = [f"[{number}] {note}" for note, number in notes.items()]
    text = "".join(f" {line}\n" for line in (_side_by_side(lines, brief) if brief else lines))
    return short, "\n" + text + (f" [*] {common}\n" if common else "")


def _is_alike(rows: Sequence[Sequence[str]], position: int) -> bool:
    return len(rows) > 1 and len({row[position] for row in rows}) == 1


def _note(cells: Mapping[str, str], headings: Mapping[str, str]) -> str:
    """Return some cells of a row as a note, those of each side on a line of its own."""
    own = {name: cell for name, cell in cells.items() if name not in provenance.OF_SIDES}
    lines = [" · ".join(_headed(own, headings))]
    for side in provenance.SIDES:
        said = [cell for name, cell in cells.items() if name not in own and name.startswith(side)]
        lines += [f"{headings.get(side, side)}: {' · '.join(said)}"] if said else []
    return "\n     ".join(line for line in lines if line)


def _headed(cells: Mapping[str, str], headings: Mapping[str, str]) -> list[str]:
    """Return cells with their headings; a provenance column needs none."""
    return [cell if name in provenance.COLUMNS else f"{headings[name]}: {cell}" for name, cell in cells.items()]


def _line(cells: Mapping[str, str], headings: Mapping[str, str], width: int) -> str:
    """Return some cells of a row as a note on one line: the claims whole, the rest as far as it fits.

    Where the claims take most of a line, the rest has the half of another one; without claims it has two lines.
    """
    ids = [each for name in provenance.CLAIMS for each in cells.get(name, "").split("; ") if each]
    claims = "; ".join([*ids[:FEW], *([f"+{len(ids) - FEW}"] if len(ids) > FEW else [])])
    rest = {name: cell for name, cell in cells.items() if name not in provenance.OF_SIDES and name not in provenance.CLAIMS}
    room = (width if claims else 2 * width) - len(" [99] ") - 1
    if width_of(claims) > width // 2:
        room = width_of(claims) + width // 2
    return cut(" · ".join(filter(None, [claims, *_headed(rest, headings)])), max(room, width_of(claims)))


def _side_by_side(notes: Sequence[str], width: int) -> list[str]:
    """Return short notes several to a line."""
    lines: list[str] = []
    for note in notes:
        if lines and width_of(lines[-1] + BETWEEN + note) < width:
            lines[-1] += BETWEEN + note
        else:
            lines.append(note)
    return lines
