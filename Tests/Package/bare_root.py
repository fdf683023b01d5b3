"""A system that has just what every system of its kind has, in a folder, and commands inside it."""

import datetime
import hashlib
import os
import pty
import select
import signal
import stat
import subprocess
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class System:
    name: str
    suite: str
    glibc: tuple[int, int]
    # The day on which its public support ends.
    end: datetime.date

    def __str__(self):
        return f"{self.name} (glibc {self.glibc[0]}.{self.glibc[1]})"


DEBIAN_12 = System("Debian 12", "bookworm", (2, 36), datetime.date(2028, 6, 30))
SYSTEMS = [
    System("Ubuntu 20.04", "focal", (2, 31), datetime.date(2025, 5, 31)),
    System("Debian 11", "bullseye", (2, 31), datetime.date(2026, 8, 31)),
    System("Ubuntu 22.04", "jammy", (2, 35), datetime.date(2027, 6, 1)),
    DEBIAN_12,
    System("Ubuntu 24.04", "noble", (2, 39), datetime.date(2029, 5, 31)),
    System("Debian 13", "trixie", (2, 41), datetime.date(2030, 6, 30)),
]


def systems(glibc):
    """Debian 12, and the oldest that is still supported and has this glibc or a newer one."""
    today = datetime.date.today()
    fit = [system for system in SYSTEMS if system.glibc >= glibc and system.end >= today]
    oldest = min(fit, key=lambda system: system.glibc, default=DEBIAN_12)
    return [oldest] if oldest == DEBIAN_12 else [DEBIAN_12, oldest]


class NoMirror(Exception):
    """The packages of a system cannot be had here."""


# What installing and removing any package changes, and what programs may leave anywhere.
VOLATILE = (
    "dev", "proc", "run", "sys", "tmp", "var/cache/man", "var/cache/ldconfig", "var/lib/dpkg/lock",
    "var/lib/dpkg/lock-frontend", "var/lib/dpkg/status", "var/lib/dpkg/status-old", "var/lib/dpkg/triggers",
    "var/log", "var/tmp",
)


class BareRoot:
    def __init__(self, system, folder):
        self.system = system
        self.path = os.path.join(folder, system.suite)

    def build(self):
        script = f"/usr/share/debootstrap/scripts/{self.system.suite}"
        # debootstrap goes to Debian's where it knows no key of Ubuntu's: its own script tells the mirror.
        ask = 'default_mirror() { echo "$1"; exit; }; . "$1"'
        environment = os.environ | {"SUITE": self.system.suite, "ARCH": debian_architecture()}
        mirror = subprocess.run(
            ["sh", "-c", ask, "sh", script], env=environment, capture_output=True, text=True
        ).stdout.split()
        line = ["debootstrap", "--variant=minbase", "--include=bash-completion,man-db", self.system.suite, self.path]
        made = subprocess.run(line + mirror[:1], capture_output=True, text=True, timeout=1200)
        told = [text for text in (made.stdout + made.stderr).splitlines() if text[:2] in ("E:", "W:")]
        if any("Failed getting release file" in text for text in told):
            raise NoMirror("; ".join(told))
        if made.returncode != 0:
            raise AssertionError(f"debootstrap ended with {made.returncode}: {made.stdout[-2000:]}{made.stderr}")
        os.makedirs(f"{self.path}/tmp/home", exist_ok=True)
        # As on any system, /proc is there, for nobody but the program; where mounting is not allowed, it is not.
        way = ["unshare", f"--mount-proc={self.path}/proc"]
        self.way = way if subprocess.run([*way, "true"], capture_output=True).returncode == 0 else []
        return told

    def _line(self, words):
        environment = ["HOME=/tmp/home", "PATH=/tmp/home/.local/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        return [*self.way, "chroot", self.path, "env", "-i", "LC_ALL=C.UTF-8", "TERM=dumb", "PS1=> ", *environment, *words]

    def run(self, script, expected=0):
        """What a script of bash prints there; it must end with this status."""
        done = subprocess.run(
            self._line(["bash", "-c", script]), capture_output=True, text=True, timeout=600,
            stdin=subprocess.DEVNULL)
        assert done.returncode == expected, f"{script!r} ended with {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout

    def types(self, text, awaited):
        """Types into a bash on a terminal until it shows what is awaited."""
        child, terminal = pty.fork()
        if child == 0:
            line = self._line(["bash", "--norc", "--noprofile", "-i"])
            os.execvp(line[0], line)
        shown = b""
        try:
            os.write(terminal, text.encode())
            end = time.monotonic() + 120
            while awaited.encode() not in shown:
                assert time.monotonic() < end, f"{text!r}: bash shows {shown.decode()!r}"
                if select.select([terminal], [], [], 1)[0]:
                    shown += os.read(terminal, 65536)
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(terminal)

    def files(self):
        """All that is there: paths with what they are and hold."""
        found = {}
        for folder, folders, names in os.walk(self.path):
            below = os.path.relpath(folder, self.path)
            folders[:] = [name for name in folders if os.path.normpath(f"{below}/{name}") not in VOLATILE]
            for name in folders + names:
                path = os.path.normpath(f"{below}/{name}")
                if path not in VOLATILE:
                    found[path] = fact(os.path.join(folder, name))
        return found


def fact(path):
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        return os.readlink(path)
    if stat.S_ISREG(status.st_mode):
        with open(path, "rb") as file:
            return f"{status.st_mode:o} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    return f"{status.st_mode:o}"


def debian_architecture():
    return subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout.strip()
