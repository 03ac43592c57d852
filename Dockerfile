# VGoT Studio in a container: one port, one volume, a password. `docker build -t vgot .` is for processors (the drawn world and the small
# models that come with it); `--build-arg TORCH=cu130` is for NVIDIA cards. Run it:
#   docker run --rm -p 127.0.0.1:7860:7860 -v vgot:/data -e VGOT_AUTH=me:secret vgot
#   docker run --rm --gpus all -p 127.0.0.1:7860:7860 -v vgot:/data -e VGOT_AUTH=me:secret vgot
# Models that you have: -v FOLDER:/models:ro, then `vgot models /models`.
FROM python:3.12-slim-bookworm

ARG TORCH=cpu
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

# libgl1 and libglib2.0-0 for OpenCV, espeak-ng for scratch voices; versions are the distribution's.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends espeak-ng fonts-dejavu-core libgl1 libglib2.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 vgot \
    && install -d -o vgot -g vgot -m 700 /data

WORKDIR /app
COPY requirements.txt ./
RUN pip install "$(grep -m1 '^torch==' requirements.txt)" --index-url "https://download.pytorch.org/whl/${TORCH}" \
    && pip install -r requirements.txt mcp==2.3.0

COPY --chown=vgot:vgot app.py pyproject.toml README.md LICENSE ./
COPY --chown=vgot:vgot assets ./assets
COPY --chown=vgot:vgot configs ./configs
COPY --chown=vgot:vgot vgot ./vgot
COPY --chown=vgot:vgot ui ./ui

USER 1000
ENV VGOT_HOME=/data HF_HOME=/data/hub GRADIO_SERVER_NAME=0.0.0.0
VOLUME ["/data"]
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 7860), 3).close()"]
CMD ["python", "app.py", "--host", "0.0.0.0", "--port", "7860", "--no-browser"]
