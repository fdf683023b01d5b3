"""What both SDKs raise, and what they are told."""

import anthropic
import httpx
import openai
import pytest

from shapes import Like

TEXT = Like("text", lambda value: isinstance(value, str) and value != "")
ANTHROPIC_HEADERS = {"anthropic-version": "2023-06-01", "x-api-key": "x"}

# What the org answers, and what the SDKs make of it.
STATUSES = [
    (400, "BadRequestError", "invalid_request_error"),
    (401, "AuthenticationError", "authentication_error"),
    (403, "PermissionDeniedError", "permission_error"),
    (429, "RateLimitError", "rate_limit_error"),
    (500, "InternalServerError", "api_error"),
    (503, "InternalServerError", "api_error"),
]


def openai_client(server, key="x", retries=0):
    return openai.OpenAI(base_url=server.openai, api_key=key, max_retries=retries)


def anthropic_client(server, key="x", retries=0, **others):
    return anthropic.Anthropic(base_url=server.anthropic, api_key=key, max_retries=retries, **others)


def chat(client, prompt="hello", model="gpt-4o-mini", **others):
    return client.chat.completions.create(
        model=model, messages=[{"role": "user", "content": prompt}], **others)


def message(client, prompt="hello", model="claude-sonnet-4-5", **others):
    return client.messages.create(
        model=model, max_tokens=100, messages=[{"role": "user", "content": prompt}], **others)


@pytest.mark.parametrize("status, error, _", STATUSES)
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_openais_sdk_raises_what_the_org_answers(server, streams, status, error, _):
    with openai_client(server) as client, pytest.raises(getattr(openai, error)) as raised:
        chat(client, f"[[status: {status}]]", stream=streams)
    assert raised.value.status_code == status
    assert set(raised.value.body) == {"message", "type", "param", "code"}
    assert (raised.value.body["message"], raised.value.body["type"]) == (TEXT, TEXT)


@pytest.mark.parametrize("status, error, kind", STATUSES)
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_anthropics_sdk_raises_what_the_org_answers(server, streams, status, error, kind):
    with anthropic_client(server) as client, pytest.raises(anthropic.APIStatusError) as raised:
        message(client, f"[[status: {status}]]", stream=streams)
    assert isinstance(raised.value, getattr(anthropic, error))
    assert raised.value.status_code == status
    error = raised.value.body.pop("error")
    assert {"type": "error"}.items() <= raised.value.body.items()
    assert error["message"] == TEXT
    assert error["type"] == kind or (status == 503 and error["type"] == "overloaded_error")


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500, 503])
def test_responses_and_embeddings_raise_the_same(server, status):
    with openai_client(server) as client:
        with pytest.raises(openai.APIStatusError) as raised:
            client.responses.create(model="gpt-4o-mini", input=f"[[status: {status}]]")
        assert raised.value.status_code == status
        if server.api == "models":
            with pytest.raises(openai.APIStatusError) as raised:
                client.embeddings.create(model="text-embedding-3-small", input=f"[[status: {status}]]")
            assert raised.value.status_code == status


def test_a_passing_failure_is_the_sdks_to_try_again(server):
    with openai_client(server, retries=1) as client:
        assert chat(client, "[[status: 503 once]]").choices
    with anthropic_client(server, retries=1) as client:
        assert message(client, "[[status: 503 once]] again").content


def test_an_unknown_model_is_named_with_those_that_there_are(server):
    with openai_client(server) as client, pytest.raises(openai.BadRequestError) as raised:
        chat(client, model="no-such-model")
    body = raised.value.body
    available = body.pop("details")["available_models"]
    assert body == {"message": "Invalid model: no-such-model", "type": "invalid_request_error", "param": "model",
                    "code": "invalid_model"}
    assert {"gpt-4o-mini", "claude-sonnet-4-5"} <= set(available)


def test_anthropics_sdk_learns_of_an_unknown_model(server):
    with anthropic_client(server) as client, pytest.raises(
        (anthropic.NotFoundError, anthropic.BadRequestError), match="no-such-model"
    ):
        message(client, model="no-such-model")


def test_what_is_not_there_is_not_found(server):
    with openai_client(server) as client:
        with pytest.raises(openai.NotFoundError):
            client.models.retrieve("no-such-model")
        with pytest.raises(openai.NotFoundError):
            client.post("/no/such/path", cast_to=object)
    with anthropic_client(server) as client:
        with pytest.raises(anthropic.NotFoundError):
            client.models.retrieve("no-such-model")
        with pytest.raises(anthropic.NotFoundError):
            client.post("/v1/no/such/path", cast_to=object)


