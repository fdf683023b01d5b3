/// What one step along a command line finds.
enum Token: Equatable {
  /// The option's place in the table, how it was typed, and its word; a flag's word is true or false.
  case option(Int, typed: String, word: String)
  case operand(String)
  case help
  case version
}
