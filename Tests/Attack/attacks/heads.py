"""The head decides: what it refuses is refused before a byte of the body has come, and before `100 Continue`."""

import json
import time

from .http import answers, at_once, connect, head, read_all
from .upstream import Upstream, gateway

CHAT, MESSAGES = "/v1/chat/completions", "/anthropic/v1/messages"
JSON = "Content-Type: application/json"
KEY = "Authorization: Bearer secret"
BODY = json.dumps({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}]}).encode()


def cases():
    """(name, method, path, host, fields, status)"""
    long = "Content-Length: 1000000"
    return [
        ("no key", "POST", CHAT, "127.0.0.1", [JSON, long], 401),
        ("no key, Anthropic", "POST", MESSAGES, "127.0.0.1", [JSON, long], 401),
        ("another key", "POST", CHAT, "127.0.0.1", [JSON, long, "Authorization: Bearer secre"], 401),
        ("a longer key", "POST", CHAT, "127.0.0.1", [JSON, long, KEY + "t"], 401),
        ("another scheme", "POST", CHAT, "127.0.0.1", [JSON, long, "Authorization: Basic secret"], 401),
        ("two keys", "POST", CHAT, "127.0.0.1", [JSON, long, "Authorization: Bearer no", KEY], 401),
        ("another host", "POST", CHAT, "evil.example", [JSON, long, KEY], 403),
        ("a host that looks near", "POST", CHAT, "127.0.0.1.evil.example", [JSON, long, KEY], 403),
        ("a host with user", "POST", CHAT, "127.0.0.1@evil.example", [JSON, long, KEY], 403),
        ("an empty host", "POST", CHAT, " ", [JSON, long, KEY], 403),
        ("another origin", "POST", CHAT, "127.0.0.1", [JSON, long, KEY, "Origin: https://evil.example"], 403),
        ("an origin that is null", "POST", CHAT, "127.0.0.1", [JSON, long, KEY, "Origin: null"], 403),
        (
            "an origin that looks near",
            "POST",
            CHAT,
            "127.0.0.1",
            [JSON, long, KEY, "Origin: http://localhost.evil.example"],
            403,
        ),
        ("an unknown path", "POST", "/v1/chat/completion", "127.0.0.1", [JSON, long, KEY], 404),
        ("a path with dots", "POST", "/v1/../v1/chat", "127.0.0.1", [JSON, long, KEY], 404),
        ("another method", "PUT", CHAT, "127.0.0.1", [JSON, long, KEY], 405),
        ("DELETE", "DELETE", "/v1/embeddings", "127.0.0.1", [JSON, long, KEY], 405),
        ("TRACE", "TRACE", CHAT, "127.0.0.1", [JSON, long, KEY], 405),
        ("too long", "POST", CHAT, "127.0.0.1", [JSON, "Content-Length: 40000000", KEY], 413),
        ("endlessly long", "POST", CHAT, "127.0.0.1", [JSON, "Content-Length: 9223372036854775807", KEY], 413),
        ("a text", "POST", CHAT, "127.0.0.1", ["Content-Type: text/plain", long, KEY], 415),
        (
            "a form",
            "POST",
            MESSAGES,
            "127.0.0.1",
            ["Content-Type: application/x-www-form-urlencoded", long, "x-api-key: secret"],
            415,
        ),
        ("brotli", "POST", CHAT, "127.0.0.1", [JSON, "Content-Encoding: br", long, KEY], 415),
        ("chunks, no key", "POST", CHAT, "127.0.0.1", [JSON, "Transfer-Encoding: chunked"], 401),
    ]


def ask(port, method, path, host, fields, seconds=8):
    begun = time.monotonic()
    with connect(port) as connection:
        connection.sendall(head(method, path, fields, host))
        came, _ = read_until_head(connection, seconds)
    return [answer.status for answer in answers(came)], time.monotonic() - begun


def read_until_head(connection, seconds):
    came = b""
    connection.settimeout(seconds)
    try:
        while came.count(b"\r\n\r\n") < 1 and (piece := connection.recv(65536)):
            came += piece
    except OSError:
        pass
    return came, False


def refused_by_the_head(setting):
    """Heads that are refused, without their bodies, with and without `Expect: 100-continue`."""
    served = setting.serve(environment={"SFMODELS_SERVE_KEY": "secret"})
    wrong, every = [], [(case, expects) for case in cases() for expects in (False, True)]

    def one(index):
        (_, method, path, host, fields, _), expects = every[index]
        return ask(served.port, method, path, host, fields + (["Expect: 100-continue"] if expects else []))

    for ((name, *_, status), expects), found in zip(every, at_once(len(every), one)):
        if not isinstance(found, tuple) or found[0] != [status] or found[1] > 8:
            wrong.append(f"{name}{', Expect' if expects else ''}: {found}, not {status} at once")
    setting.table("heads refused", "status at once, never 100", wrong, len(every))
    setting.is_fine(served)


def expectations(setting):
    """`Expect: 100-continue` of a head that is fine gets 100, then the answer; an unknown expectation does not hang."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    wrong = []
    for name, fields, data in [
        ("length", [f"Content-Length: {len(BODY)}"], BODY),
        ("chunks", ["Transfer-Encoding: chunked"], b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)),
        ("another case", [f"Content-Length: {len(BODY)}", "X: y"], BODY),
    ]:
        expect = "expect: 100-Continue" if name == "another case" else "Expect: 100-continue"
        with connect(served.port) as connection:
            connection.sendall(head("POST", CHAT, [JSON, expect, "Connection: close", *fields]))
            first, _ = read_until_head(connection, 8)
            connection.sendall(data)
            rest, _ = read_all(connection, 10)
        statuses = [answer.status for answer in answers(first + rest)]
        if not first.startswith(b"HTTP/1.1 100 ") or statuses != [100, 200]:
            wrong.append(f"{name}: {statuses}, first {first[:40]!r}")
    for expect in ("Expect: 200-ok", "Expect: ", "Expect: 100-continue, x"):
        with connect(served.port) as connection:
            connection.sendall(
                head("POST", CHAT, [JSON, expect, "Connection: close", f"Content-Length: {len(BODY)}"]) + BODY
            )
            found = [answer.status for answer in answers(read_all(connection, 10)[0]) if answer.status >= 200]
        if found not in ([200], [417]):
            wrong.append(f"{expect!r}: {found}")
    setting.table("expectations", "100 and 200; others 200 or 417", wrong, 6)
    upstream.close()


ATTACKS = [refused_by_the_head, expectations]
