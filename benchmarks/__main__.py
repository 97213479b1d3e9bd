"""`./run bench [NAME…] [--json FILE]`: run the figures by name, all of them without one, a JSON line each."""

import argparse
import importlib
import os
import pkgutil
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site")]
NOT_FIGURES = {"__main__", "figure", "pages", "bare", "many", "crowd"}


def known() -> list[str]:
    """Each script of this folder with a function `measure`."""
    found = [module.name for module in pkgutil.iter_modules([str(ROOT / "benchmarks")])]
    return sorted(name for name in found if name not in NOT_FIGURES)


def main() -> int:
    """Print the figures; the exit code is 1 if one of them misses its target."""
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("name", nargs="*", help="one or more of: " + ", ".join(known()))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the lines into this file as well")
    asked = parser.parse_args()
    strangers = sorted(set(asked.name) - set(known()))
    if strangers:
        parser.error(f"no figure is called {', '.join(strangers)}; there are {', '.join(known())}")

    from config import prepared

    with tempfile.TemporaryDirectory(prefix="connected-learning-bench-") as folder:
        var = Path(folder) / "var"
        shutil.copytree(prepared.demo_folder(), var)
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "VAR_DIR": str(var), "DEMO": "1"}
        os.environ.pop("DATABASE_URL", None)

        import django

        django.setup()
        figures = []
        for name in asked.name or known():
            for figure in importlib.import_module(f"benchmarks.{name}").measure():
                print(figure.line(), flush=True)
                figures.append(figure)
    if asked.json:
        asked.json.write_text("".join(figure.line() + "\n" for figure in figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
