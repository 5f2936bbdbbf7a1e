"""A table as HTML for a notebook: headings, caption and figures; escaped, without scripts, in the colours of its surroundings."""

from collections.abc import Collection, Iterable, Sequence
from html import escape

ROWS_AT_MOST = 200
LINE = "border-bottom:1px solid rgba(128,128,128,.4);padding:.2em 1em .2em 0;vertical-align:top;text-align:"


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    headings: Sequence[str],
    figures: Collection[str],
    shares: Collection[str],
    caption: str = "",
) -> str:
    """Return rows of text as a table.

    ``figures`` are the columns set to the right; ``shares`` those in per cent, drawn as bars too. Of a long table the first
    ``ROWS_AT_MOST`` rows are given, and it is said that there are more.
    """
    sides = ["right" if column in figures else "left" for column in columns]
    head = "".join(
        f'<th scope="col" style="{LINE}{side}">{escape(name)}</th>' for name, side in zip(headings, sides, strict=True)
    )
    drawn = [column in shares for column in columns]
    body = "".join(f"<tr>{''.join(map(_cell, row, sides, drawn))}</tr>\n" for row in rows[:ROWS_AT_MOST])
    above = f'<caption style="text-align:left;font-weight:bold;color:inherit">{escape(caption)}</caption>' if caption else ""
    more = f"<p>The first {ROWS_AT_MOST} of {len(rows):,} rows.</p>" if len(rows) > ROWS_AT_MOST else ""
    return (
        f'<div style="overflow-x:auto"><table style="border-collapse:collapse;color:inherit;background:transparent">{above}'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>{more}"
    )


def section(lang: str, lead: str, middle: str, remarks: Iterable[str]) -> str:
    """Return an answer as a section: the answer in a sentence, its table, then what must be said with it."""
    above = f"<p>{escape(lead)}</p>" if lead else ""
    items = "".join(f"<li>{escape(remark)}</li>" for remark in remarks)
    return f'<section lang="{escape(lang)}">{above}{middle}{f"<ul>{items}</ul>" if items else ""}</section>'


def folded(summary: str, content: str) -> str:
    """Return HTML that is closed until it is wanted."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def _cell(text: str, side: str, is_share: bool) -> str:
    return f'<td style="{LINE}{side}">{escape(text)}{_bar(text) if is_share else ""}</td>'


def _bar(text: str) -> str:
    """Draw a share beside its figure; what is no number has no bar."""
    try:
        share = float(text)
    except ValueError:
        return ""
    return f' <meter min="0" max="100" value="{share:g}" style="width:6em"></meter>'
