"""Where this page leans on names that are Gradio's own and may change with any of its versions: classes of its elements, variables
of its styles, attributes and addresses that it does not document. Nothing outside this list may be leaned on, and
`tests/ui/test_gradio_private.py` looks for each in the Gradio that is installed: after an update, what fails there is to be mended
in the place that is named here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lean:
    """One name. `on_page`: a selector that finds it on the open page, empty where it comes and goes: then Gradio's own files must still
    hold it. `used_in`: the file that leans on it; `why`: what breaks without it."""

    name: str
    used_in: str
    why: str
    on_page: str = ""


_CSS = "assets/css/gradio.css"
_TABS = "ui/widgets/page_state/tabs.js"
_WIRE = "ui/widgets/page_state/wire.js"

#: Classes of Gradio's elements.
CLASSES = (
    Lean("gradio-container", _CSS, "ground, colours and full width of the page", ".gradio-container"),
    Lean("app", _CSS, "no margin around the page", ".gradio-container .app"),
    Lean("fillable", _CSS, "full width where Gradio limits it"),
    Lean("contain", _CSS, "no gaps between the parts of the page", ".gradio-container .contain"),
    Lean("column", _CSS, "no gaps within a column", ".gradio-container .column"),
    Lean("html-container", _CSS, "widgets without a margin", ".html-container"),
    Lean("pending", _CSS, "widgets do not fade while a request runs"),
    Lean("form", _CSS, "the composer without a box around it", "#composer .form"),
    Lean("wrap", _CSS, "no spinner over the composer", "#composer .wrap.default.full"),
    Lean("default", _CSS, "no spinner over the composer", "#composer .wrap.default.full"),
    Lean("full", _CSS, "no spinner over the composer", "#composer .wrap.default.full"),
    Lean("generating", _CSS, "no pulsing frame around the composer"),
    Lean("progress-text", _CSS, "no seconds over the composer"),
    Lean("eta-bar", _CSS, "no bar over the composer"),
    Lean("input-container", _CSS, "the sentence as high as its words", "#sentence .input-container"),
    Lean("head", _CSS, "label and number of the shots on one line", "#shots-count .head"),
    Lean("tab-like-container", _CSS, "the number of shots without a frame", "#shots-count .tab-like-container"),
    Lean("reset-button", _CSS, "no button beside the number of shots", "#shots-count .reset-button"),
    Lean(
        "slider_input_container", _CSS, "room between the slider and its ends", "#shots-count .slider_input_container"
    ),
    Lean("min_value", _CSS, "the ends of the slider in small print", "#shots-count .min_value"),
    Lean("max_value", _CSS, "the ends of the slider in small print", "#shots-count .max_value"),
    Lean("tab-wrapper", _CSS, "the height and the line of the tabs", "#studio-tabs > .tab-wrapper"),
    Lean("tab-container", _CSS, "the height of the tabs", "#studio-tabs > .tab-wrapper .tab-container"),
    Lean(
        "visually-hidden",
        _CSS,
        "hidden tabs are as wide as those that are seen",
        "#studio-tabs .visually-hidden button",
    ),
    Lean("tabitem", _CSS, "tabs without a frame", "#studio-tabs .tabitem"),
    Lean("overflow-dropdown", _TABS, "a tab chosen from the menu of a narrow page is noticed", ".overflow-dropdown"),
    Lean("dark", "ui/widgets/page_state/mount.js", "light and dark are told apart by a class of the body"),
)

#: Other marks of Gradio's elements.
MARKS = (
    Lean("gradio-app", _CSS, "the ground of the page", "gradio-app"),
    Lean("block-info", _CSS, "labels are read aloud, not seen", '#sentence [data-testid="block-info"]'),
    Lean('[role="tab"]', _TABS, "which tab is open", '#studio-tabs [role="tab"][aria-selected="true"]'),
    Lean("textarea", _CSS, "the sentence is a text area", "#sentence textarea"),
    Lean("range", _CSS, "the shots are a slider", '#shots-count input[type="range"]'),
)

#: Variables of Gradio's styles that this page sets or reads.
VARIABLES = (
    "--background-fill-primary",
    "--background-fill-secondary",
    "--block-background-fill",
    "--block-border-width",
    "--block-label-text-color",
    "--block-padding",
    "--block-shadow",
    "--body-text-color",
    "--body-text-color-subdued",
    "--border-color-primary",
    "--button-primary-background-fill",
    "--button-primary-background-fill-hover",
    "--button-primary-border-color",
    "--button-primary-text-color",
    "--color-accent",
    "--input-background-fill",
    "--input-border-color",
    "--input-border-color-focus",
    "--input-shadow",
    "--layout-gap",
    "--loader-color",
    "--range_progress",
    "--slider-color",
)

#: What the script reads of the page that Gradio makes: `gradio_config`, and the calls of a component's functions.
OF_THE_PAGE = (
    Lean("gradio_config.components", _WIRE, "the number of the component that answers"),
    Lean("gradio_config.api_prefix", _WIRE, "the address of Gradio's own routes"),
    Lean("/component_server/", _WIRE, "every request of the page: Gradio's own call swallows what goes wrong"),
    Lean("/config", _WIRE, "the component's number after the program started again"),
)

#: Attributes of Gradio's Python objects, and addresses, that are not documented.
OF_PYTHON = (
    Lean("Blocks._queue.sleep_when_free", "ui/main.py", "an idle server costs 4 % of a core without it"),
    Lean("/gradio_api/startup-events", "ui/access.py", "asked by Gradio itself before anybody can know a password"),
)
