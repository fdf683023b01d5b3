"""Requests whose ends can be read in two ways, or in none: nothing is answered twice, nothing hangs, nothing is taken away."""

import json
import time

from .http import answers, at_once, exchange, head, request
from .memory import CHAT
from .upstream import Upstream, gateway

BODY = json.dumps({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}]}).encode()
START = b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
LENGTH = b"Content-Length: %d\r\n" % len(BODY)


def attempt(port, data, seconds=12):
    begun = time.monotonic()
    came, closed = exchange(port, data, seconds, ends=False)
    return [answer.status for answer in answers(came)], closed, time.monotonic() - begun


def lengths(setting):
    """Content-Length near and past 2^31, 2^63 and 2^64, negative, signed, spaced, hexadecimal, many."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    large = [2**31, 2**32, 2**53, 2**63 - 1, 2**63, 2**63 + 1, 2**64 - 1, 2**64, 2**64 + len(BODY), 10**30, 10**200]
    cases = [(str(number).encode(), (400, 413)) for number in large]
    cases += [
        (text, (400, 413))
        for text in (
            b"-1",
            b"-0",
            b"+%d" % len(BODY),
            b"0x10",
            b"1_0",
            b"1e2",
            b"12.0",
            b"",
            b" ",
            b"ten",
            b"%d,%d" % (len(BODY), len(BODY) + 1),
            b"%d, %d" % (5, len(BODY)),
            b"5;6",
            b"\xd9\xa3",
            b"10\x00",
            b"'10'",
            b"1 0",
            b"NaN",
        )
    ]
    wrong = []
    found = at_once(
        len(cases),
        lambda index: attempt(served.port, START + b"Content-Length: " + cases[index][0] + b"\r\n\r\n" + BODY),
    )
    for (text, statuses), one in zip(cases, found):
        if not isinstance(one, tuple) or len(one[0]) != 1 or one[0][0] not in statuses or one[2] > 8:
            wrong.append(f"Content-Length: {text[:40]!r}: {one}, not one of {statuses} once, at once")
    setting.table("lengths", "400 or 413 once, within 8 s", wrong, len(cases))
    setting.is_fine(served)
    upstream.close()


def two_readings(setting):
    """Smuggling: two lengths, a length and chunks, spellings of both, folded lines, bare line feeds, NULs."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    te, gap = b"Transfer-Encoding: chunked\r\n", b"\r\n"
    cases = [
        (b"two lengths", LENGTH + b"Content-Length: 5\r\n" + gap + BODY),
        (b"length and chunks", LENGTH + te + gap + CHUNKED),
        (b"chunks and length 0", te + b"Content-Length: 0\r\n" + gap + CHUNKED),
        (b"chunked twice", te + te + gap + CHUNKED),
        (b"chunked, identity", b"Transfer-Encoding: chunked, identity\r\n" + gap + CHUNKED),
        (b"identity, chunked", b"Transfer-Encoding: identity, chunked\r\n" + gap + CHUNKED),
        (b"xchunked", b"Transfer-Encoding: xchunked\r\n" + gap + CHUNKED),
        (b"chunked in another case", b"transfer-encoding: CHUNKED\r\n" + gap + CHUNKED),
        (b"tab before chunked", b"Transfer-Encoding:\tchunked\r\n" + gap + CHUNKED),
        (b"vertical tab", b"Transfer-Encoding: \x0bchunked\r\n" + gap + CHUNKED),
        (b"space before the colon", b"Transfer-Encoding : chunked\r\n" + gap + CHUNKED),
        (b"length, space before the colon", b"Content-Length : %d\r\n" % len(BODY) + gap + BODY),
        (b"folded encoding", b"Transfer-Encoding:\r\n chunked\r\n" + gap + CHUNKED),
        (b"folded length", b"Content-Length:\r\n %d\r\n" % len(BODY) + gap + BODY),
        (b"folded field", b"X-A: b\r\n\tc\r\n" + LENGTH + gap + BODY),
        (b"bare line feeds", (LENGTH + gap).replace(b"\r\n", b"\n") + BODY),
        (b"bare carriage return", b"X-A: b\rContent-Length: 0\r\n" + LENGTH + gap + BODY),
        (b"NUL in a value", b"X-A: b\x00c\r\n" + LENGTH + gap + BODY),
        (b"NUL in a name", b"X\x00A: b\r\n" + LENGTH + gap + BODY),
        (b"line without colon", b"nothing\r\n" + LENGTH + gap + BODY),
        (b"empty name", b": x\r\n" + LENGTH + gap + BODY),
        (b"gzip, chunked", b"Transfer-Encoding: gzip, chunked\r\n" + gap + CHUNKED),
        (b"quoted", b'Transfer-Encoding: "chunked"\r\n' + gap + CHUNKED),
        (b"trailing comma", b"Transfer-Encoding: chunked,\r\n" + gap + CHUNKED),
        (b"underscore", b"Content_Length: 3\r\n" + LENGTH + gap + BODY),
        (b"length in another case", b"content-length: %d\r\n" % len(BODY) + gap + BODY),
    ]
    cases = [(name, START + data) for name, data in cases]
    sizes = [b"-1", b"+5", b"0x5", b"5 ", b" 5", b"5\n", b"10000000000000005", b"5\r", b"", b"g", b"1" * 1000]
    if not setting.short:  # They end as bodies do that never come: after 30 s.
        sizes += [b"FFFFFFFFFFFFFFFF", b"7fffffffffffffff", b"8000000000000000", b"FFFFFFFFFFFFFFFF;a"]
    cases += [(b"chunk of size " + size[:20], START + te + gap + size + b"\r\nhello\r\n0\r\n\r\n") for size in sizes]
    cases += [
        (b"chunk with an extension", START + te + gap + CHUNKED.replace(b"\r\n", b";" + b"a" * 100 + b"\r\n", 1)),
        (b"chunk with many zeros", START + te + gap + b"0" * 30 + CHUNKED),
        (b"chunk that is longer", START + te + gap + b"3\r\nhello\r\n0\r\n\r\n"),
        (b"chunk with bare line feeds", START + te + gap + CHUNKED.replace(b"\r\n", b"\n")),
        (b"trailer with a length", START + te + gap + CHUNKED[:-2] + b"Content-Length: 500\r\n\r\n"),
        (b"no version", b"GET /health\r\n\r\n"),
        (b"version 1.0", b"GET /health HTTP/1.0\r\n\r\n"),
        (b"version 2.0", b"GET /health HTTP/2.0\r\n\r\n"),
        (b"preface of h2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        (b"TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 600),
        (b"two hosts", b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\n\r\n"),
        (b"no host", b"GET /health HTTP/1.1\r\n\r\n"),
        (b"an absolute address", b"GET http://evil/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        (b"CONNECT", b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        (
            b"an upgrade to h2c",
            START
            + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
            + LENGTH
            + gap
            + BODY,
        ),
        (
            b"a websocket",
            b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        ),
    ]
    wrong = []
    found = at_once(len(cases), lambda index: attempt(served.port, cases[index][1] + HIDDEN, setting.count(9, 34)))
    for (name, data), one in zip(cases, found):
        if fault := misread(one, setting.count(8, 33)):
            wrong.append(f"{name.decode()}: {fault}; sent {data[100:260]!r} and a second request")
    setting.table(
        "readings, each before a second request", "never more answers than requests, no hang", wrong, len(cases)
    )
    hidden = sum(b"hidden" in asked.body for asked in upstream.asked)
    setting.check(f"second requests that came to the upstream as a body: {hidden}", "0", hidden == 0)
    setting.is_fine(served)
    upstream.close()


def misread(one, seconds):
    """What is wrong about the answers to one odd request and a second one behind it, if anything."""
    if not isinstance(one, tuple):
        return str(one)
    statuses, closed, _ = one
    final = [status for status in statuses if status >= 200]
    if not final and not closed:
        return f"no answer within {seconds} s, and still open"
    if len(final) > 2:
        return f"answered {final}"
    if len(final) == 2 and final[0] == 400:
        return f"went on after a refusal of the form: {final}"
    if any(status >= 500 for status in final):
        return f"answered {final}"
    return None


def behind_a_request(setting):
    """Bytes of all kinds behind a complete request: its answer comes all the same."""
    served = setting.serve(upstream=(upstream := Upstream(lambda asked: time.sleep(0.3) or gateway()(asked))))
    whole = request("POST", CHAT, BODY)
    chunked = START + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKED
    tails = [
        b"\r\n",
        b"\r\n\r\n\r\n",
        b"x",
        b"\x00",
        b"\xff" * 100,
        b"}" * 1000,
        b"GET",
        b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        HIDDEN,
        b"garbage\r\n\r\n",
        b"\n",
        b" " * 5000,
        b"0\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01" + b"\x00" * 100,
        b"A" * 200000,
        HIDDEN * 50,
    ]
    cases = [(first, tail) for first in (whole, chunked) for tail in tails]
    found = at_once(len(cases), lambda index: attempt(served.port, b"".join(cases[index]), 5))
    wrong = [
        f"behind {first[:4]!r}…: {tail[:40]!r}: {one}"
        for (first, tail), one in zip(cases, found)
        if not isinstance(one, tuple) or not one[0] or one[0][0] != 200
    ]
    setting.table("tails", "the request's answer (200) comes first", wrong, len(cases))
    # It is asked for its models, too.
    generations = sum("generations" in one.path for one in upstream.asked)
    setting.check(f"the upstream was asked {generations} times", f"{len(cases)}", generations == len(cases))
    setting.is_fine(served)
    upstream.close()


def requests_in_pieces(setting):
    """Requests cut at every place, in single bytes, and very many in one write: as many answers as requests."""
    served = setting.serve(upstream=(upstream := Upstream(gateway())))
    data, wrong = request("POST", CHAT, BODY, ["Connection: close"]), []

    def cut(place):
        def pieces():
            yield data[:place]
            time.sleep(0.05)
            yield data[place:]

        came, closed = exchange(served.port, pieces(), 10)
        return [answer.status for answer in answers(came)], closed

    places = list(range(1, len(data), setting.count(9, 1)))
    found = at_once(len(places), lambda index: cut(places[index]))
    wrong += [f"cut at {place}: {one}" for place, one in zip(places, found) if one != ([200], True)]
    count = setting.count(100, 1000)
    many = head("GET", "/health") * (count - 1) + head("GET", "/health", ["Connection: close"])
    came, _ = exchange(served.port, many, 20)
    statuses = [answer.status for answer in answers(came)]
    if statuses != [200] * count:
        wrong.append(f"{count} requests in one write: {len(statuses)} answers, {set(statuses)}")
    setting.table("cuts", "one answer for each request", wrong, len(places) + 1)
    upstream.close()


ATTACKS = [lengths, two_readings, behind_a_request, requests_in_pieces]
