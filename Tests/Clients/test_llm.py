"""`llm`, on its own command line."""

import json
import math
import pathlib
import subprocess

import pytest
from click.testing import CliRunner

from prompts import asking_for, asking_for_calls
from serving import PROGRAM


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where `llm` keeps its databases; making them takes longer than a prompt."""
    return tmp_path_factory.mktemp("llm")


@pytest.fixture
def llm(server, folder, monkeypatch):
    """Runs a command line of `llm`; what it printed."""
    monkeypatch.setenv("LLM_USER_PATH", str(folder))
    monkeypatch.setenv("OPENAI_BASE_URL", server.openai)
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    from llm.cli import cli

    def run(*words):
        result = CliRunner().invoke(cli, list(words), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return run


@pytest.mark.parametrize("model", ["gpt-4o-mini", "gpt-5-mini"], ids=["chat", "responses"])
@pytest.mark.parametrize("streams", [["--no-stream"], []], ids=["whole", "streamed"])
def test_a_prompt_is_answered(llm, model, streams):
    assert "hello" in llm("-m", model, *streams, "-s", "Be brief.", "hello")


@pytest.mark.parametrize("model", ["gpt-4o-mini", "gpt-5-mini"], ids=["chat", "responses"])
def test_a_tool_goes_round(llm, server, model):
    prompt = asking_for_calls(server.api, ("multiply", {"x": 1234, "y": 4346}))
    code = "def multiply(x: int, y: int) -> int:\n    '''Multiply two numbers.'''\n    return x * y\n"
    assert str(1234 * 4346) in llm("-m", model, "--functions", code, prompt)


@pytest.mark.parametrize("model", ["gpt-4o-mini", "gpt-5-mini"], ids=["chat", "responses"])
def test_an_answer_has_the_form_of_a_schema(llm, model):
    said = llm("-m", model, "--schema", "name, age int", asking_for({"name": "Zoë", "age": 33}))
    assert json.loads(said) == {"name": "Zoë", "age": 33}


def test_a_text_is_embedded(llm):
    vector = json.loads(llm("embed", "-m", "3-small", "-c", "hello"))
    assert len(vector) == 1536 and math.isclose(math.hypot(*vector), 1, rel_tol=1e-3)


def test_a_server_is_asked_by_its_address(llm, server):
    assert "gpt-4o-mini" in llm("openai", "endpoint", server.openai, "--models")
    assert "hello" in llm("openai", "endpoint", server.openai, "hello", "-m", "gpt-4o-mini")


def test_the_settings_that_are_printed_for_it_are_all_it_needs(llm, server):
    printed = subprocess.run(
        [PROGRAM, "serve", "--port", str(server.port), "--print-config", "llm"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    file = pathlib.Path(llm("logs", "path").strip()).parent / "extra-openai-models.yaml"
    file.write_text(printed.stdout)
    llm("keys", "set", "sfmodels", "--value", "unused")
    assert "Say hello" in llm("-m", "sfmodels", "Say hello")
