"""What is said about a thing, for reading in a terminal: a line a claim, its source beneath."""

from collections.abc import Iterable, Mapping

from techatlas.results.table import Cell, Table, plain
from techatlas.results.terminal import width_of

NO_FIGURE = {"unknown": "?", "absent": "✕", "below-resolution": "·"}


def card(id: str, names: Iterable[str], claims: Table, labels: Mapping[str, str]) -> str:
    """Return the text: names and kind, then what the thing is said to be, then what others are said to be to it."""
    others = [name for name in dict.fromkeys((id, *names)) if name != labels.get(id)]
    lines = [f"{labels.get(id, id)}   ({', '.join(others)})", ""]
    for row in sorted(claims, key=lambda row: row["subject"] != id):
        lines += [f"  {statement(row, labels)}", f"      {provenance(row, labels)}"]
        lines += [f"      ⚑ {link}" for link in str(row["linked"] or "").split("; ") if link]
    return "\n".join(lines) + "\n"


def alone(row: Mapping[str, Cell], labels: Mapping[str, str], headings: Mapping[str, str]) -> str:
    """Return the text of one claim: as on the card of a thing, then every other field, its edge and its links."""
    lines = [statement(row, labels), f"    {provenance(row, labels)}", ""]
    fields = {name: cell for name, cell in row.items() if name not in {"edge", "linked"} and cell is not None}
    width = max(width_of(headings[name]) for name in fields)
    for name, cell in fields.items():
        pad = " " * (width - width_of(headings[name]))
        lines.append(f"    {headings[name]}{pad}  {labels.get(str(cell), plain(cell, grouped=True))}")
    lines += [f"    ⚑ {link}" for link in sorted(str(row["linked"] or "").split("; ")) if link]
    if row["edge"]:
        lines.append("    → " + " ".join(labels.get(str(row[name]), str(row[name])) for name in ("subject", "says", "object")))
    return "\n".join(lines) + "\n"


def statement(row: Mapping[str, Cell], labels: Mapping[str, str]) -> str:
    """Return one claim as a line: who, says what, how much, in which scope."""

    def name(cell: Cell) -> str:
        return labels.get(str(cell), str(cell))

    parts = [name(row["subject"]), "·", name(row["says"])]
    if row["object"] is not None:
        parts.append(name(row["object"]))
    if row["status"] != "stated":
        parts.append(f"{NO_FIGURE.get(str(row['status']), '')} {name(row['status'])}".strip())
    parts += _figure(row, labels)
    if row["text"] is not None:
        parts.append(f"— {row['text']}" if row["object"] is not None or row["value"] is not None else f": {row['text']}")
    scope = [str(row[n]) for n in ("period", "basis") if row[n] is not None]
    return " ".join(parts) + (f"   [{'; '.join(scope)}]" if scope else "")


def provenance(row: Mapping[str, Cell], labels: Mapping[str, str]) -> str:
    """Return where a claim comes from: who says so, how surely, in which edition, where in it, of when, and its name."""
    meant = [labels.get(str(row[n]), str(row[n])) for n in ("certainty", "modality") if row[n] != "fact"]
    published = f", {row['published']}" if row["published"] else ""
    who = labels.get(str(row["who"]), row["who"])
    return f"{who} ({', '.join(meant)}) in {row['source']}{published}: {row['locator']}   {row['claim']}"


def _figure(row: Mapping[str, Cell], labels: Mapping[str, str]) -> list[str]:
    unit = labels.get(str(row["unit"]), "") if row["unit"] is not None else ""
    parts = []
    if row["rank"] is not None:
        parts.append(f"{row['rank']}. ({labels.get(str(row['in_ranking']), row['in_ranking'])})")
    if row["value"] is not None:
        value = row["value"]
        parts.append(f"{value:,} {unit}".strip() if isinstance(value, int | float) else str(value))
    if row["lower"] is not None or row["upper"] is not None:
        low, high = row["lower"], row["upper"]
        parts.append(
            f"{low}-{high} {unit}"
            if low is not None and high is not None
            else f"≥ {low} {unit}"
            if low is not None
            else f"≤ {high} {unit}"
        )
    return parts
