"""What one request can make all others wait for: /health is asked meanwhile, and its longest answer is the bound."""

import json
import time

from .children import Health
from .http import at_once
from .memory import CHAT, MEGABYTE, large, post, tally
from .upstream import Upstream, event, gateway, is_stream, reply, stream_head

RESPONSES, EMBEDDINGS, COMPLETIONS = "/v1/responses", "/v1/embeddings", "/v1/completions"
MESSAGES, COUNT = "/anthropic/v1/messages", "/anthropic/v1/messages/count_tokens"


def meanwhile(setting, what, served, requests, width=2):
    """Sends requests, some at once, while /health is asked; all must be answered, by no 500."""
    wrong, found, slowest = [], [], (0.0, "")
    with Health(served.port) as health:
        for path, body in requests:
            begun = time.monotonic()
            got = at_once(width, lambda _: post(served.port, path, body, ["anthropic-version: 2023-06-01"], 120))
            found += got
            slowest = max(slowest, (time.monotonic() - begun, f"{path} {body[:60]}"))
            wrong += [f"{path} {body[:80]!r}…: {one}" for one in got if one is None or one.status in (0, 500)]
    setting.table(f"{what}: {tally(found)}", "answered, never by 500", wrong, len(found))
    health.check(setting, f"meanwhile (slowest request {slowest[0]:.1f} s)")
    setting.is_fine(served)


def ask_with(path, stream=False, **members):
    """A request to one of the APIs that is whole, with some members of its own."""
    told = {"model": "gpt-4o-mini", **({"stream": True} if stream else {})}
    if path == RESPONSES:
        told["input"] = "hi"
    elif path == EMBEDDINGS:
        told["input"] = ["hi"]
    elif path == COMPLETIONS:
        told["prompt"] = "hi"
    else:
        told["messages"] = [{"role": "user", "content": "hi"}]
        if path == MESSAGES:
            told["max_tokens"] = 10
    return path, json.dumps({**told, **members}, ensure_ascii=False).encode()


ALL = [CHAT, COMPLETIONS, RESPONSES, EMBEDDINGS, MESSAGES, COUNT]


