import ModelsAPI
import Testing

@testable import CompatibleServer

/// What is said while tools run stands behind their results.
struct ResultOrderTests {
  /// `u1`: what a user says; `s1`, `a1`: a system and an assistant; `c12`: a turn that calls 1 and 2; `r1`: the result of 1.
  private static func messages(_ words: String) -> [Message] {
    words.split(separator: " ").map { word in
      let rest = String(word.dropFirst())
      switch word.first {
      case "s": return Message(.system, rest)
      case "a": return Message(.assistant, rest)
      case "c":
        let calls = rest.map { ToolCall(id: String($0), name: "f", arguments: "{}") }
        return Message(.assistant, parts: [], toolCalls: calls)
      case "r": return Message(.tool, parts: [.text("result")], toolCallID: rest)
      default: return Message(.user, rest)
      }
    }
  }

  @Test(arguments: [
    ("u1 c1 r1 u2", "u1 c1 r1 u2"), ("u1 c12 r1 r2 a1", "u1 c12 r1 r2 a1"), ("u1 a1 u2", "u1 a1 u2"),
    ("u1 c1 s1 r1", "u1 c1 r1 s1"), ("u1 c1 u2 r1 u3", "u1 c1 r1 u2 u3"), ("c1 a1 r1 a2", "c1 r1 a1 a2"),
    ("u1 c12 r1 s1 r2 u2", "u1 c12 r1 r2 s1 u2"), ("u1 c12 u2 r2 s1 r1", "u1 c12 r2 r1 u2 s1"),
    ("u1 c1 s1 r1 c2 s2 r2", "u1 c1 r1 s1 c2 r2 s2"),
    // Calls before the others were answered are of one turn.
    ("u1 c1 c2 r1 r2", "u1 c12 r1 r2"), ("u1 c1 c2 r2 s1 r1 u2", "u1 c12 r2 r1 s1 u2"),
    // Nobody waits for a result that never comes, and one without a call stays.
    ("u1 c1 u2 a1", "u1 c1 u2 a1"), ("u1 c12 r1 u2 a1", "u1 c12 r1 u2 a1"), ("u1 r9 u2", "u1 r9 u2"),
    ("u1 c1 u2 c2 r2", "u1 c1 u2 c2 r2"),
    // Some agents number their calls anew in each turn.
    ("u1 c1 r1 u2 c1 s1 r1", "u1 c1 r1 u2 c1 r1 s1"), ("u1 c1 u2 c1 r1", "u1 c1 u2 c1 r1"),
  ])
  func resultsFollowTheirCalls(_ said: String, _ ordered: String) {
    var request = ChatRequest(model: "m", .messages(Self.messages(said)))
    request.moveResultsToCalls()
    #expect(request.messages == Self.messages(ordered))
  }
}
