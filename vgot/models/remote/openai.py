"""Servers that speak the OpenAI protocol: images (generate, edit), videos (create, retrieve, download), speech. OpenAI itself, LocalAI,
vLLM-Omni, SGLang and whoever else; through the `openai` client.
"""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import numpy as np

from vgot.environment import Environment
from vgot.models.pictures import to_png
from vgot.models.remote import keys
from vgot.models.remote.buying import Answer, State, Way
from vgot.models.remote.clips import RemoteVideo, Shooting
from vgot.models.remote.downloads import fetch
from vgot.models.remote.outcomes import NotReached, ServiceFailed, TornDownload, Unclear, of_status, refused
from vgot.models.remote.pictures import RemoteImage, Wanted
from vgot.models.remote.till import Bought, till
from vgot.presets.remote import RemoteModel
from vgot.script.llm.addresses import OPENAI_URL, checked_url

# The client warns that OpenAI's own clips ended in September 2026; other servers speak the protocol on.
warnings.filterwarnings("ignore", message="The Sora API", category=DeprecationWarning)

#: A picture is answered within this; a clip's answer is its id.
PICTURE_S, JOB_S = 300.0, 60.0
#: How much earlier than ours a service's clock may say that a job was made.
CLOCK_S = 120


def client_of(remote: RemoteModel, address: str, timeout_s: float) -> Any:
    """A client of one server. It never repeats a request by itself: what is sent again is decided in one place."""
    from openai import OpenAI

    said = Environment.read()
    key = keys.key_for_service(
        remote.service, address, said.openai_key if address == (said.openai_url or OPENAI_URL) else ""
    )
    return OpenAI(base_url=checked_url(address, key), api_key=key or "none", max_retries=0, timeout=timeout_s)


@contextmanager
def outcomes(service: str) -> Generator[None, None, None]:
    """The client's errors as outcomes. What was cut in the middle says nothing about whether the call was taken."""
    import httpx2
    import openai

    try:
        yield
    except openai.APIStatusError as why:
        raise of_status(why.status_code, why.response.text or why.message, dict(why.response.headers), service) from why
    except openai.APIConnectionError as why:
        cause: BaseException | None = why
        while cause is not None and not isinstance(cause, (httpx2.ConnectError, httpx2.ConnectTimeout)):
            cause = cause.__cause__
        if cause is not None:
            raise not_reached(service) from why
        raise unclear(service, str(why)) from why
    except (openai.APIError, httpx2.HTTPError, ValueError) as why:
        raise unclear(service, str(why)) from why


def not_reached(service: str) -> NotReached:
    return NotReached(
        f"{service} cannot be reached.",
        field=f"services/{service}",
        hint="Check its address in Settings and that the server runs; nothing was sent.",
    )


def unclear(service: str, why: str) -> Unclear:
    return Unclear(
        f"The answer of {service} broke off: {' '.join(why.split())[:160] or 'no more came'}.",
        field=f"services/{service}",
        hint="Build again; what was paid for is looked up first.",
    )


def _png(pixels: np.ndarray, name: str) -> tuple[str, io.BytesIO, str]:
    return f"{name}.png", io.BytesIO(to_png(pixels, 2048)), "image/png"


def _cost(said: Any, where: str) -> float | None:
    """What an answer says that it cost, by keys with points between; None where it says nothing."""
    for key in where.split(".") if where else ():
        said = said.get(key) if isinstance(said, dict) else None
    return float(said) if where and isinstance(said, (int, float)) and said >= 0 else None


class PictureWay(Way):
    """One picture: the answer is the picture, or a link to it. No server of this protocol tells what became of a call that broke off."""

    def __init__(self, remote: RemoteModel, address: str, wanted: Wanted):
        self.remote, self.address, self.wanted = remote, address, wanted

    def send(self, mark: str) -> Answer:
        w, remote = self.wanted, self.remote
        ask: dict[str, Any] = {
            "model": (remote.edit_model if w.shown else "") or remote.model,
            "prompt": w.prompt,
            "size": str(w.size),
            "n": 1,
            "extra_headers": {"Idempotency-Key": mark},
            "extra_body": dict(remote.options)
            | ({remote.seed_field: w.seed % 2**31} if remote.seed_field else {})
            | ({remote.negative_field: w.negative} if remote.negative_field else {}),
        }
        with outcomes(remote.service):
            images = client_of(remote, self.address, PICTURE_S).images
            if w.shown:
                said = images.edit(image=[_png(p, f"picture-{n}") for n, (_, p) in enumerate(w.shown, 1)], **ask)
            else:
                said = images.generate(**ask)
        body = said.model_dump()
        if not said.data:
            raise refused(remote.service, "its answer holds no picture.")
        cost, one = _cost(body, remote.cost_at), said.data[0]
        if one.b64_json:
            return Answer(data=base64.b64decode(one.b64_json), cost=cost)
        return Answer(job={"url": one.url}, cost=cost)

    def look_up(self, kept: Bought) -> Answer | None | bool:
        return None

    def ask(self, job: dict[str, Any]) -> State:
        return State(1.0, "", Answer(data=fetch(str(job["url"]), self.remote.service, beside=self.address)))

    def stop(self, job: dict[str, Any]) -> bool:
        return False


