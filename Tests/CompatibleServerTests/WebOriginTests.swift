import Testing

@testable import CompatibleServer

/// What is an origin, as browsers write them.
struct WebOriginTests {
  @Test(arguments: [
    ("https://chat.example.com", "https://chat.example.com"),
    ("HTTPS://Chat.Example.COM", "https://chat.example.com"),
    ("https://a.example:443", "https://a.example"), ("http://a.example:80", "http://a.example"),
    ("http://a.example:0080", "http://a.example"), ("https://a.example:80", "https://a.example:80"),
    ("http://[2001:DB8::1]:80", "http://[2001:db8::1]"), ("null", "null"), ("NULL", "null"),
    ("chrome-extension://abcdefgh", "chrome-extension://abcdefgh"),
    ("moz-extension://8f1-4a", "moz-extension://8f1-4a"), ("app://obsidian.md", "app://obsidian.md"),
    ("vscode-webview://0Ab1", "vscode-webview://0ab1"), ("tauri://localhost", "tauri://localhost"),
    ("safari-web-extension://A-B", "safari-web-extension://a-b"),
    ("capacitor://localhost:8100", "capacitor://localhost:8100"),
  ])
  func isReadInOneSpelling(_ text: String, _ spelling: String) {
    #expect(WebOrigin(text)?.text == spelling)
  }

  @Test(arguments: [
    "", "*", "localhost", "https://", "://a", "https://a/", "https://a/b", "https://a?b", "https://a#b",
    "https://*.example.com", "https://user@a.example", "https://user:password@a.example",
    "https://a%2f.localhost",
    "https://a\\.localhost", "http://localhost%00.evil.com", "http://localhost\u{0}", "http://a b",
    "http://a..b",
    "http://.localhost", "http://a:", "http://a:99999", "http://a:1x", "http://a:+1", "http://[::1",
    "http://[evil]",
    "http://::1", "1http://a", "ht tp://a", "http:/a", "http:a", "http://ü.example", "https://a,https://b",
    "https://a https://b", "file://", "http://a:80:80", "http://[::1]x",
    "http://" + String(repeating: "a", count: 600),
  ])
  func nothingElseIsOne(_ text: String) {
    #expect(WebOrigin(text) == nil)
  }
}
