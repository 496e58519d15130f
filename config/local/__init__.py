"""Everything that runs Fallow on one machine without a server set-up: `make run`, `make test`, `make check`.

Never imported in production, and nothing outside this package knows of it: what it starts is handed on as
`DATABASE_URL`, `REDIS_URL` and `BROKER_URL`, the same variables that point to given servers.
"""
