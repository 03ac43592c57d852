"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import vgot

ROOT = Path(__file__).parents[2]
#: Functions whose complexity is above 15 (`noqa: C901`): whoever mends one lowers this number.
MOST_TOO_COMPLEX = 22

#: The most lines of a file. Longer ones, with the most that each may have: whoever splits one takes its line out, and none is added.
LONGEST = 500
LONGER = {
    "vgot/animatic/acting.py": 563,
    "vgot/animatic/backdrops/country.py": 507,
    "vgot/animatic/canvas.py": 534,
    "vgot/animatic/lexicon/looks.py": 599,
    "vgot/animatic/lexicon/word_states.py": 512,
    "vgot/animatic/looks.py": 510,
    "vgot/animatic/props/standing.py": 518,
    "vgot/animatic/render.py": 527,
    "vgot/project/studio.py": 586,
    "vgot/render/queue.py": 519,
    "vgot/script/reading/clauses.py": 510,
}

#: package -> the only places that may import it.
ONLY_IN = {
    "torch": ("vgot/models/", "vgot/transition.py", "vgot/evaluate/", "vgot/faces/"),
    "diffusers": ("vgot/models/", "vgot/evaluate/"),
    "transformers": ("vgot/models/", "vgot/evaluate/"),
    "insightface": ("vgot/models/", "vgot/faces/"),
    "gradio": ("ui/", "app.py"),
    "sqlite3": ("vgot/store/",),
    "av": ("vgot/media/",),
    "thorvg_python": ("vgot/animatic/",),
    "openai": ("vgot/script/", "vgot/models/remote/"),
}
UI_MAY = {
    "tasks",
    "environment",
    "host",
    "project.studio",
    "story.model",
    "graph.takes",
    "graph.kinds",
    "units",
    "errors",
    "settings",
    "space.visitors",
    "resources",
    "space.quotas",  # what a visitor may ask for
    "space.turns",  # whose turn it is
}


def sources(*folders: str) -> list[Path]:
    return sorted(
        p for f in folders for p in ([ROOT / f] if f.endswith(".py") else (ROOT / f).rglob("*.py")) if p.exists()
    )


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(path)))


@cache
def imports(path: Path) -> set[str]:
    """Full names of what a file imports when it runs (not under TYPE_CHECKING)."""
    found = set()
    hidden = {
        id(n)
        for i in nodes_of(path)
        if isinstance(i, ast.If) and "TYPE_CHECKING" in ast.unparse(i.test)
        for n in ast.walk(i)
    }
    for node in nodes_of(path):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{a.name}" for a in node.names}
    return found


@cache
def arrows() -> dict[str, set[str]]:
    """File -> the files of `vgot/` and `ui/` that it imports, by any import: at the top, in a function, or for types only."""
    paths = {p.relative_to(ROOT).as_posix() for p in sources("vgot", "ui", "app.py")}
    files = {p.removesuffix(".py").removesuffix("/__init__").replace("/", "."): p for p in paths}
    found: dict[str, set[str]] = {}
    for path in paths:
        mine = found[path] = set()
        for node in nodes_of(ROOT / path):
            if isinstance(node, ast.Import):
                mine |= {files[a.name] for a in node.names if a.name in files}
            elif isinstance(node, ast.ImportFrom):
                above = (
                    path.split("/")[: -node.level] if node.level else []
                )  # the page's files name one another by dots
                module = ".".join([*above, *([node.module] if node.module else [])])
                mine |= {there for a in node.names if (there := files.get(f"{module}.{a.name}") or files.get(module))}
        mine.discard(path)
    return found


def packages() -> list[str]:
    """The packages of `vgot` in import order, as its docstring lists them."""
    return re.findall(r"^    (\w+)  ", vgot.__doc__ or "", re.MULTILINE)


def package(path: str) -> str:
    return path.split("/")[1].removesuffix(".py")


def test_every_package_stands_in_the_map_and_the_map_names_no_other():
    there = {package(p.relative_to(ROOT).as_posix()) for p in sources("vgot")} - {"__init__", "__main__"}
    assert sorted(packages()) == sorted(there)


