"""A page that is made, to be saved or shown in a notebook."""

from html import escape
from pathlib import Path

from techatlas import files


class Page:
    """One HTML page that needs nothing else; in a notebook it shows itself."""

    def __init__(self, html: str) -> None:
        self.html = html

    def save(self, path: Path | str) -> Path:
        """Write the page and return where.

        :raises OutputError: it cannot be written; what was there stays as it was.
        """
        files.write(Path(path), self.html.encode())
        return Path(path)

    def _repr_html_(self) -> str:
        title = self.html.partition("<title>")[2].partition("</title>")[0]
        return f'<iframe title="{title}" srcdoc="{escape(self.html)}" width="100%" height="640" style="border:0"></iframe>'
