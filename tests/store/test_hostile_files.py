"""Files of strangers end in a result or in one line, in two seconds and 200 MB, whatever they contain."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from techatlas import bounds
from techatlas.cli import main
from techatlas.errors import LimitError, UsageError
from techatlas.releases.patch import File, read
from techatlas.tables.reading import Report, toml

P = b"<http://a/s> <http://a/p> "
RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
DEEP, MANY = 200_000, 20_000
BOMB = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
BODY = RDF + b'<rdf:Description rdf:about="http://a/s"><e:p>&a11;</e:p></rdf:Description></rdf:RDF>'
NESTED, SAVE = "nests more than 100 levels deep", "save it as N-Triples, or split it"
GROWS, NAMES = "has a DOCTYPE, whose entities may grow without limit", "has a DOCTYPE that names another file or address"
LONG = "has a text or name longer than 16 MB → shorten it"


def triple(depth: int) -> bytes:
    return b"<<( <http://a/s> <http://a/p> " * depth + b"1" + b" )>>" * depth


HOSTILE = {
    # nesting, in every syntax
    "collections.ttl": (P + b"(" * DEEP + b")" * DEEP + b" .", 4, f"{NESTED} → {SAVE}"),
    "nodes.ttl": (P + b"[ <http://a/p> " * DEEP + b"1" + b"]" * DEEP + b" .", 4, NESTED),
    "annotations.ttl": (P + b"1 " + b"{| <http://a/p> 1 " * DEEP + b"|}" * DEEP + b" .", 4, NESTED),
    "terms.ttl": (P + triple(DEEP) + b" .", 4, NESTED),
    "terms.nt": (P + triple(DEEP) + b" .", 4, NESTED),
    "terms.nq": (P + triple(DEEP) + b" .", 4, NESTED),
    "terms.trig": (b"<http://a/g> { " + P + triple(DEEP) + b" }", 4, NESTED),
    "reified.ttl": (b"<<" * DEEP + P + b"1" + b">> <http://a/p> 1" * DEEP + b" .", 4, NESTED),
    "graphs.trig": (b"<http://a/g> {" * DEEP, 4, NESTED),
    "hidden-by-escape.ttl": (b"@prefix e: <http://e/> . e:a\\' e:p " + triple(DEEP) + b" . e:a e:p 'b' .", 4, NESTED),
    "hidden-by-comment.ttl": (b"@prefix e: <http://e/> . e:a\\#b e:p " + triple(DEEP) + b" .", 4, NESTED),
    "hidden-by-string.ttl": (P + b'"\\\\" , """a" """ , ' + triple(DEEP) + b" .", 4, NESTED),
    "hidden-by-name.ttl": (b"<http://a/\\u0041#b> <http://a/p> " + triple(DEEP) + b" .", 4, NESTED),
    "unclosed.ttl": (P + b'"""' + b"(" * DEEP, 2, "is not Turtle: "),
    "elements.rdf": (RDF + b"<e:a><e:b>" * DEEP + b"</e:b></e:a>" * DEEP + b"</rdf:RDF>", 4, NESTED),
    "hidden-by-attribute.rdf": (RDF + b'<e:a e:x="/>"><e:b>' * DEEP, 4, NESTED),
    "attributes.rdf": (RDF + b"<e:a " + b" ".join(b'e:a%d="x"' % n for n in range(MANY)) + b"/></rdf:RDF>", 4, "more than 1,000"),
    "namespaces.rdf": (b"<a " + b" ".join(b'xmlns:a%d="http://a"' % n for n in range(MANY)) + b"/>", 4, "attributes"),
    "objects.jsonld": (b'{"http://a/p":' * DEEP + b"1" + b"}" * DEEP, 4, NESTED),
    "arrays.jsonld": (b'{"http://a/p":' + b"[" * DEEP + b"]" * DEEP + b"}", 4, NESTED),
    "open.jsonld": (b'{"http://a/p":' * DEEP, 4, NESTED),
    "hidden-by-escape.jsonld": (b'{"a\\\\":"\\"",' + b'"http://a/p":{' * DEEP, 4, NESTED),
    # entities and other addresses
    "bomb.rdf": (b'<!DOCTYPE a [<!ENTITY a0 "aaaaaaaaaa">' + BOMB + b"]>" + BODY, 4, f"{GROWS} → save it without one"),
    "small-bomb.rdf": (b'<!doctype a [<!ENTITY a0 "aaaaaaaaaa">' + BOMB + b"]>" + BODY, 4, GROWS),
    "mixed-bomb.rdf": (b"<!-- a -->\n<?a?><! DocType a [" + BOMB + b"]>" + BODY, 4, GROWS),
    "wide-bomb.rdf": ("<!DOCTYPE a [<!ENTITY a 'a'>]>".encode("utf-16"), 2, "is UTF-16 → save it as UTF-8"),
    "wide-bomb-without-mark.rdf": ("<!DOCTYPE a [<!ENTITY a 'a'>]>".encode("utf-16-le"), 2, "has a NUL byte at byte 1"),
    "file.rdf": (b'<!DOCTYPE a [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>' + BODY, 2, f"{NAMES} → save it without one"),
    "address.rdf": (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">' + BODY, 2, NAMES),
    "public.rdf": (b'<!DOCTYPE a PUBLIC "a" "http://127.0.0.1:9/a.dtd">' + BODY, 2, NAMES),
    "undeclared.rdf": (BODY, 2, "is not RDF/XML: "),
    "latin.rdf": (
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + RDF + b"</rdf:RDF>",
        2,
        "is in the encoding ISO-8859-1 → save",
    ),
    "remote.jsonld": (
        b'{"@context": "http://127.0.0.1:9/c", "http://a/p": 1}',
        2,
        "has its context at http://127.0.0.1:9/c, and nothing is fetched → write the context into the file",
    ),
    "remote-list.jsonld": (b'{"@context": [{}, "file:///etc/passwd"]}', 2, "has its context at file:///etc/passwd"),
    "remote-import.jsonld": (b'{"@context": {"@import": "http://127.0.0.1:9/c"}}', 2, "context at http://127.0.0.1:9/c"),
    "remote-escaped.jsonld": (b'{"\\u0040\\u0063ontext": "http://127.0.0.1:9/c"}', 2, "context at http://127.0.0.1:9/c"),
    "chain.jsonld": (
        b'{"@context":{' + b",".join(b'"a%d":"a%d:x"' % (n, n + 1) for n in range(MANY)) + b'},"a0":1}',
        4,
        "has a context of more than 1,000 names → leave out what is not used",
    ),
    # length
    "literal.nt": (P + b'"' + b"a" * 50_000_000 + b'" .', 4, LONG),
    "name.ttl": (P + b"<http://a/" + b"a" * 50_000_000 + b"> .", 4, LONG),
    "comment.ttl": (b"#" + b"a" * 50_000_000 + b"\n" + P + b"1 .", 4, LONG),
    "text.jsonld": (b'{"http://a/p":"' + b"a" * 50_000_000 + b'"}', 4, LONG),
    # bytes that are no text
    "nul.ttl": (P + b'"\x00" .', 2, f"has a NUL byte at byte {len(P) + 1} → save it as UTF-8"),
    "japanese.ttl": (P + '"日本" .'.encode("cp932"), 2, f"is not UTF-8 from byte {len(P) + 1} on → save it as UTF-8"),
    "wide.nt": ((P.decode() + '"a" .').encode("utf-16"), 2, "is UTF-16 → save it as UTF-8"),
    "workbook.ttl": (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)), 2, "has a NUL byte at byte 5 → save it as UTF-8"),
    "escape.ttl": (P + b"\x1b]0;owned\x07 .", 2, "is not Turtle: "),
}
HARMLESS = {
    "mark.ttl": b"\xef\xbb\xbf" + P + b"1 .",
    "mark.rdf": b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>" + RDF + b"<e:a rdf:about='http://a/s'/></rdf:RDF>",
    "brackets.ttl": P + b'"' + b"(<<[{" * 10_000 + b'" .',
    "brackets.jsonld": b'{"http://a/p":"' + b"[{" * 10_000 + b'"}',
    "siblings.ttl": P + b",".join([b"(1)"] * 10_000) + b" .",
    "levels.ttl": P + b"(" * 99 + b")" * 99 + b" .",
    "numbers.ttl": P + b"9" * 10_000 + b", 1e999999999, -1e-999999999, 1." + b"0" * 10_000 + b" .",
    "elements.rdf": RDF + b'<e:a rdf:about="http://a/s" e:p="a>b"><e:b>&lt;!DOCTYPE</e:b></e:a>' * 10_000 + b"</rdf:RDF>",
    "empty.nt": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_of_triples_is_refused_with_the_reason_and_the_fix(name):
    content, code, message = HOSTILE[name]
    started = time.process_time()
    with pytest.raises((LimitError, UsageError)) as raised:
        File(name, content, name.rpartition(".")[2]).quads()
    assert raised.value.exit_code == code and message in str(raised.value) and str(raised.value).startswith(name)
    assert time.process_time() - started < 2 and len(str(raised.value)) < 400 and str(raised.value).isprintable()


@pytest.mark.parametrize("name", HARMLESS)
def test_a_file_that_only_looks_hostile_is_read(name):
    assert File(name, HARMLESS[name], name.rpartition(".")[2]).quads() or name == "empty.nt"


def test_a_number_without_measure_in_a_release_is_compared_as_text(tmp_path):
    for name, content in (("old.ttl", P + b"1 ."), ("new.ttl", HARMLESS["numbers.ttl"])):
        (tmp_path / name).write_bytes(content)
    done = CliRunner().invoke(main, ["diff", str(tmp_path / "old.ttl"), str(tmp_path / "new.ttl")], catch_exceptions=False)
    assert done.exit_code == 0


def test_a_fault_in_a_block_of_a_release_is_named_by_its_line_in_the_file(tmp_path):
    head = "# techatlas: a\n@prefix id: <http://a/> .\n\nid:a id:b id:c .\n\nid:d id:e "
    for name, end in (("old.ttl", "id:f .\n"), ("new.ttl", "id:f\x1b .\n")):
        (tmp_path / name).write_text(head + end, encoding="utf-8")
    done = CliRunner().invoke(main, ["diff", str(tmp_path / "old.ttl"), str(tmp_path / "new.ttl")])
    assert done.exit_code == 2 and "new.ttl:6:" in done.stderr and "\x1b" not in done.output


def test_a_claim_without_an_edition_in_a_release_of_others_is_a_change_like_any_other(tmp_path):
    claim = b"<https://w3id.org/techatlas/claim/x/1> "
    kind = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/techatlas/ontology#RelationClaim> ."
    for name, content in (("old.nt", b""), ("new.nt", claim + kind)):
        (tmp_path / name).write_bytes(content)
    done = CliRunner().invoke(main, ["diff", str(tmp_path / "old.nt"), str(tmp_path / "new.nt")], catch_exceptions=False)
    assert done.exit_code == 0 and "x/1" in done.output


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.nt"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(LimitError, match=r"big\.nt: is larger than 256 MB, the limit → compare files in Turtle"):
        read(path)


def test_what_is_no_file_is_named(tmp_path):
    (tmp_path / "loop.nt").symlink_to("loop.nt")
    (tmp_path / "folder.nt").mkdir()
    for name, told in (("none.nt", "No such file"), ("loop.nt", "symbolic links"), ("folder.nt", "is not a file → name a file")):
        with pytest.raises(UsageError, match=told):
            read(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a." * 100_000 + "b = 1", "has a key of more than 16 parts"),
        ('"a".' * 100_000 + "b = 1", "has a key of more than 16 parts"),
        ("[" + "a . " * 100_000 + "b]", "has a key of more than 16 parts"),
        ("a = " + "[" * 100_000 + "]" * 100_000, "nests more than 100 levels deep"),
        ("a = " + "{a = " * 50_000, "nests more than 100 levels deep"),
        ("a = " + "9" * 10_000, "has a number of more than 1,000 digits"),
        ("a = 0x" + "f" * 10_000, "has a number of more than 1,000 digits"),
        ("a = '" + "a" * 1_000_000 + "'", "is longer than 500,000 characters"),
        ("".join(f"[a.b.c.d{n}]\n" for n in range(100_000)), "is longer than 500,000 characters"),
    ],
)
def test_a_hostile_collection_file_is_refused_with_the_reason(tmp_path, content, message):
    path, report, started = tmp_path / "collection.toml", Report(), time.process_time()
    path.write_text(content, encoding="utf-8")
    assert toml(path, "collections/a/collection.toml", report) is None and time.process_time() - started < 2
    (fault,) = report.faults
    assert str(fault).startswith(f"collections/a/collection.toml: {message} → ") and fault.unreadable


@pytest.mark.parametrize(
    "content",
    [
        'a = "' + "a.[{" * 20_000 + '"',
        "a = '''" + "a.[{\n" * 20_000 + "'''",
        "#" + "a.[" * 20_000,
        'a = """\\"[[""" # ' + "[" * 200,
    ],
)
def test_brackets_and_points_in_texts_of_a_collection_file_count_for_nothing(content):
    assert bounds.toml(content) == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_release_ends_the_command_within_two_seconds_and_200_mb(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(HOSTILE[name][0])
    other = tmp_path / "other.nt"
    other.write_bytes(P + b"1 .")
    program = (
        "import re, sys, time; from techatlas.cli import main\n"
        "peak = lambda: re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]\n"
        "started = time.monotonic()\n"
        "try: main(['diff', sys.argv[1], sys.argv[2]])\n"
        "finally: print(time.monotonic() - started, int(peak()) / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(other)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000)),
    )
    seconds, memory = map(float, done.stdout.split()[-2:])
    assert done.returncode == HOSTILE[name][1] and HOSTILE[name][2] in done.stderr and "Traceback" not in done.stderr
    assert seconds < 2 and memory < 200 and str(Path(name)) in done.stderr
