"""Models behind Hugging Face's inference providers: text to image, image to image, image to video, text to speech, with one token.

`InferenceClient` submits and waits in one call and gives the job's id to nobody: killed in between, a job is paid and lost. So its two
halves are used apart. That is not public API of `huggingface_hub`, and stands in this file alone, with a test against the version that is
installed: `get_provider_helper(…).prepare_request(…)` says what is sent, and the helper's `get_response` waits for what we do not wait
for ourselves.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Generator
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from vgot.environment import Environment
from vgot.models.pictures import to_png
from vgot.models.remote import keys
from vgot.models.remote.buying import Answer, State, Way
from vgot.models.remote.clips import RemoteVideo, Shooting
from vgot.models.remote.downloads import fetch
from vgot.models.remote.outcomes import KeyRefused, NotReached, ServiceFailed, Unclear, of_status, refused
from vgot.models.remote.pictures import RemoteImage, Wanted
from vgot.models.remote.till import Bought
from vgot.presets.remote import RemoteModel
from vgot.presets.services import USUAL, is_private
from vgot.script.llm.addresses import checked_url
from vgot.tasks import Task

TIMEOUT_S = 300.0
#: How a provider says that something runs, or ended badly.
_RUNS = ("in_queue", "in_progress", "queued", "created", "processing", "starting", "running", "pending")
_FAILED = ("failed", "error", "canceled", "cancelled")


@contextlib.contextmanager
def _outcomes(service: str) -> Generator[None, None, None]:
    """What the hub's session raises, as outcomes; what was cut in the middle says nothing about whether the call was taken."""
    import httpx2
    from huggingface_hub.errors import OfflineModeIsEnabled

    field = f"services/{service}"
    try:
        yield
    except OfflineModeIsEnabled as why:
        raise NotReached(
            "HF_HUB_OFFLINE is set: nothing is asked of Hugging Face.", field=field, hint="Unset it, and start again."
        ) from why
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as why:
        raise NotReached(
            f"{service} cannot be reached.", field=field, hint="Check the connection; nothing was sent."
        ) from why
    except httpx2.HTTPError as why:
        raise Unclear(
            f"The answer of {service} broke off ({type(why).__name__}).",
            field=field,
            hint="Build again; what was paid for is looked up first.",
        ) from why


