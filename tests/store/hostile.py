"""Queries that try to call out: each call in each disguise, and chains that overflow a stack."""

from collections.abc import Callable, Iterator

BODY = "{ ?a ?b ?c }"
CALLS = (
    "SERVICE <URL> BODY",
    "SERVICE SILENT <URL> BODY",
    "sErViCe<URL>BODY",
    "SERVICE:c BODY",
    "service:c BODY",
    "SERVICEex:c BODY",
    "SERVICESILENT:c BODY",
    "SERVICESILENTex:c BODY",
    "SERVICE ?u BODY",
    "SERVICE?u BODY",
    "SERVICE # here\n <URL> BODY",
    r"\u0053ERVICE <URL> BODY",
    r"SERVICE <\u0068ttp://127.0.0.1:PORT/> BODY",
)
# Where the call stands: what precedes it looks like the beginning of a text, a comment or a name to a careless reader.
PLACES = (
    "SELECT * { CALL }",
    "SELECT * { OPTIONAL { ?s ?p ?o } CALL }",
    r"SELECT * { OPTIONAL { id:a\# ?p ?o . } CALL " + "\n}",
    r"SELECT * { OPTIONAL { id:a\' ?p ?o . } CALL OPTIONAL { id:b\' ?p ?o } }",
    r"SELECT * { OPTIONAL { id:a\,\' ?p id:b\#\' . } CALL " + "\n}",
    "SELECT * { OPTIONAL { id:%23 ?p ?o . } CALL \n}",
    "SELECT * { ?s ?p ?o FILTER(?o!=<a:#>) CALL \n}",
    'SELECT * { ?s ?p ?o FILTER(?o<?b#>"""\n)CALL } #"""',
    "SELECT * { ?s ?p ?o FILTER(?o<?b#>'''\n)CALL } #'''",
    "SELECT * { ?s ?p ?o FILTER(1<STR('>\" '))CALL } #\"",
    'SELECT * { ?s ?p ?o FILTER(1<(1)#>"""\n)CALL } #"""',
    "SELECT * { ?s ?p ?o FILTER(?o<<a:a#>) CALL\n}",
    "SELECT * { ?s ?p 1CALL }",
    "SELECT * { OPTIONAL { ?s ?p true}CALL }",
    "SELECT * { { ?s ?p true } UNION { ?s ?p trueCALL } }",
    "SELECT * { ?s ?p 1.CALL }",
    "SELECT * { ?s ?p '''a\\'''''.CALL }",
    "SELECT * { OPTIONAL { ?s ?p '' , '\"' } CALL OPTIONAL { ?s ?p '\"' } }",
    'SELECT * { OPTIONAL { ?s ?p "\\\\" } CALL OPTIONAL { ?s ?p "#" } }',
    'SELECT * { OPTIONAL { ?s ?p """a""b\\""" } } # """ }\n CALL }',
    "SELECT * { # a comment\rCALL }",
    "SELECT * { # a comment \\u000A CALL \n}",
    'SELECT * { ?s ?p ?o FILTER(?o != "\\u0022) CALL #") }',
    "SELECT * { VALUES ?s { <a:'> } CALL OPTIONAL { ?s ?p '' } }",
    "ASK { ?s ?p ?o FILTER EXISTS { CALL } }",
    "SELECT * { GRAPH ?g { CALL } }",
    "SELECT * { { SELECT * { CALL } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . CALL }",
    "\ufeffSELECT * { ?s ?p ?o MINUS { CALL } }",
)
PROLOGUES = "PREFIX : <URL> PREFIX ex: <URL> ", "PREFIX : <URL> PREFIX ex: <URL> PREFIX SERVICEex: <a:> PREFIX trueSERVICE: <a:> "

