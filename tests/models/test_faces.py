"""Identity tokens: CLIP vision, ArcFace from a pack that is already there, and portraits as references."""

import dataclasses

import numpy as np
import pytest

from vgot.errors import BadInput, ModelUnavailable
from vgot.models.base import Cast, KeyframeSpec, PortraitSpec, Quiet, Tokens
from vgot.story.model import Domains
from vgot.units import FrameSize

PORTRAIT = PortraitSpec("mary", "young", "Mary", "Young Mary", "", "red hair", "", "", 3, FrameSize(64, 64))
PACK = {"id": "someone/face-pack", "role": "face_pack", "licence": "non-commercial research", "commercial_use": False}


@pytest.fixture(scope="module")
def with_arcface(preset):
    """sdxl-wan5b with a FaceID adapter and ArcFace tokens, as a person with such a pack would write it."""
    from vgot.presets.preset import read_preset

    values = preset("sdxl-wan5b").model_dump(mode="json")
    values["face"] = {"family": "arcface", "repos": [PACK]}
    values["keyframe"]["repos"][1] |= {"id": "someone/faceid", "weight_name": "faceid_sdxl.safetensors"}
    return read_preset(values)


@pytest.fixture(scope="module")
def pack(torch, with_arcface, tmp_path_factory):
    from vgot.models.tiny.write import write_twins

    return write_twins(with_arcface, tmp_path_factory.mktemp("faces"))


def test_clip_tokens_differ_between_portraits_and_not_between_readings(preset, twins, shared, draw):
    from vgot.models.faces import ClipVisionFaces, unpack_embedding

    faces = ClipVisionFaces(preset("sdxl-wan5b"), twins("sdxl-wan5b"), residency_=shared)
    one, again, other = (faces.read_tokens(draw(s), PORTRAIT, Quiet()) for s in (1, 1, 2))
    assert one == again != other and one.kind == "clip-vision"
    positive, negative = unpack_embedding(one, "clip-vision", "Mary")
    assert positive.shape == (1, 24) and not negative.any()


def test_plus_adapters_get_every_patch_of_the_last_layer_but_one(preset, twins, shared, draw):
    from vgot.models.faces import ClipVisionFaces, unpack_embedding

    faces = ClipVisionFaces(preset("kolors-svd"), twins("kolors-svd"), residency_=shared)
    positive, negative = unpack_embedding(faces.read_tokens(draw(1), PORTRAIT, Quiet()), "clip-vision", "Mary")
    assert positive.shape == (17, 32) and negative.any()


@pytest.mark.needs("opencv")
def test_a_face_pack_that_is_not_there_is_named_and_never_fetched(with_arcface, tmp_path, fresh, draw, monkeypatch):
    import insightface.utils.storage as storage

    from vgot.models.faces import ArcFaces

    monkeypatch.setattr(storage, "download_file", lambda *a, **k: pytest.fail("the library's downloader was reached"))
    with pytest.raises(ModelUnavailable) as why:
        ArcFaces(with_arcface, tmp_path, residency_=fresh).read_tokens(draw(), PORTRAIT, Quiet())
    assert (
        "someone/face-pack" in why.value.message
        and "non-commercial" in why.value.message
        and "licence" in why.value.hint
    )


@pytest.mark.needs("opencv")
def test_arcface_tokens_are_read_from_an_existing_pack_and_steer_keyframes(with_arcface, pack, fresh, draw):
    from vgot.models.faces import ArcFaces, unpack_embedding
    from vgot.models.keyframes.sdxl import SdxlImage

    faces = ArcFaces(with_arcface, pack, residency_=fresh)
    red, blue = (
        faces.read_tokens(dataclasses.replace(draw(), pixels=np.full((128, 128, 3), c, np.uint8)), PORTRAIT, Quiet())
        for c in ((200, 30, 20), (20, 30, 200))
    )
    embedding, _ = unpack_embedding(red, "arcface", "Mary")
    assert embedding.shape == (1, 512) and embedding.norm().item() == pytest.approx(1.0, abs=1e-4) and red != blue
    image = SdxlImage(with_arcface, pack, residency_=fresh)
    shots = [
        image.draw_keyframe(
            KeyframeSpec(
                Domains(character="Mary"),
                "",
                (Cast("mary", "young", "Mary", "Mary", "", t, 1.0),),
                "",
                "",
                None,
                "",
                5,
                FrameSize(96, 64),
            ),
            Quiet(),
        ).pixels
        for t in (red, blue)
    ]
    assert not np.array_equal(*shots)


@pytest.mark.needs("opencv")
def test_a_portrait_without_a_face_is_refused_with_what_to_do(with_arcface, pack, fresh, draw):
    from vgot.models.faces import ArcFaces

    faces = ArcFaces(with_arcface, pack, residency_=fresh)
    app = fresh.attempt(faces.loadable, "load", lambda a: a)
    app.det_model.det_thresh = 0.99
    with pytest.raises(BadInput) as why:
        faces.read_tokens(draw(), PORTRAIT, Quiet())
    assert why.value.field == "portrait/mary/young" and "Upload" in why.value.hint


@pytest.mark.parametrize("payload", [b"", b"junk", b"\x08\x00\x00\x00\x00\x00\x00\x00{}      "])
def test_damaged_tokens_are_one_typed_error(torch, payload):
    from vgot.models.faces import unpack_embedding
    from vgot.models.references import unpack_reference

    with pytest.raises(BadInput, match="damaged"):
        unpack_embedding(Tokens("clip-vision", payload), "clip-vision", "Mary")
    with pytest.raises(BadInput):
        unpack_reference(Tokens("reference", payload), "Mary")
