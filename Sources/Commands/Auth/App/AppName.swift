import CommandTree
import Terminal

/// The name of a component of an org's metadata (Metadata API Developer Guide, "fullName").
struct AppName: Value, Equatable {
  static let usual = AppName("sfmodels")

  let argument: String

  private init(_ name: String) { argument = name }

  init(argument: String) throws(ValueProblem) {
    let letters = argument.utf8
    let isWord = letters.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
    let begins = letters.first.map { ($0 | 0x20) &- 0x61 < 26 } ?? false
    // The names of its parts are longer by eleven letters.
    guard isWord, begins, !argument.contains("__"), letters.last != 0x5F, letters.count <= 60 else {
      throw ValueProblem(
        reason:
          "is no name of an app: up to 60 letters, digits and single underscores, a letter first, no underscore last"
      )
    }
    self.argument = argument
  }
}

/// A line of text for people, such as a label or a user's name.
struct TextLine: Value, Equatable {
  let argument: String

  init(argument: String) throws(ValueProblem) {
    guard !argument.isBlank,
      !argument.unicodeScalars.contains(where: \.isControl)
    else { throw ValueProblem(reason: "is no line of text") }
    self.argument = argument.trimmed
  }
}

/// An address that mail can be sent to.
struct MailAddress: Value, Equatable {
  let argument: String

  init(argument: String) throws(ValueProblem) {
    let line = argument.trimmed
    let parts = line.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), parts[1].contains("."),
      !line.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.isControl })
    else { throw ValueProblem(reason: "is no address of mail, such as admin@example.com") }
    self.argument = line
  }
}

/// A version of an org's API that issues JSON Web Tokens for named users.
struct MetadataVersion: Value, Equatable {
  static let usual = MetadataVersion(66)
  /// The first one that takes the element for it without a fault.
  private static let first = 65

  let argument: String

  private init(_ number: Int) { argument = "\(number).0" }

  init(argument: String) throws(ValueProblem) {
    let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1] == "0", parts[0].utf8.count <= 3, let number = Int(parts[0]),
      number >= Self.first
    else { throw ValueProblem(reason: "is no API version from \(Self.first).0 on, such as 66.0") }
    self.init(number)
  }
}
