/// Something the program can be told to do: its properties are its parameters, their initial values the
/// defaults.
package protocol Command: Sendable {
  /// What people read about it.
  static var words: CommandMetadata { get }
  /// The table that binds its properties to options and operands; the documents follow its order.
  static var syntax: Syntax<Self> { get }
  init()
}

/// Options that several commands share: a struct with a table of its own, included by `.group(\.connection)`.
package protocol OptionGroup: Sendable {
  static var syntax: Syntax<Self> { get }
  init()
}
