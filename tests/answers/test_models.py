"""Models of a firm: its laboratories count with it, a firm that it does not own does not."""


def test_models_of_a_firm_include_those_of_its_laboratories_at_any_depth(shipped):
    developers = set(shipped.ask("models-of", firm="google").column("developer"))
    assert {"google", "epoch-google-deepmind", "epoch-deepmind", "epoch-google-brain", "epoch-google-research"} <= developers
    assert "openai" not in shipped.ask("models-of", firm="microsoft").column("developer")
