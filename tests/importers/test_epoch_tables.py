"""The importers of Epoch AI's tables, on small files of the same shape."""

import csv
import io
from pathlib import Path

import pytest
from damage import changed, told

from techatlas.errors import DataError
from techatlas.importers import epoch_chip_owners, epoch_clusters, epoch_hardware, epoch_models, importer, run
from techatlas.importers.imported import RECORDS, Cells, Imported
from techatlas.paths import shipped
from techatlas.tables.schema import columns
from techatlas.vocabulary.languages import languages

FILES = Path(__file__).parent / "files" / "epoch"
NAMES = ("epoch-models", "epoch-hardware", "epoch-clusters", "epoch-chip-owners")


def _paths(name: str) -> list[Path]:
    return [FILES / file for file in importer(name).FILES]


def _read(name: str) -> Imported:
    (imported,) = importer(name).read(_paths(name))
    return imported


def _by_id(rows: list[Cells]) -> dict[str, Cells]:
    return {row["id"]: row for row in rows}


def _steps(imported: Imported) -> set[tuple[str, str, str]]:
    return {(row["subject"], row["relation"], row["object"]) for row in imported.relations}


def _changed(tmp_path: Path, name: str, file: str, old: str, new: str) -> list[Path]:
    path = changed(tmp_path, file, old, new, FILES)
    return [path if each.name == file else each for each in _paths(name)]


@pytest.mark.parametrize(
    ("name", "id", "rows"),
    [
        ("epoch-models", "epoch-models-2026-06", (13, 20, 24)),
        ("epoch-hardware", "epoch-hardware-2026-07", (6, 5, 10)),
        ("epoch-clusters", "epoch-clusters-2025-07", (15, 19, 18)),
        ("epoch-chip-owners", "epoch-chip-owners-2026-04", (13, 6, 8)),
    ],
)
def test_each_table_gives_its_counted_rows_and_the_edition_that_it_dates_itself(
    name: str, id: str, rows: tuple[int, int, int]
) -> None:
    imported = _read(name)
    assert imported.collection["id"] == id
    assert (len(imported.entities), len(imported.relations), len(imported.observations)) == rows


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_one_that_the_tables_of_the_atlas_take(name: str) -> None:
    imported = _read(name)
    for table, record in RECORDS.items():
        known = columns(record, languages(shipped("ontology")))
        for row in getattr(imported, table):
            for column, cell in row.items():
                for part in cell.split("|") if known[column].many else [cell]:
                    assert not part or known[column].parse(part) == part
            assert all(row[column] for column, spec in known.items() if spec.required)


@pytest.mark.parametrize("name", NAMES)
def test_no_id_of_a_row_stands_twice_and_no_words_of_the_publisher_are_taken_over(name: str) -> None:
    imported = _read(name)
    claims = imported.relations + imported.observations
    assert len({row["id"] for row in claims}) == len(claims)
    assert not any("ords" in cell for row in claims + imported.entities for cell in row.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_second_import_is_byte_identical_and_the_order_of_rows_does_not_matter(name: str, tmp_path: Path) -> None:
    shuffled = []
    for path in _paths(name):
        header, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        copy = tmp_path / path.name
        with copy.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *reversed(rows)])
        shuffled.append(copy)
    folders = [run(name, paths, tmp_path / str(number))[0] for number, paths in enumerate([_paths(name), _paths(name), shuffled])]
    first, *others = [{file.name: file.read_bytes() for file in sorted(folder.iterdir())} for folder in folders]
    assert len(first) == 4 and others == [first, first]


def test_models_are_all_that_have_a_day_and_the_rest_is_counted() -> None:
    imported = _read("epoch-models")
    models = {row["label_en"] for row in imported.entities if row["kind"] == "AIModel"}
    assert models == {"Kite-2", "Kite-1", "Kite-2 Chat", "Warp (large, 2020)", "Gull", "Old Net", "Silent"}
    assert imported.skipped["published on a day not given"] == 1
    rows = _by_id(imported.observations)
    unknown = {id for id, row in rows.items() if row.get("status") == "unknown"}
    assert {"silent-parameters", "silent-training-compute", "kite-1-training-compute", "kite-2-chat-parameters"} <= unknown
    assert not any(rows[id].get("value") for id in unknown)


