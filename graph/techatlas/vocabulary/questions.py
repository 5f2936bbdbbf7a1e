"""The named questions: one ``.rq`` file each, plain SPARQL with a ``#+`` header in TOML, found, read and bound.

A parameter is a ``VALUES`` line of the query whose example value is real; binding replaces the value as a checked
term, never as text, so that a file runs unchanged in any SPARQL tool.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from techatlas import values
from techatlas.errors import UsageError

VALUES_LINE = re.compile(r"VALUES \?(\w+) \{ ([^}]*?) \}")


@dataclass(frozen=True, slots=True)
class Question:
    """A named question, with its title by language; ``parameters`` maps each parameter to its type.

    A type is thing, things (several, parted by commas), edition, relation, date, integer, text or lang.
    """

    name: str
    titles: dict[str, str]
    answers: str
    parameters: dict[str, str]
    tags: tuple[str, ...]
    sparql: str

    def title(self, lang: str | None) -> str:
        """Return the question in a language, English if None."""
        return self.titles[lang or "en"]

    def bind(self, given: Mapping[str, str]) -> str:
        """Return the SPARQL with the given values in place of the examples.

        :raises UsageError: a parameter is unknown, or its value is not of its type.
        """
        terms = {}
        for name, value in given.items():
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise UsageError(f"{self.name} has no parameter {name!r} → its parameters: {known}")
            terms[name] = _term(name, self.parameters[name], value)
        return bind(self.sparql, terms)


class Questions:
    """The questions of an ontology folder, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """Return the names of all questions, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.rq"))

    def get(self, name: str) -> Question:
        """Return one question.

        :raises UsageError: there is none of that name, or its header is not right.
        """
        names = self.names()
        if name not in names:
            near = get_close_matches(name, names, 3, 0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else "'techatlas ask' lists them"
            raise UsageError(f"no question named {name!r} → {hint}")
        try:
            text = (self.folder / f"{name}.rq").read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(f"questions/{name}.rq: is not UTF-8 at byte {error.start} → save it as UTF-8") from None
        header = "\n".join(line[2:].strip() for line in text.splitlines() if line.startswith("#+"))
        try:
            meta = tomllib.loads(header)
            question = Question(
                name, {lang: meta[f"title_{lang}"] for lang in values.LANGUAGES}, meta["answers"],
                meta.get("parameters", {}), tuple(meta.get("tags", ())), text,
            )  # fmt: skip
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise UsageError(f"questions/{name}.rq: its #+ header is not right: {error} → see CONTRIBUTING") from None
        for parameter in question.parameters:
            if parameter not in {line[1] for line in VALUES_LINE.finditer(text)}:
                raise UsageError(f"questions/{name}.rq: parameter {parameter} has no line 'VALUES ?{parameter} {{ … }}' → add it")
        return question


def bind(sparql: str, terms: Mapping[str, str]) -> str:
    """Return a query with terms, which must have been checked, in place of the examples of its ``VALUES`` lines."""
    return VALUES_LINE.sub(lambda line: f"VALUES ?{line[1]} {{ {terms.get(line[1], line[2])} }}", sparql)


def _term(name: str, type: str, value: str) -> str:
    try:
        match type:
            case "thing":
                return f"id:{values.slug(value)}"
            case "things":
                return " ".join(f"id:{values.slug(each.strip())}" for each in value.split(","))
            case "edition":
                return f"src:{values.slug(value)}"
            case "claim":
                return f"<{values.claim(value)}>"
            case "relation":
                if re.fullmatch(r"[A-Za-z]+", value):
                    return f"ta:{value}"
                raise values.Wrong("is no name of a relation", "use letters only, such as foundedBy")
            case "date":
                return f'"{values.date(value)}"'
            case "integer":
                return values.integer(value)
            case "lang" if value not in values.LANGUAGES:
                raise values.Wrong("is no language of the atlas", f"use one of {', '.join(values.LANGUAGES)}")
            case _ if any("\ud800" <= sign <= "\udfff" for sign in value):
                raise values.Wrong("is not UTF-8", "write it in UTF-8")
            case _:
                escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
                return f'"{escaped}"'
    except values.Wrong as wrong:
        shown = value.encode(errors="backslashreplace").decode()
        raise UsageError(f'{name} "{shown}": {wrong.message} → {wrong.fix}') from None
