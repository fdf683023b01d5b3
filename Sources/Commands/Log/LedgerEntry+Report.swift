import FoundationEssentials
import Ledger
import Wire

/// Entries of the ledger as `log` shows them.
extension LedgerEntry {
  private var date: Date { Date(timeIntervalSince1970: Double(time) / 1000) }

  /// `2026-11-27T04:20:00Z`.
  var utcTime: String { date.formatted(.iso8601) }

  /// `2026-11-27 04:20`, where this machine is.
  var localTime: String {
    let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .current)
    return String(
      date.formatted(style.year().month().day().time(includingFractionalSeconds: false)).prefix(16))
  }

  /// The entry for a program.
  var json: JSONObject {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    var object: JSONObject = [
      "id": id.map { .number(String($0)) } ?? .null, "time": .string(utcTime), "command": .string(command),
      "profile": .string(profile), "model": text(model), "prompt": text(texts?.prompt),
      "text": text(texts?.text), "usage": usageJSON, "generation_id": text(generation),
    ]
    object.set("answering_model", answeringModel.map { .string($0) })
    object.set("system", texts?.system.map { .string($0) })
    object.set("conversation", conversation.map { .string($0) })
    object["requests"] = JSONValue(requests)
    object.set("milliseconds", duration.map { .number(String($0)) })
    object.set("rows", rows.map { ["done": JSONValue($0.done), "refused": JSONValue($0.refused)] })
    object.set("verdict", verdict.map { .string($0) })
    return object
  }

  private var usageJSON: JSONValue {
    var object: JSONObject = [:]
    let counts = [
      ("input_tokens", usage.input), ("output_tokens", usage.output), ("cached_tokens", usage.cached),
      ("reasoning_tokens", usage.reasoning),
    ]
    for (name, count) in counts { object.set(name, count.map { JSONValue($0) }) }
    return object.members.isEmpty ? .null : .object(object)
  }
}
