import FoundationEssentials
import ModelsAPI
import Wire

/// A line of the access log.
struct AccessLogLine {
  private let record: AccessRecord
  private let ignored: [String]

  /// - Parameter ignored: the settings that the log has not named before.
  init(_ record: AccessRecord, ignored: [String]) {
    self.record = record
    self.ignored = ignored
  }

  private var milliseconds: Int { Int((record.duration * 1_000).rounded()) }

  /// Who has answered in another's place.
  private var fallbackAnswering: String? {
    record.facts.fallbacks.isEmpty ? nil : record.facts.answering?.text
  }

  /// Who did not answer, the last of all too where nobody did.
  private var failed: [(model: String, reason: String)] {
    record.facts.fallbacks.map { ($0.from.text, $0.reason.rawValue) }
  }

  /// `2026-11-21T15:20:00.123Z POST /v1/chat/completions 200 12ms 345B model=gpt-4o in=24 out=21 stream id=req_1`
  var text: String {
    var line =
      "\(Self.time(record.arrival)) \(Self.word(record.method)) \(Self.word(record.path)) \(record.status)"
    line += " \(milliseconds)ms \(record.bytes)B"
    if let key = record.facts.key { line += " key=\(Self.word(key))" }
    if let model = record.facts.model { line += " model=\(Self.word(model))" }
    if let lane = record.facts.lane { line += " lane=\(lane.rawValue)" }
    if let model = fallbackAnswering { line += " answered=\(Self.word(model))" }
    if !failed.isEmpty {
      line += " failed=" + failed.map { "\(Self.word($0.model)):\($0.reason)" }.joined(separator: ",")
    }
    if let tokens = record.facts.usage?.inputTokens { line += " in=\(tokens)" }
    if let tokens = record.facts.usage?.outputTokens { line += " out=\(tokens)" }
    if record.facts.model != nil { line += " upstream=\(Self.milliseconds(record.timing.upstream))ms" }
    if let first = record.timing.firstEvent, let stream = record.facts.stream {
      line += " first=\(Self.milliseconds(first))ms events=\(stream.events)"
    }
    if record.facts.retries > 0 { line += " retries=\(record.facts.retries)" }
    if record.facts.streams { line += " stream" }
    line += " id=\(record.requestID)"
    if let trace = record.facts.trace { line += " trace=\(trace.traceID) span=\(trace.spanID)" }
    if !ignored.isEmpty { line += " ignored=\(ignored.map(Self.word).joined(separator: ","))" }
    return line
  }

  var json: String {
    var writer = JSONWriter()
    writer.object { line in
      line.member("time", Self.time(record.arrival))
      line.member("method", record.method)
      line.member("path", Self.short(record.path))
      line.member("status", record.status)
      line.member("ms", milliseconds)
      line.member("bytes", record.bytes)
      if let key = record.facts.key { line.member("key", Self.short(key)) }
      if let model = record.facts.model { line.member("model", Self.short(model)) }
      if let lane = record.facts.lane { line.member("lane", lane.rawValue) }
      if let model = fallbackAnswering { line.member("answered", Self.short(model)) }
      if !failed.isEmpty {
        line.name("failed")
        line.array { models in
          for one in failed {
            models.object { model in
              model.member("model", Self.short(one.model))
              model.member("reason", one.reason)
            }
          }
        }
      }
      if let tokens = record.facts.usage?.inputTokens { line.member("input_tokens", tokens) }
      if let tokens = record.facts.usage?.outputTokens { line.member("output_tokens", tokens) }
      if record.facts.model != nil {
        line.member("upstream_ms", Self.milliseconds(record.timing.upstream))
      }
      if let first = record.timing.firstEvent, let stream = record.facts.stream {
        line.member("first_event_ms", Self.milliseconds(first))
        line.member("events", stream.events)
      }
      if record.facts.retries > 0 { line.member("retries", record.facts.retries) }
      line.name("stream")
      line.bool(record.facts.streams)
      line.member("request_id", record.requestID)
      if let trace = record.facts.trace {
        line.member("trace_id", trace.traceID)
        line.member("span_id", trace.spanID)
      }
      guard !ignored.isEmpty else { return }
      line.name("ignored")
      line.array { names in
        for name in ignored { names.string(name) }
      }
    }
    return Self.shown(String(decoding: writer.bytes, as: UTF8.self))
  }

  private static func milliseconds(_ time: Duration) -> Int { Int((time / .milliseconds(1)).rounded()) }

  private static func time(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  /// Clients choose paths and names of models; a line must stay one line of words.
  private static func word(_ text: String) -> String {
    let text = short(text)
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
    return isPlain && !text.isEmpty ? text : Self.shown(JSONValue.string(text).text)
  }

  private static func short(_ text: String) -> String {
    // Scalars: one character may have any number of marks.
    let beginning = text.unicodeScalars.prefix(200)
    return beginning.endIndex < text.endIndex ? String(beginning) + "…" : text
  }

  /// The same JSON text with escapes for what JSON lets pass and terminals obey: C1 controls, turned directions, line
  /// ends.
  private static func shown(_ json: String) -> String {
    if json.utf8.allSatisfy({ $0 < 0x7F }) { return json }
    var shown = ""
    for scalar in json.unicodeScalars {
      if isObeyed(scalar) { shown += escape(scalar) } else { shown.unicodeScalars.append(scalar) }
    }
    return shown
  }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