def test_joined_cells_are_split_and_countries_follow_the_order_of_the_organisations() -> None:
    imported = _read("epoch-models")
    nationalities = {(subject, object) for subject, relation, object in _steps(imported) if relation == "nationality"}
    assert nationalities == {
        ("epoch-ventoux-ai", "france"),
        ("epoch-university-of-ghent", "belgium"),
        ("epoch-harbour-lab", "france"),
    }
    assert imported.skipped["Country (of organization): not one for each organisation"] == 1
    assert {s for s, relation, o in _steps(imported) if relation == "develops" and o == "epoch-model-kite-2"} == {
        "epoch-ventoux-ai",
        "epoch-university-of-ghent",
    }
    kinds = {row["id"]: row["kind"] for row in imported.entities}
    assert (kinds["epoch-university-of-ghent"], kinds["epoch-ventoux-ai"]) == ("Institution", "Company")


def test_a_base_model_is_named_only_where_it_is_among_the_models_even_with_a_comma_in_its_name() -> None:
    imported = _read("epoch-models")
    based = {(subject, object) for subject, relation, object in _steps(imported) if relation == "basedOn"}
    assert based == {
        ("epoch-model-kite-2", "epoch-model-kite-1"),
        ("epoch-model-kite-2-chat", "epoch-model-kite-2"),
        ("epoch-model-gull", "epoch-model-warp-large-2020"),
    }
    assert imported.skipped["Base model: not among the models taken"] == 1


def test_figures_are_plain_digits_with_their_doubt_and_what_they_measure() -> None:
    rows = _by_id(_read("epoch-models").observations)
    compute, parameters = rows["kite-2-training-compute"], rows["kite-2-parameters"]
    assert (compute["value"], compute["as_written"], compute["certainty"]) == ("442" + "0" * 22, "4.42e+24", "modelled")
    assert (parameters["value"], parameters["certainty"]) == ("70000000000", "asserted")
    assert rows["kite-1-parameters"]["certainty"] == rows["kite-2-chat-training-compute"]["certainty"] == "hedged"
    cost = rows["kite-2-training-cost"]
    assert cost["value"] == "5390000.12346" and cost["basis"].endswith("US dollars of 2023")
    assert rows["kite-2-training-gpus"]["counterpart"] == "epoch-chip-nvidia-a100"
    assert rows["kite-2-chat-training-gpus"]["counterpart"] == ""


def test_a_chip_has_its_developer_its_foundries_and_its_performance_by_precision() -> None:
    imported = _read("epoch-hardware")
    assert ("epoch-corvid", "develops", "epoch-chip-corvid-x1") in _steps(imported)
    assert ("epoch-smic", "makes", "epoch-chip-corvid-x1-plus") in _steps(imported)
    rows = _by_id(imported.observations)
    assert (rows["corvid-x1-performance-fp8"]["value"], rows["corvid-x1-performance-fp8"]["basis"]) == ("1979", "FP8")
    assert (rows["corvid-x1-memory"]["value"], rows["pebble-1-memory"]["value"]) == ("80", "0.23")
    assert rows["corvid-x1-price"]["value"] == "30000"
    assert rows["pebble-1-performance-int8"]["value"] == "0.7505"
    assert "pebble-1-release-date" not in rows


def test_a_chip_to_be_released_after_the_edition_is_a_forecast() -> None:
    rows = _by_id(_read("epoch-hardware").observations)
    assert rows["corvid-x1-release-date"]["modality"] == "fact"
    assert rows["corvid-x1-plus-release-date"]["modality"] == "forecast"


def test_possible_duplicates_and_natural_persons_are_left_out() -> None:
    imported = _read("epoch-clusters")
    assert {row["label_en"] for row in imported.entities if row["kind"] == "Facility"} == {
        "Fuji Phase 1",
        "Fuji Phase 2",
        "Fuji Phase 3",
        "Seoul Pod",
        "Old Pod",
        "Great Plan",
        "Vague Plan",
    }
    assert imported.skipped == {
        "Owner: natural persons": 1,
        "possible duplicate of another row": 1,
    }
    assert not any("Friedman" in cell for row in imported.entities + imported.relations for cell in row.values())


