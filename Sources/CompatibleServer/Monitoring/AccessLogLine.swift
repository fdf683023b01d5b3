import FoundationEssentials
import ModelsAPI
import Wire

/// A line of the access log.
struct AccessLogLine {
  private let entry: AccessRecord
  private let ignored: [String]

  /// - Parameter ignored: the settings that the log has not named before.
  init(_ entry: AccessRecord, ignored: [String]) {
    self.entry = entry
    self.ignored = ignored
  }

  private var milliseconds: Int { Int((entry.duration * 1_000).rounded()) }

  /// `2026-11-21T15:20:00.123Z POST /v1/chat/completions 200 12ms 345B model=gpt-4o in=24 out=21 stream id=req_1`
  var text: String {
    var line =
      "\(Self.time(entry.arrival)) \(Self.word(entry.method)) \(Self.word(entry.path)) \(entry.status)"
    line += " \(milliseconds)ms \(entry.bytes)B"
    if let model = entry.facts.model { line += " model=\(Self.word(model))" }
    if let tokens = entry.facts.usage?.inputTokens { line += " in=\(tokens)" }
    if let tokens = entry.facts.usage?.outputTokens { line += " out=\(tokens)" }
    if entry.facts.streams { line += " stream" }
    line += " id=\(entry.requestID)"
    if !ignored.isEmpty { line += " ignored=\(ignored.map(Self.word).joined(separator: ","))" }
    return line
  }

  var json: String {
    var writer = JSONWriter()
    writer.object { line in
      line.member("time", Self.time(entry.arrival))
      line.member("method", entry.method)
      line.member("path", Self.short(entry.path))
      line.member("status", entry.status)
      line.member("ms", milliseconds)
      line.member("bytes", entry.bytes)
      if let model = entry.facts.model { line.member("model", Self.short(model)) }
      if let tokens = entry.facts.usage?.inputTokens { line.member("input_tokens", tokens) }
      if let tokens = entry.facts.usage?.outputTokens { line.member("output_tokens", tokens) }
      line.name("stream")
      line.bool(entry.facts.streams)
      line.member("request_id", entry.requestID)
      guard !ignored.isEmpty else { return }
      line.name("ignored")
      line.array { names in ignored.forEach { names.string($0) } }
    }
    return LogText.shown(String(decoding: writer.bytes, as: UTF8.self))
  }

  private static func time(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  /// Clients choose paths and names of models; a line must stay one line of words.
  private static func word(_ text: String) -> String {
    let text = short(text)
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
    return isPlain && !text.isEmpty ? text : LogText.shown(JSONValue.string(text).text)
  }

  private static func short(_ text: String) -> String {
    // Scalars: one character may have any number of marks.
    text.utf8.count > 200 ? String(text.unicodeScalars.prefix(200)) + "…" : text
  }
}
