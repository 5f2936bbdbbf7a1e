"""Class ``Asking``: named questions, names from users, and answers in words."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from techatlas.errors import UsageError
from techatlas.results.table import NO_SIGNS, Cell, Id, Table
from techatlas.store.graph import Graph
from techatlas.vocabulary.languages import FALLBACK
from techatlas.vocabulary.queries import Query
from techatlas.vocabulary.questions import Questions
from techatlas.vocabulary.words import Words

if TYPE_CHECKING:
    from techatlas.answers.answer import Answer
    from techatlas.answers.reply import Reply
    from techatlas.routing.route import Routing

Asked = str | Iterable[str]
LANG = "lang"
NAMED = {"thing", "things", "edition", "relation", "claim"}  # types of parameters whose values are ids


class Asking:
    """What can be asked by name; :class:`techatlas.Atlas` is one that has a graph."""

    questions: Questions

    @property
    @abstractmethod
    def store(self) -> Graph:
        """The graph that is asked."""

    @property
    def words(self) -> Words:
        """The headings and sentences in which answers are told."""
        return self.store.words

    def query(self, sparql: str, *, timeout: float | None = None) -> Table:
        """Run any SPARQL 1.1 query; the prefixes of the atlas need not be declared.

        With ``timeout``, in seconds, it runs in another process, which is ended then: see :mod:`techatlas.atlas.apart`.
        """
        if timeout is None:
            return self.store.query(sparql)
        from techatlas.atlas.apart import apart

        answer: Table = apart(self.store, timeout, "query", sparql)
        return answer

    def ask(self, name: str, *, lang: str = FALLBACK, timeout: float | None = None, **parameters: Asked) -> "Reply":
        """Answer a named question; ``list(atlas.questions.names())`` names them.

        The answer is a table that begins with a sentence, ``lead``, and ends with what is not known, ``unknown``, both in the
        language ``lang``. A thing is given by its id or its name in any language. With ``timeout``, a number of seconds, another
        process answers, which is ended when the time is over.

        :raises UsageError: no such question, parameter, thing or edition, or the thing is of the wrong kind.
        :raises LimitError: the time is over.

        >>> import techatlas
        >>> techatlas.open().ask("listed", country="日本").given
        {'country': 'japan'}
        """
        from techatlas.answers.reply import reply

        if timeout is not None:
            from techatlas.atlas.apart import apart

            answer: Reply = apart(self.store, timeout, "ask", name, lang=lang, **parameters)
            return answer
        question = self.questions.get(name)
        if lang not in (known := self.words.languages.codes):
            raise UsageError(f'lang "{lang}": is not a language of the atlas → use one of {", ".join(known)}')
        asked = self._defaults(question.query, parameters) | self.resolved(question.query, parameters)
        if LANG in question.parameters:
            asked[LANG] = lang
        table = self.store.query(question.bind(asked))
        return reply(self.store, table, question, _given(question.query, asked), lang)

    def route(self, text: str, lang: str | None = None) -> "Routing":
        """Return the command that answers a text in words, or the three nearest.

        Each choice has its question in the language ``lang``, else in that of the text. Nothing is guessed: each value of a
        parameter is named in the text.

        :raises UsageError: the text is too long.

        >>> import techatlas
        >>> techatlas.open().route("日本はどの分野で強いか").choices[0].command
        'techatlas place japan'
        """
        from techatlas.routing.route import router

        return router(self.store, self.questions).route(text, lang)

    def resolved(self, query: Query, given: Mapping[str, Asked]) -> dict[str, str]:
        """Return the values of parameters, with ids in place of names.

        :raises UsageError: there is no such parameter, thing, edition, relation or claim, or the thing is of the wrong kind.
        """
        from techatlas.store import resolve

        found = {}
        for name, value in given.items():
            if name not in query.parameters:
                query.bind({name: ""})  # says which parameters there are
            try:
                found[name] = resolve.value(self.store, query.parameters[name], value)
            except UsageError as error:
                raise UsageError(f"{name}: {error}") from None
        return found

    def _defaults(self, query: Query, given: Mapping[str, Asked]) -> dict[str, str]:
        """Return the values that the data gives to parameters which are not given.

        :raises UsageError: the data gives none.
        """
        from techatlas.store import resolve

        return {name: resolve.default(self.store, name, by) for name, by in query.found.items() if name not in given}

    def known(self, text: str, *kinds: str) -> Id:
        """Return the id of a thing, given its id or its exact name in any language.

        ``kinds`` are the classes of which it must be, such as ``Country``; none means any.

        :raises UsageError: nothing is called so, several things are, or it is of another kind.
        """
        from techatlas.store import resolve

        return resolve.thing(self.store, text, kinds)

    def told(
        self,
        answer: "Answer[Any] | Reply",
        lang: str = FALLBACK,
        *,
        width: int | None = None,
        colour: bool = False,
        brief: int = 0,
    ) -> str:
        """Return an answer as text in a language.

        Title, answer in one sentence, table and remarks, with names in place of ids. What is too wide for ``width`` becomes
        notes; ``brief`` notes are cut to a line.
        """
        from techatlas.answers import reply as replies
        from techatlas.answers.bases import in_language

        signs = self.words.signs if colour else NO_SIGNS
        if isinstance(answer, replies.Reply):
            shown = replies.in_language(self.store, answer, lang)
            heads = self.words.headings(shown.columns, lang)
            note = replies.cut_note(self.words, len(shown), len(shown) + shown.left_out, lang)
            named = in_language(shown.labelled(self.store.labels(shown.ids(), lang)), self.words, lang)
            return named.told(heads, width, signs, note, brief=brief)
        from techatlas.answers import answer as answers

        labels = self._labels(answers.named(answer), lang)
        return answers.told(self._titled(answer, lang), self.words, lang, labels, width, signs=signs, brief=brief)

    def html(self, answer: "Answer[Any] | Reply", lang: str = FALLBACK) -> str:
        """Return an answer as HTML for a notebook.

        ``IPython.display.HTML(atlas.html(answer, "ja"))`` shows it.
        """
        from techatlas.answers import reply as replies

        if isinstance(answer, replies.Reply):
            shown = replies.in_language(self.store, answer, lang)
            heads = self.words.headings(shown.columns, lang)
            return shown.labelled(self.store.labels(shown.ids(), lang)).to_html(heads)
        from techatlas.answers import answer as answers

        return answers.html(self._titled(answer, lang), self.words, lang, self._labels(answers.named(answer), lang))

    def json(self, answer: "Answer[Any] | Reply", lang: str = "") -> str:
        """Return an answer as JSON: title, lead, rows, remarks, unknown.

        The rows have ids; with ``lang`` they have names in that language, and so have the sentences.
        """
        from techatlas.answers import reply as replies

        if isinstance(answer, replies.Reply):
            shown = replies.in_language(self.store, answer, lang or answer.lang)
            return (shown.labelled(self.store.labels(shown.ids(), lang)) if lang else shown).to_json()
        from techatlas.answers import answer as answers

        labels = self._labels(answers.named(answer), lang or FALLBACK)
        return answers.as_json(self._titled(answer, lang or FALLBACK), self.words, lang or FALLBACK, labels, ids=not lang)

    def lead(self, answer: "Answer[Any]", lang: str = FALLBACK) -> str:
        """Return the sentence with which an answer begins, its title if it has none."""
        from techatlas.answers import answer as answers

        labels = self._labels(answers.named(answer), lang) | dict(self._titled(answer, lang).titles)
        return self.words.sentence(answer.lead or answer.title, lang, labels)

    def remarks(self, answer: "Answer[Any]", lang: str = FALLBACK) -> list[str]:
        """Return what must be said with an answer: assumptions, limits, what is not known."""
        from techatlas.answers import answer as answers

        labels = self._labels(answers.named(answer), lang)
        return answers.sentences(self._titled(answer, lang), self.words, lang, labels)

    def _labels(self, ids: Iterable[Id], lang: str) -> dict[str, str]:
        """Return the names of ids in a language; a basis that an answer gives as an id is worded."""
        ids = list(ids)
        return {each: self.words.basis(each, lang) for each in ids} | self.store.labels(ids, lang)

    def _with_names(self, answer: "Answer[Any]", *, gaps: bool = True) -> "Answer[Any]":
        """Return the answer of an analysis with its end: editions and, with ``gaps``, what is not held."""
        from dataclasses import replace

        from techatlas.answers import answer as answers
        from techatlas.answers import closing

        whole = closing.closed(self.store, answer, gaps=gaps)
        return self._titled(replace(whole, names=self._labels(answers.named(whole), FALLBACK)), FALLBACK)

    def _titled(self, answer: "Answer[Any]", lang: str) -> "Answer[Any]":
        from dataclasses import replace

        from techatlas.answers import closing

        return replace(answer, titles=closing.titles(self.store, answer, lang))


def _given(query: Query, asked: Mapping[str, str]) -> dict[str, Cell]:
    """Return the values of all parameters, the examples where none is given."""
    values = query.examples | {name: tuple(text.split(",")) for name, text in asked.items()}
    found: dict[str, Cell] = {}
    for name, parts in values.items():
        type = query.parameters[name].split()[0]
        cells = tuple(Id(part) if type in NAMED else part for part in parts)
        found[name] = cells if type == "things" or not cells else Id(parts[0]) if type in NAMED else ",".join(parts)
    return found
