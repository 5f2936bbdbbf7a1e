"""Whatever goes wrong, a command ends in a message and an exit code, and every character can be printed."""

import errno
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from techatlas import AtlasError, DataError, EndpointError, LimitError, OutputError, UsageError, paths
from techatlas.cli import main
from techatlas.cli.ending import Ending
from techatlas.errors import Fault

TINY = str(Path(__file__).parents[1] / "tiny")
DATA = ["--data", TINY]
ANSWERS = {  # a call of each command that prints an answer, on the small data
    "ask": ["ask", "where-absent", *DATA],
    "query": ["query", "SELECT ('✕ 寧徳時代 宁德时代 한국 ö' AS ?x) {}", *DATA],
    "find": ["find", "deepseek", *DATA],
    "show": ["show", "deepseek-r1", *DATA],
    "stats": ["stats", *DATA],
    "place": ["place", "japan", *DATA],
    "compare": ["compare", "china", "japan", *DATA],
    "path": ["path", "deepseek", "tsmc", *DATA],
    "disputes": ["disputes", *DATA],
    "exposure": ["exposure", "biden-chip-ban", *DATA],
    "bridges": ["bridges", "united-states", "china", *DATA],
    "communities": ["communities", *DATA],
    "gaps": ["gaps", *DATA],
    "candidates": ["candidates", *DATA],
    "chokepoints": ["chokepoints", *DATA],
    "stop": ["stop", "--country", "japan", *DATA],
    "trend": ["trend", "japan", *DATA],
    "chain": ["chain", "eto-n49", *DATA],
}
FAULTS = [
    (UsageError("no such thing → try another"), 2, "Error: no such thing → try another"),
    (EndpointError("it does not answer → try later"), 2, "Error: it does not answer → try later"),
    (OutputError("the disk is full → free space"), 3, "Error: the disk is full → free space"),
    (LimitError("too long → shorten it"), 4, "Error: too long → shorten it"),
    (DataError([Fault("a.csv", 2, 1, "id", "a\x1b\u202e", "is no id", "mend it")]), 1, 'Error: a.csv:2:1: id "a\\u001b\\u202e":'),
    (DataError([Fault("a.csv", 2, 0, "", "", "is cut", "add it", unreadable=True)]), 2, "Error: a.csv:2: is cut → add it"),
    (UsageError("a\nError: forged \x1b]0;title\x07"), 2, "Error: a\\nError: forged \\u001b]0;title\\u0007"),
    (click.UsageError("Wrong so"), 2, "Error: wrong so → see techatlas --help"),
    (click.Abort(), 130, "Interrupted"),
    (KeyboardInterrupt(), 130, "Interrupted"),
    (EOFError(), 130, "Interrupted"),
    (MemoryError(), 4, "Error: the memory that this process may use is exhausted → "),
    (RecursionError("maximum recursion depth exceeded"), 4, "the limit of recursion → simplify"),
    (UnicodeEncodeError("utf-8", "a\udcff", 1, 2, "surrogates not allowed"), 2, "Error: a text is not valid Unicode: "),
    (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), 2, "→ give names, queries and files in UTF-8"),
    (OSError(errno.ENOSPC, "No space left on device"), 3, "Error: the output cannot be written: No space left on device → "),
    (PermissionError(errno.EACCES, "Permission denied", "a\x1b.html"), 3, "Error: a\\u001b.html: Permission denied → "),
    (OSError("IO error: while the engine read"), 3, "IO error: while the engine read"),
    (OSError(errno.EPIPE, "Broken pipe"), 141, ""),
    (BrokenPipeError(errno.EPIPE, "Broken pipe"), 141, ""),
    (ModuleNotFoundError("No module named 'ftfy.x'", name="ftfy.x"), 3, "Error: the library ftfy is not installed → "),
    (SystemExit(3), 3, ""),
    (SystemExit("words\x1b"), 1, "words\\u001b"),
    (ValueError("never thought of"), 70, "Error: unforeseen fault: ValueError: never thought of; details were written to "),
    (OverflowError("cannot convert"), 70, "Error: unforeseen fault: OverflowError: cannot convert; "),
    (RuntimeError("engine"), 70, "Error: unforeseen fault: RuntimeError: engine; "),
    (KeyError("edition"), 70, "Error: unforeseen fault: KeyError: 'edition'; "),
    (AssertionError(), 70, "Error: unforeseen fault: AssertionError: ; "),
    (type("PanicException", (BaseException,), {})("panicked"), 70, "Error: unforeseen fault: PanicException: panicked; "),
]


