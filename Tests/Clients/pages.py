"""Web pages of other origins, and a name that points elsewhere from one moment to the next."""

import http.server
import select
import socket
import threading


class PageServer:
    """Serves an empty page under every path."""

    def __init__(self):
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class _Page(http.server.BaseHTTPRequestHandler):
    # Without keep-alive the browser must connect anew, and so meets a name's new place.
    protocol_version = "HTTP/1.0"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>page</title>")

    def log_message(self, *_):
        pass


class Switch:
    """A port that leads to one server and then to another, as a rebound name does."""

    def __init__(self, port):
        self.target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._forward, args=[client], daemon=True).start()

    def _forward(self, client):
        # Only now: browsers connect ahead of need.
        request = client.recv(1 << 16)
        with client, socket.create_connection(("127.0.0.1", self.target)) as server:
            server.sendall(request)
            while True:
                for end in select.select([client, server], [], [])[0]:
                    received = end.recv(1 << 16)
                    if not received:
                        return
                    (server if end is client else client).sendall(received)
