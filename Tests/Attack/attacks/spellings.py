"""Secrets in all the spellings in which a service may echo them, and what other processes can see of them."""

import base64
import json
import os
import shutil
import threading
import time
import urllib.parse

from .http import ask
from .upstream import Upstream, event, reply, stream_head

#: With everything in it that spellings change.
SECRET = '5e/cr+et=the&app%"q\\z'
TOKEN = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDAsImEiOiJzZWNyZXQifQ.c2lnbmF0dXJlX29mLXRva2Vu"
CLIENT = "3MVG9.client"


def spellings(secret):
    """(name, text) for ways in which a service may repeat a secret."""
    data = secret.encode()
    quoted = json.dumps(secret)[1:-1]
    found = [
        ("plain", secret),
        ("in JSON", quoted),
        ("JSON in JSON", json.dumps(quoted)[1:-1]),
        ("with \\/", quoted.replace("/", "\\/")),
        ("\\u of each", "".join(f"\\u{ord(letter):04x}" for letter in secret)),
        ("\\U of each", "".join(f"\\u{ord(letter):04X}" for letter in secret)),
        ("percent", urllib.parse.quote(secret, safe="")),
        (
            "percent, small",
            urllib.parse.quote(secret, safe="").lower() if secret.islower() else urllib.parse.quote(secret, safe="/"),
        ),
        ("as a form", urllib.parse.quote_plus(secret)),
        ("percent of each", "".join(f"%{byte:02X}" for byte in data)),
        ("percent of each, small", "".join(f"%{byte:02x}" for byte in data)),
        ("percent twice", urllib.parse.quote(urllib.parse.quote(secret, safe=""), safe="")),
        ("base64", base64.b64encode(data).decode()),
        ("base64url", base64.urlsafe_b64encode(data).decode()),
        ("base64 without end", base64.b64encode(data).decode().rstrip("=")),
        ("id:secret", base64.b64encode(f"{CLIENT}:{secret}".encode()).decode()),
        (
            "id:secret, form",
            base64.b64encode(f"{urllib.parse.quote_plus(CLIENT)}:{urllib.parse.quote_plus(secret)}".encode()).decode(),
        ),
        ("Basic", "Basic " + base64.b64encode(f"{CLIENT}:{secret}".encode()).decode()),
        ("in HTML", secret.replace("&", "&amp;").replace('"', "&quot;")),
    ]
    return found


def shows(text, secret):
    """Which spelling of a secret stands in a text, if any."""
    return next((name for name, spelt in spellings(secret) if spelt in text), None)


def echoes(setting):
    """A service echoes the secret or the token in every spelling, in refusals, answers, heads and streams: -v shows none of them."""
    wrong, count = [], 0
    for secret in (SECRET, TOKEN):
        every = spellings(secret)
        for name, spelt in every[::2] if setting.short else every:
            for place in ("refusal", "text", "head", "answer", "token", "pieces", "stream"):
                if setting.short and place in ("text", "answer", "head") and count % 3:
                    count += 1
                    continue
                if secret == TOKEN and place == "token":
                    continue  # A token that has not been given is no secret.
                count += 1
                upstream = Upstream(echoing(place, spelt))
                environment = {
                    "SFMODELS_DOMAIN": f"http://127.0.0.1:{upstream.port}",
                    "SFMODELS_CLIENT_ID": CLIENT,
                    "SFMODELS_CLIENT_SECRET": SECRET,
                }
                words = ["--api", "llmg", "--stream"] if place == "stream" else []
                outcome = setting.run(
                    "generate",
                    "-n",
                    "-v",
                    "hi",
                    "--base-url",
                    f"http://127.0.0.1:{upstream.port}",
                    "--retries",
                    "0",
                    *words,
                    environment=environment,
                    signed_in=False,
                )
                told = outcome.errors.decode(errors="replace")
                if outcome.crashed or (shown := shows(told, secret)):
                    line = next((line for line in told.splitlines() if shows(line, secret)), "")
                    wrong.append(
                        f"{'token' if secret == TOKEN else 'secret'} as {name} in {place}: shown as {shown}: {line[:300]!r}; {outcome.status}"
                    )
                upstream.close()
    setting.table("echoes with -v", "nothing of it on standard error", wrong, count)


