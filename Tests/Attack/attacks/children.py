"""The program and other processes: started in a folder of their own, watched, and ended without fail."""

import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time

from .http import ask

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
#: Opaque to all but the form: the program only looks for the dots and the time.
TOKEN = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"
#: What /health may take while the machine does other things too.
HEALTH_SECONDS = 3.0

alive = set()


def end_all():
    """Ends every process that was started here and has not been waited for, with what it started itself."""
    for child in list(alive):
        if child.poll() is None:  # Else its number may be another's by now.
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream:
                try:
                    stream.close()
                except OSError:
                    pass
        alive.discard(child)


def open_many_descriptors():
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit[1], limit[1]) if limit[1] < 1 << 20 else (65536, limit[1]))


def start(words, **options):
    child = subprocess.Popen(words, start_new_session=True, **options)
    alive.add(child)
    return child


def status(pid, field):
    """A figure of /proc/PID/status in kB, or None where the process is gone."""
    try:
        with open(f"/proc/{pid}/status") as file:
            found = re.search(rf"{field}:\s+(\d+) kB", file.read())
            return int(found.group(1)) if found else None
    except OSError:
        return None


def wait_for(condition, seconds, pause=0.01):
    """What the condition says as soon as it says something, or None after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        if value := condition():
            return value
        if time.monotonic() > end:
            return None
        time.sleep(pause)


class Outcome:
    """How a process ended: `status` is negative for a signal, None where it had to be ended."""

    def __init__(self, words, status, output, errors, peak, seconds):
        self.words, self.status, self.output, self.errors = words, status, output, errors
        self.peak, self.seconds = peak, seconds

    @property
    def crashed(self):
        return self.status is None or self.status < 0 or self.status > 128 or b"Fatal error" in self.errors

    def __str__(self):
        told = self.errors.decode(errors="replace").strip().replace("\n", " | ")
        return f"{' '.join(map(shown, self.words[1:]))}: {self.status}, {told[:300]!r}"


def shown(word):
    word = os.fsencode(word).decode(errors="backslashreplace")
    return word if len(word) < 100 else word[:60] + f"…({len(word)})"


class Served:
    """A server of the program's own that listens."""

    def __init__(self, child, log, port):
        self.child, self.log, self.port, self.pid = child, log, port, child.pid

    def peak(self):
        """MB of memory at most so far."""
        return (status(self.pid, "VmHWM") or 0) / 1024

    def resident(self):
        return (status(self.pid, "VmRSS") or 0) / 1024

    def is_alive(self):
        return self.child.poll() is None

    def told(self):
        with open(self.log, "rb") as file:
            return file.read()

    def end(self, number=signal.SIGTERM, seconds=40):
        """Its exit status, None where it did not end."""
        self.child.send_signal(number)
        try:
            code = self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        alive.discard(self.child)
        return code


