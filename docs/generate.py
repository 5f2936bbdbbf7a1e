"""Generate the reference pages from code, ontology and questions.

Run ``python docs/generate.py``. With ``--check`` it writes nothing and returns the number of outdated pages as its exit code.
"""

import csv
import sys
from pathlib import Path

import click

from techatlas.cli import EXAMPLES, examples
from techatlas.cli import main as commands
from techatlas.tables.schema import Collection, Gap, Mapping, Name, Observation, RelationClaim, Thing, columns
from techatlas.vocabulary.languages import languages
from techatlas.vocabulary.questions import Questions
from techatlas.vocabulary.terms import Vocabulary

ROOT = Path(__file__).resolve().parents[1]
MADE = "<!-- made by docs/generate.py; do not edit by hand -->\n"
WORDS = {"Status": "status", "Certainty": "certainty", "Modality": "modality"}


def data_readme() -> str:
    """Return the page on the tables of ``data/`` and their columns."""
    vocabulary = Vocabulary(ROOT / "ontology")
    parts = [
        MADE,
        "# The data\n",
        "The data are plain tables that open in a spreadsheet: UTF-8 (CP932 is read too), commas, one row per claim or thing.",
        "A column may be omitted if no row fills it; the order of columns and rows does not matter. Several values in one",
        "cell are separated by `|`. Numbers are plain (`232100000`, `53.2`), dates are `2025-01-27`, `2025-01` or `2025`.\n",
        "| where | what |\n|---|---|",
        "| `things/*.csv` | the things and their names; never a claim about them |",
        "| `collections/<id>/collection.toml` | one edition of a source: publisher, date, licence |",
        "| `collections/<id>/relations.csv` | claims: subject, relation, object |",
        "| `collections/<id>/observations.csv` | claims: subject, indicator, value |",
        "| `collections/<id>/entities.csv` | further things that only this source has; same columns as `things/` |",
        "| `names.csv` | names in other languages of things for which a collection gives none |",
        "| `mappings.sssom.tsv` | ids of the same thing, and rejected candidates (SSSOM) |",
        "| `gaps.csv` | what exists but is not in the atlas, and why; answers name it where it concerns them |\n",
    ]
    for record, where in (
        (Thing, "things/*.csv"),
        (Name, "names.csv"),
        (RelationClaim, "relations.csv"),
        (Observation, "observations.csv"),
        (Collection, "collection.toml"),
        (Mapping, "mappings.sssom.tsv"),
        (Gap, "gaps.csv"),
    ):
        parts += [f"## `{where}`\n", "| column | | what it holds |", "|---|---|---|"]
        for name, spec in columns(record, languages(ROOT / "ontology")).items():
            if not (name == "id" and record is Collection):
                parts.append(f"| `{name}` | {'required' if spec.required else ''} | {spec.help.replace('|', chr(92) + '|')} |")
        parts.append("")
    parts += ["`collection.toml` ends with `[expected]`, the minimum and maximum number of rows: `relations = [230, 240]`.\n"]
    parts += ["## Words\n"]
    for name, column in WORDS.items():
        parts.append(f"- `{column}`: {', '.join(f'`{word}`' for word in sorted(vocabulary.of_type(name)))}")
    parts.append(f"- `kind`: {', '.join(f'`{word}`' for word in sorted(vocabulary.kinds))}")
    parts.append("- `relation`: see [the terms](../docs/reference/terms.md)")
    return "\n".join(parts) + "\n"


def terms() -> str:
    """Return the page of all terms of the ontology, with names and definitions."""
    from techatlas import open as open_atlas

    query = (ROOT / "docs" / "terms.rq").read_text(encoding="utf-8")
    parts, kind = [MADE, "# The terms\n"], ""
    for row in open_atlas(ROOT / "data").query(query):
        if row["type"] != kind:
            kind = str(row["type"])
            parts += [f"\n## {kind.rsplit('#', 1)[-1]}\n", "| term | English | Japanese | definition |", "|---|---|---|---|"]
        parts.append(f"| `{row['term']}` | {row['en']} | {row['ja']} | {row['definition']} |")
    return "\n".join(parts) + "\n"


def questions() -> str:
    """Return the page of all named questions."""
    parts = [MADE, "# The named questions\n", "To ask one: `techatlas ask NAME`. Its file is `ontology/questions/NAME.rq`.\n"]
    found = Questions(ROOT / "ontology")
    for name in found.names():
        question = found.get(name)
        parts += [
            f"## {name}\n",
            f"**{question.title('en')}** {question.title('ja')} · {question.title('zh')}\n",
            f"{question.answers}\n",
        ]
        parts += [f"- `-p {key}=…` ({kind})" for key, kind in question.parameters.items() if key != "lang"]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def inquiries() -> str:
    """Return the page of the questions that people ask, each with its command."""
    parts = [
        MADE,
        "# Questions that people ask\n",
        "Each of these questions is one command. Answers give source, locator and date, and state what is not known.",
    ]
    parts += ["[The tests](../../tests/inquiries/README.md) describe how each was checked by hand.\n"]
    text = (ROOT / "ontology" / "inquiries.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        parts += [
            f"{row['number']}. **{row['title_en']}** {row['title_ja']} ({row['asked_by']})\n",
            f"   `techatlas {row['command']}`\n",
        ]
    return "\n".join(parts)


def gaps() -> str:
    """Return the page of what is known to exist and is not in the atlas."""
    from techatlas import open as open_atlas

    parts = [
        MADE,
        "# What the atlas does not hold\n",
        "These exist and are not in the atlas; an answer that they concern names them. Each is a row of `data/gaps.csv`. What",
        "else the atlas cannot answer, such as unpublished figures, is listed by `techatlas gaps`.\n",
        "| what | it would give | about | why it is missing |\n|---|---|---|---|",
    ]
    atlas = open_atlas(ROOT / "data")
    answer = atlas.gaps()
    for row in atlas.labelled(answer.table, "en"):
        if row["publication"]:
            given, about = ("; ".join(cell) if isinstance(cell := row[name], tuple) else "" for name in ("measure", "about"))
            parts.append(f"| {row['publication']} | {given} | {about or 'everything'} | {row['explanation']} |")
    return "\n".join(parts) + "\n"


def command_line() -> str:
    """Return the page of all commands, with help and options."""
    parts = [MADE, "# The command line\n"]
    for name, command in sorted(commands.commands.items()):
        arguments = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
        told, shown = (command.help or "").partition(EXAMPLES)[0], "\n".join(examples(command))
        parts += [f"## {name}\n", told, f"\n```\ntechatlas {' '.join([name, *arguments])}\n```\n"]
        for option in command.params:
            if isinstance(option, click.Option):
                parts.append(f"- `{', '.join(option.opts)}`: {option.help or 'Folder to write.'}")
        parts.append(f"\nExamples:\n\n```\n{shown}\n```\n")
    parts += ["Exit codes: 0 success, 1 faults in the data, 2 unreadable input or wrong usage, 3 disk, permission or lock,"]
    parts += ["4 limit reached, 130 interrupted.\n"]
    return "\n".join(parts)


PAGES = {
    "data/README.md": data_readme,
    "docs/reference/terms.md": terms,
    "docs/reference/questions.md": questions,
    "docs/reference/commands.md": command_line,
    "docs/reference/gaps.md": gaps,
    "docs/reference/inquiries.md": inquiries,
}


def main() -> int:
    """Write the outdated pages; with ``--check``, only count and name them."""
    stale = 0
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if "--check" in sys.argv:
            click.echo(f"{name} is out of date: run python docs/generate.py")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            click.echo(name)
    return stale if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
