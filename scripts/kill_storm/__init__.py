"""Kill the running company again and again while its customers are served, and count what is left.

`python -m scripts.kill_storm --engine both --kills 200` runs the real server and workers, lets
customers and clerks ask over HTTP, kills a program with signal 9 at chance moments, starts it
again, and at the end compares what the clients were told, what the company keeps, and what the
outside world (which has a memory of its own) was really asked to do.
"""