def test_systems_without_a_name_are_added_up_by_country_and_year_and_the_kinds_of_their_chips_are_withheld() -> None:
    imported = _read("epoch-clusters")
    group, rows = "epoch-cluster-unnamed-china", _by_id(imported.observations)
    assert (group, "locatedIn", "china") in _steps(imported)
    assert [row["label_en"] for row in imported.entities if row["id"] == group] == [
        "AI systems that the source does not name (China)"
    ]
    kinds = rows["unnamed-china-chip-types"]
    assert (kinds["status"], kinds["basis"], kinds.get("value")) == ("withheld", "by type of chip", None)
    first = rows["unnamed-china-existing-2020-systems"]
    assert (first["value"], first["period"], first.get("modality")) == ("1", "2020", None)
    for indicator, value in (("computing-capacity", "200"), ("chips-installed", "600")):
        figure = rows[f"unnamed-china-existing-2020-{indicator}"]
        assert (figure["value"], figure["approximate"], figure["certainty"]) == (value, "true", "modelled")
    assert rows["unnamed-china-planned-undated-systems"]["modality"] == "forecast"
    assert "unnamed-china-planned-undated-computing-capacity" not in rows


def test_a_phase_ends_on_the_day_before_the_next_one_begins() -> None:
    imported = _read("epoch-clusters")
    claims = _by_id(imported.relations) | _by_id(imported.observations)
    assert {claims[id]["valid_to"] for id in claims if id.startswith("fuji-phase-1-")} == {"2025-02-28"}
    assert claims["fuji-phase-2-chips-primary"]["valid_to"] == "2025-05-31"  # by the row of the phase that builds upon it
    assert claims["fuji-phase-3-chips-primary"]["valid_to"] == ""
    assert (
        claims["fuji-phase-2-computing-capacity"]["certainty"] == claims["fuji-phase-2-hardware-cost"]["certainty"] == "modelled"
    )


def test_what_the_source_leaves_out_of_its_own_analysis_is_marked() -> None:
    rows = _by_id(_read("epoch-clusters").observations)
    assert rows["seoul-pod-chips"]["note"] == "Not in the standard analysis of the source"
    assert "note" not in rows["fuji-phase-1-chips-primary"] and "note" not in rows["great-plan-power"]


def test_whether_a_system_exists_can_be_likely_but_not_where_it_then_is() -> None:
    claims = _by_id(_read("epoch-clusters").relations)
    assert claims["fuji-phase-3-locatedIn"]["certainty"] == "hedged"  # that it exists is unlikely
    assert (claims["seoul-pod-locatedIn"]["certainty"], claims["seoul-pod-owner-hana-cloud"]["certainty"]) == (
        "asserted",
        "hedged",
    )


def test_a_facility_has_its_owners_its_country_and_each_of_its_chips() -> None:
    imported = _read("epoch-clusters")
    fuji = "epoch-cluster-fuji-phase-1"
    assert {(s, r) for s, r, o in _steps(imported) if o == fuji} == {
        ("epoch-kame-cloud", "owns"),
        ("epoch-university-of-fuji", "owns"),
    }
    assert (fuji, "locatedIn", "japan") in _steps(imported)
    assert ("epoch-cluster-seoul-pod", "locatedIn", "south-korea") in _steps(imported)
    rows = _by_id(imported.observations)
    first, second = rows["fuji-phase-1-chips-primary"], rows["fuji-phase-1-chips-secondary"]
    assert (first["value"], first["counterpart"]) == ("30000", "epoch-chip-nvidia-a100")
    assert (second["value"], second["counterpart"]) == ("1024", "epoch-chip-corvid-x1")
    assert rows["seoul-pod-chips"]["value"] == "500" and "fuji-phase-1-chips" not in rows


def test_power_that_was_calculated_is_modelled_and_what_is_not_confirmed_is_hedged() -> None:
    rows = _by_id(_read("epoch-clusters").observations)
    assert (rows["fuji-phase-1-power"]["certainty"], rows["fuji-phase-1-power"]["basis"]) == ("asserted", "as reported")
    assert (rows["old-pod-power"]["certainty"], rows["old-pod-power"]["basis"]) == ("modelled", "calculated from the chips")
    assert rows["seoul-pod-power"]["certainty"] == "hedged" and rows["seoul-pod-power"]["value"] == "1.46112512"


