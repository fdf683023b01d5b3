import FoundationEssentials
import ModelsAPI
import Testing
import Wire

/// An answer as models write it, and what must be recognised in it.
struct ToolAnswer: Sendable, CustomTestStringConvertible {
  let family: String
  let answer: String
  /// `name arguments` of each call; none for an answer that is text.
  let calls: [String]
  let text: String

  var testDescription: String { "\(family): \(answer)" }

  /// The lines of `Fixtures/ToolAnswers.jsonl`.
  static func corpus() throws -> [ToolAnswer] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/ToolAnswers.jsonl")
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
      let value = try JSONValue(decoding: Array(line))
      let calls = (value["calls"]?.array ?? []).map {
        "\($0["name"]?.string ?? "") \($0["arguments"]?.text ?? "")"
      }
      return ToolAnswer(
        family: try #require(value["family"]?.string), answer: try #require(value["answer"]?.string),
        calls: calls, text: try #require(value["text"]?.string))
    }
  }
}

struct ToolAnswerCorpusTests {
  private func read(_ answer: String) -> (calls: [String], text: String) {
    let tools = EmulatedTools(ChatRequest(model: "m", .prompt("p"), tools: .workshop))
    guard let found = tools.calls(in: answer, makeID: { "id" }) else { return ([], answer) }
    return (found.calls.map { "\($0.name) \($0.arguments)" }, found.text)
  }

  @Test func eachAnswerIsReadAsItIsMeant() throws {
    for answer in try ToolAnswer.corpus() {
      let found = read(answer.answer)
      #expect(found.calls == answer.calls, "\(answer)")
      #expect(found.text == answer.text, "\(answer)")
    }
  }

  @Test func noBeginningOfACallIsACall() throws {
    for answer in try ToolAnswer.corpus() where !answer.calls.isEmpty {
      var whole = answer.answer[...]
      while whole.last?.isWhitespace == true { whole = whole.dropLast() }
      for end in whole.indices { #expect(read(String(whole[..<end])).calls.isEmpty, "\(whole[..<end])") }
    }
  }

  @Test func theCorpusIsLargeAndVaried() throws {
    let corpus = try ToolAnswer.corpus()
    #expect(Set(corpus.map(\.answer)).count == corpus.count)
    #expect(corpus.count { !$0.calls.isEmpty } >= 150)
    #expect(corpus.count { $0.calls.isEmpty } >= 150)
    #expect(Set(corpus.map(\.family)).count >= 20)
  }
}
