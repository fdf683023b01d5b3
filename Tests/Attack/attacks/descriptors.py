"""Descriptors that are closed at the start, results that cannot be written, and disks that are full."""

import itertools
import os

ROWS = "one\n\ntwo\nthree\n"


def closed_at_the_start(setting):
    """All combinations of closed 0, 1 and 2, for commands that write files: no word lands in a file, no result is lost silently."""
    setting.write("rows.txt", ROWS)
    wrong, count = [], 0
    expected = {}
    for name, words in (("jsonl", "--format jsonl"), ("npy", "--format npy")):
        setting.shell(f'"$0" embed --emulator -q {words} -o good.{name} --from rows.txt --errors good.{name}.errors')
        expected[name] = [setting.read(f"good.{name}"), setting.read(f"good.{name}.errors")]
    for closed in [part for size in (1, 2, 3) for part in itertools.combinations("012", size)]:
        words = " ".join({"0": "<&-", "1": ">&-", "2": "2>&-"}[one] for one in closed)
        for name in expected:
            count += 1
            out = f"out-{''.join(closed)}.{name}"
            outcome = setting.shell(
                f'"$0" embed --emulator -v -o {out} --format {name} --from rows.txt --errors {out}.errors {words}'
            )
            got = [setting.read(one) if os.path.exists(setting.path(one)) else None for one in (out, out + ".errors")]
            if outcome.crashed or outcome.status != 7 or got != expected[name]:
                wrong.append(f"{words}, {name}: {outcome}, differs in {[a == b for a, b in zip(got, expected[name])]}")
        for line, expects in (
            ("generate --emulator -n -v hi", 1),
            ("embed --emulator a b", 1),
            ("config path", 1),
            ("--version", 1),
            ("help", 1),
        ):
            count += 1
            outcome = setting.shell(f'"$0" {line} {words}')
            if outcome.crashed or (outcome.status == 0) == ("1" in closed):
                wrong.append(f"{line} {words}: {outcome}")
        count += 1
        outcome = setting.shell(f'"$0" config set alias.a{"".join(closed)} model {words}')
        if outcome.crashed or outcome.status != 0:
            wrong.append(f"config set {words}: {outcome}")
    setting.table("calls with closed descriptors", "files as ever, a lost result is 1", wrong, count)


def results_that_cannot_be_written(setting):
    """A standard output that is full, closed, read-only or gone; files on a full disk."""
    setting.write("rows.txt", ROWS)
    setting.write("many.txt", "a line\n" * 3000)
    full = [
        "generate --emulator -n hi",
        "generate --emulator -n --json hi",
        "embed --emulator a b",
        "embed --emulator --format csv a",
        "help",
        "config path",
        "--help",
        "--version",
        "completions bash",
        "auth status",
        "generate --emulator --dry-run hi",
        "generate --emulator --from rows.txt --input-format lines",
        "config list",
    ]
    wrong = []
    setting.run("config", "set", "alias.a", "b")
    every = [(line, "> /dev/full", (1, 3)) for line in full] + [(line, "1< rows.txt", (1, 3)) for line in full[:6]]
    every += [("embed --emulator --from many.txt", "| head -n 1 >/dev/null; true", (0,))]
    every += [
        (f"embed --emulator --from rows.txt -o {name}", "", (1, 2))
        for name in ("/dev/full", "nowhere/out", "rows.txt/out", "/proc/out")
    ]
    every += [("embed --emulator --from rows.txt -o errs.jsonl --errors /dev/full --force", "", (1, 2))]
    for line, more, statuses in every:
        outcome = setting.shell(f'"$0" {line} {more}')
        if outcome.crashed or outcome.status not in statuses:
            wrong.append(f"{line} {more}: {outcome}, not one of {statuses}")
    # A file that may grow no further is a disk that is full.
    for form in ("jsonl", "npy", "csv"):
        outcome = setting.shell(f'ulimit -f 64; trap "" XFSZ; "$0" embed --emulator --from many.txt -o limited.{form}')
        if outcome.crashed or outcome.status != 1 or os.path.exists(setting.path(f"limited.{form}")):
            wrong.append(f"a full disk, {form}: {outcome}, whole: {os.path.exists(setting.path(f'limited.{form}'))}")
        again = setting.shell(f'"$0" embed --emulator --from many.txt -o limited.{form} --resume')
        whole = setting.shell(f'"$0" embed --emulator --from many.txt -o whole.{form}')
        if again.status != 0 or whole.status != 0 or setting.read(f"limited.{form}") != setting.read(f"whole.{form}"):
            wrong.append(f"a full disk that has space again, {form}: {again}")
    setting.table("results that cannot be written", "1 and a sentence", wrong, len(every) + 6)


def readers_that_leave(setting):
    """A reader that leaves early: 141 where rows would be missing, and never a trap."""
    setting.write("many.txt", "a line\n" * 5000)
    wrong = []
    lines = [
        ("embed --emulator --from many.txt", (141,)),
        ("generate --emulator --from many.txt --input-format lines", (141,)),
        ("--help", (0,)),
        ("generate --help", (0, 141)),
        ("completions zsh", (0, 141)),
    ]
    for line, statuses in lines:
        outcome = setting.shell(f'{{ "$0" {line}; echo $? >status; }} | head -c 10 >/dev/null; cat status')
        status = int(outcome.output or b"-1")
        if status not in statuses:
            wrong.append(f"{line} | head -c 10: {status}, not one of {statuses}; {outcome}")
    setting.table("readers that leave", "141 where rows are missing", wrong, len(lines))


def few_descriptors(setting):
    """A server that may open few files, and many clients: it lives, and answers when they are gone."""
    from .http import ask, at_once, connect
    from .children import Served, start, wait_for
    import re
    import subprocess

    wrong = []
    for limit in setting.count([64], [32, 64, 256]):
        log = setting.path(f"log-{limit}")
        child = start(
            ["sh", "-c", f'ulimit -n {limit}; exec "$0" serve --emulator --port 0 2>{log}', setting.program],
            cwd=setting.home,
            env=setting.environment(),
            stdin=subprocess.DEVNULL,
        )
        port = wait_for(
            lambda: os.path.exists(log)
            and (m := re.search(r"127\.0\.0\.1:(\d+)\n", open(log).read()))
            and int(m.group(1)),
            20,
        )
        clients = [connect(port) for _ in range(setting.count(32, limit * 2))]
        for client in clients:
            client.sendall(b"GET /health HTTP/1.1\r\n")
        found = at_once(8, lambda _: ask(port, "GET", "/health", timeout=60))
        if any(one.status != 200 for one in found) or child.poll() is not None:
            wrong.append(f"ulimit -n {limit}, {len(clients)} clients that are slow: {found}, exit {child.poll()}")
        for client in clients:
            client.close()
        if (after := ask(port, "GET", "/health", timeout=60)).status != 200 or Served(child, log, port).end() != 0:
            wrong.append(f"ulimit -n {limit}, when they are gone: {after}")
    setting.table("limits of descriptors", "/health answers others within 60 s", wrong, setting.count(1, 3))


ATTACKS = [closed_at_the_start, results_that_cannot_be_written, readers_that_leave, few_descriptors]
