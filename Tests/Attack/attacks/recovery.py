"""What a crash may leave of a run: `--resume` mends it to the byte or refuses; what looks whole is whole."""

import os
import random
import shutil
import signal
import time

from .children import wait_for
from .upstream import Upstream, reply

ROWS = 600
FORMS = ["jsonl", "csv", "npy"]


def vectors(pause):
    """A service that gives each text a vector of its own, and refuses some; each request takes so many seconds."""

    def answer(asked):
        texts = asked.json()["input"]
        time.sleep(pause)
        if any("bad" in text for text in texts):
            return reply({"errorCode": "BAD_ARGUMENT", "message": "too odd"}, 400)
        return reply(
            {
                "embeddings": [
                    {"index": index, "embedding": [len(text) / 7, hash_of(text), 0.5]}
                    for index, text in enumerate(texts)
                ]
            }
        )

    return answer


def hash_of(text):
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(text)) % 9973 / 9973


class Runs:
    """One input, one service, and what an unbroken run makes of it."""

    def __init__(self, setting, form, pause=0.04):
        self.setting, self.form = setting, form
        self.upstream = Upstream(vectors(pause))
        lines = (
            "" if number % 97 == 3 else f"bad {number}" if number % 211 == 7 else f"row {number}"
            for number in range(ROWS)
        )
        self.rows = setting.write("rows.txt", "\n".join(lines) + "\n")
        self.words = [
            "embed",
            "-q",
            "--base-url",
            f"http://127.0.0.1:{self.upstream.port}",
            "--from",
            self.rows,
            "--format",
            form,
            "--concurrency",
            "2",
        ]

    def in_folder(self, folder):
        return [*self.words, "-o", f"{folder}/out", "--errors", f"{folder}/errors"]

    def whole(self, folder):
        os.makedirs(self.setting.path(folder))
        outcome = self.setting.run(*self.in_folder(folder))
        assert outcome.status == 7, str(outcome)
        return contents(self.setting.path(folder))

    def broken(self, folder, seconds):
        """Kills a run when some of it is written."""
        os.makedirs(self.setting.path(folder), exist_ok=True)
        child = self.setting.begin(*self.in_folder(folder), "--resume")
        path = self.setting.path(f"{folder}/out.partial")
        wait_for(lambda: child.poll() is not None or os.path.exists(path) and os.path.getsize(path) > 300, 20, 0.002)
        time.sleep(seconds)
        child.kill()
        self.setting.finish(child)


