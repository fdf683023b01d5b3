"""Numbers of a stranger: services, files and records with figures that nobody can mean. Nothing traps."""

import json
import re

from .children import TOKEN
from .http import ask, at_once
from .upstream import Upstream, is_stream, reply, stream_head

NUMBERS = [
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551616",
    "4611686018427387904",
    "-1",
    "1.5",
    "-0",
    "-0.0",
    "1e18",
    "1e19",
    "1e300",
    "1e999",
    "-1e999",
    "1e-400",
    "5e-324",
    "0",
    "9007199254740993",
    "9" * 400,
    "0." + "9" * 400,
    '"7"',
    '"-7"',
    '"NaN"',
    '"Infinity"',
    "true",
    "null",
    "[]",
    "{}",
    "[1]",
    '""',
    "2147483648",
    "1e5",
]
NO_JSON = ["NaN", "Infinity", "-Infinity", "+1", "01", "1.", ".5", "0x10", "1_000", "--1", "1e", "-"]
QUESTION = json.dumps({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 5})


def chosen(setting):
    return NUMBERS[::4] + NO_JSON[::5] if setting.short else NUMBERS + NO_JSON


def usage(number):
    return (
        f'{{"prompt_tokens":{number},"completion_tokens":{number},"total_tokens":{number},"inputTokens":{number},'
        f'"outputTokens":{number},"prompt_tokens_details":{{"cached_tokens":{number}}},'
        f'"completion_tokens_details":{{"reasoning_tokens":{number}}}}}'
    )


def odd(number):
    """A service whose every number is this one."""

    def answer(asked):
        if asked.path.endswith("/token"):
            return reply(
                f'{{"access_token":"{TOKEN}","expires_in":{number},"issued_at":{number},"token_type":"Bearer"}}'
            )
        quality = f'{{"scanToxicity":{{"isDetected":false,"categories":[{{"categoryName":"hate","score":{number}}}]}}}}'
        parameters = f'{{"finish_reason":"stop","index":{number},"logprobs":{{"content":[{{"token":"a","logprob":{number},"top_logprobs":[]}}]}}}}'
        details = f'{{"provider":"openai","model":"m","created":{number},"usage":{usage(number)}}}'
        if "/feedback" in asked.path:
            return reply('{"message":"ok"}', 202)
        if asked.path.endswith("/embeddings"):
            return reply(
                f'{{"embeddings":[{{"embedding":[0.5,{number},0.25],"index":{number}}},{{"embedding":[0.5,0.1,0.25],"index":0}}],'
                f'"parameters":{{"usage":{usage(number)}}}}}'
            )
        if "batch" in asked.path or "jobs" in asked.path:
            return reply(
                f'{{"job_id":"j","id":"j","status":"RUNNING","progress":{number},"created_at":{number},"total":{number},"completed":{number}}}'
            )
        if "configured-models" in asked.path:
            return reply(f'{{"configuredModels":[],"totalSize":{number},"offset":{number},"limit":{number}}}')
        generations = (
            f'[{{"id":"g","role":"assistant","content":"hi","timestamp":{number},"parameters":{parameters},'
            f'"content_quality":{quality},"contentQuality":{quality}}}]'
        )
        told = f'{{"id":"x","generation_details":{{"generations":{generations},"parameters":{details}}}}}'
        if is_stream(asked):
            call = (
                f'{{"id":"x","generation_details":{{"generations":[{{"content":"","tool_invocations":[{{"index":{number},"id":"c",'
                f'"type":"function","function":{{"name":"f","arguments":"{{}}"}}}}],"parameters":{parameters}}}],"parameters":{details}}}}}'
            )
            events = "".join(
                f"id: {number}\r\nretry: {number}\r\nevent: generation\r\ndata: {one}\r\n\r\n"
                for one in (told, told, call, told)
            )
            return stream_head() + events.encode() + b"data: [DONE]\r\n\r\n"
        if asked.path.endswith("/chat/generations"):
            return reply(told)
        single = f'{{"id":"g","generatedText":"hi","contentQuality":{quality},"parameters":{parameters}}}'
        return reply(
            f'{{"id":"x","generation":{single},"moreGenerations":null,"parameters":{details},'
            f'"generationDetails":{{"generations":{generations},"parameters":{details}}}}}'
        )

    return answer