@pytest.mark.parametrize("body, parameter", [
    ({"messages": [{"role": "user", "content": "hello"}]}, "model"),
    ({"model": "gpt-4o-mini"}, "messages"),
    ({"model": "gpt-4o-mini", "messages": []}, "messages"),
    ({"model": "gpt-4o-mini", "messages": "hello"}, "messages"),
    ({"model": "gpt-4o-mini", "messages": [{"role": "nobody", "content": "x"}]}, "messages[0].role"),
    ({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": 7}]}, "messages[0].content"),
    ({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "x"}], "stream": "yes"}, "stream"),
])
def test_openais_clients_learn_which_parameter_is_wrong(server, body, parameter):
    answer = httpx.post(server.openai + "/chat/completions", json=body)
    assert answer.status_code == 400
    assert answer.json() == {"error": {
        "message": TEXT, "type": "invalid_request_error", "param": parameter, "code": answer.json()["error"]["code"]}}


@pytest.mark.parametrize("change, word", [
    ({"model": None}, "model"), ({"max_tokens": None}, "max_tokens"), ({"messages": None}, "messages"),
    ({"messages": []}, "messages"), ({"max_tokens": "many"}, "max_tokens"),
    ({"messages": [{"role": "nobody", "content": "x"}]}, "messages.0.role"),
])
def test_anthropics_clients_learn_which_parameter_is_wrong(server, change, word):
    body = {"model": "claude-sonnet-4-5", "max_tokens": 100, "messages": [{"role": "user", "content": "x"}]} | change
    body = {name: value for name, value in body.items() if value is not None}
    answer = httpx.post(server.anthropic + "/v1/messages", json=body, headers=ANTHROPIC_HEADERS)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert answer.json() | {"error": None} == answer.json() | {"type": "error", "error": None}
    assert error == {"type": "invalid_request_error", "message": error["message"]}
    assert word in error["message"]


def test_anthropics_version_is_required(server):
    body = {"model": "claude-sonnet-4-5", "max_tokens": 100, "messages": [{"role": "user", "content": "x"}]}
    answer = httpx.post(server.anthropic + "/v1/messages", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"] == {
        "type": "invalid_request_error", "message": Like("named", lambda text: "anthropic-version" in text)}


@pytest.mark.parametrize("body", ['{"model":', "[]", "", "\xff"])
def test_what_is_no_json_object_is_a_bad_request(server, body):
    for path, headers in (("/v1/chat/completions", {}), ("/anthropic/v1/messages", ANTHROPIC_HEADERS)):
        answer = httpx.post(server.address + path, content=body.encode("latin-1"),
                            headers=headers | {"content-type": "application/json"})
        assert answer.status_code == 400
        assert answer.json()["error"]["type"] == "invalid_request_error"


def test_an_image_is_refused_where_nobody_could_see_it(server):
    if server.api == "llmg":
        pytest.skip("the gateway takes images")
    pixel = ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er"
             "kJggg==")
    with openai_client(server) as client, pytest.raises(openai.BadRequestError, match="image"):
        client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": [
            {"type": "image_url", "image_url": {"url": pixel}}]}])
    with anthropic_client(server) as client, pytest.raises(anthropic.BadRequestError, match="image"):
        client.messages.create(model="claude-sonnet-4-5", max_tokens=100, messages=[{"role": "user", "content": [
            {"type": "image", "source": {
                "type": "base64", "media_type": "image/png", "data": pixel.partition(",")[2]}}]}])


def test_a_wrong_method_is_refused(server):
    answer = httpx.get(server.openai + "/chat/completions")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


# With a key.

def test_the_right_key_opens(guarded_server):
    with openai_client(guarded_server, key="sesame") as client:
        assert chat(client).choices
    with anthropic_client(guarded_server, key="sesame") as client:
        assert message(client).content
    with anthropic.Anthropic(base_url=guarded_server.anthropic, auth_token="sesame", max_retries=0) as client:
        assert message(client).content


@pytest.mark.parametrize("key", ["wrong", "sesam", "sesame2"])
def test_a_wrong_key_does_not(guarded_server, key):
    with openai_client(guarded_server, key=key) as client:
        for ask in (lambda: chat(client), client.models.list, lambda: chat(client, stream=True)):
            with pytest.raises(openai.AuthenticationError) as raised:
                ask()
            assert raised.value.body["code"] == "invalid_api_key"
    with anthropic_client(guarded_server, key=key) as client:
        for ask in (lambda: message(client), client.models.list):
            with pytest.raises(anthropic.AuthenticationError) as raised:
                ask()
            assert raised.value.body["error"]["type"] == "authentication_error"


def test_without_a_key_only_the_health_is_told(guarded_server):
    assert httpx.get(guarded_server.address + "/health").json() == {
        "status": "healthy", "timestamp": Like("time", lambda value: value > 1_500_000_000), "version": TEXT}
    assert httpx.get(guarded_server.openai + "/models").status_code == 401
    assert httpx.get(guarded_server.address + "/metrics").status_code == 401
