"""Every object and every event that the server writes, against the three vendors' schema documents."""

import re

import pytest

from documents import document
from prompts import WEATHER, asking_for, asking_for_calls
from shapes import server_sent_events

GPT, CLAUDE = "gpt-4o-mini", "claude-sonnet-4-5"
PERSON = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"],
          "additionalProperties": False}
FUNCTION = {"name": "get_weather", "description": "The weather in a city", "parameters": WEATHER}
# Where a document itself is wrong, each with what is right.
ACCEPTED = {
    r"text_completion: openai_chat: choices\.0\.finish_reason: None is not (one of|of type) .*":
        "it has one schema for whole answers and for fragments of streams, which have no reason yet",
    r"response\.(created|in_progress): openai_chat: response\.usage: None is not of type 'object'":
        "a response under way has no usage; the newer document requires the null",
    r"(response\.\w+: )?openresponses: (response\.)?text\.format\.schema: .* is not valid under any of .*":
        "it allows null alone, where its own description and the original have the schema",
}
VERSION = {"anthropic-version": "2023-06-01", "x-api-key": "x"}


def calling(server, *cities):
    return asking_for_calls(server.api, *(("get_weather", {"city": city}) for city in cities))


def judged(answer, whole, *, status=200, event=None):
    """Asserts a status and that everything in the answer is as the documents want it.

    `whole` and `event` are pairs of document and schema, or several of them; an event's schema may be a function of it.
    """
    assert answer.status_code == status, answer.text
    if event is None:
        faults = [
            f"{name}: {fault}" for name, schema in pairs(whole)
            for fault in document(name).faults(schema, answer.json())]
    else:
        assert answer.headers["content-type"].split(";")[0] == "text/event-stream"
        faults = [
            f"{data.get('type') or data['object']}: {name}: {fault}"
            for _, data in server_sent_events(answer.text) if data != "[DONE]" and data.get("type") != "ping"
            for name, schema in pairs(event)
            for fault in document(name).faults(schema(data) if callable(schema) else schema, data)]
    faults = sorted({fault for fault in faults if not any(re.fullmatch(known, fault) for known in ACCEPTED)})
    assert not faults, "\n".join(faults)


def pairs(schemas):
    return [schemas] if isinstance(schemas[0], str) else schemas


# OpenAI's chats.

CHAT = ("openai_chat", "CreateChatCompletionResponse")
CHUNK = ("openai_chat", "CreateChatCompletionStreamResponse")
OPENAI_ERROR = ("openai_chat", "ErrorResponse")

CHATS = {
    "plain": lambda _: {"messages": said("hello")},
    "system": lambda _: {"messages": [{"role": "system", "content": "Be brief."}, *said("hello")]},
    "parts": lambda _: {"messages": said([{"type": "text", "text": "hello"}])},
    "call": lambda server: {"messages": said(calling(server, "Paris")), "tools": [function()]},
    "calls": lambda server: {"messages": said(calling(server, "Paris", "Rome")), "tools": [function()]},
    "results": lambda _: {"messages": CHAT_HISTORY, "tools": [function()]},
    "no call": lambda _: {"messages": said("hello"), "tools": [function()], "tool_choice": "none"},
    "json object": lambda _: {"messages": said(asking_for({"name": "Zoë"})),
                              "response_format": {"type": "json_object"}},
    "json schema": lambda _: {"messages": said(asking_for({"name": "Zoë"})), "response_format": {
        "type": "json_schema", "json_schema": {"name": "person", "schema": PERSON, "strict": True}}},
    "stop": lambda _: {"messages": said("[[reply: one STOP two]]"), "stop": ["STOP"]},
    "cut": lambda _: {"messages": said("[[words: 100]]"), "max_completion_tokens": 5},
    "settings": lambda _: {"messages": said("hello"), "temperature": 0.2, "top_p": 0.9, "seed": 7, "user": "me",
                           "presence_penalty": 0.1, "frequency_penalty": 0.1, "metadata": {"a": "b"}, "store": True},
}
# Only the gateway has them.
GATEWAY_CHATS = {
    "several": {"n": 3},
    "log probabilities": {"logprobs": True, "top_logprobs": 2},
    "log probabilities without alternatives": {"logprobs": True, "top_logprobs": 0},
    "several with log probabilities": {"n": 2, "logprobs": True, "top_logprobs": 1},
}


def said(content):
    return [{"role": "user", "content": content}]


def function():
    return {"type": "function", "function": FUNCTION}


