"""The sentence encoder with a tiny random model of the real classes."""

import pytest

from vgot.errors import ModelUnavailable
from vgot.models.text.encoder import REPOSITORIES, open_encoder
from vgot.script.coherence import Fit, Judge, shipped_fits
from vgot.story.model import Domains


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    raw = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    raw.train_from_iterator(
        ["a red scarf on an old pier"], trainers.WordPieceTrainer(special_tokens=["[PAD]", "[UNK]"])
    )
    torch.manual_seed(0)
    made = tmp_path_factory.mktemp("hub") / "tiny-encoder"
    BertModel(
        BertConfig(
            vocab_size=raw.get_vocab_size(),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
        )
    ).save_pretrained(made)
    PreTrainedTokenizerFast(tokenizer_object=raw, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(made)
    return made


def test_a_text_is_most_like_itself_and_a_judge_can_use_it(folder):
    encoder = open_encoder(str(folder))
    assert encoder.name == "tiny-encoder"
    assert encoder.similarity("a red scarf", "a red scarf") == pytest.approx(1, abs=1e-5)
    assert encoder.similarity("a red scarf", "old pier") < 0.999
    judge = Judge(encoder, Fit("tiny-encoder", 0.0, 1.0, 1.0, 0.5, {}))
    assert judge.compare(
        Domains(character="a red scarf", background="pier"), Domains(character="an old", background="pier")
    ).passed


def test_without_a_fit_or_without_the_model_it_says_so(folder):
    with pytest.raises(ModelUnavailable, match="no calibrated threshold"):
        Judge(open_encoder(str(folder)))
    for name in ("someone/else", next(iter(REPOSITORIES))):
        with pytest.raises(ModelUnavailable):
            open_encoder(name)


def test_the_encoder_that_may_be_fetched_has_a_shipped_fit():
    for repo in REPOSITORIES:
        assert shipped_fits()[repo.rsplit("/", 1)[-1]].measured["auc_cross_story"] > 0.85