def echoing(place, spelt):
    """A service that repeats something in one place."""
    text = spelt.encode()

    def cut(body, kind="application/json", status=400):
        """The body in chunks, cut within what is repeated."""
        middle = body.find(text) + len(text) // 2
        yield f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n".encode()
        for piece in (body[:middle], body[middle : middle + 1], body[middle + 1 :]):
            if piece:
                yield b"%x\r\n%s\r\n" % (len(piece), piece)
                time.sleep(0.03)
        yield b"0\r\n\r\n"

    def answer(asked):
        if asked.path.endswith("/token"):
            if place == "token":
                return reply(b'{"error":"invalid_client","error_description":"you sent ' + text + b' to me"}', 400)
            return reply({"access_token": TOKEN, "token_type": "Bearer"})
        if place == "refusal":
            return reply(b'{"errorCode":"BAD","message":"you sent ' + text + b' to me"}', 400)
        if place == "text":
            return reply(b"<p>you sent " + text + b"</p>", 400, "text/html")
        if place == "head":
            return reply(b"{}", 400, headers=["X-Echo: " + spelt, "Location: /?t=" + spelt])
        if place == "pieces":
            return cut(b'{"errorCode":"BAD","message":"you sent ' + text + b' to me"}')
        if place == "stream":
            return stream_pieces()
        return reply(b'{"id":"x","other":"' + text + b'","generation":{"id":"g","generatedText":"Hi","parameters":{}}}')

    def stream_pieces():
        yield stream_head()
        whole = event("Hi", None, "stop").replace(b'"id": "x"', b'"id": "' + text + b'"')
        middle = whole.find(text) + len(text) // 2
        for piece in (whole[:middle], whole[middle:], b"data: [DONE]\r\n\r\n"):
            yield piece
            time.sleep(0.03)

    return answer


def secret_commands(setting):
    """Commands for secrets that print 100 KB, nothing, zeros or no text, are killed, fail, wait, or leave children behind."""
    upstream = Upstream(echoing("", "nothing"))
    wrong, count = [], 0
    commands = [
        ("100 KB", "head -c 100000 /dev/zero | tr '\\\\0' x", 3),
        ("endless", "yes secret | tr -d '\\\\n'", 3),
        ("many lines", "yes secret | head -n 100000", 3),
        ("nothing", "true", 3),
        ("blanks", "echo '   '", 3),
        ("fails", "echo s; exit 3", 3),
        ("killed", "kill -9 $$", 3),
        ("a trap", "kill -TRAP $$", 3),
        ("no such command", "nonexistent-command", 3),
        ("zeros", "printf '\\\\0\\\\0\\\\0'", None),
        ("no text", "printf '\\\\377\\\\376'", None),
        ("combining marks", "printf '\\\\314\\\\201\\\\314\\\\201\\\\314\\\\201'", None),
        ("one letter", "echo e", None),
        ("control characters", "printf 'a\\\\033[2Jb'", None),
        ("7 KB", "head -c 7000 /dev/zero | tr '\\\\0' x", None),
        ("errors", "yes e | head -c 300000 >&2; echo s", None),
    ]
    for name, command, expected in commands:
        count += 1
        setting.write(
            ".config/sfmodels/config.toml",
            f'[profile.default]\ndomain = "http://127.0.0.1:{upstream.port}"\nclient-id = "{CLIENT}"\nclient-secret-command = "{command}"\n',
        )
        os.chmod(setting.path(".config/sfmodels"), 0o700)
        shutil.rmtree(setting.path(".config/sfmodels/tokens"), ignore_errors=True)
        outcome = setting.run(
            "generate",
            "-n",
            "-v",
            "hi",
            "--base-url",
            f"http://127.0.0.1:{upstream.port}",
            "--retries",
            "0",
            signed_in=False,
            seconds=20,
        )
        if (
            outcome.crashed
            or outcome.status > 7
            or b"unforeseen" in outcome.errors
            or expected
            and (outcome.status in (0, 7) or not outcome.errors)
        ):
            wrong.append(f"{name}: {outcome}")
    setting.table("commands for secrets", "a sentence, no trap", wrong, count)
    upstream.close()


def odd_secrets(setting):
    """Secrets and tokens of combining marks, of one letter, of controls, of great length: no trap, and nothing of them in -v."""
    wrong, secrets = [], [
        "\u0301\u0301\u0301",
        "e\u0301",
        "\u200d",
        "a",
        " ",
        "\t",
        "\U0001f468\u200d\U0001f469",
        "x" * 8000,
        "a\u0000b".replace("\u0000", ""),
        "\\",
        "%",
        '"',
        "***",
        "{}",
        "\u0301" * 3000,
    ]
    count = 0
    for secret in secrets:
        upstream = Upstream(
            lambda asked, secret=secret: reply(
                json.dumps({"error": "invalid_client", "error_description": f"you sent {secret} to me"}).encode(), 400
            )
        )
        for environment in (
            {
                "SFMODELS_DOMAIN": f"http://127.0.0.1:{upstream.port}",
                "SFMODELS_CLIENT_ID": CLIENT,
                "SFMODELS_CLIENT_SECRET": secret,
            },
            {"SFMODELS_ACCESS_TOKEN": secret},
        ):
            count += 1
            outcome = setting.run(
                "generate",
                "-n",
                "-v",
                "hi",
                "--base-url",
                f"http://127.0.0.1:{upstream.port}",
                "--retries",
                "0",
                environment=environment,
                signed_in=False,
            )
            if outcome.crashed or outcome.status > 7 or len(secret) > 3 and secret.encode() in outcome.errors:
                wrong.append(f"{secret[:10]!r} as {list(environment)[-1]}: {outcome}")
        upstream.close()
    setting.table("odd secrets", "no trap, not shown", wrong, count)


