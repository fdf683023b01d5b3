"""Settings, logins and tokens of many processes at once, of stopped ones, and of other people."""

import os
import signal
import time

from .children import wait_for
from .upstream import Upstream, gateway, reply

JWT = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.c2ln"
CONFIG, CREDENTIALS = ".config/sfmodels/config.toml", ".config/sfmodels/credentials.toml"


def org(pause=0.0):
    """Gives out tokens, takes them back, and answers a prompt."""

    def answer(asked):
        if asked.path.endswith("/token"):
            time.sleep(pause)
            return reply(
                {
                    "access_token": JWT,
                    "token_type": "Bearer",
                    "scope": "sfap_api api",
                    "instance_url": "http://127.0.0.1",
                }
            )
        if "revoke" in asked.path:
            return reply(b"")
        if asked.path.endswith("generations") and "chat" not in asked.path:
            return reply(
                {
                    "id": "x",
                    "generation": {"id": "g", "generatedText": "Hello", "parameters": {"finish_reason": "stop"}},
                }
            )
        return gateway()(asked)

    return answer


def changes_at_once(setting):
    """Very many `config set` and `unset` at once, of one profile and of many: all are kept, and the file stays whole."""
    count = setting.count(24, 60)
    setting.write(CONFIG, "# mine\n[alias]\n" + "".join(f'old{number} = "m"\n' for number in range(count // 2)))
    calls = [(["config", "set", f"alias.a{number}", f"model-{number}"], {}) for number in range(count // 2)]
    calls += [(["config", "set", "-p", f"p{number}", "model", "m"], {}) for number in range(count // 2)]
    calls += [(["config", "unset", f"alias.old{number}"], {}) for number in range(count // 2)]
    wrong = [str(outcome) for outcome in setting.many(calls) if outcome.status != 0]
    text = setting.read(CONFIG).decode()
    wrong += [f"alias a{number} is lost" for number in range(count // 2) if f'a{number} = "model-{number}"' not in text]
    wrong += [f"profile p{number} is lost" for number in range(count // 2) if f"[profile.p{number}]" not in text]
    wrong += ["what was unset is there" for _ in range(1) if "old" in text] + (
        [] if text.startswith("# mine\n") else ["the comment is lost"]
    )
    setting.table("changes at once", "all are kept", wrong, len(calls))
    left = [name for name in os.listdir(os.path.dirname(setting.path(CONFIG))) if name.startswith(".") or "tmp" in name]
    setting.check(f"files left behind: {len(left)}", "1 (the lock) at most", len(left) <= 1, left)


def changes_that_are_killed(setting):
    """`config set` is killed at random moments: the file is the one before or the one after, never a part."""
    import random

    chance, wrong = random.Random(5), []
    padding = "".join(f'pad{number} = "{"x" * 50}"\n' for number in range(3000))
    count = setting.count(30, 300)
    setting.write(CONFIG, f'[alias]\nkept = "yes"\n{padding}')
    for number in range(count):
        child = setting.begin("config", "set", "alias.last", f"m{number}")
        time.sleep(chance.random() * 0.03)
        child.kill()
        setting.finish(child)
        text = setting.read(CONFIG).decode()
        if text.count("pad") != 3000 or 'kept = "yes"' not in text:
            wrong.append(f"kill {number}: {len(text)} bytes")
    outcome = setting.run("config", "set", "alias.last", "done")
    if outcome.status != 0:
        wrong.append(str(outcome))
    setting.table("killed changes", "the file before or after", wrong, count)


def logins_at_once(setting):
    """Logins and logouts of many profiles at once: each is done, and no secret of another is lost or kept."""
    count = setting.count(10, 30)
    upstream = Upstream(org())
    domain = f"http://127.0.0.1:{upstream.port}"
    setting.write(CONFIG, "".join(f'[profile.out{n}]\nclient-id = "id"\ndomain = "{domain}"\n' for n in range(count)))
    setting.write(CREDENTIALS, "".join(f'[profile.out{n}]\nclient-secret = "old-secret-{n}-"\n' for n in range(count)))
    calls = [
        (
            ["auth", "login", "-p", f"in{n}", "--domain", domain, "--client-id", f"key{n}", "--client-secret-stdin"],
            {"input": f"new-secret-{n}-\n".encode(), "signed_in": False},
        )
        for n in range(count)
    ]
    calls += [(["auth", "logout", "-p", f"out{n}"], {"signed_in": False}) for n in range(count)]
    wrong = [str(outcome) for outcome in setting.many(calls) if outcome.status != 0]
    settings, secrets = setting.read(CONFIG).decode(), setting.read(CREDENTIALS).decode()
    wrong += [f"secret {n} is lost" for n in range(count) if f"new-secret-{n}-" not in secrets]
    wrong += [f"key {n} is lost" for n in range(count) if f'"key{n}"' not in settings]
    wrong += ["secrets are kept of who has signed out"] if "old-secret" in secrets else []
    wrong += ["a secret is among the settings"] if "secret-" in settings else []
    wrong += [
        f"{name} has mode {os.stat(setting.path(name)).st_mode & 0o777:o}"
        for name in (CREDENTIALS,)
        if os.stat(setting.path(name)).st_mode & 0o077
    ]
    setting.table("logins and logouts at once", "all are done", wrong, len(calls))
    upstream.close()


def signed_in(setting, upstream):
    return {
        "SFMODELS_DOMAIN": f"http://127.0.0.1:{upstream.port}",
        "SFMODELS_CLIENT_ID": "id",
        "SFMODELS_CLIENT_SECRET": "s3cr3t-of-mine",
    }


def one_token_for_many(setting):
    """Very many processes without a token at once make one request for it."""
    upstream = Upstream(org(0.5))
    count = setting.count(20, 50)
    base = ["--base-url", f"http://127.0.0.1:{upstream.port}"]
    outcomes = setting.many(
        [
            (["generate", "-n", "hi", *base], {"environment": signed_in(setting, upstream), "signed_in": False})
            for _ in range(count)
        ]
    )
    asked = sum(one.path.endswith("/token") for one in upstream.asked)
    wrong = [str(outcome) for outcome in outcomes if outcome.status != 0]
    setting.table(
        f"processes at once made {asked} token requests",
        "1, and all are answered",
        wrong + [f"{asked}"] * (asked != 1),
        count,
    )
    upstream.close()


def stopped_holder(setting):
    """The holder of the token lock, or of the settings' lock, is stopped: others wait 10 s at most, and say so."""
    upstream = Upstream(org(60))
    base = ["--base-url", f"http://127.0.0.1:{upstream.port}"]
    environment = signed_in(setting, upstream)
    holder = setting.begin("generate", "-n", "hi", *base, environment=environment, signed_in=False)
    wait_for(lambda: upstream.asked, 20)
    holder.send_signal(signal.SIGSTOP)
    upstream.answer = org()
    outcomes = setting.many(
        [(["generate", "-n", "hi", *base], {"environment": environment, "signed_in": False}) for _ in range(3)]
    )
    worst = max(outcome.seconds for outcome in outcomes)
    wrong = [str(outcome) for outcome in outcomes if outcome.status != 0 or outcome.output != b"Hello\n"]
    setting.table(f"wait for a stopped holder, {worst:.1f} s at most", "answered", wrong, 3)
    setting.check(f"waited {worst:.1f} s", "20 s", worst <= 20)
    told = outcomes[0].errors.decode()
    setting.check(f"it says: {told.strip()[:50]!r}", "a sentence with the 10 s", "10" in told, [told])
    holder.kill()
    upstream.close()


def settings_of_others(setting):
    """Settings that others could have written, or own, or link to, do not run commands; secrets that others can read are refused."""
    upstream = Upstream(org())
    folder, wrong, count = setting.path(".config/sfmodels"), [], 0
    mark = setting.path("mark")
    text = f'[profile.default]\ndomain = "http://127.0.0.1:{upstream.port}"\nclient-id = "id"\nclient-secret-command = "touch {mark}; echo s3cret"\n'
    words = ["generate", "-n", "hi", "--base-url", f"http://127.0.0.1:{upstream.port}"]

    def attempt(what, expected):
        nonlocal count
        count += 1
        if os.path.exists(mark):
            os.remove(mark)
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            if name == "tokens":
                import shutil

                shutil.rmtree(f"{folder}/{name}")
        outcome = setting.run(*words, signed_in=False)
        if outcome.status != expected or os.path.exists(mark) != (expected == 0):
            wrong.append(f"{what}: {outcome}; command run: {os.path.exists(mark)}")

    def fresh(mode=0o600, folder_mode=0o700):
        if os.path.lexists(setting.path(CONFIG)):
            os.remove(setting.path(CONFIG))
        setting.write(CONFIG, text, mode)
        os.chmod(folder, folder_mode)

    for mode in (0o600, 0o644, 0o400):
        fresh(mode)
        attempt(f"mode {mode:o}", 0)
    for mode in (0o660, 0o606, 0o622, 0o666, 0o777):
        fresh(mode)
        attempt(f"mode {mode:o}", 2)
    for mode in (0o770, 0o707, 0o777, 0o1777):
        fresh(folder_mode=mode)
        attempt(f"folder of mode {mode:o}", 2)
    fresh()
    target = setting.write("dotfiles/config.toml", text, 0o664)
    os.remove(setting.path(CONFIG))
    os.symlink(target, setting.path(CONFIG))
    attempt("a link to a file that others can write", 2)
    os.chmod(target, 0o600)
    os.chmod(setting.path("dotfiles"), 0o777)
    attempt("a link into a folder that others can write", 2)
    os.chmod(setting.path("dotfiles"), 0o700)
    if os.geteuid() == 0:
        fresh()
        os.chown(setting.path(CONFIG), 65534, 65534)
        attempt("another owner", 2)
        fresh()
        os.chown(folder, 65534, 65534)
        attempt("a folder of another owner", 2)
        os.chown(folder, 0, 0)
    os.remove(setting.path(CONFIG))
    setting.write(CONFIG, f'[profile.default]\ndomain = "http://127.0.0.1:{upstream.port}"\nclient-id = "another"\n')
    for mode in (0o644, 0o640, 0o604, 0o666):
        count += 1
        setting.write(CREDENTIALS, '[profile.default]\nclient-secret = "s"\n', mode)
        outcome = setting.run("auth", "token", signed_in=False)
        if outcome.status != 2:
            wrong.append(f"credentials of mode {mode:o}: {outcome}")
    setting.table("settings of others", "no command is run, 2", wrong, count)
    upstream.close()


def broken_settings(setting):
    """Settings, secrets and kept tokens that are garbage, folders, pipes, links in circles: a sentence, never a trap."""
    from .inputs import harm

    wrong, count = [], 0
    import shutil

    for name in (CONFIG, CREDENTIALS):
        for what, make in harm():
            shutil.rmtree(setting.path(".config"), ignore_errors=True)
            os.makedirs(setting.path(".config/sfmodels"), mode=0o700)
            make(setting.path(name))
            for words in (
                ["config", "list"],
                ["auth", "status"],
                ["generate", "-n", "hi", "--dry-run"],
                ["config", "set", "model", "m"],
            )[: setting.count(2, 4)]:
                count += 1
                outcome = setting.run(*words, signed_in=False, seconds=20)
                if outcome.crashed or outcome.status > 7 or b"unforeseen" in outcome.errors:
                    wrong.append(f"{name}, {what}: {outcome}")
    setting.table("calls with broken settings", "a sentence, statuses 0 to 7", wrong, count)


ATTACKS = [
    changes_at_once,
    changes_that_are_killed,
    logins_at_once,
    one_token_for_many,
    stopped_holder,
    settings_of_others,
    broken_settings,
]
