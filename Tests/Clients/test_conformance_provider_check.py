"""The checks of `trustedrouter-provider-check`, all that do not measure speed."""

import json
import re
import subprocess
import sys

import pytest

# Those that answer no chat: vectors' models, and what the emulated org has retired as the real ones have.
NO_CHAT = re.compile(r".*[Ee]mbedding.*|o3|o4-mini|sfdc_ai__DefaultO(3|4Mini)")


@pytest.mark.parametrize("model", ["gpt-4o-mini", "claude-sonnet-4-5"])
def test_nothing_is_found(server, model, tmp_path):
    report = tmp_path / "report.json"
    command = [sys.executable, "-c", "from tr_provider_check.cli import main; raise SystemExit(main())",
               "--base-url", server.openai, "--model", model, "--tier", "5", "--max-sweep-models", "0",
               "--json", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    checks = {check["id"]: check for check in json.loads(report.read_text())["checks"]}
    assert checks.pop("catalog.declared-v2")["status"] == "skip"  # it asks for a page of a market's
    swept = checks.pop("callability.advertised-models")["measured"]["models"]
    assert [model for model in swept if model["verdict"] != "ok" and not NO_CHAT.fullmatch(model["model"])] == []
    assert {name: check["measured"] for name, check in checks.items() if check["status"] != "pass"} == {}
