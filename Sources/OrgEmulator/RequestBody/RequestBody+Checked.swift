import Wire

extension RequestBody {
  func flag(_ name: String) throws(ErrorResponse) -> Bool? {
    guard let value = object[name] else { return nil }
    guard let flag = value.bool else { throw .badArgument("Expected true or false.", field: path(of: name)) }
    return flag
  }

  func integer(_ name: String, in range: ClosedRange<Int>) throws(ErrorResponse) -> Int? {
    guard let value = object[name] else { return nil }
    guard let number = value.int, range.contains(number) else {
      throw .badArgument("Expected a whole number \(range.words).", field: path(of: name))
    }
    return number
  }

  func number(_ name: String, in range: ClosedRange<Double>) throws(ErrorResponse) -> Double? {
    guard let value = object[name] else { return nil }
    guard let number = value.double, range.contains(number) else {
      throw .badArgument(
        "Expected a number from \(range.lowerBound) to \(range.upperBound).", field: path(of: name))
    }
    return number
  }

  func texts(_ name: String, isNullable: Bool = false) throws(ErrorResponse) -> [String]? {
    guard let elements = try elements(name, isNullable: isNullable) else { return nil }
    var texts: [String] = []
    for (index, element) in elements.enumerated() {
      guard let text = element.string else {
        throw .badArgument("Expected a string.", field: path(of: name)[index])
      }
      texts.append(text)
    }
    return texts
  }

  /// One of the words that an enumeration knows.
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, of kind: Word.Type
  ) throws(ErrorResponse) -> Word? {
    try word(name, among: Word.allCases.map(\.rawValue)).flatMap { Word(rawValue: $0) }
  }

  func word(_ name: String, among words: [String]) throws(ErrorResponse) -> String? {
    guard let word = try text(name) else { return nil }
    guard words.contains(word) else {
      throw .badArgument("Expected one of \(words.joined(separator: ", ")).", field: path(of: name))
    }
    return word
  }
}

extension ClosedRange<Int> {
  fileprivate var words: String {
    upperBound == .max ? "from \(lowerBound)" : "from \(lowerBound) to \(upperBound)"
  }
}
