extension String {
  /// The most combining marks in a row that are read from strangers. Unicode's Stream-Safe Text Format allows 30 (UAX #15,
  /// §13); some pile up more for fun.
  package static let mostMarks = 256

  /// Whether no more combining marks than ``mostMarks`` stand in a row.
  ///
  /// Comparing and hashing a text normalizes it, for which the marks of a row are sorted, in a time that grows with the
  /// square of their number: 40,000 of them, sent by a stranger as the name of a model, take a second for each look.
  package var hasBoundedMarks: Bool {
    // No mark has fewer bytes than two, and none comes before U+0300, which begins with this byte.
    guard utf8.count > Self.mostMarks * 2, utf8.contains(where: { $0 >= 0xCC }) else { return true }
    var count = 0
    for scalar in unicodeScalars {
      let isMark = scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
      count = isMark ? count + 1 : 0
      if count > Self.mostMarks { return false }
    }
    return true
  }
}

extension JSONValue {
  /// Whether that is so of every text in it, names of members too.
  package var hasBoundedMarks: Bool {
    switch self {
    case .null, .bool, .number: true
    case .string(let text): text.hasBoundedMarks
    case .array(let values): values.allSatisfy(\.hasBoundedMarks)
    case .object(let object):
      object.members.allSatisfy { $0.name.hasBoundedMarks && $0.value.hasBoundedMarks }
    }
  }
}