def calls():
    """(words, standard input)"""
    rows, both = b'{"prompt":"a"}\n{"prompt":"b"}\n', (["--api", "models"], ["--api", "llmg"])
    every = [
        (["generate", "-n", "hi", *api, *more], None)
        for api in both
        for more in ([], ["--json"], ["--max-toxicity", "0.5"])
    ]
    every += [
        (["generate", "-n", "hi", "--api", "llmg", *more], None)
        for more in (["--stream"], ["--logprobs", "2", "--json"])
    ]
    every += [(["chat", "hi", *api], None) for api in both]
    every += [(["generate", "--from", "-", "--input-format", "jsonl", *api], rows) for api in both]
    every += [
        (["embed", "a"], None),
        (["embed", "a", "-o", "out.npy", "--force"], None),
        (["embed", "a", "--format", "csv"], None),
    ]
    every += [(["similar", "a", "--in", "vectors.jsonl", *more], None) for more in ([], ["--json"])]
    return every + [(["batch", "status", "j"], None), (["batch", "wait", "j", "--max-wait", "1"], None)]


def numbers_of_a_service(setting):
    """Usage, indexes, timestamps, scores, vectors and log probabilities of a service that are huge, negative or none."""
    setting.write("vectors.jsonl", '{"id":1,"embedding":[1,0,0]}\n{"id":2,"embedding":[1e-30,0,0]}\n')
    wrong, count = [], 0
    for number in chosen(setting):
        upstream = Upstream(odd(number))
        base = ["--base-url", f"http://127.0.0.1:{upstream.port}", "--retries", "0"]
        every = calls()[::2] if setting.short else calls()
        for start in range(0, len(every), 4):
            outcomes = setting.many(
                [(words + base, {"input": input} if input else {}) for words, input in every[start : start + 4]]
            )
            count += len(outcomes)
            wrong += [f"{number[:30]}: {outcome}" for outcome in outcomes if outcome.crashed or outcome.status > 7]
        upstream.close()
    setting.table("commands with odd numbers of a service", "no trap, statuses 0 to 7", wrong, count)


def numbers_of_a_service_to_a_server(setting):
    """The same service behind `serve`, whole and streamed, on every API: it lives, and its figures stay readable."""
    wrong, count = [], 0
    for api in ("llmg", "models"):
        current = ["0"]
        upstream = Upstream(lambda asked: odd(current[0])(asked))
        served = setting.serve(upstream=upstream, api=api)
        for current[0] in chosen(setting):
            requests = [
                ("/v1/chat/completions", QUESTION),
                ("/v1/chat/completions", QUESTION[:-1] + ',"stream":true}'),
                ("/v1/chat/completions", QUESTION[:-1] + ',"stream":true,"stream_options":{"include_usage":true}}'),
                ("/v1/responses", '{"model":"m","input":"hi","stream":true}'),
                ("/v1/responses", '{"model":"m","input":"hi"}'),
                ("/v1/messages", QUESTION),
                ("/v1/messages", QUESTION[:-1] + ',"stream":true}'),
                ("/v1/completions", '{"model":"m","prompt":"hi","stream":true,"logprobs":2}'),
            ]
            requests += [("/v1/embeddings", '{"model":"text-embedding-3-small","input":["a"]}')]
            found = at_once(
                len(requests),
                lambda index: ask(served.port, "POST", *requests[index], headers=["anthropic-version: 2023-06-01"]),
            )
            count += len(found)
            wrong += [
                f"{api}, {current[0][:30]}: {path} {body[-40:]}: {one}"
                for (path, body), one in zip(requests, found)
                if one is None or one.status in (0, 500)
            ]
            if not served.is_alive():
                wrong.append(f"{api}, {current[0][:30]}: exit {served.child.poll()}")
                break
        figures = ask(served.port, "GET", "/metrics").body.decode() if served.is_alive() else "nan"
        if odd_lines := [line for line in figures.splitlines() if re.search(r"(?i)\bnan\b| -\d", line)]:
            wrong.append(f"{api}: /metrics tells {odd_lines[:3]}")
        upstream.close()
    setting.table("requests with odd numbers of a service", "alive, no 500, figures", wrong, count)


