"""Answer queries in a pyoxigraph of another version; run as a process: answering.py FOLDER TRIPLES TIMES < QUERIES.

FOLDER has the other pyoxigraph, and QUERIES are a list in JSON. The output is JSON: the version, and for each query its rows,
sorted, and how many seconds each of so many times took.
"""

import json
import sys
import time

if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    import pyoxigraph

    from techatlas.build.conformance import settled
    from techatlas.paths import shipped
    from techatlas.store.context import Context
    from techatlas.store.local import Store

    quads = pyoxigraph.parse(path=sys.argv[2], format=pyoxigraph.RdfFormat.N_TRIPLES)
    store, answers = Store.create(quads, Context(shipped("ontology"))), []
    for sparql in json.load(sys.stdin):
        seconds = []
        for _ in range(int(sys.argv[3])):
            started = time.perf_counter()
            table = store.query(sparql)
            seconds.append(time.perf_counter() - started)
        answers.append({"rows": sorted(settled(table).elements()), "seconds": seconds})
    json.dump({"version": pyoxigraph.__version__, "answers": answers}, sys.stdout)
