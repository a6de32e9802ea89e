# One image for every process: the public half, the staff half, `prepare` and `work`.
# docs/guides/operators.md says how to run it. The root file system may be read-only.

FROM python:3.13-slim AS build
WORKDIR /app
# The finished environment has no pip; wheels only, so that no compiler is needed.
COPY requirements/base.txt requirements/base.txt
RUN python -m venv --without-pip /opt/venv \
    && python -m pip --python /opt/venv/bin/python --disable-pip-version-check install \
       --quiet --no-cache-dir --only-binary :all: --require-hashes --requirement requirements/base.txt
COPY . .
ENV PATH=/opt/venv/bin:$PATH STATIC_DIR=/opt/static
# Made-up secrets in a throw-away folder: the embedded settings need nothing else.
# Role `all` shows the files of the staff half, which are a superset of the public ones.
RUN for language in tet pt id; do test -s "locale/$language/LC_MESSAGES/django.mo" || exit 1; done \
    && for role in public staff; do \
         PORTAL_ROLE=$role DATA_DIR=/tmp/build python manage.py shell --no-imports --command \
           "from portal.preparation import collect_static; collect_static()" || exit 1; \
       done \
    && ln -s staff "$STATIC_DIR/all" \
    && rm -rf /tmp/build \
    && python -m compileall -q --invalidation-mode unchecked-hash . \
    && chmod -R a+rX,go-w . /opt/venv /opt/static

FROM python:3.13-slim
# Pango and one font: the worker lays out the PDFs of laws. Debian drops versions that are pinned.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
      fonts-dejavu-core libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
# A number, so that an orchestrator can see that it is not root. The folder is for a volume.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent \
      --shell /usr/sbin/nologin mahon \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/static /opt/static
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    STATIC_DIR=/opt/static \
    DATA_DIR=/data
USER 10001:10001
EXPOSE 8000
# No HEALTHCHECK: `prepare` and `work` run from this image too and listen nowhere.
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "portal.wsgi"]
