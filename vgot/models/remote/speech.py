"""Lines spoken by a service: by a server of the OpenAI protocol, or by a Hugging Face provider where the preset names one."""

from __future__ import annotations

from typing import Any

from vgot.models.base import Quiet
from vgot.models.remote.buying import Answer, State, Way, buy
from vgot.models.remote.hosted import ProviderWay
from vgot.models.remote.openai import PICTURE_S, client_of, outcomes
from vgot.models.remote.till import Bought, Call
from vgot.presets.remote import RemoteModel
from vgot.presets.services import addresses_of, price_of, read_services


class LineWay(Way):
    """One line: the answer is the sound."""

    def __init__(self, remote: RemoteModel, address: str, text: str, voice: str, speed: float):
        self.remote, self.address, self.text, self.voice, self.speed = remote, address, text, voice, speed

    def send(self, mark: str) -> Answer:
        with outcomes(self.remote.service):
            said = client_of(self.remote, self.address, PICTURE_S).audio.speech.create(
                model=self.remote.model,
                voice=self.voice or "alloy",
                input=self.text,
                response_format="wav",
                speed=self.speed,
                extra_headers={"Idempotency-Key": mark},
                extra_body=dict(self.remote.options),
            )
            return Answer(data=said.read())

    def look_up(self, kept: Bought) -> Answer | None | bool:
        return None

    def ask(self, job: dict[str, Any]) -> State:
        raise AssertionError("a line comes with its answer")

    def stop(self, job: dict[str, Any]) -> bool:
        return False


def spoken(remote: RemoteModel, text: str, speaker: int, words_a_minute: int) -> bytes:
    """A line as the bytes of a sound file, bought at the till that is set; `speaker` chooses one of the preset's voices, and the pace is
    against 165 words a minute, within what services take."""
    kept = read_services()
    addresses = addresses_of(remote, kept)
    price = price_of(remote, kept, addresses)
    worth = None if price is None else price.of(characters=len(text))
    currency = kept.currency if price is None else price.currency
    call = Call(remote.service, remote.model, "A spoken line", worth, currency, addresses, ("dialogue",), "line")
    voice = remote.voices[speaker % len(remote.voices)] if remote.voices else ""
    speed = min(2.0, max(0.5, round(words_a_minute / 165, 2)))
    if remote.provider:
        parameters = {"voice": voice} if voice else {}
        way: Way = ProviderWay(remote, addresses[0], "text-to-speech", remote.model, text, parameters)
    else:
        way = LineWay(remote, addresses[0], text, voice, speed)
    return buy(call, way, Quiet())
