"""A film by the embedded family's twin, through the whole product: portraits, tokens, keyframes, clips, a bridge, a reset."""

from tests.conftest import small_story


def test_a_film_with_a_bridge_and_a_reset(tmp_path):
    import torch

    from vgot.models.tiny.write import write_twins
    from vgot.project.studio import Studio
    from vgot.render.executors import InlineExecutor
    from vgot.settings import Settings, load_preset

    torch.set_num_threads(1)
    twins = write_twins(load_preset("embedded").preset, tmp_path / "models")
    studio = Studio(
        Settings(home=tmp_path / "home", preset="embedded", models_dir=twins), InlineExecutor(twins, idle_s=0.1)
    )
    try:
        project = studio.new_project(small_story(3, film={"width": 128, "height": 96, "fps": 8}))
        project.edit("boundaries/1/mode", "bridge")
        project.edit("boundaries/2/mode", "reset")
        result = project.build()
        assert not result.failed, result.failed
        assert {"clip/1", "clip/2", "clip/3", "join/1-2", "film"} <= set(result.ran) and result.film["frames"] == 24
        assert project.takes("clip/1")[0]["digests"]["latents"]
        project.edit("boundaries/2/mode", "cut")
        again = project.build()
        assert "clip/3" in again.ran and "clip/1" in again.reused
    finally:
        studio.close()
