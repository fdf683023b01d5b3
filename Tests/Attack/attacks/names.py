"""One file under two names, names that lead nowhere or are no text, and outputs that are inputs."""

import os


def one_file_with_two_names(setting):
    """An output that is an input, the errors or the record of another, by path, link or hard link: 2, nothing asked, nothing changed."""
    wrong, count = [], 0
    text = b'{"text":"one"}\n{"text":"two"}\n'

    def fresh():
        for name in os.listdir(setting.home):
            path = setting.path(name)
            if os.path.islink(path) or os.path.isfile(path):
                os.remove(path)
        setting.write("in.jsonl", text)
        os.makedirs(setting.path("folder"), exist_ok=True)
        os.link(setting.path("in.jsonl"), setting.path("hard.jsonl"))
        os.symlink("in.jsonl", setting.path("link.jsonl"))
        os.symlink("link.jsonl", setting.path("second.jsonl"))
        os.symlink(".", setting.path("here")) if not os.path.lexists(setting.path("here")) else None

    same = [
        "in.jsonl",
        "./in.jsonl",
        "hard.jsonl",
        "link.jsonl",
        "second.jsonl",
        "here/in.jsonl",
        "folder/../in.jsonl",
        setting.path("in.jsonl"),
        "/proc/self/cwd/in.jsonl",
    ]
    calls = [(f"-o {name}", "--from in.jsonl") for name in same] + [
        (f"-o out.jsonl --errors {name}", "--from in.jsonl") for name in same
    ]
    calls += [("-o in.jsonl", f"--from {name}") for name in same]
    calls += [
        (f"-o out.jsonl --errors {name}", "--from in.jsonl")
        for name in (
            "out.jsonl",
            "./out.jsonl",
            "here/out.jsonl",
            "out.jsonl.partial",
            "out.jsonl.progress",
            setting.path("out.jsonl"),
        )
    ]
    calls += [(f"-o {name} --input-format jsonl", "<in.jsonl") for name in same[:5]] + [
        ("--errors in.jsonl -o out.jsonl", "--input-format jsonl <in.jsonl")
    ]
    for outputs, inputs in calls:
        for force in ("--force", ""):
            if not force and setting.short:
                continue
            fresh()
            count += 1
            outcome = setting.shell(f'"$0" embed --emulator {outputs} {force} {inputs}')
            if outcome.status != 2 or setting.read("in.jsonl") != text or os.path.exists(setting.path("out.jsonl")):
                wrong.append(
                    f"{outputs} {force} {inputs}: {outcome}; input {'as it was' if setting.read('in.jsonl') == text else 'CHANGED'}"
                )
    setting.table("calls with one file under two names", "2, nothing changed", wrong, count)


def outputs_that_are_none(setting):
    """Outputs that are empty names, folders, links in circles or to nowhere, in no folder, too long: a sentence, nothing replaced."""
    setting.write("in.txt", "one\n")
    os.makedirs(setting.path("folder"))
    os.symlink("circle", setting.path("circle"))
    os.symlink("b", setting.path("a"))
    os.symlink("a", setting.path("b"))
    os.symlink("/nonexistent/x", setting.path("nowhere"))
    os.symlink("missing", setting.path("dangling"))
    os.symlink("folder", setting.path("tofolder"))
    wrong, count = [], 0
    for name in (
        "",
        "folder",
        "folder/",
        "circle",
        "a",
        "nowhere",
        "dangling",
        "tofolder",
        "nonexistent/out",
        "in.txt/out",
        "/",
        ".",
        "..",
        "x" * 300,
        "y/" * 3000,
    ):
        for option in (["-o", name], ["-o", "fine", "--errors", name]):
            for more in ([], ["--force"])[: setting.count(1, 2)]:
                count += 1
                outcome = setting.run("embed", "--emulator", "--from", "in.txt", *option, *more)
                links = all(
                    os.path.islink(setting.path(one)) for one in ("circle", "a", "b", "nowhere", "dangling", "tofolder")
                )
                if outcome.status not in (1, 2) or outcome.output or not links or os.path.exists(setting.path("fine")):
                    wrong.append(f"{outcome}; links {'are' if links else 'are NOT'} there")
                    if os.path.exists(setting.path("fine")):
                        os.remove(setting.path("fine"))
    setting.table("outputs that are none", "1 or 2, nothing replaced", wrong, count)


