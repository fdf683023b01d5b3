/// What pressing the key for completion does: what is inserted, and what is shown because it is not yet clear.
struct CompletionStep: Equatable {
  /// What stands before the cursor then; `nil` where nothing fits.
  var before: String?
  var shown: [Completion.Candidate] = []

  /// - Parameter before: what stands before the cursor now.
  init(_ completion: Completion, before: String) {
    let kept = String(before.prefix(completion.start))
    let candidates = completion.candidates
    guard let first = candidates.first else { return }
    if candidates.count == 1 {
      self.before = kept + first.replacement + (first.isWhole ? " " : "")
    } else {
      let typed = String(before.dropFirst(completion.start))
      let common = Self.commonPrefix(candidates.map(\.replacement))
      // Candidates that differ from what was typed must not shorten it.
      self.before = kept + (common.count >= typed.count ? common : typed)
      shown = candidates
    }
  }

  private static func commonPrefix(_ texts: [String]) -> String {
    texts.dropFirst().reduce(texts.first ?? "") { prefix, text in
      String(zip(prefix, text).prefix { $0 == $1 }.map(\.0))
    }
  }
}
