"""HTML of tables and answers for a notebook.

All text is escaped. The HTML has no scripts and takes its colours from the notebook.
"""

from collections.abc import Collection, Iterable, Sequence
from html import escape

from techatlas.results.terminal import share_of

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
    """Return rows of text as an HTML table.

    ``figures`` names the columns that are aligned right, ``shares`` those in per cent, which also have bars. A long table has
    only its first ``ROWS_AT_MOST`` rows, and a line below it reports the total.

    >>> html = table(["share"], [["25"], ["<unknown>"]], ["Share"], {"share"}, {"share"})
    >>> html.count("<tr>"), html.count("<meter"), "&lt;unknown&gt;" in html
    (3, 1, True)
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
    """Return an answer as an HTML section.

    ``lead`` is the answer in a sentence, ``middle`` the HTML of its table; ``remarks`` follow as a list.

    >>> section("en", "Two & more", "<table></table>", [])
    '<section lang="en"><p>Two &amp; more</p><table></table></section>'
    """
    above = f"<p>{escape(lead)}</p>" if lead else ""
    items = "".join(f"<li>{escape(remark)}</li>" for remark in remarks)
    return f'<section lang="{escape(lang)}">{above}{middle}{f"<ul>{items}</ul>" if items else ""}</section>'


def folded(summary: str, content: str) -> str:
    """Return HTML that is folded until the reader opens it.

    >>> folded("Map", "<svg></svg>")
    '<details><summary>Map</summary><svg></svg></details>'
    """
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def _cell(text: str, side: str, is_share: bool) -> str:
    return f'<td style="{LINE}{side}">{escape(text)}{_bar(text) if is_share else ""}</td>'


def _bar(text: str) -> str:
    """Return the bar beside a share, empty if the text is not a number."""
    share = share_of(text)
    return "" if share is None else f' <meter min="0" max="100" value="{share:g}" style="width:6em"></meter>'
