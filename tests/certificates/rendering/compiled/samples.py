"""What the tests of the engine share."""

import datetime as dt

AT = dt.datetime(2026, 11, 23, 3, 4, 5, tzinfo=dt.UTC)
CREDENTIAL = "eyJhbGciOiJFZERTQSJ9.eyJ2YyI6e319.c2lnbmVk"
