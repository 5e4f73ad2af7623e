# mathspeak, the server. scripts/image builds it; docs/operations.md says how to pin and upgrade what it stands on.
# A digest goes here as well: --build-arg BASE=python:3.11-slim@sha256:…
ARG BASE=python:3.11-slim

FROM ${BASE} AS build
# For those behind a proxy with a certificate of its own, or with a mirror of the packages; neither stays in the image.
ARG PIP_CERT
ARG PIP_INDEX_URL
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY deploy/image/requirements-build.txt deploy/image/requirements.txt ./
RUN python3 -m venv tools \
    && tools/bin/pip install --require-hashes --only-binary :all: --requirement requirements-build.txt \
    && python3 -m venv --without-pip /opt/mathspeak \
    && tools/bin/pip --python /opt/mathspeak/bin/python install \
        --require-hashes --only-binary :all: --no-compile --requirement requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
    && tools/bin/pip --python /opt/mathspeak/bin/python install --no-deps --no-index --no-compile dist/*.whl \
    # Hashes stand for the sources, so that bytecode is the same in every build and holds whatever the times of files are.
    && /opt/mathspeak/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/mathspeak/lib

FROM ${BASE}
ARG VERSION=1.0.0
LABEL org.opencontainers.image.title="mathspeak" \
    org.opencontainers.image.description="Speaks mathematics: LaTeX to words, and words to sound" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.licenses="MIT"
RUN groupadd --gid 10001 mathspeak \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin mathspeak \
    && install -d -o 10001 -g 10001 -m 0750 /var/cache/mathspeak
COPY --from=build /opt/mathspeak /opt/mathspeak
WORKDIR /app
COPY deploy/image/common_expressions.txt ./
ENV PATH=/opt/mathspeak/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    MS_CACHE_DIR=/var/cache/mathspeak
USER 10001:10001
VOLUME /var/cache/mathspeak
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["ms"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
