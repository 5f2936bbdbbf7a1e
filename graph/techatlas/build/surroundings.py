"""What helps but need not be there: a terminal for all signs, a browser, fonts."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from techatlas.vocabulary.words import Remark, say

SIGNS = "✓✕·≠日本語简体"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox", "microsoft-edge")
FONTS = re.compile(r"cjk|ipa|takao|gothic|mincho|wqy|sourcehan|droidsansfallback", re.IGNORECASE)
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
INSTALLERS = ("apt-get", "dnf", "brew")


def surroundings() -> Iterator[tuple[str, bool, Remark, str]]:
    """Yield each part, whether it is there, what was found, and what mends it.

    >>> [part for part, *_ in surroundings()]
    ['terminal', 'browser', 'fonts']
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    shown = _shows(encoding)
    setting = "set" if sys.platform == "win32" else "export"
    told = say("doctor.terminal" if shown else "doctor.terminal.lacks", encoding=encoding)
    yield "terminal", shown, told, "" if shown else f"{setting} PYTHONIOENCODING=utf-8"
    browser = next(filter(None, map(shutil.which, BROWSERS)), "")
    theirs = sys.platform in {"darwin", "win32"}  # whose browsers and fonts come with the system
    there = bool(browser) or theirs
    told = say("doctor.browser" if there else "doctor.browser.none", browser=browser or sys.platform)
    yield "browser", there, told, "" if there else _install("chromium")
    there = theirs or any(_fonts())
    told = say("doctor.fonts" if there else "doctor.fonts.none")
    yield "fonts", there, told, "" if there else _install("fonts-noto-cjk")


def _shows(encoding: str) -> bool:
    try:
        SIGNS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _install(package: str) -> str:
    installer = next(filter(shutil.which, INSTALLERS), "")
    return f"{installer} install {package}" if installer else ""


def _fonts() -> Iterator[str]:
    """Yield the files of fonts with Japanese and Chinese signs."""
    for folder in FOLDERS:
        for _, _, names in os.walk(Path(folder).expanduser()):
            yield from filter(FONTS.search, names)
