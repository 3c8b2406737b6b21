# The build stage installs the locked packages and onrecord itself into one folder; the last stage takes that folder alone.
FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements.service.lock .
RUN python -m venv /opt/onrecord \
    && /opt/onrecord/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.service.lock
# A third of it is for debuggers. What wheels bring along in *.libs stays as it is: strip would break it.
RUN apt-get update && apt-get install -y --no-install-recommends binutils \
    && find /opt/onrecord -name '*.cpython-*.so' -exec strip --strip-debug {} +
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY onrecord onrecord
COPY schemas schemas
COPY service service
COPY prompts prompts
RUN /opt/onrecord/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin onrecord
COPY --from=build /opt/onrecord /opt/onrecord
ENV PATH=/opt/onrecord/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ONRECORD_HOST=0.0.0.0 \
    ONRECORD_PORT=8000
USER 10001
EXPOSE 8000
# The pipeline is loaded at start, which takes a few seconds on a small machine.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"ONRECORD_PORT\"]}/health/ready', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["onrecord", "serve"]
