import HTTPTypes
import Testing

@testable import OrgEmulator

@Suite struct DirectiveTests {
  @Test(arguments: [
    ("[[reply: Yes.]]", "Yes."),
    ("Say [[reply:two\nlines ]] please", "two\nlines "),
    (#"[[reply: {"tags": ["a", "b"]}]]"#, #"{"tags": ["a", "b"]}"#),
    ("[[reply: [1, [2]]]]", "[1, [2]]"),
    ("[[toxic]] [[reply: über]]", "über"),
    ("[[reply: open", nil), ("[reply: x]", nil), ("[[other: x]]", nil), ("[[", nil), ("]]", nil),
  ])
  func findsTheReply(_ text: String, _ expected: String?) {
    #expect(Directives(in: text).reply == expected)
  }

  @Test(arguments: [
    ("[[status: 503]]", 503), ("[[status:404 once]]", 404), ("[[status: 200]]", nil), ("[[status]]", nil),
  ])
  func findsTheStatus(_ text: String, _ expected: Int?) {
    #expect(Directives(in: text).statuses.first?.status.code == expected)
  }

  @Test(
    arguments: [
      ("[[status: 429 for M]]", [DirectedStatus(.tooManyRequests, model: "M")]),
      ("[[status: 503 once for M]]", [DirectedStatus(.serviceUnavailable, isOnce: true, model: "M")]),
      (
        "[[status: 429 for M]] [[status: 503]]",
        [DirectedStatus(.tooManyRequests, model: "M"), DirectedStatus(.serviceUnavailable)]
      ),
      ("[[status: 429 for]]", []),
    ] as [(String, [DirectedStatus])])
  func aStatusMayBeForAModel(_ text: String, _ statuses: [DirectedStatus]) {
    #expect(Directives(in: text).statuses == statuses)
  }

  @Test func plainTextAsksForNothing() {
    #expect(Directives(in: "let x = a[[0]] + [[1, 2], [3]]") == Directives(in: ""))
  }
}