@pytest.mark.parametrize(
    ("fault", "code", "message"), FAULTS, ids=[f"{type(f).__name__}-{n}" for n, (f, *_) in enumerate(FAULTS)]
)
def test_every_class_of_fault_ends_in_one_message_and_a_code(fault, code, message, capsys):
    with Ending() as ending:
        raise fault
    told = capsys.readouterr().err
    assert ending.code == code and message in told
    assert "Traceback" not in told and told.count("\n") == bool(message)


def test_an_atlas_error_can_be_caught_by_one_name():
    assert all(issubclass(each, AtlasError) for each in (DataError, EndpointError, LimitError, OutputError, UsageError))


def test_an_unforeseen_fault_leaves_a_file_with_its_details_and_no_password(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["techatlas", "stats", "--data", "http://me:hush@host/sparql?key=hushed&x=1"])
    with Ending() as ending:
        raise ZeroDivisionError("at http://me:hush@host/?token=hushed")
    told = capsys.readouterr().err
    path = Path(re.search(r"were written to (.+) → report it with that file\n", told)[1])
    details = path.read_text(encoding="utf-8")
    assert ending.code == 70 and path.is_relative_to(paths.cache())
    assert "Traceback" in details and "ZeroDivisionError" in details and "pyoxigraph" in details and "'stats'" in details
    assert "hush" not in told + details and "//…@host" in details


