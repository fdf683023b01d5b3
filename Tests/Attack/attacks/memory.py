"""What strangers can make a server keep in memory: each bound is on the most that its process ever held (VmHWM)."""

import gzip
import json
import time
import zlib

from .children import Health, wait_for
from .http import answers, ask, at_once, connect, exchange, head, read_all, request, reset
from .upstream import Upstream, gateway

MEGABYTE = 1 << 20
#: A server that has done nothing takes some 30 MB; what is refused by its head may take this much more.
REFUSED_MEGABYTES = 150
#: The budget of all bodies (256 MB) and what a server takes beside it.
BUDGET_MEGABYTES = 480
CHAT = "/v1/chat/completions"
QUESTION = json.dumps({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}]})


def peak(setting, served, what, bound):
    setting.check(f"{what}: at most {served.peak():.0f} MB", f"{bound} MB", served.peak() <= bound)


def tally(found):
    counts = {}
    for answer in found:
        status = answer.status if answer else 0
        counts[status] = counts.get(status, 0) + 1
    return " ".join(f"{status}×{count}" for status, count in sorted(counts.items()))


def post(port, path, body, headers=(), timeout=60.0):
    """A request whose head and body are sent apart; the last answer that came, or one of status 0."""
    lines = ["Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close", *headers]
    came, _ = exchange(port, [head("POST", path, lines), body], timeout)
    found = answers(came)
    return found[-1] if found else None


def bodies_of_strangers(setting):
    """Clients without a key, or refused by path, method, type, host or origin, send 32 MB each."""
    body, count = b" " * (32 * MEGABYTE), setting.count(14, 100)
    kinds = [
        ("no key", CHAT, [], 401),
        ("another key", "/v1/embeddings", ["Authorization: Bearer no"], 401),
        ("another origin", CHAT, ["Origin: https://evil.example"], 403),
        ("no key, Anthropic", "/anthropic/v1/messages", ["x-api-key: no"], 401),
        ("an unknown path", "/v1/none", ["Authorization: Bearer secret"], 404),
        ("another method", "/v1/models", ["Authorization: Bearer secret"], 405),
        ("no JSON", CHAT, ["Authorization: Bearer secret", "Content-Encoding: br"], 415),
    ]
    served = setting.serve(environment={"SFMODELS_SERVE_KEY": "secret"})
    with Health(served.port) as health:
        found = at_once(count, lambda index: post(served.port, *kinds[index % 7][1:2], body, kinds[index % 7][2]))
    wrong = [
        f"{kinds[index % 7][0]}: {answer}, not {kinds[index % 7][3]}"
        for index, answer in enumerate(found)
        if answer is None or answer.status != kinds[index % 7][3]
    ]
    setting.table(f"of 32 MB refused: {tally(found)}", "each by its head", wrong, count)
    peak(setting, served, f"{count} bodies of 32 MB of strangers", REFUSED_MEGABYTES)
    health.check(setting, "meanwhile")


def endless_bodies_of_strangers(setting):
    """Clients without a key send chunk after chunk and never end."""
    served = setting.serve(environment={"SFMODELS_SERVE_KEY": "secret"})
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"

    def send(index):
        kind = ["Transfer-Encoding: chunked", "Content-Length: 9000000000"][index % 2]
        with connect(served.port, 30) as connection:
            connection.sendall(head("POST", CHAT, ["Content-Type: application/json", kind]))
            sent = 0
            try:
                while sent < 64 * MEGABYTE:
                    connection.sendall(chunk)
                    sent += len(chunk)
            except OSError:
                pass
            return sent

    with Health(served.port) as health:
        sent = at_once(setting.count(8, 40), send)
    most = max(one if isinstance(one, int) else 0 for one in sent) / MEGABYTE
    setting.check(f"taken of an endless body: {most:.0f} MB at most", "16 MB, then closed", most <= 16)
    peak(setting, served, "endless bodies of strangers", REFUSED_MEGABYTES)
    health.check(setting, "meanwhile")


