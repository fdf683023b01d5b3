/// What a shell offers in the place of a value.
package enum ValueCompletion: Sendable, Equatable {
  case none
  case file
  case directory
  case choices([String])
  /// Words that only the program knows, asked from it by this name when they are wanted.
  case words(String)
}