def waits_of_a_service(setting):
    """Retry-After of every spelling, from a service and to a server: no trap, no wait for ever, no hail of requests."""
    values = [
        "0",
        "-1",
        "1e9",
        "9223372036854775807",
        "99999999999999999999",
        "0.5",
        "NaN",
        "",
        "soon",
        "+1",
        " 1 ",
        "1, 2",
        "\xb2",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 32 Foo 99999 99:99:99 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Thu, 01 Jan -292277022399 00:00:00 GMT",
        "9" * 5000,
    ]
    values = values[::3] if setting.short else values
    wrong, started = [], []
    for value in values:
        head = f"HTTP/1.1 429 X\r\nRetry-After: {value}\r\nContent-Length: 2\r\n\r\n{{}}".encode("latin-1")
        upstream = Upstream(lambda asked, head=head: head)
        child = setting.begin("embed", "a", "--retries", "1", "--base-url", f"http://127.0.0.1:{upstream.port}")
        started.append((value, upstream, child))
    for value, upstream, child in started:
        outcome = setting.finish(child, seconds=100)
        if outcome.crashed or outcome.status not in (1, 4, 5, 7) or len(upstream.asked) > 3:
            wrong.append(f"Retry-After: {value[:40]}: {outcome}, asked {len(upstream.asked)} times")
        upstream.close()
    setting.table("waits that a service asks for", "no trap, 3 requests at most", wrong, len(values))


def numbers_of_tokens(setting):
    """Tokens whose `exp` and other claims are odd."""
    import base64

    wrong, numbers = [], chosen(setting)
    upstream = Upstream(odd("1"))

    def run(number):
        claims = f'{{"exp":{number},"iat":{number},"nbf":{number},"tnk":{number},"scp":{number},"sub":{number}}}'
        token = "eyJhbGciOiJub25lIn0." + base64.urlsafe_b64encode(claims.encode()).decode().rstrip("=") + ".c2ln"
        base = ["--base-url", f"http://127.0.0.1:{upstream.port}"]
        return [
            (words, {"environment": {"SFMODELS_ACCESS_TOKEN": token}})
            for words in (
                ["auth", "status"],
                ["auth", "token", "--min-lifetime", "5m"],
                ["generate", "hi", *base],
                ["generate", "hi", "--api", "llmg", *base],
            )
        ]

    for number in numbers:
        wrong += [
            f"exp {number[:30]}: {outcome}"
            for outcome in setting.many(run(number))
            if outcome.crashed or outcome.status > 7
        ]
    upstream.close()
    setting.table("commands with odd tokens", "no trap, statuses 0 to 7", wrong, 4 * len(numbers))


