"""What both SDKs raise, and what they are told."""

import functools

import anthropic
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


@functools.cache
def openai_client(server, key="x", retries=0):
    # One for each server and key: making a client takes longer than asking with it.
    return openai.OpenAI(base_url=server.openai, api_key=key, max_retries=retries)


@functools.cache
def anthropic_client(server, key="x", retries=0):
    return anthropic.Anthropic(base_url=server.anthropic, api_key=key, max_retries=retries)


def chat(client, prompt="hello", model="gpt-4o-mini", **others):
    return client.chat.completions.create(
        model=model, messages=[{"role": "user", "content": prompt}], **others)


def message(client, prompt="hello", model="claude-sonnet-4-5", **others):
    return client.messages.create(
        model=model, max_tokens=100, messages=[{"role": "user", "content": prompt}], **others)


@pytest.mark.parametrize("status, error, _", STATUSES)
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_openais_sdk_raises_what_the_org_answers(server, streams, status, error, _):
    with pytest.raises(getattr(openai, error)) as raised:
        chat(openai_client(server), f"[[status: {status}]]", stream=streams)
    assert raised.value.status_code == status
    assert set(raised.value.body) == {"message", "type", "param", "code"}
    assert (raised.value.body["message"], raised.value.body["type"]) == (TEXT, TEXT)


@pytest.mark.parametrize("status, error, kind", STATUSES)
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_anthropics_sdk_raises_what_the_org_answers(server, streams, status, error, kind):
    with pytest.raises(anthropic.APIStatusError) as raised:
        message(anthropic_client(server), f"[[status: {status}]]", stream=streams)
    assert isinstance(raised.value, getattr(anthropic, error))
    assert raised.value.status_code == status
    error = raised.value.body.pop("error")
    assert {"type": "error"}.items() <= raised.value.body.items()
    assert error["message"] == TEXT
    assert error["type"] == kind or (status == 503 and error["type"] == "overloaded_error")


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500, 503])
def test_responses_and_embeddings_raise_the_same(server, status):
    client = openai_client(server)
    for ask in (
        lambda: client.responses.create(model="gpt-4o-mini", input=f"[[status: {status}]]"),
        lambda: client.responses.create(model="gpt-4o-mini", input=f"[[status: {status}]]", stream=True),
        lambda: client.embeddings.create(model="text-embedding-3-small", input=f"[[status: {status}]]"),
    ):
        with pytest.raises(openai.APIStatusError) as raised:
            ask()
        assert raised.value.status_code == status


def test_a_passing_failure_is_the_sdks_to_try_again(server):
    assert chat(openai_client(server, retries=1), "[[status: 503 once]]").choices
    assert message(anthropic_client(server, retries=1), "[[status: 503 once]] again").content


def test_an_unknown_model_is_named_with_those_that_there_are(server):
    with pytest.raises(openai.BadRequestError) as raised:
        chat(openai_client(server), model="no-such-model")
    body = raised.value.body
    available = body.pop("details")["available_models"]
    assert body == {"message": "Invalid model: no-such-model", "type": "invalid_request_error", "param": "model",
                    "code": "invalid_model"}
    assert {"gpt-4o-mini", "claude-sonnet-4-5"} <= set(available)


def test_anthropics_sdk_learns_of_an_unknown_model(server):
    with pytest.raises((anthropic.NotFoundError, anthropic.BadRequestError), match="no-such-model"):
        message(anthropic_client(server), model="no-such-model")


def test_what_is_not_there_is_not_found(server):
    for client, sdk in ((openai_client(server), openai), (anthropic_client(server), anthropic)):
        with pytest.raises(sdk.NotFoundError):
            client.models.retrieve("no-such-model")
        with pytest.raises(sdk.NotFoundError):
            client.post("/v1/no/such/path", cast_to=object)


@pytest.mark.parametrize("body, parameter", [
    ({"model": 7, "messages": [{"role": "user", "content": "hello"}]}, "model"),
    ({"model": "gpt-4o-mini"}, "messages"),
    ({"model": "gpt-4o-mini", "messages": []}, "messages"),
    ({"model": "gpt-4o-mini", "messages": "hello"}, "messages"),
    ({"model": "gpt-4o-mini", "messages": [{"role": "nobody", "content": "x"}]}, "messages[0].role"),
    ({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": 7}]}, "messages[0].content"),
    ({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "x"}], "stream": "yes"}, "stream"),
])
def test_openais_clients_learn_which_parameter_is_wrong(server, body, parameter):
    answer = server.http.post("/v1/chat/completions", json=body)
    assert answer.status_code == 400
    assert answer.json() == {"error": {
        "message": TEXT, "type": "invalid_request_error", "param": parameter, "code": answer.json()["error"]["code"]}}