def test_what_is_planned_is_a_forecast_from_the_year_of_its_note_and_what_is_gone_has_an_end() -> None:
    rows = _by_id(_read("epoch-clusters").relations)
    plan = rows["great-plan-owner-kame-cloud"]
    assert (plan["modality"], plan["valid_from"], plan["certainty"]) == ("forecast", "2027", "hedged")
    assert (rows["old-pod-locatedIn"]["valid_from"], rows["old-pod-locatedIn"]["valid_to"]) == ("2019-01-15", "2021-07")
    assert "modality" not in rows["fuji-phase-1-locatedIn"]


def test_chips_owned_are_medians_with_their_bounds_at_the_end_of_a_quarter() -> None:
    imported = _read("epoch-chip-owners")
    row = _by_id(imported.observations)["nvidia-a100-microsoft-2022-03-31"]
    assert (row["value"], row["lower"], row["upper"], row["certainty"]) == ("46839", "27647", "79068", "modelled")
    assert (row["counterpart"], row["period"]) == ("epoch-chip-nvidia-a100", "2022-03-31")
    assert _by_id(imported.observations)["nvidia-a100-microsoft-2026-03-31"]["basis"].endswith("the last quarter in part")
    assert imported.collection["licence"] == "MIT" and imported.collection["published"] == "2026-04-22"


def test_china_is_the_country_and_other_is_nobody() -> None:
    imported = _read("epoch-chip-owners")
    assert _by_id(imported.observations)["nvidia-a800-china-2022-03-31"]["subject"] == "china"
    assert imported.skipped == {"amd_owners_cumulative_by_chip.csv: Other, a remainder, not an actor": 1}
    assert not {"china", "epoch-china", "epoch-other"} & {row["id"] for row in imported.entities}


def test_an_owner_whose_estimate_has_no_interval_gets_no_bounds() -> None:
    row = _by_id(_read("epoch-chip-owners").observations)["nvidia-h100-h200-xai-2024-09-30"]
    assert (row["value"], row["lower"], row["upper"]) == ("100000", "", "")


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_the_published_file_is_either_written_or_counted_as_left_out(name: str) -> None:
    imported = _read(name)
    rows = sum(len(list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))) for path in _paths(name))
    kind = {"epoch-models": "AIModel", "epoch-hardware": "Chip", "epoch-clusters": "Facility"}.get(name)
    things = [row for row in imported.entities if row["kind"] == kind]
    if name == "epoch-clusters":
        things = [row["id"] for row in things if row["id"].startswith("epoch-cluster-")]
        things += [0] * sum(int(row["value"]) for row in imported.observations if row["indicator"] == "ai-systems")
    left_out = {why: count for why, count in imported.skipped.items() if not why.startswith(("Owner", "Base", "Country"))}
    assert rows == (len(things) if kind else len(imported.observations)) + sum(left_out.values())