def numbers_of_vectors(setting):
    """Vectors in files that are without length, without end, of odd sizes; headers of matrices that lie."""
    lines = ['{"id":1,"embedding":[%s,0,0]}' % number for number in NUMBERS + NO_JSON]
    lines += [
        '{"id":1,"embedding":[]}',
        '{"embedding":[0,0,0]}',
        '{"embedding":[1,2]}',
        '{"id":1e999,"embedding":[1,2,3]}',
        "[1,2,3]",
        "",
        "\x00",
    ]
    magic = b"\x93NUMPY\x01\x00"

    def matrix(header, data=b"\x00" * 48):
        text = header.encode().ljust(117) + b"\n"
        return magic + len(text).to_bytes(2, "little") + text + data

    shapes = [
        "(4, 3)",
        "(-4, 3)",
        "(9223372036854775807, 3)",
        "(9223372036854775807, 9223372036854775807)",
        "(3037000500, 3037000500)",
        "(4, 0)",
        "(0, 3)",
        "(4, 4611686018427387904)",
        "(4,)",
        "()",
        "(1e3, 3)",
        "(99999999999999999999, 3)",
        "(4, 3, 1)",
        "(2147483648, 2147483648)",
    ]
    files = [("jsonl", line + "\n") for line in (lines[::3] if setting.short else lines)]
    files += [("npy", matrix(f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}")) for shape in shapes]
    files += [
        ("npy", magic),
        ("npy", magic + b"\xff\xff"),
        ("npy", magic + b"\xff\xff" + b"{" * 100),
        ("npy", b"\x93NUMPY\x03\x00\xff\xff\xff\xff"),
        ("npy", matrix("{'descr': '<f8', 'fortran_order': False, 'shape': (4, 3), }")),
        ("npy", b""),
        ("csv", 'id,embedding\n1,"[1e999]"\n'),
        ("csv", "1,2,3\n"),
        ("npy", matrix("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 3), }", b"\x00\x00\xc0\x7f" * 12)),
        ("npy", matrix("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 3), }", b"\x00\x00\x80\x7f" * 12)),
    ]
    wrong = []
    for number, (form, data) in enumerate(files):
        setting.write(f"v{number}.{form}", data)
        if form == "npy":
            setting.write(f"v{number}.npy.ids", "1\n2\n3\n4\n")
    for start in range(0, len(files), 8):
        some = range(start, min(start + 8, len(files)))
        outcomes = setting.many(
            [(["similar", "--emulator", "a", "--in", f"v{number}.{files[number][0]}"], {}) for number in some]
        )
        wrong += [
            f"{files[number][1][:150]!r}: {outcome}"
            for number, outcome in zip(some, outcomes)
            if outcome.crashed or outcome.status > 7
        ]
    setting.table("files of vectors", "no trap, statuses 0 to 7", wrong, len(files))


def numbers_of_clients(setting):
    """Requests to `serve` in which every number is odd: settings, counts, dimensions, limits, indexes."""
    served = setting.serve()
    members = [
        "max_tokens",
        "max_completion_tokens",
        "temperature",
        "top_p",
        "top_k",
        "n",
        "seed",
        "presence_penalty",
        "frequency_penalty",
        "logprobs",
        "top_logprobs",
        "dimensions",
        "max_output_tokens",
        "stream",
        "stop",
        "max_tool_calls",
        "best_of",
        "logit_bias",
        "created",
        "user",
    ]
    members = members[::2] if setting.short else members
    numbers, wrong, count = chosen(setting), [], 0
    for number in numbers:
        requests = []
        for path, text in (
            ("/v1/chat/completions", '"messages":[{"role":"user","content":"hi"}]'),
            ("/v1/responses", '"input":"hi"'),
            ("/v1/messages", '"messages":[{"role":"user","content":"hi"}],"max_tokens":5'),
            ("/v1/embeddings", '"input":["a"]'),
            ("/v1/completions", '"prompt":"hi"'),
        ):
            requests += [(path, f'{{"model":"gpt-4o-mini",{text},"{member}":{number}}}') for member in members]
        requests += [
            (
                "/v1/messages",
                f'{{"model":"m","max_tokens":{number},"thinking":{{"type":"enabled","budget_tokens":{number}}},'
                '"messages":[{"role":"user","content":"hi"}]}',
            ),
            ("/v1/embeddings", f'{{"model":"m","input":[{number},{number}]}}'),
            ("/v1/embeddings", f'{{"model":"m","input":{number}}}'),
        ]
        for start in range(0, len(requests), 16):
            some = requests[start : start + 16]
            found = at_once(
                len(some),
                lambda index: ask(served.port, "POST", *some[index], headers=["anthropic-version: 2023-06-01"]),
            )
            wrong += [
                f"{path} {body[:200]}: {one}"
                for (path, body), one in zip(some, found)
                if one is None or one.status in (0, 500, 502)
            ]
        count += len(requests)
        if not served.is_alive():
            wrong.append(f"{number[:30]}: exit {served.child.poll()}")
            break
    for query in (
        "limit=-1",
        "limit=99999999999999999999",
        "limit=1e3",
        "limit=NaN",
        "before_id=&after_id=",
        "limit=0",
    ):
        one = ask(served.port, "GET", f"/v1/models?{query}", headers=["anthropic-version: 2023-06-01"])
        wrong += [f"/v1/models?{query}: {one}"] if one.status in (0, 500) else []
    setting.table("requests with odd numbers", "alive, no 500", wrong, count + 6)


ATTACKS = [
    numbers_of_a_service,
    numbers_of_a_service_to_a_server,
    waits_of_a_service,
    numbers_of_tokens,
    numbers_of_vectors,
    numbers_of_clients,
]
