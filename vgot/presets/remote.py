"""What a preset says of a model that runs at somebody else's: a service, a model there, what it takes, and what a call costs.

A service is a name: under it a person keeps an address, a key, an agreement to what leaves this machine, and prices
(vgot/presets/services.py). Nothing here is a secret, and no price ships with the program: prices change without it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Amount = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
Word = Annotated[str, Field(max_length=200)]
ServiceName = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=60)]


class Price(BaseModel):
    """What a call costs, as the sum of its parts: for the call, for each second of a clip, for each million pixels of a picture, for each
    thousand characters spoken. `currency` is an ISO 4217 code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    call: Amount = 0.0
    second: Amount = 0.0
    megapixel: Amount = 0.0
    thousand_characters: Amount = 0.0
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"

    def of(self, *, seconds: float = 0.0, pixels: int = 0, characters: int = 0) -> float:
        """The price of one call, in `currency`, rounded up to a hundredth of a cent: never less than will be asked."""
        whole = (
            self.call
            + self.second * seconds
            + self.megapixel * pixels / 1e6
            + self.thousand_characters * characters / 1000
        )
        return -(-round(whole * 1e6) // 100) / 1e4


class RemoteModel(BaseModel):
    """A model at a service.

    `model` draws from words; `edit_model` from words and reference pictures (empty: the same one). `provider` is who runs it behind
    Hugging Face (`auto`: as the account is set). `sizes`: the WIDTHxHEIGHT that it makes, empty for any; `seconds`: the lengths of
    clips that it makes, empty for any up to the section's `max_frames`. `reference_field`, `last_field`: the parameter that takes
    further reference pictures, and a clip's last picture, where the model has one. `seed_field`, `negative_field`, `frames_field`,
    `fps_field`: the parameters for the seed, for what must not appear, for a clip's frames and rate; empty where there are none. `options` go along as they are. `workflow`: the names of ComfyUI workflows, by what they make (`portrait`,
    `plate`, `keyframe`, `clip`; `picture` stands for the first three). `in_flight`: calls at once. `cost_at`: where an answer says what it
    cost, keys with points between."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service: ServiceName
    address: Word = ""
    provider: Word = ""
    model: Word = ""
    edit_model: Word = ""
    sizes: list[Annotated[str, Field(pattern=r"^\d{2,5}x\d{2,5}$")]] = []
    seconds: list[Annotated[float, Field(gt=0, le=600)]] = []
    reference_field: Word = ""
    last_field: Word = ""
    seed_field: Word = ""
    negative_field: Word = ""
    frames_field: Word = ""
    fps_field: Word = ""
    options: dict[str, Any] = {}
    workflow: dict[Literal["picture", "portrait", "plate", "keyframe", "clip"], Word] = {}
    voices: list[Word] = []
    in_flight: Annotated[int, Field(ge=1, le=32)] = 4
    cost_at: Word = ""
    price: Price | None = None
    edit_price: Price | None = None


#: What of it says where and how it is asked, not what it makes: changing it re-renders nothing.
WHERE_IT_RUNS = {"service", "address", "in_flight", "cost_at", "price", "edit_price"}

#: Families whose models run at a service.
REMOTE_FAMILIES = ("hosted", "openai", "comfy")
