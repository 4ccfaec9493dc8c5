"""gunicorn on a server: threads, because most of a request is waiting for the database."""

import multiprocessing

bind = "unix:/run/canting/web.sock"
worker_class = "gthread"
workers = multiprocessing.cpu_count()
threads = 4
# The largest upload (an import of 20,000 rows) must fit into this.
timeout = 60
graceful_timeout = 20
# Memory that a process gathers over the days is given back.
max_requests = 5000
max_requests_jitter = 500
# nginx writes the access log.
accesslog = None
control_socket_disable = True
forwarded_allow_ips = "*"
