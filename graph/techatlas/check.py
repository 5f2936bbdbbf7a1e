"""Do the triples keep the shapes and the rules? Each breach becomes a plain sentence with file and line."""

from pathlib import Path
from typing import Any

from techatlas.dataset import Dataset
from techatlas.errors import DataError, Fault
from techatlas.results import Id
from techatlas.store import Store


def rules(store: Store, ontology: Path, dataset: Dataset) -> None:
    """Run every query of ``ontology/rules``: each must find nothing.

    A rule's first column is the claim or thing that breaks it; the first line of its file says what must hold.

    :raises DataError: a rule found something.
    """
    faults = []
    paths = sorted((ontology / "rules").glob("*.rq"))
    if not paths:
        raise _unusable("ontology/rules", "holds no rule")
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for row in store.query(text).rows:
            told = ", ".join(str(cell) for cell in row[1:] if cell is not None)
            faults.append(_fault(dataset, str(row[0]), text.splitlines()[0].removeprefix("# "), told, f"rule {path.stem}"))
    if faults:
        raise DataError(faults)


def shapes(store: Store, ontology: Path, dataset: Dataset) -> None:
    """Validate the triples against ``ontology/shapes.ttl`` with pySHACL.

    :raises DataError: a shape is broken, or the shapes themselves cannot be used: then nothing passes.
    """
    from pyshacl import validate
    from rdflib import RDF, SH, Graph
    from rdflib.plugins.parsers.notation3 import BadSyntax

    path = ontology / "shapes.ttl"
    try:
        rule = Graph().parse(path)
    except FileNotFoundError:
        raise _unusable("ontology/shapes.ttl", "is missing") from None
    except (BadSyntax, UnicodeDecodeError) as error:
        raise _unusable("ontology/shapes.ttl", f"is not Turtle in UTF-8: {str(error).splitlines()[0]}") from None
    data = Graph().parse(data=store.dump("nt"), format="nt")
    targets = {target for shape in rule.subjects(RDF.type, SH.NodeShape) for target in rule.objects(shape, SH.targetClass)}
    if not any((None, RDF.type, target) in data for target in targets):
        raise _unusable("ontology/shapes.ttl", "has no shape with a target in the data")
    _, report, _ = validate(data, shacl_graph=rule)
    found: Any = report
    faults = [
        _fault(
            dataset, _short(found.value(result, SH.focusNode)), str(found.value(result, SH.resultMessage)),
            _short(found.value(result, SH.value) or ""), f"shape of {_short(found.value(result, SH.resultPath) or '')}",
        )
        for result in found.objects(None, SH.result)
    ]  # fmt: skip
    if faults:
        raise DataError(faults)


def _fault(dataset: Dataset, name: str, message: str, value: str, where: str) -> Fault:
    file, line = dataset.place_of(name)
    if not file and name in dataset.things:
        file, line = dataset.things[name].file, dataset.things[name].line
    return Fault(file or name, line, 0, name, value, message, f"see the {where}")


def _unusable(file: str, message: str) -> DataError:
    return DataError([Fault(file, 0, 0, "", "", message, "restore it from the release", unreadable=True)])


def _short(term: object) -> Id:
    text = str(term)
    for part in ("/id/", "/claim/", "/source/", "#"):
        if part in text:
            return Id(text.split(part, 1)[1])
    return Id(text)
