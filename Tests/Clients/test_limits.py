"""What SDKs do about the limits of a key: they wait where they are told to, and stop where waiting is in vain."""

import subprocess

import anthropic
import openai
import pytest

from serving import PROGRAM, Server

MODELS = {"openai": "gpt-4o-mini", "anthropic": "claude-sonnet-4-5"}


@pytest.fixture(scope="module")
def keyed(home):
    """A server, and what makes keys for it."""

    def keys(*words):
        return subprocess.run([PROGRAM, "keys", *words], env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
                              capture_output=True, text=True, check=True).stdout.strip()

    known = {"rate": keys("add", "rate", "--max-parallel", "1"), "budget": keys("add", "budget", "--tokens-per-day", "1")}
    server = Server("llmg", home, "--keys")
    yield server, known
    assert server.stop() == 0, server.said


def ask(sdk, server, key, retries, on_refusal=lambda: None):
    """One question: the statuses of all answers that it took, and the error that was raised."""
    statuses = []

    def note(answer):
        statuses.append(answer.status_code)
        if answer.status_code == 429:
            on_refusal()

    if sdk == "openai":
        client = openai.OpenAI(base_url=server.openai, api_key=key, max_retries=retries)
    else:
        client = anthropic.Anthropic(base_url=server.anthropic, api_key=key, max_retries=retries)
    client._client.event_hooks["response"] = [note]
    try:
        if sdk == "openai":
            client.chat.completions.create(model=MODELS[sdk], messages=[{"role": "user", "content": "hello"}])
        else:
            client.messages.create(model=MODELS[sdk], max_tokens=9, messages=[{"role": "user", "content": "hello"}])
    except (openai.RateLimitError, anthropic.RateLimitError) as error:
        return statuses, error
    return statuses, None


@pytest.mark.parametrize("sdk", MODELS)
def test_a_client_goes_on_by_itself_after_the_time_that_it_is_told(keyed, sdk):
    server, keys = keyed
    # Holds the key's one place: more words than the sockets between them take.
    body = {"model": "gpt-4o-mini", "stream": True, "messages": [{"role": "user", "content": "[[words: 40000]]"}]}
    request = server.http.build_request(
        "POST", "/v1/chat/completions", json=body, headers={"authorization": f"Bearer {keys['rate']}"})
    held = server.http.send(request, stream=True)
    assert held.status_code == 200
    statuses, error = ask(sdk, server, keys["rate"], 9, on_refusal=held.close)
    assert error is None
    assert statuses[0] == 429 and statuses[-1] == 200 and len(statuses) < 5


@pytest.mark.parametrize("sdk", MODELS)
def test_a_client_stops_at_once_when_its_budget_is_used_up(keyed, sdk):
    server, keys = keyed
    ask(sdk, server, keys["budget"], 0)
    statuses, error = ask(sdk, server, keys["budget"], 5)
    assert statuses == [429]
    if sdk == "openai":
        assert error.code == "insufficient_quota"
    else:
        assert error.body["error"]["type"] == "rate_limit_error"
