"""The services of one home, for whoever has the studio: what is set, and setting it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from vgot.errors import Conflict
from vgot.project import services, workflows
from vgot.script.llm.addresses import server_of
from vgot.settings import RenderPreset


class ServiceDesk:
    """`presets` gives the presets whose services are meant."""

    def __init__(self, home: Path, presets: Callable[[], dict[str, RenderPreset]]):
        self.home, self.presets = home, presets

    def described(self) -> dict[str, Any]:
        return services.described(self.home, self.presets())

    def address_of(self, name: str) -> str:
        return services.address_of(self.home, name, self.presets())

    def set_address(self, name: str, address: str) -> None:
        services.set_address(self.home, name, address)

    def set_key(self, name: str, key: str) -> None:
        services.set_key(self.home, name, key, self.address_of(name))

    def set_price(self, name: str, model: str, parts: dict[str, float]) -> None:
        services.set_price(self.home, name, model, parts)

    def set_day_limit(self, amount: float | None) -> None:
        services.set_day_limit(self.home, amount)

    def agree(self, name: str, read: str | None = None) -> None:
        """Agree to the service's address; `read` is the one that the person has seen. Raises Conflict where it is another one now."""
        address = self.address_of(name)
        if read is not None and server_of(read) != server_of(address):
            raise Conflict(
                "This service has another address now.",
                field=f"services/{name}",
                hint="Read it again, and agree to that.",
            )
        services.agree(self.home, name, address)

    def workflows(self) -> list[dict[str, Any]]:
        """Every ComfyUI workflow and what is bound in it."""
        return workflows.all_told(self.home)

    def add_workflow(self, name: str, data: bytes) -> dict[str, Any]:
        return workflows.add(self.home, name, data)

    def workflow(self, name: str) -> dict[str, Any]:
        return workflows.told(self.home, name)

    def bind(self, name: str, inputs: dict[str, list[str]], output: str | None, confirm: bool) -> dict[str, Any]:
        return workflows.bind(self.home, name, inputs, output, confirm)