@pytest.mark.parametrize("change, word", [
    ({"model": 1}, "model"), ({"messages": None}, "messages"), ({"max_tokens": None}, "max_tokens"),
    ({"messages": []}, "messages"), ({"max_tokens": "many"}, "max_tokens"),
    ({"messages": [{"role": "nobody", "content": "x"}]}, "messages.0.role"),
])
def test_anthropics_clients_learn_which_parameter_is_wrong(server, change, word):
    body = {"model": "claude-sonnet-4-5", "max_tokens": 100, "messages": [{"role": "user", "content": "x"}]} | change
    body = {name: value for name, value in body.items() if value is not None}
    answer = server.http.post("/anthropic/v1/messages", json=body, headers=ANTHROPIC_HEADERS)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert answer.json() | {"error": None} == answer.json() | {"type": "error", "error": None}
    assert error == {"type": "invalid_request_error", "message": error["message"]}
    assert word in error["message"]


def test_anthropics_version_is_required(server):
    body = {"model": "claude-sonnet-4-5", "max_tokens": 100, "messages": [{"role": "user", "content": "x"}]}
    answer = server.http.post("/anthropic/v1/messages", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"] == {
        "type": "invalid_request_error", "message": Like("named", lambda text: "anthropic-version" in text)}


@pytest.mark.parametrize("body", ['{"model":', "[]", "", "\xff"])
def test_what_is_no_json_object_is_a_bad_request(server, body):
    for path, headers in (("/v1/chat/completions", {}), ("/anthropic/v1/messages", ANTHROPIC_HEADERS)):
        answer = server.http.post(path, content=body.encode("latin-1"),
                            headers=headers | {"content-type": "application/json"})
        assert answer.status_code == 400
        assert answer.json()["error"]["type"] == "invalid_request_error"


def test_an_image_is_refused_where_nobody_could_see_it(server):
    # Nobody looks at it.
    pixel = "iVBORw0KGgo="
    picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{pixel}"}}
    block = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": pixel}}
    asks = ((openai, lambda: chat(openai_client(server), [picture])),
            (anthropic, lambda: message(anthropic_client(server), [block])))
    for sdk, ask in asks:
        if server.api == "llmg":
            assert ask().id
        else:
            with pytest.raises(sdk.BadRequestError, match="image"):
                ask()


def test_a_wrong_method_is_refused(server):
    answer = server.http.get("/v1/chat/completions")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


# With a key.

def test_the_right_key_opens(guarded_server):
    assert chat(openai_client(guarded_server, "sesame")).choices
    assert message(anthropic_client(guarded_server, "sesame")).content
    with anthropic.Anthropic(base_url=guarded_server.anthropic, auth_token="sesame", max_retries=0) as client:
        assert message(client).content


@pytest.mark.parametrize("key", ["wrong", "sesam", "sesame2"])
def test_a_wrong_key_does_not(guarded_server, key):
    client = openai_client(guarded_server, key)
    for ask in (lambda: chat(client), client.models.list, lambda: chat(client, stream=True)):
        with pytest.raises(openai.AuthenticationError) as raised:
            ask()
        assert raised.value.body["code"] == "invalid_api_key"
    client = anthropic_client(guarded_server, key)
    for ask in (lambda: message(client), client.models.list, lambda: message(client, stream=True)):
        with pytest.raises(anthropic.AuthenticationError) as raised:
            ask()
        assert raised.value.body["error"]["type"] == "authentication_error"


def test_without_a_key_only_the_health_is_told(guarded_server):
    assert guarded_server.http.get("/health").json() == {
        "status": "healthy", "timestamp": Like("time", lambda value: value > 1_500_000_000), "version": TEXT}
    assert guarded_server.http.get("/v1/models").status_code == 401
    assert guarded_server.http.get("/metrics").status_code == 401
