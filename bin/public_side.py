#!/usr/bin/env python3
"""One side of a comparison of the public page: a process with a database of its own.

Started by measures_public.py. Makes certificates, then answers each line on standard input, the
name of a kind of page. With a list of milliseconds: that many pages of random certificates through
the whole WSGI application, one after the other, as one guest asks for them. Or, after the word
"crowd", with how many pages a second the processes and threads of our server give when all of them
are asked without a pause.
"""

from __future__ import annotations

import base64
import io
import json
import multiprocessing
import random
import runpy
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bin")]

import django  # noqa: E402 -- the root must be found first

django.setup()

from django.conf import settings  # noqa: E402 -- needs the project
from django.contrib.auth.decorators import login_not_required  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402

from certificates import rules  # noqa: E402
from certificates.models import Certificate  # noqa: E402
from tests.conftest import make_cast  # noqa: E402
from tests.factories import certificates, programs  # noqa: E402

ROUND = 250
CROWD_ROUND = 1000
WARM = 50
AT_MOST_SECONDS = 120
SERVER = ROOT / "deploy" / "gunicorn.conf.py"
CHUNK = 50_000
PHOTO_BYTES = 28_000
settings.ROOT_URLCONF = "public_side"
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer as quickly as this project's middleware allows."""
    del request
    return HttpResponse("")


urlpatterns = [
    path("nothing/", login_not_required(nothing)),
    path("", include("certify.urls")),
]


def first(*, with_photo: bool) -> Certificate:
    """Issue one certificate by the real moves; the others are copies of its row."""
    cast = make_cast()
    cast.body.name_en = "Example Professional Certification Body"
    cast.body.save()
    row = certificates.unmarked(programs.stage(cast))[0]
    if with_photo:
        picture = base64.b64encode(random.randbytes(PHOTO_BYTES)).decode()  # noqa: S311 -- a picture
        row.content = json.dumps(json.loads(row.content) | {"photo_jpeg": picture})
    return row


def crowd(row: Certificate, count: int) -> list[str]:
    """Insert ``count`` copies under codes and numbers of their own, many a second; give the codes.

    Their uniqueness by assessment is given up here: this database is thrown away, and a million
    people assessed would take an hour.
    """
    kept = [field.column for field in Certificate._meta.concrete_fields if field.column != "id"]
    own = {"code", "register_number", "pdf_sha256", "content"}
    shared = {"status_list_id", "status_index"}  # one place, one certificate: copies have none
    copied = [column for column in kept if column not in own | shared]
    codes = [rules.new_code() for _ in range(count)]
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_living_certificate_per_assessment")
        # All copies point where the first one does: eight million looks that this is so are saved.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("CREATE TEMP TABLE asked (code text, number integer)")
        for start in range(0, count, CHUNK):
            lines = "".join(
                f"{code}\t{start + place + 2}\n"
                for place, code in enumerate(codes[start : start + CHUNK])
            )
            cursor.copy_expert("COPY asked FROM STDIN", io.StringIO(lines))
        cursor.execute(
            f"INSERT INTO certificates_certificate ({', '.join([*copied, *sorted(own)])})"  # noqa: S608
            f" SELECT {', '.join(f'c.{column}' for column in copied)},"
            " asked.code, %s, md5(asked.code) || md5(asked.code || '.'), asked.number"
            " FROM asked, certificates_certificate c WHERE c.id = %s",
            [row.content, row.pk],
        )
        cursor.execute("RESET session_replication_role")
        # As in a register that grew over years: what follows a load is not done while we measure.
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")
    return codes


def asker(codes: list[str]) -> dict[str, Callable[[], None]]:
    """Give what asks for one page of each kind, through all middleware."""
    application = get_wsgi_application()

    def get(address: str) -> None:
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address,
            "QUERY_STRING": "",
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        }
        said: list[str] = []
        response = application(environ, lambda status, headers: said.append(status))
        b"".join(response)
        response.close()
        if said != ["200 OK"]:
            message = f"{address}: {said}"
            raise RuntimeError(message)

    return {
        "certificate": lambda: get(f"/v/{random.choice(codes)}"),  # noqa: S311 -- any certificate
        "nothing": lambda: get("/nothing/"),
    }


def round_of(act: Callable[[], None]) -> list[float]:
    """Time many pages one by one."""
    times = []
    for _ in range(ROUND):
        started = time.perf_counter()
        act()
        times.append(round((time.perf_counter() - started) * 1000, 4))
    return times


def crowd_of(act: Callable[[], None]) -> int:
    """Ask in as many processes and threads as the server has; give pages a second of them all."""
    server = runpy.run_path(str(SERVER))
    processes, threads = server["workers"], server["threads"]
    context = multiprocessing.get_context("fork")
    all_ready = context.Barrier(processes * threads, timeout=AT_MOST_SECONDS)
    spans = context.SimpleQueue()

    def ask(_: int) -> None:
        for _ in range(WARM):
            act()
        all_ready.wait()
        started = time.perf_counter()
        for _ in range(CROWD_ROUND):
            act()
        spans.put((started, time.perf_counter()))

    def process() -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(ask, range(threads)))

    connections.close_all()  # each thread has its own, as in the server
    started = [context.Process(target=process) for _ in range(processes)]
    for one in started:
        one.start()
    for one in started:
        one.join()
        if one.exitcode:
            message = "a process that asked ended early"
            raise RuntimeError(message)
    first, last = zip(*[spans.get() for _ in range(processes * threads)], strict=True)
    return round(processes * threads * CROWD_ROUND / (max(last) - min(first)))


def main() -> None:
    """Make the certificates, say so, then measure as asked until the input ends."""
    count, with_photo = int(sys.argv[1]), "photo" in sys.argv
    call_command("migrate", verbosity=0)
    acts = asker(crowd(first(with_photo=with_photo), count))
    for act in acts.values():
        round_of(act)  # fills caches
    print("ready", flush=True)
    for line in sys.stdin:
        kind, *by = line.split()
        print(json.dumps((crowd_of if by else round_of)(acts[kind])), flush=True)


if __name__ == "__main__":
    main()