def fields_of(remote: RemoteModel, shooting: Shooting) -> dict[str, Any]:
    """What of a clip has a parameter of its own at this model."""
    named = {
        remote.seed_field: shooting.seed,
        remote.negative_field: shooting.negative,
        remote.frames_field: shooting.frames,
        remote.fps_field: round(shooting.fps),
    }
    return {name: value for name, value in named.items() if name}


class ClipWay(Way):
    """One clip: a job with an id, asked for until it is whole."""

    def __init__(self, remote: RemoteModel, address: str, shooting: Shooting, last_field: str = ""):
        self.remote, self.address, self.shooting, self.last_field = remote, address, shooting, last_field

    def _videos(self) -> Any:
        return client_of(self.remote, self.address, JOB_S).videos

    def send(self, mark: str) -> Answer:
        s, remote = self.shooting, self.remote
        body = dict(remote.options) | fields_of(remote, s)
        if s.last is not None and self.last_field:
            body[self.last_field] = f"data:image/png;base64,{base64.b64encode(to_png(s.last, 2048)).decode()}"
        with outcomes(remote.service):
            made = self._videos().create(
                model=remote.model,
                prompt=s.prompt,
                seconds=f"{s.seconds:g}",
                size=str(s.size),
                input_reference=_png(s.first, "first"),
                extra_headers={"Idempotency-Key": mark},
                extra_body=body,
            )
        return Answer(job={"id": made.id}, cost=_cost(made.model_dump(), remote.cost_at))

    def look_up(self, kept: Bought) -> Answer | None | bool:
        """A job with the same words, made since, that no other call has; where the server has no list, nobody can tell."""
        try:
            with outcomes(self.remote.service):
                page = self._videos().list(limit=50, order="desc")
        except ServiceFailed:
            return None
        for one in page.data or ():
            if one.prompt == self.shooting.prompt and (one.created_at or 0) >= kept.since - CLOCK_S:
                job = {"id": one.id}
                if not till().knows(job):
                    return Answer(job=job)
        # A list says what there is only where it says of what: servers that leave the words out cannot be asked.
        return False if all(one.prompt for one in page.data or ()) else None

    def ask(self, job: dict[str, Any]) -> State:
        service = self.remote.service
        with outcomes(service):
            one = self._videos().retrieve(job["id"])
        if one.status == "failed":
            why = one.error.message if one.error is not None else "it does not say why"
            code = (one.error.code if one.error is not None else "") or ""
            raise of_status(400, f"{code} {why}", {}, service)
        if one.status != "completed":
            return State((one.progress or 0) / 100, one.status)
        with outcomes(service):
            data = self._videos().download_content(job["id"]).read()
        if not data:
            raise TornDownload(f"{service} sent an empty clip.", field=f"services/{service}", hint="Build again.")
        return State(1.0, "", Answer(data=data, cost=_cost(one.model_dump(), self.remote.cost_at)))

    def stop(self, job: dict[str, Any]) -> bool:
        """The protocol can delete a job, but no server says that it is not charged then: it goes on, and is kept."""
        return False


class OpenAIImage(RemoteImage):
    """Pictures by a server that speaks the OpenAI protocol."""

    def way(self, wanted: Wanted) -> Way:
        return PictureWay(self.remote, self.addresses[0], wanted)


class OpenAIVideo(RemoteVideo):
    """Clips by a server that speaks the OpenAI protocol. `last_field` is a server's own: the protocol knows no last picture."""

    def way(self, shooting: Shooting) -> Way:
        return ClipWay(self.remote, self.addresses[0], shooting, self.remote.last_field)