def contents(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(f"{folder}/{name}", "rb") as file:
            found[name] = file.read()
    return found


def results(found):
    """What people use: without the record of a run that is whole."""
    return {name: data for name, data in found.items() if name in ("out", "out.ids", "errors")}


def harmed(found):
    """(what happened, files) for everything a crash or a stranger may have left of these files."""
    partial, record = found.get("out.partial", b""), found.get("out.progress", b"")

    def leaving(**changes):
        changed = {**found, **{name.replace("_", "."): data for name, data in changes.items()}}
        return {name: data for name, data in changed.items() if data is not None}

    size = len(partial)
    cuts = [
        (f"tail of the rows cut at {place}", leaving(out_partial=partial[:place]))
        for place in sorted({0, 1, size // 2, size - 1})
    ]
    zeros = [
        ("zeros behind the rows", leaving(out_partial=partial + b"\0" * 65536)),
        ("zeros for the end of the rows", leaving(out_partial=partial[:-50] + b"\0" * 50)),
        ("zeros in the middle", leaving(out_partial=partial[: size // 2] + b"\0" * 40 + partial[size // 2 + 40 :])),
        ("only zeros", leaving(out_partial=b"\0" * size)),
        ("zeros for the record", leaving(out_progress=b"\0" * len(record))),
    ]
    flipped = bytearray(partial)
    if flipped:
        flipped[size // 3] ^= 1
    lines = record.splitlines(keepends=True)
    records = [
        (f"the record cut at {place}", leaving(out_progress=record[:place]))
        for place in sorted({0, 1, len(record) // 2, len(record) - 1})
    ]
    records += [
        ("no record", leaving(out_progress=None)),
        ("no rows", leaving(out_partial=None)),
        ("garbage for the record", leaving(out_progress=b"\xff\x00{]" * 50)),
        ("garbage behind the record", leaving(out_progress=record + b"garbage")),
        ("half a record behind it", leaving(out_progress=record + record[:30])),
        ("the record twice", leaving(out_progress=record * 2)),
        ("an older record", leaving(out_progress=b"".join(lines[:-1]) or record[:-200])),
        ("a folder for a record", {**found, "out.progress/": b""}),
        ("rubbish behind the rows", leaving(out_partial=partial + b"rubbish\n" * 30)),
        ("half a row behind the rows", leaving(out_partial=partial + partial[:17])),
        ("the rows twice", leaving(out_partial=partial * 2)),
        ("a bit turned", leaving(out_partial=bytes(flipped))),
        ("no errors", leaving(errors=None, errors_partial=None)),
    ]
    others = [
        (f"{name} cut", {**found, name: data[: len(data) // 2]})
        for name, data in found.items()
        if name not in ("out.partial", "out.progress")
    ]
    others += [
        (f"{name} of zeros", {**found, name: b"\0" * len(data)})
        for name, data in found.items()
        if name not in ("out.partial", "out.progress")
    ]
    return cuts + zeros + records + others


def lay(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name, data in files.items():
        if name.endswith("/"):
            if os.path.exists(f"{folder}/{name[:-1]}"):
                os.remove(f"{folder}/{name[:-1]}")
            os.makedirs(folder + "/" + name)
            continue
        with open(f"{folder}/{name}", "wb") as file:
            file.write(data)


def what_a_crash_leaves(setting):
    """Rows and records that are cut, zeroed, doubled, older, newer, garbage or gone."""
    wrong, count, mended, refused = [], 0, 0, 0
    for form in setting.count(["jsonl", "npy"], FORMS):
        runs = Runs(setting, form)
        shutil.rmtree(setting.path("good"), ignore_errors=True)
        expected = results(runs.whole("good"))
        shutil.rmtree(setting.path("broken"), ignore_errors=True)
        runs.broken("broken", 0.15)
        left = contents(setting.path("broken"))  # The record knows the names of its files: harm is done in place.
        if "out.partial" not in left or not left["out.partial"]:
            wrong.append(f"{form}: nothing to harm: {sorted(left)}")
            continue
        runs.upstream.answer = vectors(0)
        for what, files in harmed(left):
            lay(setting.path("broken"), files)
            outcome = setting.run(*runs.in_folder("broken"), "--resume", seconds=60)
            count += 1
            got = contents(setting.path("broken")) if outcome.status == 7 else {}
            if outcome.status == 7 and results(got) == expected:
                mended += 1
            elif outcome.status in (1, 2) and outcome.errors and not os.path.exists(setting.path("broken/out")):
                refused += 1
            else:
                differ = [name for name in expected if got.get(name) != expected[name]]
                wrong.append(f"{form}, {what}: {outcome}; differs in {differ}")
        runs.upstream.close()
    setting.table(
        f"remains: {mended} mended, {refused} refused", "to the byte, or 1 or 2 with a sentence", wrong, count
    )


def forged_records(setting):
    """Numbers of the record that are huge, negative or fractional, in every place: no trap, no file that looks whole."""
    runs = Runs(setting, "jsonl")
    expected = results(runs.whole("good"))
    runs.broken("broken", 0.15)
    left = contents(setting.path("broken"))
    runs.upstream.answer = vectors(0)
    import re

    record = left["out.progress"]
    places = [match.span() for match in re.finditer(rb"(?<![\w.])\d+(?![\w.])", record)]
    wrong, count = [], 0
    chosen = random.Random(7).sample(places, min(len(places), setting.count(8, 40)))
    for start, end in chosen:
        for number in (b"9223372036854775807", b"-1", b"18446744073709551616", b"1e999"):
            lay(setting.path("broken"), {**left, "out.progress": record[:start] + number + record[end:]})
            outcome = setting.run(*runs.in_folder("broken"), "--resume")
            count += 1
            got = contents(setting.path("broken")) if outcome.status == 7 else {}
            if not (outcome.status == 2 or outcome.status == 7 and results(got) == expected):
                wrong.append(
                    f"{number.decode()} for {record[start:end].decode()} at {start} of the record {record[:120]!r}: {outcome}"
                )
    runs.upstream.close()
    setting.table("forged records", "2, or the same result", wrong, count)


def kills(setting):
    """SIGKILL, SIGTERM and SIGINT at random moments, again and again, until it is done: nothing lost, doubled or torn."""
    chance, wrong, killed = random.Random(11), [], 0
    rounds = setting.count(3, 30)
    for number in range(rounds):
        form = FORMS[number % 3]
        runs = Runs(setting, form, 0.02)
        for name in ("good", "killed"):
            shutil.rmtree(setting.path(name), ignore_errors=True)
        expected = results(runs.whole("good"))
        os.makedirs(setting.path("killed"))
        for _ in range(100):
            child = setting.begin(*runs.in_folder("killed"), "--resume")
            ended = wait_for(lambda: child.poll() is not None, chance.random() * 0.5, 0.002)
            if not ended:
                child.send_signal(chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
                killed += 1
            outcome = setting.finish(child, seconds=30)
            if outcome.status in (0, 7):
                break
            if outcome.status not in (-9, -15, -2, 130, 143):
                wrong.append(f"{form}: {outcome}")
                break
        got = results(contents(setting.path("killed")))
        if got != expected:
            wrong.append(f"{form}: differs in {[name for name in expected if got.get(name) != expected[name]]}")
        runs.upstream.close()
    setting.table(f"runs, killed {killed} times", "the bytes of an unbroken run", wrong, rounds)


def whole_results(setting):
    """Files that are whole, and files that look so but are not: no run changes them, unless it is told to by --force."""
    runs = Runs(setting, "jsonl", 0)
    expected = runs.whole("good")
    wrong, shorter, zeroed = (
        [],
        {**expected, "out": expected["out"][:-100]},
        {**expected, "out": expected["out"][:-100] + b"\0" * 100},
    )
    cases = [
        ("as it was", expected, ["--resume"]),
        ("cut", shorter, ["--resume"]),
        ("zeros at its end", zeroed, ["--resume"]),
        ("another model", expected, ["--resume", "--model", "other"]),
        ("a shard", expected, ["--resume", "--shard", "1/2"]),
        ("text kept", expected, ["--resume", "--keep-text"]),
        ("once more", expected, []),
    ]
    for what, files, more in cases:
        lay(setting.path("again"), files)
        outcome = setting.run(*runs.in_folder("again"), *more)
        if outcome.status not in (0, 2, 7) or contents(setting.path("again")).get("out") != files["out"]:
            wrong.append(f"{what}: {outcome}")
    runs.upstream.close()
    setting.table("whole files", "untouched; 0, 2 or 7", wrong, len(cases))


ATTACKS = [what_a_crash_leaves, forged_records, kills, whole_results]
