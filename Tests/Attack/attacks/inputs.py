"""Inputs without end, for everything that takes a file or a text: each has a bound, and ends with a sentence and 2."""

import os
import random
import subprocess

from .upstream import Upstream, reply, stream_head

LARGE = 400


def harm():
    """(what, function that makes it at a path)"""

    def write(data):
        def make(path):
            with open(path, "wb") as file:
                file.write(data)
            os.chmod(path, 0o600)

        return make

    noise = random.Random(3).randbytes(5000)
    return [
        ("garbage", write(noise)),
        ("zeros", write(b"\0" * 5000)),
        ("UTF-16", write("[profile.default]\n".encode("utf-16"))),
        ("nothing", write(b"")),
        ("deep", write(b"a = " + b"[" * 100000)),
        ("a deep table", write(b"[" + b"a." * 50000 + b"b]\n")),
        ("half a text", write(b'[profile.default]\nmodel = "m')),
        ("combining marks", write(('a = "' + "\u0301" * 100000 + '"\n').encode())),
        ("one long line", write(b"a" * 500000)),
        ("many tables", write(b"".join(b"[profile.p%d]\nmodel='m'\n" % n for n in range(10000)))),
        ("a number", write(b"[profile.default]\ntimeout = 1e999\nretries = 99999999999999999999\n")),
        ("a folder", lambda path: os.makedirs(path)),
        ("a link in a circle", lambda path: os.symlink(path, path)),
        ("a link to nowhere", lambda path: os.symlink("/nonexistent/x", path)),
        ("endless", lambda path: os.symlink("/dev/zero", path)),
        ("a terminal that is none", lambda path: os.symlink("/dev/null", path)),
    ]


def endless(setting):
    """/dev/zero, `yes` and random bytes for every option that names a file, and for every pipe."""
    setting.write("v.jsonl", '{"embedding":[1,0]}\n')
    zero, up = "/dev/zero", "--emulator"
    cases = [
        f"generate -n {up} hi -f {zero}",
        f"generate -n {up} hi --request @{zero}",
        f"generate -n {up} hi --schema {zero}",
        f"generate -n hi --ca-file {zero}",
        f"generate -n hi --cert {zero} --key {zero}",
        f"chat {up} hi -f {zero}",
        f"chat {up} --request @{zero} hi",
        f"embed {up} --from {zero}",
        f"embed {up} --from {zero} --input-format jsonl",
        f"embed {up} --from {zero} --input-format csv",
        f"embed {up} --from {zero} --input-format json",
        f"embed {up} --from {zero} --input-format tsv",
        f"embed {up} -f {zero}",
        f"embed {up} --whole --from {zero}",
        f"similar {up} hi --in {zero}",
        f"serve {up} --port 0 --api-key-file {zero}",
        f"emulator --port 0 --script {zero}",
        f"plugin x --data @{zero}",
        f"feedback {up} good --from {zero}",
        f"feedback {up} good x --app-feedback @{zero}",
        f"feedback {up} good x --app-generation @{zero}",
        f"generate {up} --from {zero} --input-format jsonl",
        f"generate {up} --from {zero} --input-format lines",
    ]
    piped = [
        f"generate {up}",
        f"chat {up}",
        f"embed {up} --whole",
        f"embed {up} --input-format json",
        f"embed {up} -0",
        f"similar {up} --in v.jsonl",
        f"feedback {up} good -",
        "auth login --domain https://acme.my.salesforce.com --client-id k --client-secret-stdin",
        f"generate {up} hi -f /dev/stdin",
        f"generate {up} hi --request @/dev/stdin",
        f"embed {up} --from /dev/stdin --input-format csv",
    ]
    sources = ["cat /dev/zero", "yes", "yes '{\"a\":' | tr -d '\\n'", "yes '\"' | tr -d '\\n'", "cat /dev/urandom"]
    lines = [(f'"$0" {case}', case) for case in cases]
    for number, case in enumerate(piped):
        chosen = sources if not setting.short else [sources[number % len(sources)]]
        # What reads row after row may go on for ever with `yes`, as it should.
        lines += [
            (f'{source} | "$0" {case}', f"{source} | {case}")
            for source in chosen
            if not ("-0" in case and source != sources[1])
        ]
    if setting.short:
        lines = lines[::2]
    wrong = []
    for line, case in lines:
        outcome = setting.shell(f"ulimit -t 60; {line}", seconds=90)
        if outcome.crashed or outcome.status not in (1, 2, 7):
            wrong.append(f"{case}: {outcome} after {outcome.seconds:.0f} s")
    setting.table("inputs without end", "1 or 2 with a sentence", wrong, len(lines))


