import ModelsAPI

extension ClientField.Range {
  /// What is wrong with as many texts, or as long ones; `nil` where nothing is.
  func fault(in texts: [String]) -> String? {
    guard case .texts(let most, let longest) = self else { return nil }
    if texts.count > most { return "at most \(most) are possible." }
    return texts.contains { $0.utf8.count > longest } ? "each has at most \(longest) bytes." : nil
  }
}
