FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1
WORKDIR /app
RUN useradd --system --no-create-home fallow \
    && install --directory --owner=fallow --group=fallow /var/lib/fallow

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY manage.py ./
COPY config config
COPY athletes athletes
COPY notices notices
COPY readiness readiness
COPY plans plans
COPY templates templates
COPY static static
COPY locale locale
# The command reads the settings, which ask for these two; nothing connects and nothing is signed.
RUN DATABASE_URL=postgres:///none SECRET_KEY=none python manage.py collectstatic --no-input

USER fallow
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--workers=2", "--threads=4", \
     "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