def memory_of_inputs(setting):
    """What a long prompt, a long row and a long file take at most, measured at the process itself."""
    setting.write("v.jsonl", '{"embedding":[1,0]}\n')
    wrong = []
    cases = [
        (["generate", "--emulator", "-n", "hi", "-f", "/dev/zero"], LARGE),
        (["embed", "--emulator", "--from", "/dev/zero"], LARGE),
        (["embed", "--emulator", "--from", "/dev/zero", "--input-format", "csv"], LARGE),
        (["embed", "--emulator", "--from", "/dev/zero", "--input-format", "json"], LARGE),
        (["generate", "-n", "hi", "--emulator", "--request", "@/dev/zero"], LARGE),
        (["generate", "-n", "hi", "--emulator", "--schema", "/dev/zero"], LARGE),
        (["similar", "--emulator", "hi", "--in", "/dev/zero"], LARGE),
        (["serve", "--emulator", "--api-key-file", "/dev/zero"], 100),
        (["emulator", "--script", "/dev/zero"], LARGE),
        (["config", "list"], 100),
    ]
    os.makedirs(setting.path(".config/sfmodels"), mode=0o700)
    for words, bound in cases:
        if words[0] == "config":
            os.symlink("/dev/zero", setting.path(".config/sfmodels/config.toml"))
        outcome = setting.run(*words, seconds=90)
        if outcome.crashed or outcome.status not in (1, 2) or outcome.peak > bound:
            wrong.append(f"{outcome}, {outcome.peak:.0f} MB, not {bound}")
    setting.table("inputs without end", f"2, {LARGE} MB at most", wrong, len(cases))
    if os.path.lexists(setting.path(".config/sfmodels/config.toml")):
        os.remove(setting.path(".config/sfmodels/config.toml"))


def memory_of_prompts(setting):
    """What a long prompt takes, sent, shown with -v, and shown by --dry-run."""
    size = setting.count(12, 60)
    with open(setting.path("prompt"), "wb") as file:
        for _ in range(size):
            file.write(b"word " * 200000)
    upstream = Upstream(
        lambda asked: reply({"id": "x", "generation": {"id": "g", "generatedText": "Hi", "parameters": {}}})
    )
    base = ["--base-url", f"http://127.0.0.1:{upstream.port}", "--retries", "0"]
    for what, words, piped, bound in (
        ("-f", ["-n", "hi", "-f", "prompt"], False, 40 + 3 * size),
        ("a pipe", [], True, 40 + 3 * size),
        ("-v", ["-v"], True, 40 + 8 * size),
        ("--dry-run", ["--dry-run"], True, 40 + 8 * size),
    ):
        with open(setting.path("prompt"), "rb") as file:
            outcome = setting.run("generate", *words, *base, stdin=file if piped else subprocess.DEVNULL, seconds=120)
        setting.check(
            f"a prompt of {size} MB, {what}: {outcome.peak:.0f} MB in {outcome.seconds:.1f} s, {outcome.status}",
            f"{bound} MB, 0",
            outcome.peak <= bound and outcome.status == 0,
            [str(outcome)],
        )
    upstream.close()


def endless_answers(setting):
    """A secret command, a proxy and a service that answer without end or never: an end in time, and no memory without bound."""
    piece = b"x" * 65536

    def forever(head, part=piece, megabytes=setting.count(100, 1000)):
        def answer(_):
            yield head
            for _ in range(megabytes * 16):
                yield part

        return answer

    chunk = b"10000\r\n" + piece + b"\r\n"
    heads = [
        (
            "a whole answer",
            forever(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"x":"'),
        ),
        (
            "chunks",
            forever(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n", chunk),
        ),
        ("a refusal", forever(b"HTTP/1.1 400 X\r\nConnection: close\r\n\r\n")),
        ("a head", forever(b"HTTP/1.1 200 OK\r\nX: ")),
        ("fields", forever(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 10000)),
        ("a status line", forever(b"HTTP/1.1 200 ")),
        ("no HTTP", forever(b"")),
        ("interim answers", forever(b"", b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" * 2000)),
        ("a stream of one line", forever(stream_head() + b"data: ")),
        ("a stream of comments", forever(stream_head(), b": c\n" * 16000)),
        ("a stream of lines without an end", forever(stream_head(), b"data: {}\n" * 7000)),
        ("zeros", forever(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", b"\0" * 65536)),
    ]
    wrong, most = [], 0.0
    for name, answer in heads:
        upstream = Upstream(answer)
        base = [
            "--base-url",
            f"http://127.0.0.1:{upstream.port}",
            "--retries",
            "0",
            "--max-time",
            str(setting.count(4, 30)),
        ]
        for words in [
            ["generate", "-n", "hi", "--api", "llmg", "--stream"] if "stream" in name else ["generate", "-n", "hi"],
            ["embed", "a"],
        ][: setting.count(1, 2)]:
            outcome = setting.run(*words, *base, seconds=100)
            most = max(most, outcome.peak)
            if outcome.crashed or outcome.status > 7 or outcome.peak > LARGE:
                wrong.append(f"{name}: {outcome}, {outcome.peak:.0f} MB")
        upstream.close()
    setting.table(f"kinds of endless answers, {most:.0f} MB at most", f"statuses 1 to 7, {LARGE} MB", wrong, len(heads))


ATTACKS = [endless, memory_of_inputs, memory_of_prompts, endless_answers]
