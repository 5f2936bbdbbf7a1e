"""Who leads by how much: the rows of the question against the boards that the analyses compute."""

from techatlas.analysis import boards


def test_a_leader_and_its_runner_up_are_the_first_two_of_a_board(shipped):
    figures = boards.read(shipped.store)
    expected = {}
    for board in boards.boards(figures).values():
        ordered = board.ordered
        if ordered and boards.Position(ordered[0][0], ordered[0][1], ordered[0][1], len(ordered)).leads:
            expected[ordered[0][1].id] = ordered[1][1].id if len(ordered) > 1 else None
    rows = [
        row for row in shipped.ask("leaders") if row.id("claim") in {figure.id for figure in figures}
    ]  # the others: one territory
    found = {row.id("claim"): row["runner_up_claim"] or None for row in rows}
    assert found == expected


def test_the_gap_is_between_two_figures_of_one_edition_basis_and_period(shipped):
    figures = {figure.id: figure for figure in boards.read(shipped.store)}
    rows = [row for row in shipped.ask("leaders") if row["gap"] not in (None, "") and row.id("claim") in figures]
    assert len(rows) > 200
    for row in rows:
        first, second = figures[row.id("claim")], figures[row.id("runner_up_claim")]
        assert first.board == second.board and row["gap"] == first.exact - second.exact >= 0, row


def test_leaders_of_a_sector_include_those_of_the_sectors_below(shipped):
    both = shipped.ask("leaders", sector=["ev", "ev-battery"])
    assert set(shipped.ask("leaders", sector="ev-battery").rows) < set(shipped.ask("leaders", sector="ev").rows) == set(both.rows)
    assert len(both.rows) == len(set(both.rows))


def test_leaders_of_a_country_are_the_rows_of_its_own(shipped):
    whole = [row for row in shipped.ask("leaders") if "japan" in str(row["based_in"])]
    assert [row["claim"] for row in shipped.ask("leaders", country="japan")] == [row["claim"] for row in whole]
