"""Opens the address of a sign-in as a person's browser does, presses a button where there is one, and prints what the
page says at which it ends.

Usage: consent.py ADDRESS BUTTON FOLDER
"""

import json
import sys
import time

from chromium import Chromium

CALLBACK = "/OauthRedirect"


def main(address, button, folder):
    browser = Chromium(folder)
    try:
        page = browser.page(address)
        # A page that lets the person in at once has no button.
        if not at_end(page):
            page.run(f"document.querySelector('button[value={button}]').click()")
        print(text_at_end(page))
    finally:
        browser.close()


def at_end(page):
    return page.run("return location.pathname") == CALLBACK


def text_at_end(page):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if at_end(page) and page.run("return document.readyState") == "complete":
                return page.run("return document.body.innerText")
        except AssertionError:
            pass  # Between two pages there is none to ask.
        time.sleep(0.05)
    raise SystemExit("the browser was not sent back: " + json.dumps(page.run("return document.body.innerText")))


main(*sys.argv[1:])
