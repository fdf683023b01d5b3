"""What is said of an attack: a line for each thing that was measured."""

import time

HEADING = f"{'attack':32} {'measured':72} {'bound':46}"


class Report:
    def __init__(self, name):
        self.name, self.start, self.lines, self.holds = name, time.monotonic(), [], True

    def check(self, measured, bound, holds, details=()):
        """A line and, where it did not hold, what is needed to see it again."""
        self.lines.append(f"{self.name:32} {measured:72} {bound:46} {'ok' if holds else 'FAILED'}")
        if not holds:
            self.holds = False
            self.lines += [f"    {detail[:600]}" for detail in list(details)[:12]]

    def table(self, what, bound, faults, count):
        """One line for many cases of a kind; `faults` are sentences about those that did not hold."""
        self.check(f"{max(0, count - len(faults))} of {count} {what}", bound, not faults and count > 0, faults)

    def ended(self):
        """(text, seconds, name, whether all held)"""
        if not self.lines:
            self.check("nothing was measured", "", False)
        return "\n".join(self.lines) + "\n", time.monotonic() - self.start, self.name, self.holds
