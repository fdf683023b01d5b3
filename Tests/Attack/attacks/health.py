"""Asks a server's /health every 20 ms until standard input ends; prints the longest time, how many, and how many were bad."""

import select
import sys
import time

from .http import ask


def main():
    port = int(sys.argv[1])
    worst, count, bad = 0.0, 0, 0
    print("begun", flush=True)
    while True:
        start = time.monotonic()
        bad += ask(port, "GET", "/health", timeout=30).status != 200
        worst, count = max(worst, time.monotonic() - start), count + 1
        if select.select([sys.stdin], [], [], 0.02)[0]:
            return print(f"{worst:.3f} {count} {bad}", flush=True)


main()