@pytest.mark.parametrize(
    ("name", "file", "old", "new", "said"),
    [
        ("epoch-models", "notable_ai_models.csv", "Confidence", "Trust", "has no column 'Confidence'"),
        ("epoch-models", "notable_ai_models.csv", "Confident,", "Certain,", '2: Confidence "Certain"'),
        ("epoch-models", "notable_ai_models.csv", "70000000000.0", "70B", '2: Parameters "70B"'),
        ("epoch-models", "notable_ai_models.csv", "4.42e+24", "1e400", '2: Training compute (FLOP) "1e400"'),
        ("epoch-models", "notable_ai_models.csv", "2026-05-02", "2026-02-30", '2: Publication date "2026-02-30"'),
        ("epoch-models", "notable_ai_models.csv", "France,Belgium", "France,Utopia", 'Country (of organization) "Utopia"'),
        ("epoch-models", "notable_ai_models.csv", "Kite-1,V", "Kite 2,V", 'Model "Kite 2": gives the same id as line 2'),
        ("epoch-hardware", "ml_hardware.csv", "Foundry", "Fab", "ml_hardware.csv:1: has no column 'Foundry'"),
        ("epoch-hardware", "ml_hardware.csv", "30000.0", "-1", 'ml_hardware.csv:2: Release price (USD) "-1"'),
        ("epoch-hardware", "ml_hardware.csv", "80000000000.0", "80 GB", 'ml_hardware.csv:2: Memory (bytes) "80 GB"'),
        ("epoch-hardware", "ml_hardware.csv", "2022-09-20", "Sep 2022", 'ml_hardware.csv:2: Release date "Sep 2022"'),
        ("epoch-hardware", "ml_hardware.csv", "Pebble 1", "Corvid-X1", "gives the same id as line 2"),
        ("epoch-clusters", "gpu_clusters.csv", "Certainty", "Sureness", "has no column 'Certainty'"),
        ("epoch-clusters", "gpu_clusters.csv", "Existing,Confirmed", "Rumoured,Confirmed", '2: Status "Rumoured"'),
        ("epoch-clusters", "gpu_clusters.csv", "Korea (Republic of)", "Atlantis", '3: Country "Atlantis"'),
        ("epoch-clusters", "gpu_clusters.csv", "42.5,,", "42.5MW,,", '2: Power Capacity (MW) "42.5MW"'),
        ("epoch-clusters", "gpu_clusters.csv", "2025-07-22", "22.7.2025", '3: First Operational Date "22.7.2025"'),
        ("epoch-chip-owners", "tpu_owners_cumulative_by_chip.csv", "Number of Units,", "Units,", "no column 'Number of Units'"),
        ("epoch-chip-owners", "amd_owners_cumulative_by_chip.csv", "e,AMD", "e,ATI", '3: Chip manufacturer "ATI"'),
        ("epoch-chip-owners", "tpu_owners_cumulative_by_chip.csv", "6/30/2023", "2023-06-30", 'End date "2023-06-30"'),
        ("epoch-chip-owners", "tpu_owners_cumulative_by_chip.csv", "185089", "", "2: Number of Units"),
    ],
)
def test_tables_in_another_shape_are_told_with_their_place(
    tmp_path: Path, name: str, file: str, old: str, new: str, said: str
) -> None:
    read = told(importer(name).read, _changed(tmp_path, name, file, old, new))
    assert said in read and read.startswith(file) and " → " in read


def test_a_file_given_twice_is_refused_rather_than_counted_twice() -> None:
    paths = _paths("epoch-chip-owners")
    with pytest.raises(DataError, match=r"is also in nvidia_owners_cumulative_by_chip\.csv:2"):
        epoch_chip_owners.read([paths[0], *paths])


def test_other_tables_of_models_are_editions_of_their_own_even_without_costs(tmp_path: Path) -> None:
    notable = (FILES / "notable_ai_models.csv").read_text(encoding="utf-8")
    path = tmp_path / "large_scale_ai_models.csv"
    path.write_text(notable.replace("Training compute cost (2023 USD)", "Training compute cost (cloud)"), encoding="utf-8")
    (imported,), (expected,) = epoch_models.read([path]), epoch_models.read([FILES / "notable_ai_models.csv"])
    assert (imported.collection["id"], imported.collection["title_en"]) == (
        "epoch-models-large-2026-06",
        "Epoch AI, Large-Scale AI Models",
    )
    assert imported.entities == expected.entities
    assert {row["indicator"] for row in imported.observations} == {
        "release-date",
        "parameters",
        "training-compute",
        "training-gpus",
    }
    assert imported.observations[0]["locator"].startswith("large_scale_ai_models.csv, ")


def test_an_older_edition_is_read_by_its_columns_and_its_way_to_write_prices(tmp_path: Path) -> None:
    text = (FILES / "notable_ai_models.csv").read_text(encoding="utf-8")
    older = text.replace("Model,", "System,", 1).replace("Country (of organization)", "Country (from Organization)")
    path = tmp_path / "notable_ai_models.csv"
    for price in ('"$5,390,000.00"', "$5390000.00"):
        cost = _by_id(epoch_models.read(_paths("epoch-models"))[0].observations)["kite-2-training-cost"]["as_written"]
        assert cost in older
        path.write_text(older.replace(cost, price), encoding="utf-8")
        (imported,) = epoch_models.read([path])
        assert _by_id(imported.observations)["kite-2-training-cost"]["value"] == "5390000" and not imported.odd


def test_empty_tables_give_an_empty_edition(tmp_path: Path) -> None:
    for module in (epoch_models, epoch_hardware, epoch_clusters):
        (path,) = (FILES / name for name in module.FILES)
        copy = tmp_path / path.name
        copy.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        (imported,) = module.read([copy])
        assert imported.collection["id"].endswith("-empty") and not imported.entities
