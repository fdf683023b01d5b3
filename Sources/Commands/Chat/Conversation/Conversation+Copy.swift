import ModelsAPI

/// What is taken out of answers.
extension Conversation {
  /// Copies the last answer, or one of its code blocks.
  ///
  /// - Parameter argument: a block's number, from 1; empty for all of the answer.
  func copy(_ argument: String) async throws {
    guard let answer = session.turns.last?.answer else { throw ChatFailure.nothingToCopy }
    let clipboard = Clipboard(context.environment, terminal: context.errors)
    guard !argument.isEmpty else {
      try await clipboard.take(answer)
      return try say("the answer is copied")
    }
    guard let number = Int(argument), number > 0 else {
      throw ChatFailure.notANumber(argument, command: "copy")
    }
    let blocks = CodeBlock.all(in: answer)
    guard number <= blocks.count else { throw ChatFailure.noCodeBlock(number, of: blocks.count) }
    try await clipboard.take(blocks[number - 1].content)
    try say("code block \(number) of \(blocks.count) is copied")
  }
}
