#!/usr/bin/env bash
# The embedded stack in three pieces of at most ten minutes on one large GPU, each on a bare machine. See pieces.md.
#
#   here:   pieces.sh wheels             packages that a plain torch environment lacks, into .whl
#   there:  pieces.sh 1 | 2 | 3          one piece; reads .train where it was carried along, writes $OUT
#   here:   pieces.sh begin              what is finished or half learned into .train, to go on with on processors
#   here:   pieces.sh unpack FOLDER      what came back from a piece -> .train (travels on) and .kept (stays)
#   here:   pieces.sh measure            the quality bar on 500 scenes, on this machine
#   here:   pieces.sh ship               into assets/embedded and configs, if the bar is met
set -euo pipefail
cd "$(dirname "$0")/../.."
PYTHON="${PYTHON:-python3}"
OUT="${OUT:-out}"
# minutes: all of one piece's stages, their starts and the packing must stay under ten
AUTOENCODER="${AUTOENCODER:-4.2}" CONDITIONING="${CONDITIONING:-1.5}" LIKENESS="${LIKENESS:-0.8}" PROBES="${PROBES:-1.2}"
IMAGE_FIRST="${IMAGE_FIRST:-7.6}" IMAGE_ALL="${IMAGE_ALL:-9.3}" CAMERA="${CAMERA:-0.5}" MOTION="${MOTION:-3.0}"
WHEELS=(diffusers==0.42.1 thorvg-python==1.1.3 pydantic==2.14.3 pydantic-core==2.50.4 annotated-types==0.8.0 typing-inspection==0.4.4 importlib-metadata==10.2.0)

prepare() {
  if ls .whl/*.whl >/dev/null 2>&1; then
    "$PYTHON" -m pip install -q --no-index --no-deps --no-compile --no-cache-dir --upgrade --target /tmp/site .whl/*.whl
    export PYTHONPATH="/tmp/site${PYTHONPATH:+:$PYTHONPATH}"
  fi
  export PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false HF_HUB_OFFLINE=1
  mkdir -p .train "$OUT"
  "$PYTHON" -c "import torch, diffusers, transformers, thorvg_python, pydantic, tokenizers, safetensors, PIL; print(torch.__version__, torch.cuda.is_available())"
}

# what is finished already: what ships (assets/embedded), and what only training needs (training/embedded/begun)
begin() {
  # the picture model and the clips go on from their averages; SCRATCH=1 begins them anew
  "$PYTHON" -W ignore -m training.embedded.begin --out .train ${SCRATCH:+--scratch}
}

train() { "$PYTHON" -W ignore -m training.embedded.train "$@" --out .train --device auto ${EXTRA:-}; }

# parts of 15 MB: go.tar.* travels on with the next piece, keep.tar.* stays at home
packed() {
  local name="$1"; shift
  local there=()
  for path in "$@"; do [ -e ".train/$path" ] && there+=("$path"); done
  [ "${#there[@]}" -gt 0 ] && tar -C .train -cf - "${there[@]}" | split -b 15M -d -a 2 - "$OUT/$name.tar."
  return 0
}

last_sheets() { (cd .train && ls -t sheets/*.webp 2>/dev/null | head -8) || true; }

# Run when a piece ends, however it ends: what a failed stage leaves behind comes back too.
pack_1() {
  packed go stack taught log.jsonl
  packed keep probes state/autoencoder state/conditioning state/likeness $(last_sheets)
}
pack_2() {
  # the averages in the state are the exported weights: they travel once
  mv .train/stack .train/whole && mkdir .train/stack
  for part in vae image_encoder person recipe.json; do [ -e ".train/whole/$part" ] && cp -r ".train/whole/$part" .train/stack/; done
  packed go stack taught state/image log.jsonl
  packed keep $(last_sheets)
  rm -rf .train/stack && mv .train/whole .train/stack
}
pack_3() {
  packed go stack log.jsonl
  packed keep state/motion $(last_sheets)
}

case "${1:-}" in
  wheels)
    mkdir -p .whl
    platforms=(); for p in manylinux_2_28_x86_64 manylinux_2_27_x86_64 manylinux_2_17_x86_64 manylinux2014_x86_64 manylinux1_x86_64; do platforms+=(--platform "$p"); done
    "$PYTHON" -m pip download -q --no-deps --only-binary=:all: --python-version "${THERE:-3.12}" --implementation cp "${platforms[@]}" -d .whl "${WHEELS[@]}"
    du -sh .whl ;;
  begin) begin ;;
  1)
    prepare; trap pack_1 EXIT
    train autoencoder --minutes "$AUTOENCODER" --form travel
    train conditioning --minutes "$CONDITIONING" --form travel
    train likeness --minutes "$LIKENESS" --form travel
    "$PYTHON" -W ignore -m training.embedded.probes --out .train --minutes "$PROBES" ;;
  2)
    prepare; begin; trap pack_2 EXIT
    train image --minutes "$IMAGE_FIRST" --of-minutes "$IMAGE_ALL" --form travel ;;
  3)
    prepare; begin; trap pack_3 EXIT
    train image --minutes "$("$PYTHON" -c "print($IMAGE_ALL - $IMAGE_FIRST)")" --of-minutes "$IMAGE_ALL" --form travel
    train camera --minutes "$CAMERA" --form travel
    train motion --minutes "$MOTION" --form travel ;;
  unpack)
    mkdir -p .train .kept
    if ls "$2"/go.tar.* >/dev/null 2>&1; then rm -rf .kept/before && mv .train .kept/before && mkdir .train && cat "$2"/go.tar.* | tar -C .train -xf -; fi
    if ls "$2"/keep.tar.* >/dev/null 2>&1; then cat "$2"/keep.tar.* | tar -C .kept -xf -; fi
    cp -f .train/log.jsonl .kept/ 2>/dev/null || true
    du -sh .train .kept ;;
  measure)
    begin; [ -d .kept/probes ] && rm -rf .train/probes && cp -r .kept/probes .train/probes
    [ -d .train/probes ] || cp -r training/embedded/begun/probes .train/probes
    "$PYTHON" -W ignore -m training.embedded.measure --out .train --scenes "${SCENES:-500}" --contact docs/pictures/embedded.webp ;;
  ship) "$PYTHON" -m training.embedded.ship --out .train ;;
  *) sed -n 2,9p "$0"; exit 2 ;;
esac
