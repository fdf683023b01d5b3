"""The recipes of `sfmodels help loading`, run as they stand there with what is installed: DuckDB, pandas and Dask where
`.build/loading` has them (Tests/Clients/loading.txt), PostgreSQL 15, SQLite and GNU parallel as Debian has them."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

PROGRAM = os.environ.get("SFMODELS", ".build/debug/sfmodels")
LIBRARIES = pathlib.Path(__file__).parents[2] / ".build/loading/bin"
POSTGRES = pathlib.Path("/usr/lib/postgresql/15/bin")


def blocks():
    """The lines to the letter of each section, by its title."""
    page = json.loads(subprocess.run([PROGRAM, "help", "loading", "--json"], capture_output=True, check=True).stdout)
    return {
        section["title"]: "\n".join(line[4:] for line in section["text"].split("\n") if line.startswith("    ") or not line)
        for section in page["sections"]
    }


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """Runs a script in a folder where the records' vectors are, with a pretended org behind it."""
    folder = tmp_path_factory.mktemp("loading")
    folder.chmod(0o755)
    (folder / "bin").mkdir()
    (folder / "bin/sfmodels").symlink_to(os.path.abspath(PROGRAM))
    (folder / "corpus.txt").write_text("".join(f"text {number}\n" for number in range(40)))
    emulator = subprocess.Popen(
        [PROGRAM, "emulator", "--port", "0", "--records", "1200", "--print-env", "-q"], stdout=subprocess.PIPE, text=True)
    variables = dict(emulator.stdout.readline().strip().split("=", 1) for _ in range(3))
    environment = {"PATH": f"{folder}/bin:{LIBRARIES}:/usr/bin:/bin", "HOME": str(folder), **variables}

    def run(script, **more):
        done = subprocess.run(
            ["sh", "-e", "-c", script], cwd=folder, env={**environment, **more}, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert "ERROR" not in done.stderr, done.stderr
        return done.stdout

    run.folder = folder
    run(blocks()[""].replace("sfmodels embed", "sfmodels embed -q"))
    yield run
    emulator.terminate()
    emulator.wait()


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A server of PostgreSQL's that only its socket leads to."""
    if not (POSTGRES / "initdb").exists():
        pytest.skip("PostgreSQL 15 is not installed: apt-get install postgresql-15")
    folder = tmp_path_factory.mktemp("postgres")
    # It does not run as root.
    under = ["/usr/sbin/runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    for parent in [folder, *folder.parents[:3]]:
        if parent.stat().st_uid == os.getuid() and parent != pathlib.Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o711)
    if under:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    subprocess.run([*under, POSTGRES / "initdb", "-D", data, "-A", "trust"], check=True, capture_output=True, cwd="/")
    control = [*under, POSTGRES / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", f"-k {folder} -c listen_addresses=''", "start"], check=True, capture_output=True, cwd="/")
    yield {"PGHOST": str(folder), "PGUSER": "postgres" if under else os.environ.get("USER", ""), "PGDATABASE": "postgres"}
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/")


def library(name):
    """Skips where Python's own packages are not installed."""
    found = (LIBRARIES / "python3").exists() and subprocess.run(
        [LIBRARIES / "python3", "-c", f"import {name}"], capture_output=True).returncode == 0
    if not found:
        pytest.skip(f"{name} is not installed: python3 -m venv .build/loading && "
                    ".build/loading/bin/pip install -q --no-deps -r Tests/Clients/loading.txt")


def test_duckdb(shell):
    library("duckdb")
    assert shell(blocks()["DuckDB"]).count("500gK") == 5


def test_pandas(shell):
    library("pandas")
    assert shell(blocks()["NumPy and pandas"]).count("500gK") == 5


def test_arrays(shell, database):
    rows = shell(blocks()["PostgreSQL, arrays"], **database)
    count = len((shell.folder / "vectors.jsonl").read_text().splitlines())
    assert f"{count} | 1536" in " ".join(rows.split())


def test_pgvector(shell, database):
    if not pathlib.Path("/usr/share/postgresql/15/extension/vector.control").exists():
        pytest.skip("pgvector is not installed: apt-get install postgresql-15-pgvector")
    assert shell(blocks()["PostgreSQL, pgvector"], **database).count("500gK") == 5


def test_sqlite(shell):
    if not shutil.which("sqlite3"):
        pytest.skip("SQLite is not installed: apt-get install sqlite3")
    assert shell(blocks()["SQLite"]).strip().endswith("|1536")


def shards(folder, name):
    """The ids of all shards, which are those of the whole input."""
    return sorted(json.loads(line)["id"] for path in folder.glob(f"{name}-*.jsonl") for line in path.open())


def test_parallel(shell):
    if not shutil.which("parallel"):
        pytest.skip("GNU parallel is not installed: apt-get install parallel")
    shell(blocks()["GNU parallel"])
    whole = [json.loads(line)["id"] for line in (shell.folder / "whole.jsonl").open()]
    assert whole == list(range(1, 41))


def test_dask(shell):
    library("dask")
    shell(blocks()["Dask"])
    assert shards(shell.folder, "dask") == list(range(1, 41))


def test_slurm(shell):
    """One task of the array, as Slurm would start it."""
    for task in range(1, 9):
        shell(blocks()["Slurm"].replace("part-", "slurm-"), SLURM_ARRAY_TASK_ID=str(task))
    assert shards(shell.folder, "slurm") == list(range(1, 41))


def test_kubernetes(shell):
    """The words of a pod's container, with the variable that it finds."""
    lines = blocks()["Kubernetes"].split("\n")
    start = next(index for index, line in enumerate(lines) if line.strip() == "- >-") + 1
    end = next(index for index, line in enumerate(lines) if "envFrom" in line)
    words = " ".join(line.strip() for line in lines[start:end]).replace("/data/part-", "kubernetes-").replace("/data/", "")
    for index in range(8):
        shell(words, JOB_COMPLETION_INDEX=str(index))
    assert shards(shell.folder, "kubernetes") == list(range(1, 41))
