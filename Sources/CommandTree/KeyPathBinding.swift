/// A property of a type, as `\.model` names it.
package typealias PropertyPath<Root, Value> = any WritableKeyPath<Root, Value> & Sendable

/// Where a word without a character is one; elsewhere it is a slip, such as a variable that was not set.
enum EmptyWords: Sendable {
  case nowhere, behindTheFirst, everywhere

  func hold(first isFirst: Bool) -> Bool {
    switch self {
    case .nowhere: false
    case .behindTheFirst: !isFirst
    case .everywhere: true
    }
  }
}

/// The way from a word to a property and back, with the property's type forgotten.
struct KeyPathBinding<Root>: Sendable {
  let take: @Sendable (inout Root, _ word: String, _ isFirst: Bool) throws(ValueProblem) -> Void
  let words: @Sendable (Root) -> [String]

  func lifted<Whole>(by path: PropertyPath<Whole, Root>) -> KeyPathBinding<Whole> {
    KeyPathBinding<Whole>(
      take: { (whole, word, isFirst) throws(ValueProblem) in try take(&whole[keyPath: path], word, isFirst) },
      words: { words($0[keyPath: path]) })
  }
}

extension KeyPathBinding {
  init<S: OptionValue>(_ path: PropertyPath<Root, S>, empty: EmptyWords = .nowhere) {
    take = { (root, word, isFirst) throws(ValueProblem) in
      guard empty.hold(first: isFirst) || !word.isEmpty else { throw ValueProblem(reason: "is empty") }
      try root[keyPath: path].take(word, isFirst: isFirst)
    }
    words = { $0[keyPath: path].optionWords }
  }
}
