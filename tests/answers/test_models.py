"""Models of a firm: its laboratories count with it, a firm that it does not own does not."""

import csv
from collections import defaultdict

import pytest

from techatlas.paths import shipped as shipped_folder

DATA = shipped_folder("data")


def test_models_of_a_firm_include_those_of_its_laboratories_at_any_depth(shipped):
    developers = set(shipped.ask("models-of", firm="google").column("developer"))
    assert {"google", "epoch-google-deepmind", "epoch-deepmind", "epoch-google-brain", "epoch-google-research"} <= developers
    assert "openai" not in shipped.ask("models-of", firm="microsoft").column("developer")


def test_models_by_country_are_those_of_the_tables(shipped):
    """Counted in the CSV tables: a model made in two countries counts once for each, and the sentence says how often."""
    counted = models_of_the_tables()
    answer = shipped.ask("models-by-country")
    assert {(row["year"], row["based_in"]): (row["models"], row["made_together"]) for row in answer} == counted
    of_one, together = (sum(each[n] for each in counted.values()) for n in (0, 1))
    assert (of_one, together) == (868, 316)
    assert f"{of_one} models by developers of one country; those" in answer.lead and f"{together} times in all" in answer.lead
    assert "5 models without a release date or a country are not in these rows" in answer.unknown[0]


def models_of_the_tables() -> dict[tuple[str, str], tuple[int, int]]:
    """Count models of one country, and of several, by year and country, without the graph."""
    relations, figures, things = (
        rows("collections/*/relations.csv"),
        rows("collections/*/observations.csv"),
        rows("things/*.csv") + rows("collections/*/entities.csv"),
    )
    mapped = csv.DictReader(
        (line for line in (DATA / "mappings.sssom.tsv").read_text(encoding="utf-8").splitlines() if line[0] != "#"),
        delimiter="\t",
    )
    same = {
        each["subject_id"].removeprefix("id:"): each["object_id"].removeprefix("id:")
        for each in mapped
        if each["predicate_id"] == "skos:exactMatch"
        and each["predicate_modifier"] != "Not"
        and each["object_id"].startswith("id:")
    }
    name = {each["code"]: each["id"] for each in things if each.get("code")}
    filed = {each["id"]: name[each["country"]] for each in things if each.get("country") and each["kind"] != "Country"}
    stated, unit, makers = defaultdict(set), {}, defaultdict(set)
    for each in relations:
        subject, target = (same.get(each[end], each[end]) for end in ("subject", "object"))
        if each["relation"] == "nationality":
            stated[subject].add(target)
        elif each["relation"] == "unitOf":
            unit[subject] = target
        elif each["relation"] == "develops" and each.get("status", "") in {"", "stated"}:
            makers[target].add(subject)

    def countries(who: str) -> set[str]:
        if who in filed:
            return {filed[who]}
        return stated[who] & countries(unit[who]) if len(stated[who]) > 1 and who in unit else stated[who]

    models = {each["id"] for each in things if each["kind"] == "AIModel"}
    years = {
        same.get(each["subject"], each["subject"]): each["value"][:4] for each in figures if each["indicator"] == "release-date"
    }
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for model, year in years.items():
        of = set().union(*map(countries, makers[model])) if model in models else set()
        for country in of:
            found[year, country][len(of) > 1] += 1
    return {key: (one, several) for key, (one, several) in found.items()}


def rows(pattern: str) -> list[dict[str, str]]:
    return [row for path in DATA.glob(pattern) for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]


@pytest.mark.parametrize(
    ("owner", "count", "named"), [("microsoft", 1, "Microsoft Air Gapped Supercomputer"), ("google", 7, "Google")]
)
def test_clusters_whose_chips_nobody_has_counted_are_named_at_the_end(shipped, owner, count, named):
    answer = shipped.ask("compute-of", owner=owner)
    (said,) = [line for line in answer.unknown if "the number of chips is not published" in line]
    assert said.startswith(f"{count} cluster") and named in said


def test_an_owner_of_uncounted_clusters_only_is_not_said_to_have_none(shipped):
    answer = shipped.ask("compute-of", owner="epoch-datavolt")
    assert not len(answer) and "but clusters without one: " in answer.lead
