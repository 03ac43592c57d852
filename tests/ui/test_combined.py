"""The page's modules as one: what a browser does with them stays, one request instead of seventy."""

from __future__ import annotations

import re
import subprocess

import pytest

from ui import routes
from ui.combined import combined

MODULES = {
    "page.js": 'import { twice as double, say } from "./words/say.js";\nimport * as all from "./words/say.js";\nimport "./late.js";\n'
    "import {\n  first,\n  second,\n} from './words/numbers.js';\n".replace("'", '"')
    + 'say(`${double(first)} ${second} ${Object.keys(all).sort()} ${globalThis.late} ${new URL("../", import.meta.url).protocol}`);\n',
    "late.js": 'import { first } from "./words/numbers.js";\nconst say = first;\nglobalThis.late = say + 40;\n',
    "words/say.js": 'import { first } from "./numbers.js";\n/* import: said */\nconst own = { import: first, export: 1 };\n'
    "export const say = (text) => console.log(text);\nexport const twice = async (n) => n * 2 * own.import;\n".replace(
        "async ", ""
    ),
    "words/numbers.js": "export const first = 2;\nexport const second = first + 1;\nconst hidden = second;\n",
}


def texts(modules: dict[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in modules.items()}


@pytest.mark.needs("node")
def test_modules_as_one_do_what_they_do_one_by_one(tmp_path):
    for path, text in MODULES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "whole.js").write_bytes(combined(texts(MODULES), "page.js"))
    said = [
        subprocess.run(["node", tmp_path / name], capture_output=True, text=True, check=True).stdout
        for name in ("page.js", "whole.js")
    ]
    assert said[0] == said[1] == "8 3 say,twice 42 file:\n"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"late.js": "export default 3;\n"}, "late.js cannot be combined with the others: export default 3;"),
        ({"late.js": "export let n = 3;\n"}, "late.js cannot be combined"),
        ({"late.js": "export * from './words/say.js';\n"}, "late.js cannot be combined"),
        ({"late.js": 'import say from "./words/say.js";\n'}, "late.js cannot be combined"),
        ({"words/numbers.js": 'import "../late.js";\n'}, "words/numbers.js > late.js > words/numbers.js"),
    ],
)
def test_what_cannot_be_combined_is_named_and_no_page_is_made_of_it(changed, named):
    with pytest.raises(ValueError, match=re.escape(named)):
        combined(texts(MODULES | changed), "page.js")


def test_the_page_asks_for_all_of_its_modules_at_once_and_every_one_is_in_it():
    whole = routes.whole_script().decode("utf-8")
    inside = set(re.findall(r"^/\* (\S+\.js) \*/$", whole, re.MULTILINE))
    assert inside == set(routes.scripts()) - {routes.TOKEN_SCRIPT}, "a module that nothing imports, or one that is lost"
    assert len(re.findall(r"(?:src|href)=", routes.head())) == 4
    assert routes.WHOLE_SCRIPT.count("/") == routes.LANGUAGE_SCRIPT.count("/"), (
        "it tells the studio's address from its own"
    )