CHAT_HISTORY = [
    *said("The weather in Paris?"),
    {"role": "assistant", "content": None, "tool_calls": [
        {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": '{"city": "Paris"}'}}]},
    {"role": "tool", "tool_call_id": "call_1", "content": "sunny"},
]


def chat(server, body):
    return server.http.post("/v1/chat/completions", json=body)


@pytest.mark.parametrize("model", [GPT, CLAUDE])
@pytest.mark.parametrize("name", CHATS)
def test_a_chat(server, model, name):
    judged(chat(server, {"model": model} | CHATS[name](server)), CHAT)


@pytest.mark.parametrize("model", [GPT, CLAUDE])
@pytest.mark.parametrize("usage", [{}, {"stream_options": {"include_usage": True}}], ids=["", "usage"])
@pytest.mark.parametrize("name", CHATS)
def test_a_streamed_chat(server, model, usage, name):
    judged(chat(server, {"model": model, "stream": True} | usage | CHATS[name](server)), CHAT, event=CHUNK)


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", GATEWAY_CHATS)
def test_a_chat_that_only_the_gateway_has(server, streams, name):
    answer = chat(server, {"model": GPT, "messages": said("hello"), "stream": streams} | GATEWAY_CHATS[name])
    if server.api == "models":
        judged(answer, OPENAI_ERROR, status=400)
        return
    judged(answer, CHAT, event=CHUNK if streams else None)
    choices = [choice for data in data_of(answer, streams) for choice in data["choices"]]
    assert {choice["index"] for choice in choices} == set(range(GATEWAY_CHATS[name].get("n", 1)))
    if GATEWAY_CHATS[name].get("logprobs"):
        assert any(choice["logprobs"] and choice["logprobs"]["content"] for choice in choices if choice.get("logprobs"))


def data_of(answer, streams):
    """The objects of an answer."""
    return [data for _, data in server_sent_events(answer.text) if data != "[DONE]"] if streams else [answer.json()]


# The older completions, vectors, models.

COMPLETIONS = {
    "plain": {"prompt": "Once upon a time"},
    "list of one": {"prompt": ["Once upon a time"]},
    "echo": {"prompt": "Once upon a time", "echo": True},
    "several prompts": {"prompt": ["Once", "upon"]},
}


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", COMPLETIONS)
def test_an_older_completion(server, streams, name):
    answer = server.http.post("/v1/completions", json={"model": GPT, "stream": streams} | COMPLETIONS[name])
    completion = ("openai_chat", "CreateCompletionResponse")
    judged(answer, completion, event=completion if streams else None)
    prompts = COMPLETIONS[name]["prompt"]
    indexes = {choice["index"] for data in data_of(answer, streams) for choice in data["choices"]}
    assert indexes == set(range(len(prompts) if isinstance(prompts, list) else 1))


@pytest.mark.parametrize("settings", [{}, {"n": 2}, {"logprobs": 1}, {"logprobs": 0}], ids=str)
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_an_older_completion_with_what_only_the_gateway_has(server, streams, settings):
    body = {"model": GPT, "prompt": "Once", "stream": streams} | settings
    answer = server.http.post("/v1/completions", json=body)
    if settings and server.api == "models":
        judged(answer, OPENAI_ERROR, status=400)
    else:
        completion = ("openai_chat", "CreateCompletionResponse")
        judged(answer, completion, event=completion if streams else None)


@pytest.mark.parametrize("given", ["hello", ["hello", "world"]], ids=["one", "two"])
@pytest.mark.parametrize("settings", [{}, {"encoding_format": "float"}], ids=str)
def test_vectors(server, given, settings):
    answer = server.http.post("/v1/embeddings", json={"model": "text-embedding-3-small", "input": given} | settings)
    judged(answer, ("openai_chat", "CreateEmbeddingResponse"))


def test_openais_models(server):
    judged(server.http.get("/v1/models"), ("openai_chat", "ListModelsResponse"))
    judged(server.http.get("/v1/models/" + GPT), ("openai_chat", "Model"))


# Responses: the older and the newer document.

RESPONSE = [("openai_chat", "Response"), ("openresponses", "ResponseResource")]
RESPONSE_EVENT = [
    ("openai_chat", "ResponseStreamEvent"),
    ("openresponses", lambda event: "".join(
        word.capitalize() for word in event["type"].replace(".", "_").split("_")) + "StreamingEvent"),
]
RESPONSE_TOOL = {"type": "function", **FUNCTION}

RESPONSES = {
    "plain": lambda _: {"input": "hello"},
    "instructions": lambda _: {"input": "hello", "instructions": "Be brief."},
    "items": lambda _: {"input": [{"type": "message", "role": "developer", "content": "Be brief."}, *said("hello")]},
    "call": lambda server: {"input": calling(server, "Paris"), "tools": [RESPONSE_TOOL]},
    "calls": lambda server: {"input": calling(server, "Paris", "Rome"), "tools": [RESPONSE_TOOL]},
    "strict tool": lambda server: {"input": calling(server, "Paris"), "tools": [RESPONSE_TOOL | {"strict": True}]},
    "bare tool": lambda _: {"input": "hello", "tools": [{"type": "function", "name": "now"}]},
    "chosen tool": lambda server: {"input": calling(server, "Paris"), "tools": [RESPONSE_TOOL],
                                   "tool_choice": {"type": "function", "name": "get_weather"}},
    "results": lambda _: {"tools": [RESPONSE_TOOL], "input": [
        *said("The weather in Paris?"),
        {"type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": '{"city": "Paris"}'},
        {"type": "function_call_output", "call_id": "call_1", "output": "sunny"}]},
    "json schema": lambda _: {"input": asking_for({"name": "Zoë"}), "text": {
        "format": {"type": "json_schema", "name": "person", "schema": PERSON, "strict": True}}},
    "json object": lambda _: {"input": asking_for({"name": "Zoë"}), "text": {"format": {"type": "json_object"}}},
    "reasoning": lambda _: {"model": "gpt-5", "input": "hello", "reasoning": {"effort": "low", "summary": "auto"}},
    "cut": lambda _: {"input": "[[words: 100]]", "max_output_tokens": 16},
    "settings": lambda _: {"input": "hello", "temperature": 0.2, "top_p": 0.9, "user": "me", "metadata": {"a": "b"},
                           "store": False, "truncation": "auto", "parallel_tool_calls": True, "top_logprobs": 0,
                           "safety_identifier": "me", "prompt_cache_key": "key", "max_tool_calls": 3},
}


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response(server, name):
    answer = server.http.post("/v1/responses", json={"model": GPT} | RESPONSES[name](server))
    judged(answer, RESPONSE)


@pytest.mark.parametrize("name", RESPONSES)
def test_a_streamed_response(server, name):
    answer = server.http.post("/v1/responses", json={"model": GPT, "stream": True} | RESPONSES[name](server))
    judged(answer, RESPONSE, event=RESPONSE_EVENT)


def test_a_response_that_is_asked_for_again(server):
    kept = server.http.post("/v1/responses", json={"model": GPT, "input": "hello"}).json()
    judged(server.http.get("/v1/responses/" + kept["id"]), RESPONSE)
    judged(server.http.get(f"/v1/responses/{kept['id']}/input_items"), ("openai_chat", "ResponseItemList"))


# Anthropic's messages.

MESSAGE, EVENT = ("anthropic", "Message"), ("anthropic", "MessageStreamEvent")
ANTHROPIC_ERROR = ("anthropic", "ErrorResponse")
MESSAGE_TOOL = {"name": "get_weather", "description": "The weather in a city", "input_schema": WEATHER}

MESSAGES = {
    "plain": lambda _: {"messages": said("hello")},
    "system": lambda _: {"messages": said("hello"), "system": [{"type": "text", "text": "Be brief."}]},
    "call": lambda server: {"messages": said(calling(server, "Paris")), "tools": [MESSAGE_TOOL]},
    "calls": lambda server: {"messages": said(calling(server, "Paris", "Rome")), "tools": [MESSAGE_TOOL]},
    "results": lambda _: {"tools": [MESSAGE_TOOL], "messages": [
        *said("The weather in Paris?"),
        {"role": "assistant", "content": [
            {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Paris"}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "sunny"}]}]},
    "thinking": lambda _: {"messages": said("hello"), "max_tokens": 3000,
                           "thinking": {"type": "enabled", "budget_tokens": 1024}},
    "thinking by itself": lambda _: {"messages": said("hello"), "thinking": {"type": "adaptive"}},
    "json schema": lambda _: {"messages": said(asking_for({"name": "Zoë"})),
                              "output_config": {"format": {"type": "json_schema", "schema": PERSON}}},
    "stop": lambda _: {"messages": said("[[reply: one STOP two]]"), "stop_sequences": ["STOP"]},
    "cut": lambda _: {"messages": said("[[words: 100]]"), "max_tokens": 5},
    "settings": lambda _: {"messages": said("hello"), "temperature": 0.2, "top_p": 0.9, "top_k": 5,
                           "metadata": {"user_id": "me"}, "service_tier": "auto"},
    "cache": lambda _: {"messages": said("hello"), "system": [
        {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}]},
}


def message(server, body, query=""):
    body = {"model": CLAUDE, "max_tokens": 300} | body
    return server.http.post("/anthropic/v1/messages" + query, json=body, headers=VERSION)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message(server, name):
    judged(message(server, MESSAGES[name](server)), MESSAGE)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_streamed_message(server, name):
    answer = message(server, {"stream": True} | MESSAGES[name](server))
    judged(answer, MESSAGE, event=EVENT)
    events = [data for _, data in server_sent_events(answer.text)]
    assert events[0]["message"]["usage"]["input_tokens"] > 0


@pytest.mark.parametrize("name", ["plain", "call", "thinking"])
@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
def test_a_message_of_the_beta_surface(server, streams, name):
    answer = message(server, {"stream": streams} | MESSAGES[name](server), "?beta=true")
    event = ("anthropic", "BetaMessageStreamEvent")
    judged(answer, ("anthropic", "BetaMessage"), event=event if streams else None)


@pytest.mark.parametrize("prefix", ["", "/anthropic"])
def test_anthropics_models(server, prefix):
    judged(server.http.get(prefix + "/v1/models", headers=VERSION), ("anthropic", "ListResponse_ModelInfo_"))
    judged(server.http.get(f"{prefix}/v1/models/{CLAUDE}", headers=VERSION), ("anthropic", "ModelInfo"))


def test_a_page_of_anthropics_models(server):
    path = "/anthropic/v1/models"
    first = server.http.get(path + "?limit=1", headers=VERSION)
    judged(first, ("anthropic", "ListResponse_ModelInfo_"))
    judged(server.http.get(f"{path}?limit=1&after_id={first.json()['last_id']}", headers=VERSION),
           ("anthropic", "ListResponse_ModelInfo_"))


def test_a_count_of_tokens(server):
    answer = server.http.post("/anthropic/v1/messages/count_tokens", headers=VERSION, json={
        "model": CLAUDE, "messages": said("hello"), "tools": [MESSAGE_TOOL]})
    judged(answer, ("anthropic", "CountMessageTokensResponse"))


# Refusals, of both forms.

REFUSALS = {
    "no messages": (400, {"messages": []}),
    "a role of nobody's": (400, {"messages": [{"role": "nobody", "content": "hello"}]}),
    "no text": (400, {"messages": [{"role": "user", "content": 7}]}),
    "no number": (400, {"messages": [{"role": "user", "content": "hello"}], "max_tokens": "many"}),
    "the upstream's 400": (400, {"messages": [{"role": "user", "content": "[[status: 400]]"}]}),
    "the upstream's 401": (401, {"messages": [{"role": "user", "content": "[[status: 401]]"}]}),
    "the upstream's 403": (403, {"messages": [{"role": "user", "content": "[[status: 403]]"}]}),
    "the upstream's 429": (429, {"messages": [{"role": "user", "content": "[[status: 429]]"}]}),
    "the upstream's 500": (500, {"messages": [{"role": "user", "content": "[[status: 500]]"}]}),
    "the upstream's 503": (503, {"messages": [{"role": "user", "content": "[[status: 503]]"}]}),
}


@pytest.mark.parametrize("streams", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal(server, streams, name):
    status, body = REFUSALS[name]
    judged(chat(server, {"model": GPT, "stream": streams} | body), OPENAI_ERROR, status=status)
    judged(message(server, {"stream": streams} | body), ANTHROPIC_ERROR, status=status)


@pytest.mark.parametrize("body", [{"model": GPT, "input": 7}, {"model": "no-such-model", "input": "hello"}], ids=str)
def test_a_refused_response(server, body):
    judged(server.http.post("/v1/responses", json=body), OPENAI_ERROR, status=400)


@pytest.mark.parametrize("path", ["/v1/no/such/path", "/v1/models/no-such-model", "/v1/responses/resp_none"])
def test_what_is_not_there(server, path):
    judged(server.http.get(path), OPENAI_ERROR, status=404)


@pytest.mark.parametrize("path", ["/anthropic/v1/no/such/path", "/anthropic/v1/models/no-such-model"])
def test_what_is_not_there_for_anthropics_clients(server, path):
    judged(server.http.get(path, headers=VERSION), ANTHROPIC_ERROR, status=404)


def test_a_message_without_its_limit_is_refused(server):
    body = {"model": CLAUDE, "messages": said("hello")}
    answer = server.http.post("/anthropic/v1/messages", json=body, headers=VERSION)
    judged(answer, ANTHROPIC_ERROR, status=400)
    assert "max_tokens" in answer.json()["error"]["message"]
