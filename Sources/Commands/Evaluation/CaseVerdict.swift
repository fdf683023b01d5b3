import RowEngine
import Wire

/// What became of a row when it was asked, as the record of verdicts has it: one object a line.
struct CaseVerdict: Equatable, Sendable {
  /// Of the row; its number, unless it brings one.
  let id: JSONValue
  /// Its position in the input, from 1.
  let row: Int
  /// Which time it was asked, from 1; `nil` where rows are asked once.
  let run: Int?
  let passed: Bool
  /// By the name of each check that was demanded.
  var checks: JSONObject = [:]
  /// Why it does not pass.
  var reasons: [String] = []
  /// Why the row has no answer.
  var refusal: String?
  var expected: String?
  /// The answer, or its beginning, where it does not pass.
  var text: String?
  /// From the request to the whole answer; records of earlier versions do not have it.
  var milliseconds: Int?
  /// Of prompt and answer together, where the service counts them; records of earlier versions do not have it.
  var tokens: Int?

  /// Characters of a text that are kept.
  private static let longestText = 2000

  /// Its name for people: `a`, and `a #2` where rows are asked several times.
  var name: String { run.map { "\(id.fieldText) #\($0)" } ?? id.fieldText }
}

extension CaseVerdict {
  /// Of a row with an answer.
  init(_ item: RowItem<PromptRow>, _ answer: AnswerRow, repeats: Bool) {
    self.init(
      id: item.id, row: item.number, run: repeats ? item.repetition : nil,
      passed: answer.reply["passed"]?.bool ?? true)
    checks = answer.reply["checks"]?.object ?? [:]
    milliseconds = answer.milliseconds
    tokens = answer.reply["usage"]?["total_tokens"]?.int
    guard !passed else { return }
    reasons = answer.reasons
    if case .success(let prompt) = item.content {
      expected = prompt.expectation?.text.beginning(Self.longestText)
    }
    text = answer.reply["text"]?.string?.beginning(Self.longestText)
  }

  /// Of a row without one.
  init(_ item: RowItem<PromptRow>, refused refusal: String, repeats: Bool) {
    self.init(id: item.id, row: item.number, run: repeats ? item.repetition : nil, passed: false)
    self.refusal = refusal
  }

  /// - Returns: `nil` for what is none.
  init?(_ json: JSONObject) {
    guard let id = json["id"], let row = json["row"]?.int, let passed = json["passed"]?.bool else {
      return nil
    }
    self.init(id: id, row: row, run: json["run"]?.int, passed: passed)
    checks = json["checks"]?.object ?? [:]
    reasons = json["reasons"]?.array?.compactMap(\.string) ?? []
    refusal = json["refused"]?.string
    expected = json["expected"]?.string
    text = json["text"]?.string
    milliseconds = json["milliseconds"]?.int
    tokens = json["tokens"]?.int
  }

  /// What the record keeps.
  var record: JSONObject {
    var record = json
    record.set("milliseconds", milliseconds.map { JSONValue($0) })
    record.set("tokens", tokens.map { JSONValue($0) })
    return record
  }

  /// The same without figures, which no two runs share.
  var json: JSONObject {
    var json: JSONObject = ["id": id, "row": JSONValue(row)]
    json.set("run", run.map { JSONValue($0) })
    json["passed"] = .bool(passed)
    if !checks.members.isEmpty { json["checks"] = .object(checks) }
    if !reasons.isEmpty { json["reasons"] = .array(reasons.map { .string($0) }) }
    json.set("refused", refusal.map { .string($0) })
    json.set("expected", expected.map { .string($0) })
    json.set("text", text.map { .string($0) })
    return json
  }
}

extension String {
  /// As many characters, and a sign where there are more.
  func beginning(_ count: Int) -> String {
    guard let end = index(startIndex, offsetBy: count, limitedBy: endIndex), end < endIndex else {
      return self
    }
    return self[..<end] + "…"
  }
}
