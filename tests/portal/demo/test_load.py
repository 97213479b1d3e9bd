"""The demonstration shows all that was written for it."""

import ast
from pathlib import Path

import learning.portal.demo.load

DEMO = Path(learning.portal.demo.load.__file__).parent


def test_whatever_loads_a_part_is_called() -> None:
    trees = [ast.parse(path.read_text()) for path in DEMO.glob("*.py")]
    loaders = {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}
    called = {
        node.func.id
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    parts = {name for name in loaders if name.startswith("load_")} - {"load_demo"}
    assert "load_errors" in parts
    assert parts <= called
