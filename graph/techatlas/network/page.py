"""One self-contained HTML page, to be saved or shown in a notebook."""

from html import escape
from pathlib import Path

from techatlas import files


class Page:
    """One HTML page that needs no other file; a notebook displays it.

    >>> Page("<title>Chips</title>")._repr_html_()[:22]
    '<iframe title="Chips" '
    """

    def __init__(self, html: str) -> None:
        self.html = html

    def save(self, path: Path | str) -> Path:
        """Write the page as UTF-8 and return the path of the file.

        :raises OutputError: the file cannot be written; its previous content is kept.
        """
        files.write(Path(path), self.html.encode())
        return Path(path)

    def _repr_html_(self) -> str:
        title = self.html.partition("<title>")[2].partition("</title>")[0]
        return f'<iframe title="{title}" srcdoc="{escape(self.html)}" width="100%" height="640" style="border:0"></iframe>'