def names_that_are_no_text(setting):
    """Names of files that are not UTF-8, or of control characters, dashes and blanks, in and out."""
    wrong, count = [], 0
    for name in (
        b"a\xff",
        b"\xc0\x80x",
        b"\xed\xa0\x80",
        b"e\xcc\x81\xff",
        b"\xff" * 200,
        b" ",
        b"a\nb",
        b"\x1b[2Jx",
        b"--x",
        "\u202eabc".encode(),
        b"a\xc3",
    ):
        with open(os.path.join(os.fsencode(setting.home), name), "wb") as file:
            file.write(b"a text\n")
        for words, made in (
            ([b"generate", b"--emulator", b"-n", b"hi", b"-f", b"./" + name], None),
            (
                [
                    b"embed",
                    b"--emulator",
                    b"-q",
                    b"--from=./" + name,
                    b"--input-format",
                    b"lines",
                    b"-o",
                    b"./" + name + b".out",
                    b"--errors=./" + name + b".err",
                    b"--force",
                ],
                name + b".out",
            ),
            (
                [
                    b"embed",
                    b"--emulator",
                    b"-q",
                    b"-f",
                    b"./" + name,
                    b"-o./" + name + b".npy",
                    b"--format=npy",
                    b"--force",
                ],
                name + b".npy",
            ),
        ):
            if len(name) > 250 - 12:
                continue
            count += 1
            outcome = setting.run(*words)
            if outcome.status != 0 or made and not os.path.exists(os.path.join(os.fsencode(setting.home), made)):
                wrong.append(f"{name!r}: {outcome}")
    for words in (
        [b"generate", b"--emulator", b"a\xff"],
        [b"config", b"set", b"model", b"\xff"],
        [b"\xff"],
        [b"generate", b"--\xff"],
        [b"-m\xff", b"x"],
    ):
        count += 1
        outcome = setting.run(*words)
        if outcome.status != 2 or outcome.output:
            wrong.append(f"{words}: {outcome}")
    setting.table("names that are no text", "0, files of these names; text is 2", wrong, count)


def certificates_that_are_none(setting):
    """Certificates, keys and proxies that are garbage, folders, endless or no addresses: a sentence, nothing unforeseen."""
    from .inputs import harm

    wrong, count = [], 0
    kinds = harm()[::3] if setting.short else harm()
    for number, (what, make) in enumerate(kinds):
        make(setting.path(f"f{number}"))
        for words in (["--ca-file", f"f{number}"], ["--cert", f"f{number}", "--key", f"f{number}"]):
            for environment in ({}, {"SSL_CERT_FILE": f"f{number}"}, {"SSL_CERT_DIR": f"f{number}"})[
                : setting.count(1, 3)
            ]:
                count += 1
                outcome = setting.run(
                    "generate",
                    "-n",
                    "hi",
                    "--base-url",
                    "https://127.0.0.1:1",
                    "--retries",
                    "0",
                    *(words if not environment else []),
                    environment=environment,
                    seconds=20,
                )
                if (
                    outcome.crashed
                    or not 1 <= outcome.status <= 5
                    or b"unforeseen" in outcome.errors
                    or not outcome.errors
                ):
                    wrong.append(f"{what}: {outcome}")
    for proxy in (
        "ftp://x",
        "http://",
        "http://[::1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:-1",
        "://",
        "a b",
        "\x00",
        "http://" + "a" * 5000,
        "socks5://127.0.0.1:1",
        "http://u:p@@127.0.0.1:1",
        "https://127.0.0.1:1",
        "http://127.0.0.1:1/path?x",
        "127.0.0.1",
        "http://\u0301",
        "%",
        "socks4://127.0.0.1:1",
    ):
        if "\x00" in proxy:
            continue
        count += 1
        outcome = setting.run(
            "generate",
            "-n",
            "hi",
            "--retries",
            "0",
            environment={"HTTPS_PROXY": proxy, "https_proxy": proxy},
            seconds=30,
        )
        if outcome.crashed or not 1 <= outcome.status <= 5 or b"unforeseen" in outcome.errors or not outcome.errors:
            wrong.append(f"HTTPS_PROXY={proxy[:60]!r}: {outcome}")
    setting.table("certificates and proxies that are none", "a sentence, statuses 1 to 5", wrong, count)


def without_proc(setting):
    """Without /proc the program still has its arguments; tried where this process may take it away from a child."""
    line = 'unshare -m sh -c \'mount -t tmpfs none /proc 2>/dev/null || exit 99; exec "$0" generate --emulator --dry-run -n "two  words" ""\' "$0"'
    # libdispatch counts its threads in /proc, and traps now and then where there is none.
    for _ in range(3):
        outcome = setting.shell(line)
        if outcome.status == 99 or b"unshare" in outcome.errors:
            return setting.check("not tried: nothing may be mounted here", "", True)
        held = outcome.status == 0 and b"two  words" in outcome.output
        if held:
            break
    setting.check(
        f"without /proc: {outcome.status}, {len(outcome.output)} bytes", "0, the prompt is sent", held, [str(outcome)]
    )


ATTACKS = [
    one_file_with_two_names,
    outputs_that_are_none,
    names_that_are_no_text,
    certificates_that_are_none,
    without_proc,
]