Chain = Callable[[int], str]
CHAINS: dict[str, Chain] = {
    "!": lambda n: "ASK { FILTER(" + "!" * n + "true) }",
    "+": lambda n: "SELECT (1" + " + 1" * n + " AS ?x) {}",
    "-": lambda n: "SELECT (1" + "-1" * n + " AS ?x) {}",
    "unary -": lambda n: "ASK { FILTER(" + "- " * n + "1 < 0) }",
    "*": lambda n: "SELECT (1" + "*1" * n + " AS ?x) {}",
    "||": lambda n: "ASK { ?s ?p ?v FILTER(?v=1" + " || ?v=2" * n + ") }",
    "&&": lambda n: "ASK { ?s ?p ?v FILTER(?v=1" + " && ?v=2" * n + ") }",
    "/": lambda n: "ASK { ?s (<a:a>" + "/<a:a>" * n + ")* ?o }",
    "|": lambda n: "ASK { ?s (<a:a>" + "|<a:a>" * n + ")* ?o }",
    "^": lambda n: "ASK { ?s " + "^" * n + "<a:a> ?o }",
    "OPTIONAL": lambda n: "ASK { ?s ?p ?o " + "OPTIONAL{?s ?p ?o}" * n + " }",
    "UNION": lambda n: "ASK { {?s ?p ?o} " + "UNION{?s ?p ?o}" * n + " }",
    "MINUS": lambda n: "ASK { ?s ?p ?o " + "MINUS{?s ?p ?x}" * n + " }",
    "FILTER": lambda n: "ASK { ?s ?p ?o " + "FILTER(?o=1)" * n + " }",
    "EXISTS": lambda n: "ASK { ?s ?p ?o " + "FILTER EXISTS{?s ?p ?o}" * n + " }",
    "BIND": lambda n: "ASK { ?s ?p ?o " + " ".join(f"BIND(1 AS ?x{i})" for i in range(n)) + " }",
    "AS": lambda n: "SELECT " + " ".join(f"(1 AS ?x{i})" for i in range(n)) + " {}",
    "HAVING": lambda n: "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING " + "(COUNT(?o)>0) " * n,
    "aggregates": lambda n: "SELECT (COUNT(?o)" + "+COUNT(?o)" * n + " AS ?x) { ?s ?p ?o }",
    "DESCRIBE": lambda n: "DESCRIBE " + "<a:a> " * n,
    "IN": lambda n: "ASK { ?s ?p ?o FILTER(?o IN (1" + ",1" * n + ")) }",
    "LATERAL": lambda n: "ASK { ?s ?p ?o " + "LATERAL{?s ?p ?o}" * n + " }",
    "{}": lambda n: "ASK " + "{" * n + "}" * n,
    "()": lambda n: "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
    "[]": lambda n: "ASK { ?s ?p " + "[?p " * n + "1" + "]" * n + " }",
    "lists": lambda n: "ASK { ?s ?p " + "(" * n + "1" + ")" * n + " }",
    "triple terms": lambda n: "ASK { ?s ?p " + "<<( ?s ?p " * n + "1" + ")>>" * n + " }",
    "escaped": lambda n: r"ASK { OPTIONAL { id:a\# ?p ?o . } FILTER(" + "(" * n + "1" + ")" * n + ") }",
}
JOINS: dict[str, Chain] = {  # no stack overflows, but the engine plans for minutes
    "groups": lambda n: "ASK { ?s ?p ?o " + "{?s ?p ?o}" * n + " }",
    "triples": lambda n: "ASK { " + "?s ?p ?o . " * n + " }",
    "objects": lambda n: "ASK { ?s ?p ?o" + ", ?o" * n + " }",
    "nodes": lambda n: "ASK { ?s ?p []" + ",[?p ?o]" * n + " }",
    "annotations": lambda n: "ASK { ?s ?p ?o " + "{| ?p ?o |}" * n + " }",
}


def queries(port: int) -> Iterator[str]:
    """Each call in each place, aimed at a port of this machine."""
    url = f"http://127.0.0.1:{port}/"
    for number, call in enumerate(CALLS):
        for place in PLACES:
            query = PROLOGUES[number % 2] + place.replace("CALL", f"VALUES ?u {{ <{url}> }} {call}" if "?u" in call else call)
            yield query.replace("BODY", BODY).replace("URL", url).replace("PORT", str(port))
    yield from (f"SELECT * FROM <{url}> {BODY}", f"SELECT * FROM NAMED <{url}> {BODY}", f"ASK FROM<{url}>{BODY}")
    yield from (
        f"PREFIX : <{url}> SELECT * FROM:x {BODY}",
        f"ASKFROM<{url}>{BODY}",
        f"LOAD <{url}>",
        f"INSERT DATA {{ <{url}> a 1 }}",
    )
