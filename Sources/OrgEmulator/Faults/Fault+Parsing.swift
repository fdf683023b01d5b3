import HTTPTypes

/// What is wrong with a fault's text.
package struct FaultSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The part that cannot be read.
  package enum Reason: Equatable, Sendable {
    case status, probability, requests, pause
    case unknownPart(String)
  }

  /// What is wrong.
  package let reason: Reason
  /// The whole text.
  package let text: String

  /// The text and what is wrong with it, as shown to people.
  package var description: String { "'\(text)': \(words)" }

  private var words: String {
    switch reason {
    case .status: "a fault begins with a status from 400 to 599, for example 503:0.1"
    case .probability: "a probability is a number from 0 to 1, for example 503:0.1"
    case .requests: "requests are counted from 1, for example 503:#1-3,7"
    case .pause: "a pause is a number of seconds, for example 429:0.1:after=2"
    case .unknownPart(let part):
      "'\(part)' is not a probability, #REQUESTS, after=SECONDS, json, empty or html"
    }
  }
}

extension Fault {
  /// Reads `STATUS[:PROBABILITY|:#REQUESTS][:after=SECONDS][:json|empty|html]`, for example `503:0.1`.
  ///
  /// - Throws: ``FaultSyntaxError`` for any other text.
  package init(parsing text: String) throws(FaultSyntaxError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let first = parts.first, let code = Int(first), (400...599).contains(code) else {
      throw FaultSyntaxError(reason: .status, text: text)
    }
    self.init(status: .named(code))
    for part in parts.dropFirst() {
      do throws(FaultSyntaxError.Reason) {
        try read(part)
      } catch {
        throw FaultSyntaxError(reason: error, text: text)
      }
    }
  }

  private mutating func read(_ part: Substring) throws(FaultSyntaxError.Reason) {
    if let form = ErrorForm(rawValue: String(part)) {
      self.form = form
    } else if part.hasPrefix("#") {
      timing = .requests(try Self.ranges(part.dropFirst()))
    } else if part.hasPrefix("after=") {
      retryAfter = try Self.pause(part.dropFirst("after=".count))
    } else {
      timing = .probability(try Self.probability(part))
    }
  }

  private static func probability(_ text: Substring) throws(FaultSyntaxError.Reason) -> Double {
    guard let number = Double(text) else { throw .unknownPart(String(text)) }
    guard (0...1).contains(number) else { throw .probability }
    return number
  }

  private static func pause(_ text: Substring) throws(FaultSyntaxError.Reason) -> Duration {
    guard let seconds = Double(text), (0...86_400).contains(seconds) else { throw .pause }
    return .seconds(seconds)
  }

  private static func ranges(_ text: Substring) throws(FaultSyntaxError.Reason) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1], 1 <= first, first <= last
      else {
        throw .requests
      }
      ranges.append(first...last)
    }
    return ranges
  }
}

extension FaultSyntaxError.Reason: Error {}