class ProviderWay(Way):
    """One call of one task at one provider: `inputs` as the task has them, `parameters` by their names, `extra` as it is."""

    def __init__(
        self, remote: RemoteModel, address: str, task: str, model: str, inputs: Any, parameters: dict[str, Any]
    ):
        self.remote, self.address, self.task, self.model = remote, checked_url(address), task, model
        self.inputs, self.parameters = inputs, parameters
        self._waiting: _Waiting | None = None

    # -- the library's halves -----------------------------------------------------------------------------------------
    def _key(self) -> str:
        said = Environment.read()
        own = said.hf_token if self.address == USUAL["huggingface"] or is_private(self.address) else ""
        key = keys.key_for_service(self.remote.service, self.address, own)
        if not key:
            raise KeyRefused(
                "There is no token for Hugging Face.",
                field=f"services/{self.remote.service}",
                hint="Set HF_TOKEN, or keep a token in Settings: one with the right to call Inference Providers.",
            )
        return key

    def _helper(self, provider: str = "") -> Any:
        from huggingface_hub.inference._providers import get_provider_helper

        try:
            return get_provider_helper(provider or self.remote.provider or "auto", task=self.task, model=self.model)  # type: ignore[arg-type]
        except (ValueError, KeyError) as why:
            raise self._wrong(why) from why

    def _wrong(self, why: Exception) -> ServiceFailed:
        return ServiceFailed(
            f"{self.model} cannot be asked for {self.task}: {' '.join(str(why).split())[:240]}",
            field=f"services/{self.remote.service}",
            hint="Choose a provider that has this model (see its page), or another model, in the preset.",
        )

    def _request(self, helper: Any) -> Any:
        try:
            asked = helper.prepare_request(
                inputs=self.inputs,
                parameters=dict(self.parameters),
                headers={},
                model=self.model,
                api_key=self._key(),
                extra_payload=dict(self.remote.options),
            )
        except ValueError as why:
            raise self._wrong(why) from why
        asked.url = self._here(asked.url)
        return asked

    def _here(self, url: str) -> str:
        """A URL of the router at the address that was set for it (a gateway of one's own)."""
        usual = USUAL["huggingface"]
        return self.address + url.removeprefix(usual) if self.address != usual and url.startswith(usual) else url

    # -- one call -----------------------------------------------------------------------------------------------------
    def send(self, mark: str) -> Answer:
        helper = self._helper()
        asked = self._request(helper)
        accept = {"accept": "image/png"} if "image" in self.task and "video" not in self.task else {}
        answer = self._ask(
            "POST",
            asked.url,
            json=asked.json,
            content=asked.data,
            headers={**accept, **asked.headers, "x-request-id": mark},
        )
        if answer.headers.get("content-type", "").partition(";")[0].startswith(("image/", "video/", "audio/")):
            return Answer(data=answer.content)
        said = self._json(answer)
        job = {"provider": helper.provider, "url": asked.url, "answer": said}
        return Answer(job=job, cost=_cost(said, self.remote.cost_at))

    def _ask(self, method: str, url: str, **more: Any) -> Any:
        from huggingface_hub.utils import get_session

        with _outcomes(self.remote.service):
            answer = get_session().request(method, url, timeout=TIMEOUT_S, **more)
        if answer.status_code >= 400:
            raise of_status(answer.status_code, answer.text, dict(answer.headers), self.remote.service)
        return answer

    def _json(self, answer: Any) -> dict[str, Any]:
        try:
            said = answer.json()
        except ValueError as why:
            raise Unclear(
                f"{self.remote.service} answered with something that is not JSON.",
                field=f"services/{self.remote.service}",
                hint="Build again; what was paid for is looked up first.",
            ) from why
        return said if isinstance(said, dict) else {"output": said}

    def look_up(self, kept: Bought) -> Answer | None | bool:
        return None  # no provider lists what was asked by whom

    def ask(self, job: dict[str, Any]) -> State:
        said = job["answer"]
        if (link := result_link(said)) is not None:
            return self._fetched(link)
        if where := self._status_url(job):
            return self._polled(job, where)
        return self._waited(job)

    def _status_url(self, job: dict[str, Any]) -> str:
        """Where the providers that say so are asked how far they are; empty for those that the library waits for."""
        said, parts = job["answer"], urlsplit(job["url"])
        base, query = f"{parts.scheme}://{parts.netloc}", f"?{parts.query}" if parts.query else ""
        provider = job["provider"]
        routed = f"/{provider}" if parts.path.startswith(f"/{provider}/") and self._key().startswith("hf_") else ""
        if provider == "fal-ai" and said.get("response_url"):
            return f"{base}{routed}{urlsplit(said['response_url']).path}/status{query}"
        if provider == "wavespeed" and (path := ((said.get("data") or {}).get("urls") or {}).get("get")):
            return f"{base}{routed}{urlsplit(path).path}"
        if provider == "replicate" and (path := (said.get("urls") or {}).get("get")):
            return f"{base}{routed}{urlsplit(path).path}"
        return ""

    def _headers(self) -> dict[str, str]:
        key = self._key()
        return {"authorization": f"Bearer {key}" if key.startswith("hf_") else f"Key {key}"}

    def _polled(self, job: dict[str, Any], where: str) -> State:
        said = self._json(self._ask("GET", where, headers=self._headers()))
        inner = said.get("data") if isinstance(said.get("data"), dict) else said
        status = str((inner or {}).get("status", "")).lower()
        if status in _FAILED:
            why = str((inner or {}).get("error") or (inner or {}).get("detail") or "it does not say why")
            raise of_status(400, why, {}, self.remote.service)
        if status in _RUNS:
            before = said.get("queue_position")
            return State(0.0, f"queued, {before} before it" if before else status.replace("_", " "))
        if job["provider"] == "fal-ai":
            # What failed on the way is told with the result, by its status.
            said = self._json(self._ask("GET", where.replace("/status", "", 1), headers=self._headers()))
        link = result_link(said)
        if link is None:
            raise refused(self.remote.service, "its answer holds no result.")
        return self._fetched(link, said)

    def _fetched(self, link: str, said: dict[str, Any] | None = None) -> State:
        data = fetch(link, self.remote.service, beside=self.address)
        return State(1.0, "", Answer(data=data, cost=_cost(said or {}, self.remote.cost_at)))

    def _waited(self, job: dict[str, Any]) -> State:
        """The library waits, in a thread: a person can stop meanwhile, and the job is written down already."""
        if self._waiting is None:
            helper = self._helper(job["provider"])
            self._waiting = _Waiting(helper, job["answer"], self._request(helper))
        return self._waiting.state(self.remote.service)

    def stop(self, job: dict[str, Any]) -> bool:
        """fal-ai takes back what waits in its queue; what runs is charged, comes, and is kept."""
        if job["provider"] != "fal-ai" or not (where := self._status_url(job)):
            return False
        try:
            said = self._ask("PUT", where.replace("/status", "/cancel", 1), headers=self._headers())
        except ServiceFailed:
            return False
        return said.status_code in (200, 202)


