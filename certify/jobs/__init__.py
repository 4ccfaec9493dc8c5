"""Work that takes longer than a page: queued, resumable after a kill, with counted progress.

Other rooms use ``certify.jobs.queue``: ``@queue.job(…)`` marks a function of their ``tasks.py``,
``queue.enqueue(…)`` asks for it within the caller's transaction, ``queue.progress(…)`` tells how
far it is. Every job is idempotent: it may be started again at any moment.
"""
