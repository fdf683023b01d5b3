extension SchemaError: CustomStringConvertible {
  /// A sentence for people, with the place in the schema.
  package var description: String {
    switch self {
    case .unfit(let misfits): misfits.lines(upTo: 3).joined(separator: "; ")
    case .unknownDialect(let uri, let place): "at \(place) it says that it is of another draft: \(uri)"
    case .unknownVocabulary(let uri): "it needs a vocabulary that is not known: \(uri)"
    case .foreignReference(let reference, let place):
      "at \(place) it refers to another document: \(reference)"
    case .danglingReference(let reference, let place):
      "at \(place) it refers to what is not there: \(reference)"
    case .endlessReference(let place): "at \(place) it refers back to itself without end"
    case .doubleIdentifier(let name, let place): "at \(place) it has a name that another part has: \(name)"
    case .pattern(let pattern, let error, let place):
      "at \(place) it has a regular expression that cannot be used, \(pattern): \(error)"
    }
  }
}

extension PatternError: CustomStringConvertible {
  /// What is wrong, for people.
  package var description: String {
    switch self {
    case .unexpectedEnd: "it ends early"
    case .unexpected(let character, let position): "unexpected '\(character)' at character \(position)"
    case .unknownEscape(let escape, let position): "unknown escape \(escape) at character \(position)"
    case .unknownProperty(let name): "unknown property '\(name)'"
    case .wrongOrder(let position): "a range runs backwards at character \(position)"
    case .backReference(let position): "back-references are not supported (character \(position))"
    case .groupName(let name): "a group cannot be named '\(name)'"
    case .tooLarge: "it is too large"
    }
  }
}

extension Misfits {
  /// A line for each of the first, and one that counts the others.
  package func lines(upTo limit: Int) -> [String] {
    let lines = first.prefix(limit).map(\.description)
    return count > lines.count ? lines + ["and \(count - lines.count) more"] : lines
  }
}
