"""What the hardening checks share: the binary, temporary folders, measured runs. Needs Python 3.11; most checks need Linux."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ".vscode/settings.json"
OLD = '{ "terminal.integrated.env.linux": { "PATH": "/opt/x" }, "x.n": %d }\n'
NEW = '{ "terminal.integrated.env.linux": { "PATH": "/opt/x:${env:PATH}" }, "x.n": %d }\n'


def binary() -> str:
    """The binary to check: $ENVLINT, or the release build."""
    path = os.environ.get("ENVLINT", str(ROOT / "target/release/envlint"))
    if not os.path.exists(path):
        sys.exit(f"{path} does not exist; run cargo build --release, or set ENVLINT")
    return os.path.abspath(path)


ENVLINT = binary()


class Folder:
    """A temporary folder with files, which is removed at the end of a `with` block."""

    def __init__(self, files: dict[str, str | bytes] | None = None):
        self.path = Path(tempfile.mkdtemp(prefix="envlint-hardening-"))
        for name, text in (files or {}).items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        return path

    def leftovers(self) -> list[str]:
        """The temporary files of envlint."""
        return [name for _, _, names in os.walk(self.path) for name in names if name.endswith(".envlint")]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


@dataclass
class Measured:
    """A run: exit status, CPU seconds, peak memory in bytes."""

    status: int
    cpu: float
    memory: int


def measure(arguments: list[str], folder: Path, cpu_limit: int = 60) -> Measured:
    """Runs envlint, without its output. It is ended after `cpu_limit` CPU seconds."""

    def limit():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_limit, cpu_limit + 1))
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))

    run = subprocess.Popen([ENVLINT, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, preexec_fn=limit)
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    return Measured(run.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def start(arguments: list[str], folder: Path, **options) -> subprocess.Popen:
    """Starts envlint without its output."""
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
    return subprocess.Popen([ENVLINT, *arguments], cwd=folder, stdin=subprocess.DEVNULL, **options)


def finish(failures: list[str]) -> None:
    """Ends the check: exit status 1 if there are failures."""
    for failure in failures[:20]:
        print("FAILED:", failure)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(1 if failures else 0)
