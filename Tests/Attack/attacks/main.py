"""Which attacks there are, how each is run, and how it all ends."""

import argparse
import importlib
import multiprocessing
import os
import signal
import sys
import tempfile
import time

from . import children
from .report import HEADING, Report

SUBJECTS = [
    "memory",
    "blocking",
    "log",
    "framing",
    "heads",
    "figures",
    "descriptors",
    "recovery",
    "settings",
    "inputs",
    "names",
    "spellings",
]
#: Seconds for one attack, in the short form and in the long one.
PATIENCE = (150, 600)


class Overtime(Exception):
    pass


def attacks():
    """The functions of all subjects in order, by name, with their subjects."""
    found = {}
    for subject in SUBJECTS:
        for function in importlib.import_module(f".{subject}", __package__).ATTACKS:
            found[function.__name__.replace("_", "-")] = (subject, function)
    return found


def give_up(number, _):
    heed(signal.SIG_IGN)  # What is told twice must not disturb the cleaning up.
    raise Overtime() if number == signal.SIGALRM else KeyboardInterrupt()


def heed(act):
    """What is to happen when this process is told to end, or its time is over."""
    for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, act)


def attempt(job):
    """Runs one attack in this process, but only so long, and ends what it started; what is to be said of it."""
    name, program, short, folder = job
    report = Report(name)
    with tempfile.TemporaryDirectory(dir=folder, prefix=f"{name}-", ignore_cleanup_errors=True) as home:
        try:
            heed(give_up)
            signal.alarm(PATIENCE[0 if short else 1])
            attacks()[name][1](children.Setting(program, home, short, report))
        except Overtime:
            report.check("did not end in time", f"{PATIENCE[0 if short else 1]} s", False)
        except KeyboardInterrupt:
            report.check("interrupted", "", False)
        except Exception as error:  # Whatever it is, the others are still to be run.
            report.check("broke off", "", False, [f"{type(error).__name__}: {error}"])
        finally:
            heed(signal.SIG_IGN)
            signal.alarm(0)
            children.end_all()
    heed(signal.SIG_DFL)
    return report.ended()


def run(jobs, count):
    """Runs attacks, some side by side, and prints each when it has ended; (seconds, name, whether it held) for each."""
    ended = []
    with multiprocessing.get_context("fork").Pool(count, heed, [signal.SIG_DFL], 1) as pool:
        try:
            for text, *outcome in pool.imap_unordered(attempt, jobs):
                print(text, end="", flush=True)
                ended.append(outcome)
        except KeyboardInterrupt:
            heed(signal.SIG_IGN)
            pool.terminate()  # Each ends what it has started.
            pool.join()
            raise
    return ended


def main(words, usage):
    parser = argparse.ArgumentParser(usage=usage, add_help=False)
    parser.add_argument("program", nargs="?")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--jobs", type=int, default=3)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_intermixed_args(words)
    every = attacks()
    if options.list:
        for name, (subject, function) in every.items():
            print(f"{subject:12} {name:34} {function.__doc__}")
        return 0
    if not options.program:
        parser.error("PROGRAM is missing")
    known = set(every) | set(SUBJECTS)
    if unknown := [name for name in options.names if name not in known]:
        parser.error(f"no such attack: {', '.join(unknown)}; --list shows them")
    chosen = [name for name, (subject, _) in every.items() if not options.names or {name, subject} & set(options.names)]
    heed(give_up)
    children.open_many_descriptors()
    start = time.monotonic()
    print(HEADING, flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="sfmodels-attack-", ignore_cleanup_errors=True) as folder:
            program = os.path.abspath(options.program)
            ended = run([(name, program, options.short, folder) for name in chosen], options.jobs)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    failed = sorted(name for _, name, held in ended if not held)
    longest = ", ".join(f"{name} {seconds:.0f} s" for seconds, name, _ in sorted(ended, reverse=True)[:6])
    print(
        f"\nlongest: {longest}\n{len(chosen)} attacks, {len(failed)} failed, {time.monotonic() - start:.0f} s"
        + (f": {', '.join(failed)}" if failed else ""),
        flush=True,
    )
    return 1 if failed else 0