def names_of_models(setting):
    """Names of models of combining marks, of joined signs, of flags, of many slashes, long or nearly known ones."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    size = setting.count(2, 8) * MEGABYTE
    names = [
        "e" + "\u0301" * (size // 2),
        "\U0001f468\u200d" * (size // 7),
        "\U0001f1e6" * (size // 4),
        "\u1100" * (size // 3),
        "gpt-4o" + "-mini" * (size // 5),
        "/" * size,
        "\u0344" * (size // 2),
        "\u0000" * 1000,
    ]
    paths = setting.count([CHAT, MESSAGES], ALL)
    meanwhile(
        setting,
        "names of models",
        served,
        [ask_with(path, model=name) for path in paths for name in names[: setting.count(4, 8)]],
    )
    upstream.close()


def paths_of_models(setting):
    """Addresses of combining marks, of percent signs, and of very many parts."""
    served = setting.serve()
    from .http import ask

    paths = [
        "/v1/models/" + "%CC%81" * 8000,
        "/v1/models/" + "%" * 50000,
        "/v1/models/" + "/" * 50000,
        "/" + "a/" * 25000,
        "/v1/models?" + "a=b&" * 12000,
        "/v1/models?limit=" + "9" * 40000,
        "/v1/models/" + "e%CC%81" * 6000 + "?" * 9,
        "/v1/responses/" + "%F0%9F%91%A8%E2%80%8D" * 2500,
        "/" + "../" * 15000,
    ]
    with Health(served.port) as health:
        found = [ask(served.port, "GET", path) for path in paths * 3]
    wrong = [f"{paths[index % len(paths)][:40]}…: {one}" for index, one in enumerate(found) if one.status in (0, 500)]
    setting.table(f"addresses: {tally(found)}", "answered, never by 500", wrong, len(found))
    health.check(setting, "meanwhile")


def stop_sequences(setting):
    """Very many, very long or nearly matching stop sequences over long answers, whole and streamed."""
    text = "a" * setting.count(100000, 1000000)

    def answer(asked):
        if is_stream(asked):
            pieces = [text[start : start + 50] for start in range(0, min(len(text), 200000), 50)]
            return stream_head() + b"".join(map(event, pieces)) + event("", None, "stop") + b"data: [DONE]\r\n\r\n"
        return gateway(text)(asked)

    def model(asked):
        return reply(
            {
                "id": "x",
                "generation": {"id": "g", "generatedText": text, "parameters": {"finish_reason": "stop"}},
                "generationDetails": {"generations": [{"id": "g", "role": "assistant", "content": text}]},
            }
        )

    kinds = [
        [f"stop{number}" for number in range(30000)],
        ["a" * 50000 + "b"],
        ["a" * number + "b" for number in range(1, 300)],
        ["ab", "aab", "aaab", "aaaab"],
        ["a\u0301" * 1000] * 4,
        [""] * 4,
        "a" * 65000 + "b",
        ["\U0001f468\u200d"] * 4,
    ]
    for api, upstream in (("llmg", Upstream(answer)), ("models", Upstream(model))):
        served = setting.serve(upstream=upstream, api=api)
        requests = [
            ask_with(path, stream, **{"stop_sequences" if path == MESSAGES else "stop": stop})
            for path in setting.count([CHAT, MESSAGES], [CHAT, COMPLETIONS, MESSAGES])
            for stream in (False, True)
            for stop in kinds
        ]
        meanwhile(setting, f"stop sequences, {api}", served, requests, width=1)
        upstream.close()


def schemas_and_tools(setting):
    """Schemas of great size, depth and number of references, and lists of very many tools."""
    served = setting.serve(upstream=(upstream := Upstream(gateway("{}"))))
    size = setting.count(20000, 100000)
    wide = {"type": "object", "properties": {f"p{number}": {"type": "string"} for number in range(size)}}
    deep = {}
    for _ in range(200):
        deep = {"type": "object", "properties": {"a": deep}}
    doubled = {
        "$defs": {f"d{number}": {"allOf": [{"$ref": f"#/$defs/d{number + 1}"}] * 2} for number in range(60)},
        "$ref": "#/$defs/d0",
    }
    circle = {"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}
    patterns = {"type": "string", "pattern": "(a+)+" * 200 + "$", "enum": ["a"] * size}
    requests = []
    for schema in (wide, deep, doubled, circle, patterns):
        tool = {"name": "f", "description": "d", "input_schema": schema}
        requests += [
            ask_with(CHAT, response_format={"type": "json_schema", "json_schema": {"name": "s", "schema": schema}}),
            ask_with(CHAT, tools=[{"type": "function", "function": {"name": "f", "parameters": schema}}]),
            ask_with(RESPONSES, text={"format": {"type": "json_schema", "name": "s", "schema": schema}}),
            ask_with(MESSAGES, tools=[tool]),
            ask_with(COUNT, tools=[tool]),
        ]
    count = setting.count(3000, 30000)
    requests += [
        ask_with(
            CHAT, tools=[{"type": "function", "function": {"name": f"f{n}", "parameters": {}}} for n in range(count)]
        ),
        ask_with(CHAT, tools=[{"type": "function", "function": {"name": "f", "parameters": {}}}] * count),
        ask_with(MESSAGES, tools=[{"name": f"f{n}", "input_schema": {"type": "object"}} for n in range(count)]),
        ask_with(RESPONSES, tools=[{"type": "function", "name": f"f{n}", "parameters": {}} for n in range(count)]),
        ask_with(RESPONSES, tools=[{"type": "mcp", "server_label": "x" * 100}] * count),
    ]
    meanwhile(setting, "schemas and tools", served, requests, width=1)
    upstream.close()


def conversations(setting):
    """Very many messages, blocks, calls of tools and their results, in all forms."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    count = setting.count(20000, 100000)
    called = [
        message
        for number in range(count // 20)
        for message in (
            {
                "role": "assistant",
                "tool_calls": [{"id": f"c{number}", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
            },
            {"role": "tool", "tool_call_id": f"c{number}", "content": "x"},
        )
    ]
    used = [
        message
        for number in range(count // 20)
        for message in (
            {"role": "assistant", "content": [{"type": "tool_use", "id": f"c{number}", "name": "f", "input": {}}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": f"c{number}", "content": "x"}]},
        )
    ]
    unanswered = [
        {
            "role": "assistant",
            "tool_calls": [
                {"id": f"c{n}", "type": "function", "function": {"name": "f", "arguments": "{"}}
                for n in range(count // 10)
            ],
        }
    ]
    items = [
        item
        for number in range(count // 20)
        for item in (
            {"type": "function_call", "call_id": f"c{number}", "name": "f", "arguments": "{}"},
            {"type": "function_call_output", "call_id": f"c{number}", "output": "x"},
        )
    ]
    user = {"role": "user", "content": "hi"}
    requests = [
        ask_with(CHAT, messages=[user] * count),
        ask_with(CHAT, messages=[{"role": "system", "content": "s"}] * count + [user]),
        ask_with(CHAT, messages=[{"role": "user", "content": [{"type": "text", "text": "x"}] * count}]),
        ask_with(CHAT, messages=[user, *called, user]),
        ask_with(CHAT, messages=[user, *unanswered, user]),
        ask_with(MESSAGES, messages=[user, *used, user]),
        ask_with(MESSAGES, system=[{"type": "text", "text": "x"}] * count),
        ask_with(COUNT, messages=[{"role": "user", "content": [{"type": "text", "text": "x"}] * count}]),
        ask_with(COUNT, messages=[{"role": "user", "content": "a\u0301" * (count * 20)}]),
        ask_with(COUNT, messages=[{"role": "user", "content": "1" * (count * 100)}]),
        ask_with(RESPONSES, input=items),
        ask_with(RESPONSES, input=[{"role": "user", "content": "x"}] * count),
        ask_with(RESPONSES, input=[{"type": "item_reference", "id": "x"}] * count),
    ]
    meanwhile(setting, "conversations", served, requests, width=1)
    upstream.close()


def requests_that_multiply(setting):
    """One request of a client becomes no more than some requests to the upstream: prompts, answers asked for, texts to embed."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    count, wrong = setting.count(2100, 20000), []
    cases = [
        (COMPLETIONS, {"prompt": ["x"] * count}),
        (COMPLETIONS, {"prompt": ["x"] * count, "stream": True}),
        (CHAT, {"n": count}),
        (COMPLETIONS, {"prompt": ["x"] * 100, "n": count}),
        (EMBEDDINGS, {"input": ["x"] * count * 2}),
        (RESPONSES, {"max_tool_calls": count}),
    ]
    for path, members in cases:
        upstream.asked.clear()
        answer = post(served.port, path, ask_with(path, **members)[1], timeout=100)
        if len(upstream.asked) > 2048 or answer is None:
            wrong.append(
                f"{path}, {({name: len(value) if isinstance(value, list) else value for name, value in members.items()})}: {answer}; "
                f"{len(upstream.asked)} requests to the upstream"
            )
    setting.table("requests that multiply", "2,048 requests to the upstream each", wrong, len(cases))
    upstream.close()


def repeated_members(setting):
    """Objects in which one name comes again and again, or very many names, where requests are read."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    count = setting.count(50000, 400000)
    many = b",".join(b'"k%d":1' % number for number in range(count))
    same, marked = b",".join([b'"model":"m"'] * count), b",".join(
        b'"e%s":1' % ("\u0301" * (n % 50)).encode() for n in range(count // 20)
    )
    requests = []
    for path in setting.count([CHAT, MESSAGES], ALL):
        body = ask_with(path)[1][:-1]
        requests += [
            (path, body + b"," + filling + b"}")
            for filling in (
                many,
                same,
                marked,
                b'"metadata":{' + many + b"}",
                b'"logit_bias":{' + many + b"}",
                b'"user":"' + b"\\u0301" * count + b'"',
                b'"tools":[{"type":"function","name":"f","function":{"name":"f","parameters":{"properties":{'
                + many
                + b"}}}}]",
            )
        ]
    meanwhile(setting, "repeated members", served, requests, width=1)
    upstream.close()


def texts_of_escapes(setting):
    """Texts of escapes, of half surrogates, of combining marks, of breaks and of nothing but blanks."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    size = setting.count(1, 5) * MEGABYTE
    texts = [
        b"\\u0041" * (size // 6),
        b"\\ud83d" * (size // 6),
        b"\\ud83d\\ude00" * (size // 12),
        b"\\n" * (size // 2),
        "e\u0301".encode() * (size // 3),
        "\u0301".encode() * (size // 2),
        b'\\"' * (size // 2),
        b"```" * (size // 3),
        b"<" * size,
        b"{{" * (size // 2),
        b" " * size,
        b"\\u0000" * (size // 6),
    ]
    requests = []
    for path in setting.count([CHAT, COUNT], ALL):
        before, after = ask_with(path)[1].rsplit(b"hi", 1)
        requests += [(path, before + text + after) for text in texts]
    meanwhile(setting, "texts of escapes", served, requests, width=1)
    upstream.close()


def bodies_of_members(setting):
    """Bodies of 31 and of 6 MB of small members to all APIs, two at once."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    requests = [
        (path, large(kind, megabytes * MEGABYTE))
        for megabytes in (31, 6)
        for path in setting.count([CHAT, MESSAGES], ALL)
        for kind in setting.count(["nested"], ["small members", "empty objects", "digits", "escapes", "nested"])
    ]
    meanwhile(setting, "bodies of members", served, requests)
    upstream.close()


def many_vectors(setting):
    """As many embeddings as are allowed, of wide vectors, as numbers and as base64, several at once."""
    vector = [0.0123456789] * 1536

    def answer(asked):
        texts = asked.json()["input"]
        return reply({"embeddings": [{"embedding": vector, "index": index} for index in range(len(texts))]})

    served = setting.serve(upstream=(upstream := Upstream(answer)), api="models")
    requests = [
        ask_with(EMBEDDINGS, input=["a"] * setting.count(512, 2048), encoding_format=form)
        for form in ("float", "base64")
    ]
    meanwhile(setting, "many vectors", served, requests, width=setting.count(1, 3))
    upstream.close()


ATTACKS = [
    names_of_models,
    paths_of_models,
    stop_sequences,
    schemas_and_tools,
    conversations,
    requests_that_multiply,
    repeated_members,
    texts_of_escapes,
    bodies_of_members,
    many_vectors,
]