def test_no_import_runs_up_the_order_of_packages():
    order = packages()
    wrong = [
        f"{path} imports {there}"
        for path, mine in arrows().items()
        if path.startswith("vgot/") and package(path) in order
        for there in mine
        if package(there) in order and order.index(package(there)) > order.index(package(path))
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_in_vgot_imports_the_page():
    assert not [
        path
        for path, mine in arrows().items()
        if path.startswith("vgot/") and any(t.startswith(("ui/", "app.py")) for t in mine)
    ]


def test_no_two_files_import_one_another_by_whatever_way():
    found, order, low, stack, circles = arrows(), {}, {}, [], []

    def visit(path: str) -> None:  # Tarjan's strongly connected components
        order[path] = low[path] = len(order)
        stack.append(path)
        for there in found[path]:
            if there not in order:
                visit(there)
            if there in stack:
                low[path] = min(low[path], low[there])
        if low[path] == order[path]:
            at = stack.index(path)
            circle, stack[at:] = stack[at:], []
            if len(circle) > 1:
                circles.append(" <-> ".join(sorted(circle)))

    for path in found:
        if path not in order:
            visit(path)
    assert not circles, "\n".join(circles)


def test_heavy_packages_stay_at_the_edges():
    wrong = []
    for path in sources("vgot", "ui", "app.py"):
        where = path.relative_to(ROOT).as_posix()
        for name in imports(path):
            allowed = ONLY_IN.get(name.split(".")[0])
            if allowed and not where.startswith(allowed):
                wrong.append(f"{where} imports {name}")
    assert not wrong, "\n".join(wrong)


#: How a sentence of SQL begins.
SQL = re.compile(
    r"\s*(SELECT|INSERT (INTO|OR)|UPDATE|DELETE FROM|REPLACE INTO|PRAGMA|CREATE (TABLE|INDEX)|ALTER TABLE) ?"
)


def test_only_the_store_speaks_sql():
    """A sentence of SQL as a text of its own (a docstring may tell of one), or a call that sends one."""
    wrong = []
    for path in sources("vgot", "ui", "app.py"):
        where = path.relative_to(ROOT).as_posix()
        if where.startswith("vgot/store/"):
            continue
        for node in nodes_of(path):
            sends = isinstance(node, ast.Attribute) and node.attr in ("execute", "executemany", "executescript")
            says = isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
            if sends or says:
                wrong.append(f"{where}:{node.lineno}: {ast.unparse(node)[:80]}")
    assert not wrong, "\n".join(wrong)


def test_the_app_talks_to_the_studio_only():
    wrong = []
    for path in sources("ui", "app.py"):
        for name in imports(path):
            if name.startswith("vgot.") and not any(
                name.removeprefix("vgot.").startswith(may + ".") or name.removeprefix("vgot.") == may for may in UI_MAY
            ):
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong, "\n".join(wrong)


#: What a project, or what its parts are given of it (`film`), says as it stands at that moment; each is read anew.
LIVE = set(
    """
    head story plan preset snapshot show film() nodes named stamp takes() heard
    live.head live.story live.plan live.preset live.snapshot live.nodes live.named
    takes.counts takes.boxes takes.boxes_mean takes.is_approved paintings.found paintings.painter
    continuity.badges continuity.check_status handoff.cut handoff.heard handoff.soundtrack
    cut() soundtrack boxes boxes_mean badges check_status found() painter counts
    """.split()  # the last line: what a part asks itself
)
#: A project and its parts: what they read of the film, and of themselves.
OF_A_PROJECT = set("Project LiveFilm StoryEdits Script TakeChoices Paintings Making Handoff Continuity Storage".split())
OF_THEMSELVES = {"self", "self.film", "self.live"}
#: Functions that act, and then look again at what has become of it; and a table of functions of which each reads once.
READ_AGAIN = {"build", "regenerate", "one_moment", "add_endpoints", "evaluate"}


def live_reads(function: ast.AST, names: set[str]) -> list[str]:
    """What a function reads of a project as it stands by then: not what it takes from a snapshot, nor what it asks about one."""
    frozen, about, found = set(), set(), []
    inside = list(ast.walk(function))
    for node in inside:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node) in {f"{name} = {name}.snapshot()" for name in names}
        ):
            frozen.add(node.targets[0].id)
        if isinstance(node, ast.Call):
            given = {a.id for a in (*node.args, *(k.value for k in node.keywords)) if isinstance(a, ast.Name)}
            if {"now", "moment"} & given:
                about.add(node.func)
    called = {node.func for node in inside if isinstance(node, ast.Call)}
    for node in inside:
        if isinstance(node, ast.Attribute) and node not in about and (plain := dotted(node)):
            words = plain + ("()" if node in called else "")
            if any(words.startswith(f"{name}.") and is_live(words.removeprefix(f"{name}.")) for name in names - frozen):
                found.append(plain)
    return found


def dotted(node: ast.AST) -> str:
    """`self.film.head` of such an expression; empty for one that is anything else than names with dots."""
    if isinstance(node, ast.Name):
        return node.id
    before = dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return before and f"{before}.{node.attr}"


def is_live(asked: str) -> bool:
    return bool({asked, asked.removesuffix("()")} & LIVE)


def test_who_answers_a_question_reads_the_project_once():
    """Between two reads the film may have changed: the second one would be of another revision (vgot.render.snapshot)."""
    wrong = []
    for path in sources("vgot", "ui", "app.py"):
        tree = parsed(path)
        verbs = {
            id(f) for c in ast.walk(tree) if isinstance(c, ast.ClassDef) and c.name in OF_A_PROJECT for f in ast.walk(c)
        }
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and function.name not in READ_AGAIN:
                read = live_reads(function, {"project", "opened"} | (OF_THEMSELVES if id(function) in verbs else set()))
                if len(read) > 1:
                    wrong.append(f"{path.relative_to(ROOT)}, {function.name}: {', '.join(read)}")
    assert not wrong, "begin with `now = project.snapshot()`:\n" + "\n".join(wrong)