def test_details_go_to_the_folder_for_temporary_files_where_there_is_no_cache(capsys, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with Ending():
        raise ZeroDivisionError
    path = Path(re.search(r"written to (.+) → report", capsys.readouterr().err)[1])
    assert "ZeroDivisionError" in path.read_text(encoding="utf-8")
    path.unlink()


def test_only_the_last_reports_are_kept(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = paths.cache() / "faults"
    folder.mkdir(parents=True)
    for n in range(30):
        (folder / f"fault-20200101-{n:06}-1.txt").touch()
    with Ending():
        raise ZeroDivisionError
    assert len(list(folder.iterdir())) == 20


# --- what is printed, wherever it goes ---


def ended(args: list[str], stream: io.TextIOWrapper, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """The exit code of a command whose stdout is a stream, and what it says on stderr."""
    said = io.TextIOWrapper(io.BytesIO(), encoding=stream.encoding)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", said)
        with pytest.raises(SystemExit) as end:
            main(args, prog_name="techatlas")
    said.flush()
    text = said.buffer.getvalue().decode(said.encoding)
    assert "Traceback" not in text
    return end.value.code, text


def printed(args: list[str], encoding: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    code, _ = ended(args, stream, monkeypatch)
    return code, raw.getvalue().decode(stream.encoding)


def full() -> io.TextIOWrapper:
    return os.fdopen(os.open("/dev/full", os.O_WRONLY), "w", encoding="utf-8")


@pytest.fixture
def no_signals(monkeypatch):
    monkeypatch.setattr("signal.signal", lambda *_: None)


LEGACY = ["cp932", "cp1252", "gbk", "euc-kr", "ascii", "utf-8"]


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("args", [ANSWERS["place"], ANSWERS["query"], ["--help"], ["show", "--help"]], ids=lambda args: args[0])
def test_what_a_code_page_lacks_is_printed_as_its_code(args, encoding, tiny, monkeypatch, no_signals):
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    code, text = printed(args, encoding, monkeypatch)
    assert code == 0 and text
    if args[0] != "query":
        return
    for character in "✕寧宁한ö":
        lacking = "?" in character.encode(encoding, "replace").decode(encoding) and encoding != "ascii"
        assert (ascii(character)[1:-1] if lacking else character) in text


@pytest.mark.parametrize("encoding", LEGACY)
def test_a_pipe_gets_utf_8_where_nobody_chose_another_encoding(encoding, tiny, monkeypatch, no_signals):
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    code, _ = ended(ANSWERS["query"], stream, monkeypatch)
    assert code == 0 and "✕ 寧徳時代 宁德时代 한국 ö" in stream.buffer.getvalue().decode("utf-8")


def test_a_note_says_which_encoding_lacks_what_is_printed_as_a_code(tiny, monkeypatch, no_signals):
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    _, said = ended(ANSWERS["query"], io.TextIOWrapper(io.BytesIO(), encoding="cp1252"), monkeypatch)
    assert "Note: cp1252 lacks" in said and "set PYTHONIOENCODING=utf-8" in said


@pytest.mark.parametrize("name", ["query", "show"])
@pytest.mark.parametrize("more", [[], ["--help"]], ids=["answer", "help"])
def test_a_full_stdout_is_told(name, more, tiny, monkeypatch, no_signals):
    code, said = ended([*ANSWERS[name], *more], full(), monkeypatch)
    assert code == 3 and "Error: the output cannot be written: No space left on device → " in said


@pytest.mark.parametrize("more", [[], ["--help"]], ids=["answer", "help"])
def test_a_reader_who_is_gone_is_no_error_to_tell(more, tiny, monkeypatch, no_signals):
    reader, writer = os.pipe()
    os.close(reader)
    code, said = ended([*ANSWERS["show"], *more], os.fdopen(writer, "w", encoding="utf-8"), monkeypatch)
    assert (code, said) == (141, "")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
@pytest.mark.parametrize("name", ANSWERS)
def test_every_command_prints_in_every_encoding_to_a_full_disk_and_to_nobody(name, lang, tiny, monkeypatch, no_signals):
    args = [*ANSWERS[name], "--lang", lang]
    plain, text = printed(args, "utf-8", monkeypatch)
    assert plain == 0 and text, name
    for encoding in LEGACY:
        monkeypatch.setenv("PYTHONIOENCODING", encoding)
        assert printed(args, encoding, monkeypatch)[0] == 0
        assert printed([name, "--help"], encoding, monkeypatch)[0] == 0
        assert printed([name, "--no-such-option", "✕"], encoding, monkeypatch)[0] == 2
    assert ended(args, full(), monkeypatch)[0] == 3
    reader, writer = os.pipe()
    os.close(reader)
    assert ended(args, os.fdopen(writer, "w", encoding="utf-8"), monkeypatch)[0] == 141


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["stats", "--fromat", "csv"], "Error: no such option '--fromat'"),
        (["sats"], "Error: no such command 'sats'"),
        (["compare", "japan"], "Error: missing argument 'SECOND' → see "),
        (["stats", "-n", "0"], "→ see "),
        (["disputes", "--points", "nan"], "'nan' is not a number → see techatlas disputes --help"),
        (["chokepoints", "--least", "nan"], "'nan' is not a number → see "),
        (["view", "--depth", "-1"], "-1 is not in the range x>=0 → see "),
        (["query", "--file", "a\x1b.rq"], "File 'a\\x1b.rq' does not exist → see "),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_what_to_do(args, message, monkeypatch):
    code, said = ended(args, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), monkeypatch)
    assert code == 2 and message in said and "→" in said and said.count("\n") == 1


# --- as a process ---


def process(*args: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "techatlas", *args], text=True, check=False, stderr=subprocess.PIPE, **options)


def test_a_process_with_a_full_or_closed_stdout_ends_without_a_second_message(tiny):
    with Path("/dev/full").open("w") as nowhere:
        done = process(*ANSWERS["stats"], stdout=nowhere)
    assert done.returncode == 3 and done.stderr.startswith("Error: the output cannot be written")
    assert "Exception" not in done.stderr
    done = subprocess.run(
        f'"{sys.executable}" -m techatlas stats --data "{TINY}" >&-', shell=True, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_answer_is_given_though_nobody_can_read_the_notes(tiny):
    with Path("/dev/full").open("w") as nowhere:
        options = {"stdout": subprocess.PIPE, "stderr": nowhere, "text": True, "check": False}
        done = subprocess.run([sys.executable, "-m", "techatlas", *ANSWERS["stats"], "-f", "csv"], **options)
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, "what,kind,count")
        failed = subprocess.run([sys.executable, "-m", "techatlas", "show", "nobody", *DATA], **options)
        assert (failed.returncode, failed.stdout) == (2, "")


@pytest.mark.parametrize("module", ["techatlas.cli", "click", "techatlas.cli.asking", "pyoxigraph", "techatlas.answers.telling"])
def test_ctrl_c_ends_the_program_without_a_traceback_while_it_loads(module, tiny):
    code = f"""
import runpy, sys
class Pressed:
    def find_spec(self, name, *_):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Pressed())
sys.argv[1:] = {ANSWERS["stats"]!r}
runpy.run_module("techatlas", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 130 and "Traceback" not in done.stderr


@pytest.mark.parametrize(("fault", "code", "message", "name"), [(*fault, name) for name in ANSWERS for fault in FAULTS[::9]])
def test_a_fault_within_any_command_ends_there(fault, code, message, name, monkeypatch):
    def fails(*_):
        raise fault

    monkeypatch.setattr(click.Command, "invoke", fails)
    ended_with, said = ended(ANSWERS[name], io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), monkeypatch)
    assert ended_with == code and message in said
