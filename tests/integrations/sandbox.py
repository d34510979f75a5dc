"""What the integration tests share: a temporary folder, commands with checked exit status, and a copy of this repository.

Nothing here or in the tests names a host: pip, npm, cargo and git go where they are set up to go on this machine.
"""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import venv
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

# A lost PATH, and the result of `--fix`.
LOST_PATH = '{ "terminal.integrated.env.linux": { "PATH": "/opt/tools/bin" } }\n'
MENDED_PATH = '{ "terminal.integrated.env.linux": { "PATH": "/opt/tools/bin:${env:PATH}" } }\n'

# A release build takes minutes, and these tests do not depend on speed.
QUICK_BUILD = {f"CARGO_PROFILE_RELEASE_{key}": value for key, value in {"LTO": "off", "CODEGEN_UNITS": "16", "OPT_LEVEL": "0"}.items()}


def step(text):
    print(f"== {text}", flush=True)


def run(*command, cwd, env=None, status=0):
    """Runs a command, and returns everything that it printed. Its exit status must be `status`."""
    ended = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if ended.returncode != status:
        shown = " ".join(map(str, command))
        raise SystemExit(f"FAILED: `{shown}` ended with {ended.returncode}, not {status}:\n{ended.stdout}")
    return ended.stdout


def check(holds, what, found=""):
    if not holds:
        raise SystemExit(f"FAILED: {what}\n{found}")


def check_shown(text, *wanted):
    """Every one of `wanted` must be in `text`."""
    for part in wanted:
        check(part in text, f"{part!r} is not in what was printed:", text)


@contextlib.contextmanager
def own_folder():
    """A temporary folder. The clone must not contain new files afterwards either, not even ignored ones."""
    before = not_committed()
    with tempfile.TemporaryDirectory(prefix="envlint-") as folder:
        yield Path(folder).resolve()
    left = not_committed() - before
    check(not left, "the test left something in the clone:", left)


def not_committed():
    status = run("git", "status", "--porcelain", "--ignored", cwd=REPOSITORY, env=environment())
    return {line for line in status.splitlines() if line.startswith(("??", "!!"))}


def environment(**more):
    """The environment for commands: the current one, without variables that change git and pre-commit."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "SKIP"))}
    author = {"NAME": "Integration Test", "EMAIL": "test@example.com"}
    for role in ("AUTHOR", "COMMITTER"):
        kept |= {f"GIT_{role}_{key}": value for key, value in author.items()}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | QUICK_BUILD | more


def python_programs(folder, *packages):
    """Installs programs from PyPI into a virtual environment in `folder`; returns the folder that contains them."""
    venv.create(folder, with_pip=True)
    run(folder / "bin/python", "-m", "pip", "install", "--quiet", *packages, cwd=folder.parent)
    return folder / "bin"


def copy_of_the_repository(folder):
    """The current work tree, including uncommitted changes, without ignored files."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=REPOSITORY, env=environment())
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, folder / name)
    return folder


def git_repository(folder):
    """Turns `folder` into a repository with one commit."""
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "envlint"]):
        run("git", *words, cwd=folder, env=environment())
    return folder


def commit_of(repository):
    """The full hash of the commit that is checked out."""
    return run("git", "rev-parse", "HEAD", cwd=repository, env=environment()).strip()


def filled_in(example, url, commit):
    """An example for CI with the address and the commit of envlint in place of the words that describe them."""
    for words, value in ((r"<the URL[^>]*>", url), (r"<the full hash[^>]*>", commit)):
        example, count = re.subn(words, value, example)
        check(count == 1, f"the example has one {words}", example)
    return example


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