#: Who may begin a thread of its own, and why a `Task` (vgot/tasks.py) would not do.
THREADS = {
    "vgot/tasks.py": "the one runner",
    "vgot/render/executors.py": "workers of the durable queue",
    "vgot/render/ray_executor.py": "workers of the durable queue",
    "vgot/render/worker.py": "looks after the process that begat it",
    "vgot/space/zerogpu.py": "workers of the durable queue",
    "vgot/machine/fetching.py": "looks on inside the process that fetches",
    "vgot/media/encoding.py": "feeds an encoder while a model draws",
    "vgot/script/llm/endpoint.py": "reads the network for a generator",
    "vgot/models/text/transformers.py": "writes for a generator",
}


def test_work_in_the_background_is_a_task():
    begun = {
        path.relative_to(ROOT).as_posix()
        for path in sources("vgot", "ui")
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("threading.Thread", "Thread")
    }
    assert begun == set(THREADS)


def test_what_a_model_can_do_beside_is_a_protocol_and_never_asked_by_a_name_in_a_string():
    """`isinstance(model, DecodesLatents)` of vgot/models/base.py, which says what is promised; `hasattr` says nothing."""
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources("vgot/render")
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("hasattr", "getattr")
        and "model" in ast.unparse(node.args[0])
    ]
    assert not asked


def test_importing_vgot_and_its_facade_loads_nothing_heavy():
    heavy = ["torch", "diffusers", "transformers", "gradio", "openai", "cv2", "insightface", "spacy", "thorvg_python"]
    heavy += ["vgot.animatic"]  # what draws, and the words that it knows: a third of what the facade loaded
    code = f"import sys, vgot, vgot.project.studio; print([m for m in {heavy!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"


ASSERTS = re.compile(r"(^|\.)_?(assert|check|expect)|^pytest\.(raises|fail|warns)$")


def asserts(test: ast.AST) -> bool:
    """Whether a test says what must hold: by itself, or through a helper whose name says that it does."""
    return any(
        isinstance(node, ast.Assert | ast.Raise)
        or isinstance(node, ast.Call)
        and ASSERTS.search(dotted(node.func) or ast.unparse(node.func))
        for node in ast.walk(test)
    )


def test_every_test_asserts_something():
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources("tests")
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not asserts(node)
    ]
    assert not silent, "\n".join(silent)


def test_only_the_tests_of_training_import_it():
    """The program and its tests stand without `training/`, which no package holds."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources("tests", "vgot", "ui", "app.py")
        if not path.is_relative_to(ROOT / "tests" / "training")
        for name in imports(path)
        if name.split(".")[0] == "training"
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "folder", ["vgot", "ui", "tests", "docs", "configs", "benchmarks", ".ci", "README.md", "app.py"]
)
def test_no_path_of_one_machine_is_in_the_project(folder):
    files = (
        [ROOT / folder]
        if (ROOT / folder).is_file()
        else [p for p in (ROOT / folder).rglob("*") if p.suffix in (".py", ".md", ".yaml", ".js", ".css", ".toml")]
    )
    found = [
        p.name
        for p in files
        if p.exists()
        and p.name != "test_architecture.py"
        and re.search(r"(^|[\s\"'(=])/(work|root|home)/\w", p.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert not found


def test_the_readme_has_exactly_two_set_up_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^python3 -m venv .*$", text, re.MULTILINE)
    assert len(commands) == 2
    assert "app.py" in commands[0] and "pytest" in commands[1]


def test_requirements_name_what_the_project_promises_and_one_torch():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    names = {re.split(r"[=<>~\[ ]", line)[0] for line in text.splitlines() if line and not line.startswith("#")}
    assert {
        "gradio",
        "torch",
        "diffusers",
        "transformers",
        "insightface",
        "pillow",
        "moviepy",
        "pydantic",
        "pytest",
    } <= names
    assert "torch==2.13.0" in text and "torchvision" not in names


def test_the_list_of_functions_that_are_too_long_to_hold_in_the_head_only_shrinks():
    marked = [
        f"{path.relative_to(ROOT)}:{number}"
        for root in ("vgot", "ui", "benchmarks", "training")
        for path in sorted((ROOT / root).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "noqa: C901" in line
    ]
    assert len(marked) <= MOST_TOO_COMPLEX, "\n".join(marked)


def test_no_file_is_longer_than_a_person_reads_at_once_and_the_list_of_longer_ones_only_shrinks():
    lines = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in sources("vgot", "ui", "app.py")
    }
    too_long = [f"{path}: {count}" for path, count in lines.items() if count > LONGER.get(path, LONGEST)]
    assert not too_long, "split it by what it is about:\n" + "\n".join(too_long)
    assert len(LONGER) <= 11 and set(LONGER) <= set(lines)


def test_what_a_type_checker_is_told_to_overlook_is_little_and_no_attribute():
    told = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sources("vgot", "ui", "app.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"#\s*(pyright|type): ?ignore", line)
    ]
    assert len(told) <= 20 and not [line for line in told if "reportAttributeAccessIssue" in line], "\n".join(told)
