import FileSystem

/// What a conversation itself finds wrong; most of it is said and the conversation goes on.
enum ChatFailure: Error, Equatable {
  case unknownCommand(String, suggestions: [String])
  case missingArgument(String, command: String)
  case nothingToRetry
  case nothingToUndo
  case nothingToJudge
  case nothingToCopy
  /// A word in place of a number.
  case notANumber(String, command: String)
  /// The last answer has so many.
  case noCodeBlock(Int, of: Int)
  case clipboardFailed(String)
  /// A file that does not go along with the next message.
  case notAttached(String)
  case file(String, PrivateFile.Problem)
  case notAConversation(path: String, line: Int)
  /// `nil`: the last one of the profile.
  case noConversation(id: String?, profile: String)
  /// Nothing of conversations is kept here.
  case keepsNothing
  case notInteractive([String])
  /// So many answers of the conversation did not pass `--max-toxicity`.
  case unsafeAnswers(Int)
}
