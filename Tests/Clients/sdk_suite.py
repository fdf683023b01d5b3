"""The tests that an SDK's authors ship in its source distribution, run against the server."""

import collections
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import xml.etree.ElementTree

# Where the README's command leaves the distributions.
DISTRIBUTIONS = pathlib.Path(sys.prefix) / "sources"

Failure = collections.namedtuple("Failure", "test message")


def failures(sdk, files, base_url, folder, plugins):
    """Runs files of an SDK's tests, each test as its authors wrote it, and gathers those that fail.

    A test is named as `file.py::Class.test`, the same for the synchronous and the asynchronous class and for all
    clients that it is run with.
    """
    [archive] = DISTRIBUTIONS.glob(f"{sdk}-*.tar.gz")
    with tarfile.open(archive) as distribution:
        distribution.extractall(folder, filter="data")
    [root] = folder.glob(f"{sdk}-*")
    report = folder / "report.xml"
    command = [
        sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--disable-plugin-autoload",
        *(word for plugin in plugins for word in ("-p", plugin)), "-o", "addopts=", "--tb=line",
        f"--junit-xml={report}", *(f"tests/api_resources/{file}" for file in files)]
    done = subprocess.run(
        command, cwd=root, env=os.environ | {"TEST_API_BASE_URL": base_url}, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    cases = list(xml.etree.ElementTree.parse(report).iter("testcase"))
    assert len(cases) > 100
    return [Failure(_name(case), failure.get("message") or "")
            for case in cases for failure in (*case.iter("failure"), *case.iter("error"))]


def _name(case):
    path, _, group = case.get("classname").rpartition(".")
    file = path.removeprefix("tests.api_resources.").replace(".", "/")
    return f"{file}.py::{group.replace('Async', '')}.{case.get('name').split('[')[0]}"


def unexpected(found, expected):
    """What failed otherwise than is said, and what is said to fail and does not.

    `expected` has, for a pattern of names, the pattern of the message and the reason.
    """
    used = set()
    rest = set()
    for failure in found:
        known = [(names, message) for names, (message, _) in expected.items()
                 if re.fullmatch(names, failure.test) and re.search(message, failure.message, re.DOTALL)]
        used.update(names for names, _ in known)
        if not known:
            rest.add(f"{failure.test}: {re.sub('req_[a-z0-9]+', 'req_…', failure.message)[:300]}")
    return sorted(rest) + [f"does not fail: {names}" for names in expected if names not in used]