def large(kind, length):
    """A body of about so many bytes, by what it is made of."""
    if kind == "one text":
        return json.dumps({"model": "m", "messages": [{"role": "user", "content": "a" * length}]}).encode()
    filling = {
        "small members": b'{"a":1,"b":2},',
        "empty objects": b"{},",
        "digits": b"1,",
        "escapes": b'"\\u00e9\\n",',
        "short texts": b'"a",',
        "nested": b"[[[[1]]]],",
    }[kind]
    many = filling * (length // len(filling))
    return b'{"model":"m","messages":[{"role":"user","content":"hi"}],"metadata":{"x":[' + many + b"0]}}"


def bodies_before_a_silent_upstream(setting):
    """Bodies of 32 MB are under way together while the upstream says nothing, or does not even read."""
    count = setting.count(12, 30)
    for reads, kinds in ((True, ["one text", "small members"]), (False, ["one text", "short texts"])):
        upstream = Upstream(reads=reads)
        served = setting.serve(upstream=upstream)
        bodies = [large(kind, 31 * MEGABYTE) for kind in kinds]
        ends = time.monotonic() + setting.count(4, 15)

        def send(index):
            with connect(served.port, 20) as connection:
                body = bodies[index % 2]
                connection.sendall(
                    head("POST", CHAT, ["Content-Type: application/json", f"Content-Length: {len(body)}"])
                )
                try:
                    connection.sendall(body)
                except OSError:
                    pass
                came, _ = read_all(connection, max(0.5, ends - time.monotonic()))
                return (answers(came) or [None])[0]

        with Health(served.port) as health:
            found = at_once(count, send)
        refused = [answer for answer in found if answer and answer.status == 503]
        wrong = [
            f"{answer}"
            for answer in found
            if answer
            and (answer.status not in (400, 413, 503) or answer.status == 503 and "retry-after" not in answer.headers)
        ]
        setting.table(
            f"held: {len(refused)} refused with 503, {found.count(None)} wait", "503 with Retry-After", wrong, count
        )
        word = "is silent" if reads else "reads nothing"
        peak(setting, served, f"{count} bodies of 32 MB, upstream {word}", BUDGET_MEGABYTES)
        health.check(setting, "meanwhile")
        wait_for(lambda: ask(served.port, "POST", CHAT, "{}").status == 400, 30, 0.2)
        setting.is_fine(served)
        upstream.close()


def sizes_of_members(setting):
    """Bodies of 31 and 6 MB of very many small things, to each API."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    kinds = setting.count(
        ["small members"], ["small members", "empty objects", "digits", "escapes", "short texts", "nested"]
    )
    paths = [CHAT, "/v1/responses", "/anthropic/v1/messages", "/v1/embeddings"]
    found = []
    with Health(served.port) as health:
        for kind, megabytes in ((kind, megabytes) for kind in kinds for megabytes in (31, 6)):
            body = large(kind, megabytes * MEGABYTE)
            found += at_once(len(paths), lambda index: post(served.port, paths[index], body, timeout=100))
    wrong = [f"{answer}" for answer in found if answer is None or answer.status >= 500 and answer.status != 503]
    setting.table(f"answered: {tally(found)}", "no 500, none unanswered", wrong, len(found))
    peak(setting, served, "small members", BUDGET_MEGABYTES)
    health.check(setting, "meanwhile")
    upstream.close()


def zstandard(blocks, fill=b" ", window=b"\x58"):
    """A frame of so many blocks of 128 kB of one byte each, in 4 bytes each."""
    size = 128 << 10
    block = ((size << 3) | (1 << 1)).to_bytes(3, "little") + fill
    last = ((1 << 3) | (1 << 1) | 1).to_bytes(3, "little") + fill
    return b"\x28\xb5\x2f\xfd\x00" + window + block * blocks + last


def gzipped(length):
    packer, parts = zlib.compressobj(9, wbits=31), []
    for _ in range(length // MEGABYTE):
        parts.append(packer.compress(b" " * MEGABYTE))
    return b"".join(parts) + packer.flush()


def bombs(setting):
    """Bodies that are small to send and without end when unpacked."""
    served = setting.serve()
    packed = gzipped(setting.count(64, 1024) * MEGABYTE)
    cases = [
        ("gzip of blanks", "gzip", packed),
        ("zstd of blanks", "zstd", zstandard(8000)),
        ("gzip in gzip", "gzip, gzip", gzip.compress(packed)),
        ("many empty gzips", "gzip", gzip.compress(b"") * 50000),
        ("zstd frames that are skipped", "zstd", b"\x50\x2a\x4d\x18\x00\x00\x00\x00" * 500000),
        ("zstd with a window of 2 TB", "zstd", zstandard(2, window=b"\xf8")),
        ("zstd of many frames", "zstd", zstandard(0) * 100000),
        ("zstd, cut", "zstd", zstandard(100)[:-3]),
        ("gzip, cut", "gzip", gzip.compress(QUESTION.encode())[:-5]),
        ("gzip with rubbish behind", "gzip", gzip.compress(QUESTION.encode()) + b"rubbish"),
        ("zstd of depth", "zstd", zstandard(200, b"[")),
        ("gzip by another name", "x-gzip", packed),
    ]
    wrong = []
    with Health(served.port) as health:
        for name, coding, body in cases:
            found = at_once(setting.count(2, 4), lambda _: post(served.port, CHAT, body, [f"Content-Encoding: {coding}"]))
            if any(answer is None or not 400 <= answer.status < 500 and answer.status != 503 for answer in found):
                wrong.append(f"{name}: {found}")
    setting.table("kinds of bombs, several at once each", "refused by a 4xx", wrong, len(cases))
    peak(setting, served, "bombs", BUDGET_MEGABYTES)
    health.check(setting, "meanwhile")


def embedding_inputs(setting):
    """More inputs than OpenAI takes, in all forms, in bodies of some 300 kB."""
    served = setting.serve(api="models")

    def body(inputs):
        return json.dumps({"model": "text-embedding-3-small", "input": inputs}).encode()

    cases = [
        ("60,000 texts", body(["a"] * 60000), 400),
        ("2,049 texts", body(["a"] * 2049), 400),
        ("2,048 texts", body(["a"] * 2048), 200),
        ("60,000 lists of tokens", body([[1]] * 60000), 400),
        ("60,000 empty texts", body([""] * 60000), 400),
        ("100,000 tokens", body([1] * 100000), 400),
        ("texts and lists", body(["a", [1]] * 30000), 400),
        ("a million nulls", body([None] * 1000000), 400),
    ]
    wrong = []
    with Health(served.port) as health:
        for name, data, status in cases:
            found = at_once(3, lambda _: post(served.port, "/v1/embeddings", data))
            wrong += [
                f"{name}: {answer}, not {status}"
                for answer in found
                if not answer or answer.status not in (status, 503)
            ]
    setting.table("kinds of inputs, three at once each", "at most 2,048 (400)", wrong, len(cases))
    peak(setting, served, "inputs", BUDGET_MEGABYTES)
    health.check(setting, "meanwhile")


def nesting(setting):
    """JSON that is as deep as it is long, wherever a request may hold it."""
    served = setting.serve()
    depth = setting.count(200000, 5000000)
    opens, closes, members = b"[" * depth, b"]" * depth, b'{"a":' * depth
    start = b'{"model":"m","messages":[{"role":"user","content":"hi"}],'
    bodies = [
        opens,
        opens + closes,
        members,
        members + b"1" + b"}" * depth,
        start + b'"x":' + opens + closes + b"}",
        start
        + b'"tools":[{"type":"function","function":{"name":"f","parameters":'
        + members
        + b"1"
        + b"}" * depth
        + b"}}]}",
        b'{"model":"m","messages":' + opens + closes + b"}",
        b'{"model":"m","input":' + opens + closes + b"}",
        b'[{"a":' * depth,
        b'"' + b"\\" * depth,
        b"\xef\xbb\xbf" * depth,
        b"-" * depth,
        b"1" * depth,
        b"1e" + b"9" * depth,
    ]
    paths = [
        CHAT,
        "/v1/responses",
        "/v1/embeddings",
        "/anthropic/v1/messages",
        "/anthropic/v1/messages/count_tokens",
        "/v1/completions",
    ]
    wrong, found = [], []
    with Health(served.port) as health:
        for path in paths:
            for number, body in enumerate(bodies):
                found.append(post(served.port, path, body))
                if found[-1] is None or found[-1].status not in (400, 413, 503):
                    wrong.append(f"{path}, body {number} ({body[:60]!r}…): {found[-1]}")
    setting.table(f"bodies of depth {depth}: {tally(found)}", "400", wrong, len(found))
    peak(setting, served, "nesting", BUDGET_MEGABYTES)
    health.check(setting, "meanwhile")
    setting.is_fine(served)


def heads_without_end(setting):
    """Heads of many fields, of long fields, and lines that do not end."""
    served = setting.serve()
    start = b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    kinds = [
        start + b"A: b\r\n" * 200000,
        start + b"A: " + b"b" * MEGABYTE,
        b"GET /" + b"a" * MEGABYTE,
        b"G" * MEGABYTE,
        start + b"".join(b"X-%d: y\r\n" % index for index in range(50000)),
        start + b"Cookie: " + b"a=b; " * 100000,
        start + b"A" * MEGABYTE + b": b",
        start + b" folded\r\n" * 100000,
        b"GET / HTTP/" + b"1" * MEGABYTE,
    ]
    count = setting.count(27, 200)
    with Health(served.port) as health:
        ended = at_once(count, lambda index: exchange(served.port, kinds[index % len(kinds)], 20))
    wrong = [
        f"{kinds[index % len(kinds)][:70]!r}…: still open, {one}"
        for index, one in enumerate(ended)
        if not (isinstance(one, tuple) and (one[1] or one[0].startswith(b"HTTP/1.1 4")))
    ]
    setting.table("heads without end", "refused or closed at once", wrong, count)
    peak(setting, served, "heads without end", REFUSED_MEGABYTES)
    health.check(setting, "meanwhile")


def requests_without_end(setting):
    """Clients send for ever what is no body: blank lines, extensions of chunks, trailers, empty chunks' heads."""
    served = setting.serve()
    chunked = head("POST", CHAT, ["Content-Type: application/json", "Transfer-Encoding: chunked"])
    kinds = [
        (b"", b"\r\n"),
        (b"", b"\n"),
        (chunked + b"1;", b"x"),
        (chunked + b'1;a="', b'\\"'),
        (chunked, b"0"),
        (chunked + b"0\r\n", b"A: b\r\n"),
        (chunked + b"0\r\nA: ", b"b"),
        (chunked, b"1\r\n \r\n"),
        (head("POST", CHAT), b" "),
    ]
    limit, length = time.monotonic() + setting.count(6, 40), setting.count(16, 256) * MEGABYTE

    def send(index):
        beginning, more = kinds[index % len(kinds)]
        piece, sent = more * (65536 // len(more)), 0
        with connect(served.port, 40) as connection:
            try:
                connection.sendall(beginning)
                while sent < length and time.monotonic() < limit:
                    connection.sendall(piece)
                    sent += len(piece)
                return read_all(connection, max(0.1, limit - time.monotonic()))[1]
            except OSError:
                return True

    with Health(served.port) as health:
        closed = at_once(len(kinds) * setting.count(1, 4), send)
    left = [
        f"{kinds[index % len(kinds)]}: still open after 40 s" for index, one in enumerate(closed) if one is not True
    ]
    if not setting.short:
        setting.table("that never end", "closed within 40 s", left, len(closed))
    peak(setting, served, f"sent without end, {len(left)} of {len(closed)} open", REFUSED_MEGABYTES)
    health.check(setting, "meanwhile")
    setting.is_fine(served)


def slow_bodies(setting):
    """Clients announce 32 MB, send little, and wait."""
    served = setting.serve()
    count = setting.count(150, 1500)
    announced = head("POST", CHAT, ["Content-Type: application/json", f"Content-Length: {32 * MEGABYTE}"])
    with Health(served.port) as health:
        clients = [connect(served.port) for _ in range(count)]
        for number, client in enumerate(clients):
            client.sendall(announced + b"{" * (number % 4) * 1000)
        for _ in range(setting.count(3, 20)):
            for client in clients:
                try:
                    client.send(b" ")
                except OSError:
                    pass
            time.sleep(0.3)
        answered = ask(served.port, "POST", CHAT, QUESTION)
    peak(setting, served, f"{count} slow bodies", REFUSED_MEGABYTES)
    setting.check(
        f"another client is answered {answered.status}", "200 or 503", answered.status in (200, 503), [repr(answered)]
    )
    health.check(setting, "meanwhile")
    for client in clients:
        reset(client)
    back = wait_for(lambda: ask(served.port, "POST", CHAT, QUESTION).status == 200, 20, 0.1)
    setting.check("when they are gone, others are answered" if back else "others wait for ever", "20 s", bool(back))


def vanishing_clients(setting):
    """Clients vanish before, within and after their requests, and in streams that have begun."""
    served = setting.serve()
    stream = json.dumps({"model": "gpt-4o-mini", "stream": True, "messages": [{"role": "user", "content": "tell"}]})
    data = request("POST", CHAT, stream)
    count, base = setting.count(600, 20000), None
    with Health(served.port) as health:
        for number in range(count):
            client = connect(served.port)
            client.sendall(data[: len(data) * (number % 5) // 4])
            reset(client) if number % 2 else client.close()
            if number == count // 2:
                time.sleep(1)
                base = served.resident()
    descriptors = wait_for(lambda: len(sockets(served.pid)) < 12, 30, 0.2)
    setting.check(f"{count} clients gone, {len(sockets(served.pid))} sockets left", "fewer than 12", bool(descriptors))
    setting.check(f"second half took {served.resident() - base:+.0f} MB", "32 MB", served.resident() - base <= 32)
    peak(setting, served, "vanishing clients", REFUSED_MEGABYTES)
    health.check(setting, "meanwhile")


def sockets(pid):
    import os

    found = []
    for name in os.listdir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(f"/proc/{pid}/fd/{name}")
        except OSError:
            continue
        found += [name] if target.startswith("socket:") else []
    return found


def kept_responses(setting):
    """Clients have answers kept, large ones, one after another and on from one another."""
    served = setting.serve(upstream=(upstream := Upstream(gateway("x" * 1000))))
    count, before, wrong = setting.count(60, 300), None, []
    for number in range(count):
        body = {
            "model": "gpt-4o-mini",
            "input": "a" * MEGABYTE if number % 2 else [{"role": "user", "content": "b"}] * 20000,
        }
        if before and number % 3:
            body["previous_response_id"] = before
        answer = ask(served.port, "POST", "/v1/responses", json.dumps(body))
        if answer.status == 200:
            before = json.loads(answer.body)["id"]
        elif answer.status in (400, 404, 413, 503):
            before = None
        else:
            wrong.append(f"{number}: {answer}")
    setting.table("large answers asked to be kept", "200, or a refusal", wrong, count)
    peak(setting, served, "kept answers", BUDGET_MEGABYTES)
    upstream.close()


ATTACKS = [
    bodies_of_strangers,
    endless_bodies_of_strangers,
    bodies_before_a_silent_upstream,
    sizes_of_members,
    bombs,
    embedding_inputs,
    nesting,
    heads_without_end,
    requests_without_end,
    slow_bodies,
    vanishing_clients,
    kept_responses,
]
