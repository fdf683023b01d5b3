import FoundationEssentials

/// A service that makes vectors of any texts, the same of the same, and refuses those that contain "bad".
enum Vectors {
  private struct Body: Decodable { var input: [String] }

  /// `nil` for requests that are not for vectors.
  static func turn(for request: WireRequest) -> Turn? {
    guard request.address == Documents.embeddings,
      let body = try? JSONDecoder().decode(Body.self, from: Data(request.body.utf8))
    else { return nil }
    guard !body.input.contains(where: { $0.contains("bad") }) else {
      return Documents.error(400, "BAD_ARGUMENT", "too odd")
    }
    // The last first: nothing promises an order.
    let vectors = body.input.enumerated().reversed().map { index, text in
      #"{"embedding":\#(json(text)),"index":\#(index)}"#
    }
    return .answer(
      200,
      #"{"embeddings":[\#(vectors.joined(separator: ","))],"parameters":{"usage":{"prompt_tokens":\#(body.input.count),"total_tokens":\#(body.input.count)}}}"#
    )
  }

  /// A vector of three dimensions.
  static func json(_ text: String) -> String {
    let sum = text.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) % 100_003 }
    return "[0.\(sum)0,-\(text.utf8.count).0e-3,1]"
  }

  /// A line of the output.
  static func line(_ id: Int, _ text: String) -> String {
    #"{"id":\#(id),"embedding":\#(json(text))}"# + "\n"
  }

  /// So many rows as an input, of which some are empty and some are refused.
  static func input(_ count: Int) -> String { (1...count).map { text($0) + "\n" }.joined() }

  static func text(_ row: Int) -> String { row % 37 == 5 ? "" : row % 41 == 7 ? "bad \(row)" : "text \(row)" }

  /// What comes out of such an input.
  static func lines(_ count: Int) -> String {
    (1...count).filter { !text($0).isEmpty && !text($0).contains("bad") }.map { line($0, text($0)) }.joined()
  }
}