class _Waiting:
    """The library's own waiting for a job, beside us."""

    def __init__(self, helper: Any, answer: dict[str, Any], asked: Any):
        self._said: Any = None
        self._why = ""
        self._task = Task("waiting for a provider")

        def wait() -> None:
            try:
                self._said = helper.get_response(json.dumps(answer).encode(), asked)
            except Exception as why:  # whatever a provider's helper raises is told by `state`
                self._why = f"{type(why).__name__}: {why}"

        self._task.start(wait)

    def state(self, service: str) -> State:
        if self._task.busy:
            return State(0.0, "at work")
        if not isinstance(self._said, bytes):
            raise of_status(400, self._why or "it gave no result", {}, service)
        return State(1.0, "", Answer(data=self._said))


def result_link(said: dict[str, Any]) -> str | None:
    """The link to a result in the answers that providers give, wherever they put it; a `data:` link where the result itself stands there."""
    inner = said.get("data")
    for holder in (said, inner if isinstance(inner, dict) else {}):
        for name in ("images", "videos", "outputs", "output"):
            found = holder.get(name)
            one = found[0] if isinstance(found, list) and found else found
            if link := _link(one):
                return link
        for name in ("image", "video", "audio"):
            if link := _link(holder.get(name)):
                return link
    first = inner[0] if isinstance(inner, list) and inner else None
    if isinstance(first, dict) and first.get("b64_json"):
        return f"data:application/octet-stream;base64,{first['b64_json']}"
    return _link(first)


def _link(one: Any) -> str | None:
    url = one.get("url") if isinstance(one, dict) else one
    return url if isinstance(url, str) and url.startswith(("http://", "https://", "data:")) else None


def _cost(said: Any, where: str) -> float | None:
    for key in where.split(".") if where else ():
        said = said.get(key) if isinstance(said, dict) else None
    return float(said) if where and isinstance(said, (int, float)) and said >= 0 else None


def _data_url(pixels: np.ndarray) -> str:
    return f"data:image/png;base64,{base64.b64encode(to_png(pixels, 2048)).decode()}"


class HostedImage(RemoteImage):
    """Pictures by a provider: from words, or from words and pictures where there is something to show and the model edits."""

    def way(self, wanted: Wanted) -> Way:
        r = self.remote
        parameters: dict[str, Any] = {}
        if r.seed_field:
            parameters[r.seed_field] = wanted.seed % 2**31
        if r.negative_field:
            parameters[r.negative_field] = wanted.negative
        if not wanted.shown:
            parameters |= {"width": wanted.size.width, "height": wanted.size.height}
            return ProviderWay(r, self.addresses[0], "text-to-image", r.model, wanted.prompt, parameters)
        parameters |= {
            "prompt": wanted.prompt,
            "target_size": {"width": wanted.size.width, "height": wanted.size.height},
        }
        pictures = [p for _, p in wanted.shown]
        if r.reference_field:
            parameters[r.reference_field] = [_data_url(p) for p in pictures]
        first = to_png(pictures[0], 2048)
        return ProviderWay(r, self.addresses[0], "image-to-image", r.edit_model or r.model, first, parameters)

    @property
    def max_references(self) -> int:
        """One picture goes in; more where the model has a parameter for them."""
        return self.section.max_references if self.remote.reference_field else 1


class HostedVideo(RemoteVideo):
    """Clips by a provider, from a still and words."""

    def way(self, shooting: Shooting) -> Way:
        r = self.remote
        named = {
            "prompt": shooting.prompt,
            r.seed_field: shooting.seed,
            r.negative_field: shooting.negative,
            r.frames_field: shooting.frames,
            r.fps_field: round(shooting.fps),
        }
        parameters: dict[str, Any] = {name: value for name, value in named.items() if name}
        if shooting.last is not None and r.last_field:
            parameters[r.last_field] = _data_url(shooting.last)
        return ProviderWay(r, self.addresses[0], "image-to-video", r.model, to_png(shooting.first, 2048), parameters)