def what_others_see(setting):
    """While commands run, no command line (`ps`), no environment of a child and no file that others can read has a secret."""
    upstream = Upstream(lambda asked: time.sleep(1.5) or echoing("", "nothing")(asked))
    mark = setting.path("seen")
    command = f"env >{mark}; cat /proc/$PPID/cmdline >>{mark}; sleep 1; echo {'s3cret-of-command'}"
    setting.write(
        ".config/sfmodels/config.toml",
        f'[profile.default]\ndomain = "http://127.0.0.1:{upstream.port}"\nclient-id = "{CLIENT}"\nclient-secret-command = "{command}"\n',
    )
    os.chmod(setting.path(".config/sfmodels"), 0o700)
    child = setting.begin("generate", "-n", "hi", "--base-url", f"http://127.0.0.1:{upstream.port}", signed_in=False)
    seen = set()

    def watch():
        while child.poll() is None:
            for name in os.listdir("/proc"):
                if name.isdigit():
                    try:
                        if os.getpgid(int(name)) == child.pid:
                            with open(f"/proc/{name}/cmdline", "rb") as file:
                                seen.add((name, file.read()))
                    except OSError:
                        pass
            time.sleep(0.01)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    outcome = setting.finish(child)
    watcher.join()
    login = setting.begin(
        "auth",
        "login",
        "-p",
        "x",
        "--domain",
        f"http://127.0.0.1:{upstream.port}",
        "--client-id",
        CLIENT,
        "--client-secret-stdin",
        stdin=-1,
        signed_in=False,
    )
    login.stdin.write(b"typed-secret-value\n")
    login.stdin.close()
    login.stdin = None
    with open(f"/proc/{login.pid}/cmdline", "rb") as file:
        seen.add(("login", file.read()))
    second = setting.finish(login)
    wrong = [f"{outcome}"] * (outcome.status != 0) + [f"{second}"] * (second.status != 0)
    lines = [
        line
        for _, line in seen
        if b"s3cret-of-command" in line
        and b"env >" not in line
        or TOKEN.encode() in line
        or b"typed-secret-value" in line
    ]
    wrong += [f"a command line: {line!r}" for line in lines]
    count = len(seen)
    for folder, _, names in os.walk(setting.home):
        for name in names:
            path = f"{folder}/{name}"
            if os.path.islink(path) or path == mark:
                continue
            count += 1
            with open(path, "rb") as file:
                data = file.read()
            if (
                any(secret in data for secret in (TOKEN.encode(), b"typed-secret-value"))
                and os.stat(path).st_mode & 0o077
            ):
                wrong.append(f"{path} has a secret and mode {os.stat(path).st_mode & 0o777:o}")
    setting.table("command lines and files", "no secret that others can read", wrong, count)
    upstream.close()


def keys_of_a_server(setting):
    """Keys of clients, right and wrong ones, in heads and addresses: nothing of them in the log, with -v neither."""
    upstream = Upstream(echoing("refusal", "key-that-is-secret and typed-by-a-client"))
    served = setting.serve("-v", upstream=upstream, environment={"SFMODELS_SERVE_KEY": "key-that-is-secret"})
    question = json.dumps({"model": "m", "messages": [{"role": "user", "content": "hi"}]})
    for headers in (
        ["Authorization: Bearer key-that-is-secret"],
        ["x-api-key: key-that-is-secret"],
        ["Authorization: Bearer wrong-key-of-somebody"],
    ):
        for path in (
            "/v1/chat/completions",
            "/v1/messages",
            "/v1/chat/completions?key=key-that-is-secret",
            "/v1/models?after_id=key-that-is-secret",
        ):
            ask(served.port, "POST", path, question, headers)
    served.end()
    told = served.told()
    wrong = [
        line[:200].decode(errors="replace")
        for line in told.splitlines()
        for word in (b"key-that-is-secret", b"wrong-key-of-somebody", b"token-that-nobody")
        if word in line
    ]
    setting.table("requests with keys", "no key in the log", wrong, 12)
    upstream.close()


ATTACKS = [echoes, secret_commands, odd_secrets, what_others_see, keys_of_a_server]
