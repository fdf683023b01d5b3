import HTTPTypes
import Wire

/// Where a request belongs in somebody's trace, and what goes on with it: https://www.w3.org/TR/trace-context/
struct TraceContext: Equatable, Sendable {
  /// 32 hexadecimal digits; the client's, or one that nobody has had before.
  let traceID: String
  /// 16 hexadecimal digits: this server's part of the trace.
  let spanID: String
  /// Two hexadecimal digits, as the client had them.
  private let flags: String
  /// What vendors of tracing want to hand on; `nil` where there is none.
  private let state: String?

  /// - Parameters:
  ///   - fields: of the request; a `traceparent` that is none is replaced, and `tracestate` goes with it.
  ///   - random: numbers that are not 0.
  init(_ fields: HTTPFields, random: () -> UInt64) {
    spanID = Self.digits(random())
    guard let parent = fields.value(of: .traceParent), let known = Self.parts(of: parent) else {
      (traceID, flags, state) = (Self.digits(random()) + Self.digits(random()), "01", nil)
      return
    }
    (traceID, flags) = known
    let vendors = fields.value(of: .traceState) ?? ""
    state = vendors.isEmpty || vendors.utf8.count > Self.longestState ? nil : vendors
  }

  /// Version 00 of the field, with this server's part.
  var parent: String { "00-\(traceID)-\(spanID)-\(flags)" }

  /// What goes on to the upstream.
  var fields: [HTTPField] {
    [HTTPField(name: .traceParent, value: parent)]
      + [state.map { HTTPField(name: .traceState, value: $0) }].compactMap { $0 }
  }

  /// Bytes; vendors must hand on 512 at least.
  private static let longestState = 4_096

  /// Trace id and flags; of later versions, what the first one has of them; `nil` for what is malformed.
  private static func parts(of text: String) -> (traceID: String, flags: String)? {
    let bytes = Array(text.utf8)
    let (version, rest) = (bytes.prefix(2), bytes.dropFirst(55))
    guard bytes.count >= 55, [2, 35, 52].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }),
      [0..<2, 3..<35, 36..<52, 53..<55].allSatisfy({ bytes[$0].allSatisfy(isDigit) }),
      !version.elementsEqual("ff".utf8), rest.isEmpty || !version.elementsEqual("00".utf8),
      rest.first ?? UInt8(ascii: "-") == UInt8(ascii: "-"),
      [3..<35, 36..<52].allSatisfy({ bytes[$0].contains { $0 != UInt8(ascii: "0") } })
    else { return nil }
    return (String(decoding: bytes[3..<35], as: UTF8.self), String(decoding: bytes[53..<55], as: UTF8.self))
  }

  /// Lower case alone, as the specification wants it.
  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  private static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

extension HTTPField.Name {
  static let traceParent = HTTPField.Name("traceparent")!
  static let traceState = HTTPField.Name("tracestate")!
}