class Health:
    """Asks /health again and again from a process of its own, and knows the longest it took."""

    def __init__(self, port):
        self.child = start(
            [sys.executable, "-B", "-m", "attacks.health", str(port)],
            cwd=PACKAGE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.child.stdout.readline()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        told = self.child.stdout.read().split()
        self.child.wait()
        self.child.stdout.close()
        alive.discard(self.child)
        self.worst, self.count, self.bad = float(told[0]), int(told[1]), int(told[2])

    def check(self, setting, what, bound=HEALTH_SECONDS):
        setting.check(
            f"{what}: /health {self.worst:.2f} s at worst of {self.count}, {self.bad} bad",
            f"{bound:.0f} s, 0 bad",
            self.worst <= bound and self.bad == 0,
        )


class Setting:
    """What an attack is given: the program, a folder that is HOME, and where to tell what was measured."""

    def __init__(self, program, home, short, report):
        self.program, self.home, self.short, self.report = program, home, short, report
        self.check, self.table = report.check, report.table

    def count(self, short, long):
        return short if self.short else long

    def path(self, name):
        return f"{self.home}/{name}"

    def write(self, name, text, mode=0o600):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        os.chmod(path, mode)
        return path

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def environment(self, more=None, signed_in=True):
        found = {"PATH": os.environ["PATH"], "HOME": self.home, "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"}
        if signed_in:
            found["SFMODELS_ACCESS_TOKEN"] = TOKEN
        return {**found, **(more or {})}

    def begin(self, *words, environment=None, signed_in=True, **options):
        """Starts the program and does not wait."""
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return start([self.program, *words], env=self.environment(environment, signed_in), cwd=self.home, **options)

    def finish(self, child, input=None, seconds=40):
        """Waits for a process, and ends it when it takes longer."""
        peak, done, begun = [0], threading.Event(), time.monotonic()

        def watch():
            while not done.is_set():
                peak[0] = max(peak[0], status(child.pid, "VmHWM") or 0)
                done.wait(0.02)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            output, errors = child.communicate(input, timeout=seconds)
            code = child.returncode
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            output, errors = child.communicate()
            code = None  # It hung.
        finally:
            done.set()
            watcher.join()
        alive.discard(child)
        return Outcome(child.args, code, output or b"", errors or b"", peak[0] / 1024, time.monotonic() - begun)

    def run(self, *words, input=None, seconds=40, **options):
        """Runs the program to its end."""
        if input is not None:
            options["stdin"] = subprocess.PIPE
        return self.finish(self.begin(*words, **options), input, seconds)

    def shell(self, line, *words, input=None, seconds=40, environment=None, signed_in=True):
        """Runs a line of the shell, in which "$0" is the program."""
        child = start(
            ["sh", "-c", line, self.program, *words],
            env=self.environment(environment, signed_in),
            cwd=self.home,
            stdin=subprocess.PIPE if input is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        return self.finish(child, input, seconds)

    def many(self, calls, seconds=40):
        """Starts all of them before it waits for the first; each call is a tuple of words and options."""
        started = []
        for words, options in calls:
            input = options.pop("input", None)
            if input is not None:
                options["stdin"] = subprocess.PIPE
            started.append((self.begin(*words, **options), input))
        for child, input in started:
            if input is not None:
                child.stdin.write(input)
                child.stdin.close()
                child.stdin = None
        return [self.finish(child, seconds=seconds) for child, _ in started]

    def listen(self, *words, environment=None, signed_in=True, stderr=None):
        """Starts a server of the program's own on a free port."""
        log = self.path(f"log-{len(alive)}-{time.monotonic_ns()}")
        child = self.begin(
            *words,
            "--port",
            "0",
            environment=environment,
            signed_in=signed_in,
            stdout=subprocess.DEVNULL,
            stderr=open(log, "wb"),
        )

        def port():
            with open(log, "rb") as file:
                found = re.search(rb"listening on http://127\.0\.0\.1:(\d+)", file.read())
            return found and int(found.group(1)) or (child.poll() is not None and -1)

        found = wait_for(port, 30)
        served = Served(child, log, found)
        if not found or found < 0:
            raise AssertionError(f"{' '.join(words)} does not listen: {served.told()[:300]!r}")
        return served

    def serve(self, *words, upstream=None, api="llmg", environment=None):
        """`serve`, on the pretended org or on an upstream of ours."""
        if upstream is None:
            return self.listen("serve", "--emulator", "--api", api, *words, environment=environment)
        base = ["--base-url", f"http://127.0.0.1:{upstream.port}"]
        # Our upstreams answer as the gateway's own endpoints do.
        lane = ["--lane", "translated"] if api == "llmg" and "--lane" not in words else []
        return self.listen("serve", "--api", api, *base, *lane, *words, environment=environment)

    def is_fine(self, served):
        """Says so when the server has died or answers nothing any more."""
        fine = served.is_alive() and ask(served.port, "GET", "/health", timeout=20).status == 200
        self.check(
            "alive, /health answers" if fine else f"exit {served.child.poll()}",
            "alive",
            fine,
            [] if fine else [served.told()[-500:].decode(errors="replace")],
        )
