"""Agents that people work with do a task of several tool calls through `sfmodels run`, on the pretend org."""

import json
import pathlib
import re
import subprocess

import pytest

from serving import PROGRAM

HERE = pathlib.Path(__file__).parent
BUILD = HERE.parents[1] / ".build"
# An environment of its own: its packages do not agree with those of the clients.
LIBRARIES = BUILD / "agent-libraries"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cf"
    "c0f01f0005000201a2d4ca1c0000000049454e44ae426082")


def bundled(*path):
    """A program that lies in a package; a test without it is skipped, and says so."""
    program = BUILD.joinpath("agents", *path)
    if not program.exists():
        pytest.skip(f"{program.name} is missing: the README's second command installs it")
    return program


def library(name):
    """The Python that has a library; a test without it is skipped, and says so."""
    if not list(LIBRARIES.glob(f"lib/python*/site-packages/{name}/__init__.py")):
        pytest.skip(f"{name} is missing: the README says how to install it")
    return LIBRARIES / "bin" / "python"


@pytest.fixture
def folder(tmp_path):
    """Where the agent works; its home is beside it."""
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


@pytest.fixture
def scripted_org(tmp_path):
    """Starts a pretend org that plays a script; what leads `run` to it."""
    orgs = []

    def start(*turns):
        script = tmp_path / "script.jsonl"
        script.write_text("".join(json.dumps(turn) + "\n" for turn in turns))
        org = subprocess.Popen(
            [PROGRAM, "emulator", "--port", "0", "--script", str(script)], env={"HOME": str(tmp_path / "home")},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        orgs.append(org)
        address = next(found[0] for line in org.stderr if (found := re.search(r"http://[^\s/]+:\d+", line)))
        return {
            "SFMODELS_DOMAIN": address, "SFMODELS_BASE_URL": address, "SFMODELS_CLIENT_ID": "consumer-key",
            "SFMODELS_CLIENT_SECRET": "s3cret"}

    yield start
    for org in orgs:
        org.terminate()
        org.wait(timeout=60)
        org.stderr.close()


def run(folder, org, program, *words, lane=None):
    """Runs a program on a pretend org's models; what it said, and the lines of the server's log for its requests."""
    log = folder.parent / "server.log"
    environment = {"HOME": str(folder.parent / "home"), "PATH": "/usr/bin:/bin", **org}
    options = ["--api", "llmg", "--verbose", "--log", str(log)] + (["--lane", lane] if lane else [])
    outcome = subprocess.run(
        [PROGRAM, "run", *options, str(program), *words],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=240)
    said = f"{outcome.stdout}\n{outcome.stderr}\n{log.read_text() if log.exists() else ''}"
    assert outcome.returncode == 0, said
    assert re.search(r"^sfmodels: \d+ requests?, [\d,]+ tokens in, [\d,]+ out, ", outcome.stderr, re.M), said
    requests = [line for line in log.read_text().splitlines() if re.match(r"\S+Z POST /", line)]
    assert all(re.search(r" POST \S+ 200 ", line) for line in requests), said
    if lane:
        assert all(f" lane={lane} " in line and " stream " in line for line in requests), said
    return outcome.stdout, requests


def written(folder):
    return {path.name: path.read_text() for path in sorted(folder.iterdir()) if path.is_file()}


EXPECTED = {"a.txt": "alpha\n", "b.txt": "alpha\nbeta\n", "c.txt": "2 b.txt\n"}
LANES = pytest.mark.parametrize("lane", ["native", "translated"])


def calls(*steps):
    """A script whose turns call one tool each; what the agent says at its end is the last one's."""
    return *({"tool_calls": [{"name": name, "arguments": arguments}]} for name, arguments in steps), {"reply": "FINISHED"}


@LANES
def test_claude_code_does_a_task_of_four_calls(folder, scripted_org, lane):
    claude = bundled("claude_agent_sdk", "_bundled", "claude")
    org = scripted_org(*calls(
        ("Write", {"file_path": f"{folder}/a.txt", "content": "alpha\n"}),
        ("Bash", {"command": "cp a.txt b.txt && echo beta >>b.txt", "description": "copy"}),
        ("Read", {"file_path": f"{folder}/b.txt"}),
        ("Bash", {"command": "wc -l b.txt >c.txt", "description": "count"})))
    said, requests = run(folder, org, claude, "-p", "Do it.", "--allowedTools", "Bash,Write,Read", lane=lane)
    assert written(folder) == EXPECTED
    assert said == "FINISHED\n"
    assert len(requests) == 5


@LANES
def test_claude_code_reads_an_image(folder, scripted_org, lane):
    claude = bundled("claude_agent_sdk", "_bundled", "claude")
    (folder / "pixel.png").write_bytes(PIXEL)
    org = scripted_org(*calls(("Read", {"file_path": f"{folder}/pixel.png"})))
    said, requests = run(folder, org, claude, "-p", "What is it?", "--allowedTools", "Read", lane=lane)
    assert said == "FINISHED\n"
    assert len(requests) == 2
    image = {"native": '"type":"image"', "translated": '"type":"image_url"'}[lane]
    assert image in (folder.parent / "server.log").read_text()


@LANES
def test_claude_code_searches_the_web(folder, scripted_org, lane):
    claude = bundled("claude_agent_sdk", "_bundled", "claude")
    org = scripted_org(
        {"tool_calls": [{"name": "ToolSearch", "arguments": {"query": "select:WebSearch"}}]},
        {"tool_calls": [{"name": "WebSearch", "arguments": {"query": "latest Swift release"}}]},
        {"reply": "The web says 6.3."}, {"reply": "FINISHED"})
    said, requests = run(folder, org, claude, "-p", "Which is the latest?", "--allowedTools", "WebSearch", lane=lane)
    assert said == "FINISHED\n"
    # The tool asks a model of its own accord, which searches.
    assert len(requests) == 4


@LANES
def test_codex_does_a_task_of_four_calls_with_the_model_it_picks(folder, scripted_org, lane):
    codex = bundled("codex_cli_bin", "bin", "codex")
    # The model sees the groups of tools as they are, or their names behind those of the groups.
    name = {"native": "exec", "translated": "functions__exec"}[lane]
    commands = ["echo alpha >a.txt", "cp a.txt b.txt; echo beta >>b.txt", "cat b.txt", "wc -l b.txt >c.txt"]
    org = scripted_org(*calls(
        *((name, {"input": f"text(await tools.exec_command({{cmd: {json.dumps(command)}}}))"}) for command in commands)))
    said, requests = run(
        folder, org, codex, "exec", "--dangerously-bypass-approvals-and-sandbox", "--skip-git-repo-check", "Do it.",
        lane=lane)
    assert written(folder) == EXPECTED
    assert said == "FINISHED\n"
    assert len(requests) == 5
    assert not (folder.parent / "home" / ".codex" / "config.toml").exists()


@pytest.mark.parametrize("name", ["openai_agents", "pydantic_ai", "smolagents", "strands"])
def test_an_agent_of_a_library_does_a_task(folder, scripted_org, name):
    python = library({"openai_agents": "agents"}.get(name, name))
    steps = [
        ("write_file", {"name": "a.txt", "text": "alpha"}), ("copy", {"source": "a.txt", "target": "b.txt"}),
        ("append_line", {"name": "b.txt", "text": "beta"}), ("append_line", {"name": "b.txt", "text": "gamma"})]
    # This library's agents end with a tool of its own.
    last = [("final_answer", {"answer": "FINISHED"})] if name == "smolagents" else []
    org = scripted_org(*calls(*steps, *last))
    said, requests = run(folder, org, python, str(HERE / "agents" / f"{name}_agent.py"))
    assert written(folder) == {"a.txt": "alpha\n", "b.txt": "alpha\nbeta\ngamma\n"}
    assert said.rstrip().endswith("FINISHED")
    assert len(requests) == 5
