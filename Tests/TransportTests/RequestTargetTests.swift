import Testing

@testable import Transport

struct RequestTargetTests {
  @Test(arguments: [
    ("/", nil, "/"), ("/a?b=%20", nil, "/a?b=%20"), ("//a", nil, "//a"), ("*", nil, "*"),
    ("http://b/c?d", "b", "/c?d"), ("HTTPS://b:8?d", "b:8", "/?d"), ("http://b", "b", "/"),
  ])
  func readsEveryForm(_ text: String, _ authority: String?, _ path: String) {
    let target = RequestTarget(text)
    #expect(target?.authority == authority)
    #expect(target?.path == path)
  }

  @Test(arguments: ["", "a", "a:443", "http://", "http:///a", "ftp://a/"])
  func whatIsNoTargetIsNone(_ text: String) {
    #expect(RequestTarget(text) == nil)
  }
}
