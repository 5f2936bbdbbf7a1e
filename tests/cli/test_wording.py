"""``ask`` takes a question in words, says which one it took, and lists the nearest where it is not certain."""

import json
import shlex

import pytest
from click.testing import CliRunner, Result

from techatlas.cli import main


def ask(*args: str) -> Result:
    return CliRunner().invoke(main, ["ask", *args])


@pytest.fixture(autouse=True)
def from_an_empty_folder(tmp_path, monkeypatch, shipped):
    monkeypatch.chdir(tmp_path)


def test_the_first_line_is_the_command_and_the_rest_its_answer():
    told = ask("market shares in drones").stdout
    first, _, rest = told.partition("\n")
    taken = first.removeprefix("Took this as: techatlas ")
    assert taken == "ask shares -p sector=drone"
    assert rest == CliRunner().invoke(main, shlex.split(taken)).stdout


def test_the_answer_is_in_the_language_of_the_text_unless_another_is_asked_for():
    assert ask("クラウドのシェア").stdout.startswith("次の問いとして答える: techatlas ask shares -p sector=cloud\n")
    assert "分野" in ask("クラウドのシェア").stdout and "云计算" in ask("云计算的市场份额").stdout
    assert ask("クラウドのシェア", "--lang", "en").stdout.startswith("Took this as")


def test_words_need_no_quotes_and_options_go_to_the_command():
    done = ask("market", "shares", "in", "drones", "-f", "csv", "--collection", "shen-190")
    assert done.stdout.startswith("actor,") and "Took this as" in done.stderr


def test_what_is_not_certain_lists_three_commands_to_copy_and_fails():
    done = ask("why is Japan weak in software")
    commands = [line.strip() for line in done.stdout.splitlines() if line.startswith("  techatlas ")]
    assert done.exit_code == 2 and len(commands) == 3 and commands[0] == "techatlas place japan"
    assert "no question of the atlas fits for certain → copy one of the commands above" in done.stderr
    assert "software" in done.stdout.splitlines()[-1]


def test_a_program_gets_the_choices_as_json():
    done = ask("why is Japan weak in software", "-f", "json")
    found = json.loads(done.stdout)
    assert done.exit_code == 2 and found["sure"] is False and found["choices"][0]["parameters"] == {"japan": "Japan"}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["leadrs"], "there is no question 'leadrs' → did you mean leaders or patent-leaders?"),
        (["who leads in drones", "-p", "sector=ev"], "-p belongs to the name of one → say it in the text"),
        (["zzzz yyyy"], "no question of the atlas fits for certain → 'techatlas ask' lists them"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(args, message):
    done = ask(*args)
    assert done.exit_code == 2 and message in done.stderr and "Traceback" not in done.output
