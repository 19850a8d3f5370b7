# The academy for a public server: see "On a public server" in README.md, and compose.yaml for what stands around it.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=learning.settings.production \
    DATA_DIR=/data STATIC_ROOT=/academy/static BIND=0.0.0.0:8000

WORKDIR /academy
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt

COPY manage.py ./
COPY quizzes quizzes
COPY courses courses
COPY home home
COPY learning learning
COPY templates templates

# The settings name what a server must be told; none of it goes into the static files.
RUN SECRET_KEY=none ALLOWED_HOSTS=none BASE_URL=https://none EMAIL_URL=dummymail:// DEFAULT_FROM_EMAIL=none \
    python manage.py collectstatic --noinput

RUN useradd --system academy && mkdir /data && chown academy /data
USER academy
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--config", "python:learning.server", "learning.wsgi"]
