"""Wheels, interpreters and fresh environments for the tests of what is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path


def run(*arguments: object, cwd: Path, status: int = 0, both: bool = False) -> str:
    """Return what a command prints, with `both` its warnings too; it must end with that status."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    done = subprocess.run(
        [str(one) for one in arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + (done.stderr if both else "")


def built_wheel(project: Path, folder: Path) -> Path:
    """Build the wheel of a project into a new folder, with what is installed here."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, project, cwd=project)
    (built,) = folder.glob("*.whl")
    return built


def interpreter(version: str) -> str | None:
    """Return a working interpreter of a version, from the path or from pyenv's folder."""
    named = shutil.which(f"python{version}")
    kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    for python in [*([named] if named else []), *map(str, kept)]:
        if subprocess.run([python, "-c", "pass"], capture_output=True, check=False).returncode == 0:
            return python
    return None


def fresh(python: str, folder: Path, wheel: Path) -> Path:
    """Make an environment of that interpreter with a wheel and what it needs from the package index."""
    return _environment(python, folder, "--no-compile", wheel)


def fresh_without_network(folder: Path, *wheels: Path) -> Path:
    """Make an environment of this interpreter with these wheels alone, and look for what they need where this test runs."""
    inside = _environment(sys.executable, folder, "--no-index", "--no-deps", *wheels)
    packages = run(inside / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder.parent)
    (Path(packages.strip()) / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return inside


def _environment(python: str, folder: Path, *options: object) -> Path:
    """Make an environment, filled by the pip that runs here: unpacking a pip into each takes longer than all else it installs.

    Only an interpreter of another version fills its own: a pip as old as Debian's 23.0 does not run in a Python 3.12.
    """
    asked = run(python, "-c", "import sys; print(*sys.version_info[:2])", cwd=folder.parent)
    is_ours = asked.split() == [str(part) for part in sys.version_info[:2]]
    run(python, "-m", "venv", *(["--without-pip"] if is_ours else []), folder, cwd=folder.parent)
    inside = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", inside / "python") if is_ours else (inside / "python", "-m", "pip")
    run(*pip, "install", "--quiet", *options, cwd=folder.parent)
    return inside
