"""Every environment variable that the program reads: one class, each field one variable, with the values that are right.

What libraries read for themselves (HF_* but the token, CUDA_*, RAY_*, GRADIO_SERVER_PORT and the like) stays theirs. Nothing here is kept: whoever
asks reads anew, so that a worker's process and a test see what holds now.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from vgot.errors import BadInput
from vgot.resources import ROOT

Text = Annotated[str, StringConstraints(strip_whitespace=True)]
#: Several, with commas between.
Listed = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(
        lambda said: tuple(filter(None, map(str.strip, said.split(",")))) if isinstance(said, str) else said
    ),
]
#: An address is written out in errors, a key never.
Secret = Annotated[str, Field(repr=False)]


def _variable(name: str, right: str, **more: Any) -> Any:
    """A field that is read from one variable; `right` says in words which values are."""
    return Field(validation_alias=name, description=right, **more)


def _whole(name: str, usual: int) -> Any:
    return _variable(name, "a whole number", default=usual, ge=0)


class Environment(BaseSettings):
    """What the environment says; a variable that is empty says nothing."""

    model_config = SettingsConfigDict(case_sensitive=True, env_ignore_empty=True, extra="ignore", frozen=True)

    # -- where, how, with what
    home_given: Path | None = _variable("VGOT_HOME", "a folder", default=None)
    mode_given: Literal["local", "space"] | None = _variable("VGOT_MODE", "local or space", default=None)
    preset: str = _variable("VGOT_PRESET", "the name of a preset", default="animatic")
    hang_s: float | None = _variable("VGOT_HANG_S", "a number of seconds", default=None, gt=0, allow_inf_nan=False)
    #: set by the program for a worker that follows one which the system killed
    rungs_down: int = _whole("VGOT_RUNGS_DOWN", 0)
    threads_given: str = _variable("OMP_NUM_THREADS", "a whole number", default="")

    # -- who writes
    openai_url: Text = _variable("OPENAI_BASE_URL", "an address", default="")
    openai_key: Secret = _variable("OPENAI_API_KEY", "a key", default="")
    llm_model: Text = _variable("VGOT_LLM_MODEL", "the name of a model", default="")

    # -- who renders elsewhere
    hf_token: Secret = _variable("HF_TOKEN", "a token of Hugging Face", default="")
    comfy_urls: Listed = _variable("VGOT_COMFY_URL", "addresses of ComfyUI servers, comma separated", default=())

    # -- who comes in
    auth: Secret = _variable("VGOT_AUTH", "USER:PASSWORD", default="")
    password: Secret = _variable("VGOT_PASSWORD", "a password", default="")
    origins: Listed = _variable("VGOT_ORIGINS", "hosts, comma separated, like films.example:8080", default=())
    listens_on: Text = _variable("GRADIO_SERVER_NAME", "an address to listen on", default="127.0.0.1")
    share: Text = _variable("GRADIO_SHARE", "nothing: no share links are made", default="")

    # -- many visitors
    space_id: Text = _variable("SPACE_ID", "set by Hugging Face Spaces", default="")
    space_host: Text = _variable("SPACE_HOST", "set by Hugging Face Spaces", default="")
    bucket: Path | None = _variable("VGOT_BUCKET", "a folder that outlives the Space", default=None)
    secret: Secret = _variable("VGOT_SECRET", "what visitors' cookies are signed with", default="")
    expire_hours: float = _variable("VGOT_EXPIRE_HOURS", "a number of hours", default=72.0, ge=0, allow_inf_nan=False)
    space_presets: Listed = _variable("VGOT_SPACE_PRESETS", "names of presets, comma separated", default=())
    quota_projects: int = _whole("VGOT_QUOTA_PROJECTS", 12)
    quota_shots: int = _whole("VGOT_QUOTA_SHOTS", 60)
    quota_film_s: int = _whole("VGOT_QUOTA_FILM_S", 300)
    quota_jobs: int = _whole("VGOT_QUOTA_JOBS", 600)
    quota_megabytes: int = _whole("VGOT_QUOTA_MEGABYTES", 2000)
    quota_upload_mb: int = _whole("VGOT_QUOTA_UPLOAD_MB", 20)
    quota_all_megabytes: int = _whole("VGOT_QUOTA_ALL_MEGABYTES", 40_000)
    quota_frame_kilopixels: int = _whole("VGOT_QUOTA_FRAME_KILOPIXELS", 2_100)
    quota_film_megapixels: int = _whole("VGOT_QUOTA_FILM_MEGAPIXELS", 8_000)
    quota_checks: int = _whole("VGOT_QUOTA_CHECKS", 20)
    quota_checks_at_once: int = _whole("VGOT_QUOTA_CHECKS_AT_ONCE", 2)

    @property
    def home(self) -> Path:
        return self.home_given or Path.home() / ".vgot"

    @property
    def mode(self) -> str:
        """`local` or `space`; a Space says that it is one."""
        return self.mode_given or ("space" if self.space_id else "local")

    @property
    def threads(self) -> int | None:
        """OMP_NUM_THREADS where it is one number; libraries take lists of them as well."""
        return int(self.threads_given) if self.threads_given.isdigit() and int(self.threads_given) else None

    @classmethod
    def read(cls, given: Mapping[str, str] | Environment | None = None) -> Environment:
        """What the environment says now, or what `given` says in its place. Raises BadInput: which variable is wrong, and what is right."""
        if isinstance(given, Environment):
            return given
        try:
            if given is None:
                return cls()
            said: dict[str, Any] = {name: value for name, value in given.items() if value}
            return _Given(**said)
        except ValidationError as why:
            raise _wrong(why) from why

    @classmethod
    def variables(cls) -> dict[str, str]:
        """Each variable and which values are right, in words."""
        return {str(one.validation_alias): one.description or "" for one in cls.model_fields.values()}


class _Given(Environment):
    """An environment that is not the process's own."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def _wrong(why: ValidationError) -> BadInput:
    first = why.errors(include_url=False)[0]
    name = str(first["loc"][0])
    said = "" if name in SECRETS else f" '{str(first['input'])[:40]}'"
    return BadInput(f"{name} is{said or ' not usable'}.", field=name, hint=f"Use {Environment.variables()[name]}.")


#: Variables whose values are never written out.
SECRETS = ("OPENAI_API_KEY", "HF_TOKEN", "VGOT_AUTH", "VGOT_PASSWORD", "VGOT_SECRET")


def for_a_process(**more: str) -> dict[str, str]:
    """The environment of a process of our own: this one's, with this program found first, and what it is given beside."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, **more}
