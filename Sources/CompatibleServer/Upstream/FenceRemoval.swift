import ModelsAPI
import Wire

/// Takes away the fence that models like to put round the JSON that was demanded of them, while the text comes.
struct FenceRemoval {
  private enum State { case opening, inside, none }

  private var state = State.opening
  /// What may belong to a fence.
  private var held = ""

  mutating func text(_ more: String) -> String {
    switch state {
    case .none: return more
    case .inside: return content(more)
    case .opening: return opening(more)
    }
  }

  /// What was held back in vain.
  mutating func end() -> String {
    defer { held = "" }
    let isFence = state == .inside && held.filter { !$0.isWhitespace } == Self.fence
    return isFence ? "" : held
  }

  private static let fence = "```"

  private mutating func opening(_ more: String) -> String {
    held += more
    let begun = held.drop(while: \.isWhitespace)
    guard begun.hasPrefix(Self.fence) else { return Self.fence.hasPrefix(begun) ? "" : giveUp() }
    let rest = begun.dropFirst(Self.fence.count)
    let word = rest.prefix { $0.isASCII && $0.isLetter }
    guard let next = rest.dropFirst(word.count).first else {
      return "json".hasPrefix(word.lowercased()) ? "" : giveUp()
    }
    guard ["", "json"].contains(word.lowercased()), next.isWhitespace || next == "{" || next == "[" else {
      return giveUp()
    }
    state = .inside
    held = ""
    return content(String(rest.dropFirst(word.count).drop(while: \.isWhitespace)))
  }

  private mutating func giveUp() -> String {
    state = .none
    return end()
  }

  /// White space and backticks wait for what follows them.
  private mutating func content(_ more: String) -> String {
    let whole = held + more
    let end = whole.lastIndex { !$0.isWhitespace && $0 != "`" }.map(whole.index(after:)) ?? whole.startIndex
    held = String(whole[end...])
    return String(whole[..<end])
  }
}

extension FenceRemoval {
  /// The JSON of a whole answer: what stands in its one fence, whatever is said round it, unless the answer is JSON.
  static func json(in answer: String) -> String {
    if let content = CodeFence.content(of: answer) { return content }
    guard !isJSON(answer), let content = CodeFence.innerContent(of: answer), isJSON(content) else {
      return answer
    }
    return content
  }

  private static func isJSON(_ text: String) -> Bool {
    do {
      _ = try JSONValue(decoding: text)
      return true
    } catch {
      return false
    }
  }
}

extension ChatRequest {
  /// Whether the answer must be JSON.
  var demandsJSON: Bool {
    switch settings.responseFormat {
    case .jsonObject, .jsonSchema: true
    case .text, nil: false
    }
  }
}
