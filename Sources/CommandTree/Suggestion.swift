/// Finds what somebody may have meant.
package enum Suggestion {
  /// The names that are nearest to a word, best first; few, and none that is far.
  package static func names(near word: String, among names: [String]) -> [String] {
    let near = names.compactMap { name in distance(word, name).map { (name: name, distance: $0) } }
    let best = near.map(\.distance).min()
    return near.filter { $0.distance == best }.prefix(3).map(\.name)
  }

  /// How far a name is from a word; nil where nobody would see a likeness.
  private static func distance(_ word: String, _ name: String) -> Int? {
    let (letters, others) = (Array(word.lowercased()), Array(name.lowercased()))
    let longer = max(letters.count, others.count)
    let edits = edits(from: letters, to: others)
    if edits <= max(1, longer / 3), edits < longer { return edits }
    // Somebody who abbreviates types the beginning.
    let isAbbreviation = letters.filter { $0 != "-" }.count >= 3 && others.starts(with: letters)
    return isAbbreviation ? longer : nil
  }

  /// Damerau and Levenshtein's count of letters changed, added, left out or exchanged with their neighbour.
  private static func edits(from word: [Character], to name: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...name.count)
    for (row, letter) in word.enumerated() {
      var current = [row + 1]
      for (column, other) in name.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == name[column - 1], word[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[name.count]
  }
}
