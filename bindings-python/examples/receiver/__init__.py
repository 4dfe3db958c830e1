"""A receiver of WorkOS webhooks that loses nothing: one process receives, another works.

Install requirements.txt and hookseal[fastapi], then run in the folder above this one:

    python -m receiver receive    # verify, store, answer
    python -m receiver work       # handle what is stored; more than one may run
    python -m receiver inbox      # print what is stored
    python -m receiver retry ID   # handle a dead event again
"""
