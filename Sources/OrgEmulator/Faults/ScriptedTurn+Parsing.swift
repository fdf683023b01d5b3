import HTTPTypes
package import Wire

/// What is wrong with a script, and in which line (from 1).
package struct ScriptSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Why the line is no turn.
  package enum Reason: Error, Equatable, Sendable {
    case notJSON(JSONError)
    case notAnObject
    case noOutcome
    case twoOutcomes
    case unusable(String)
    case unknown(String)
  }

  /// From 1.
  package let line: Int
  /// What is wrong there.
  package let reason: Reason

  /// The line and what is wrong in it, as shown to people.
  package var description: String { "line \(line): \(words)" }

  private var words: String {
    switch reason {
    case .notJSON(let error): "no valid JSON: \(error)"
    case .notAnObject: "a turn is a JSON object"
    case .noOutcome: "a turn needs 'reply', 'tool_calls', 'status' or 'wait'"
    case .twoOutcomes: "a turn with 'status' has neither 'reply' nor 'tool_calls'"
    case .unusable(let name): "'\(name)' \(Self.expectation(of: name))"
    case .unknown(let name):
      "unknown field '\(name)'; known are match, reply, tool_calls, status, retry_after, wait"
    }
  }

  private static func expectation(of name: String) -> String {
    switch name {
    case "status": "must be a number from 400 to 599"
    case "retry_after": "must be a number of seconds and goes with 'status'"
    case "tool_calls": "must be a list of objects with 'name' and, if need be, 'arguments', an object"
    case "wait": "must be a number of seconds or a duration as \"500ms\", of a day at most"
    default: "must be a string"
    }
  }
}

extension ScriptedTurn {
  /// Reads JSON Lines: `{"reply": "…"}`, `{"tool_calls": [{"name": "…", "arguments": {}}]}`, both in one,
  /// `{"status": 429, "retry_after": 1}`, `{"wait": "500ms"}`; each optionally with `"match": "…"` and `"wait"`.
  ///
  /// - Throws: ``ScriptSyntaxError`` for the first line that is no turn.
  package static func script(decoding bytes: [UInt8]) throws(ScriptSyntaxError) -> [ScriptedTurn] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var turns: [ScriptedTurn] = []
    for (index, line) in lines.enumerated()
    where !String(decoding: line, as: UTF8.self).trimmingSpaces.isEmpty {
      do throws(ScriptSyntaxError.Reason) {
        turns.append(try ScriptedTurn(line: Array(line)))
      } catch {
        throw ScriptSyntaxError(line: index + 1, reason: error)
      }
    }
    return turns
  }

  private init(line: [UInt8]) throws(ScriptSyntaxError.Reason) {
    let turn = try Self.object(line)
    if let unknown = turn.members.first(where: { !Self.fields.contains($0.name) }) {
      throw .unknown(unknown.name)
    }
    self.init(
      match: try Self.text("match", in: turn), try Self.outcome(turn), wait: try Self.wait(turn) ?? .zero)
  }

  private static let fields: Set = ["match", "reply", "status", "retry_after", "tool_calls", "wait"]

  private static func object(_ line: [UInt8]) throws(ScriptSyntaxError.Reason) -> JSONObject {
    let value: JSONValue
    do throws(JSONError) { value = try JSONValue(decoding: line) } catch { throw .notJSON(error) }
    guard let object = value.object else { throw .notAnObject }
    return object
  }

  private static func outcome(_ turn: JSONObject) throws(ScriptSyntaxError.Reason) -> Outcome {
    let pause = try retryAfter(turn)
    let isRefusal = turn["status"] != nil
    guard !isRefusal || turn["reply"] == nil && turn["tool_calls"] == nil else { throw .twoOutcomes }
    guard isRefusal || pause == nil else { throw .unusable("retry_after") }
    let reply = try text("reply", in: turn)
    if let calls = turn["tool_calls"] { return .toolCalls(try requestedCalls(calls), saying: reply) }
    if let reply { return .reply(reply) }
    guard let value = turn["status"] else {
      guard turn["wait"] != nil else { throw .noOutcome }
      return .pause
    }
    guard let status = value.int, (400...599).contains(status) else { throw .unusable("status") }
    return .refusal(.named(status), retryAfter: pause)
  }

  private static func requestedCalls(_ value: JSONValue) throws(ScriptSyntaxError.Reason)
    -> [ScriptedToolCall]
  {
    let requestedCalls = value.array?.compactMap(ScriptedToolCall.init(scripted:))
    guard let requestedCalls, !requestedCalls.isEmpty, requestedCalls.count == value.array?.count else {
      throw .unusable("tool_calls")
    }
    return requestedCalls
  }

  private static func retryAfter(_ turn: JSONObject) throws(ScriptSyntaxError.Reason) -> Duration? {
    guard let value = turn["retry_after"] else { return nil }
    guard let seconds = value.double, (0...86_400).contains(seconds) else { throw .unusable("retry_after") }
    return .seconds(seconds)
  }

  /// A number of seconds, or a number with a unit.
  private static func wait(_ turn: JSONObject) throws(ScriptSyntaxError.Reason) -> Duration? {
    guard let value = turn["wait"] else { return nil }
    let units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
    let unit = units.first { value.string?.hasSuffix($0.0) ?? false }
    let number = unit.flatMap { unit in value.string.flatMap { Double($0.dropLast(unit.0.count)) } }
    let seconds = value.double ?? number.flatMap { number in unit.map { number * $0.1 } }
    guard let seconds, (0...86_400).contains(seconds) else { throw .unusable("wait") }
    return .milliseconds((seconds * 1000).rounded())
  }

  private static func text(_ name: String, in turn: JSONObject) throws(ScriptSyntaxError.Reason) -> String? {
    guard let value = turn[name] else { return nil }
    guard let text = value.string else { throw .unusable(name) }
    return text
  }
}

extension ScriptedToolCall {
  fileprivate init?(scripted value: JSONValue) {
    guard let call = value.object, let name = call["name"]?.string else { return nil }
    let arguments = call["arguments"]
    guard arguments == nil || arguments?.object != nil else { return nil }
    self.init(name, arguments?.object)
  }
}
