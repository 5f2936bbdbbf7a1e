"""What is found of each part of an installation, as an answer."""

from collections.abc import Iterable

from techatlas.answers.reply import Reply
from techatlas.results.table import Id
from techatlas.vocabulary.words import Remark, Words, say

BROKEN, NOTE = "broken", "note"
Found = tuple[str, str, Remark, str]  # part, state, what was found, the command that mends it


def checkup(findings: Iterable[Found], words: Words, lang: str) -> Reply:
    """Return a row for each part: its state, what was found, the mending command.

    >>> from techatlas.paths import shipped
    >>> words = Words(shipped("ontology"))
    >>> checkup([("python", "sound", say("doctor.python", version="3.13.1", wanted=">=3.11"), "")], words, "en").lead
    'All parts are sound.'
    """

    def told(remark: Remark) -> str:
        return words.sentence(remark, lang, {})

    rows = tuple((Id(part), Id(state), told(found), mend or None) for part, state, found, mend in findings)
    broken, notes = (sum(row[1] == state for row in rows) for state in (BROKEN, NOTE))
    lead = say("doctor.broken" if broken else "doctor.sound", broken=broken, notes=notes, parts=len(rows))
    return Reply(("component", "state", "found", "mend"), rows, told(say("doctor.title")), lead=told(lead), lang=lang)


def named(reply: Reply, words: Words) -> Reply:
    """Return the same with the names of parts and states in its language.

    >>> from techatlas.paths import shipped
    >>> words = Words(shipped("ontology"))
    >>> named(checkup([("fonts", "note", say("doctor.fonts.none"), "")], words, "ja"), words).rows[0][1]
    '△ 注意'
    """
    from dataclasses import replace

    def name(kind: str, key: object) -> str:
        return words.sentence(say(f"doctor.{kind}.{key}"), reply.lang, {})

    return replace(reply, rows=tuple((name("part", row[0]), name("state", row[1]), *row[2:]) for row in reply.rows))


def lines(reply: Reply, words: Words) -> str:
    """Return a line for each part, the state first, the mending command last.

    >>> from techatlas.paths import shipped
    >>> words = Words(shipped("ontology"))
    >>> print(lines(checkup([("locks", "sound", say("doctor.locks"), "")], words, "en"), words).splitlines()[-1])
    ✓ sound  locks: no build is running
    """
    told = []
    for part, state, found, mend in named(reply, words).rows:
        line = words.sentence(say("doctor.line", state=state, part=part, found=found), reply.lang, {})
        told.append(line + (f" → {mend}" if mend else ""))
    return "\n".join([reply.title, reply.lead, "", *told, ""])
