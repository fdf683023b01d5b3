import Testing

/// Ctrl-Z while the program is at work, as a shell with job control sees it.
@Suite struct SuspensionTests {
  /// Stops the job in the foreground, uses the shell meanwhile, and brings the job back.
  private static func suspendAndResume(_ terminal: Terminal) throws {
    terminal.type("\u{1A}")
    try terminal.awaits("Stopped")
    #expect(terminal.echoes)
    terminal.type("echo between $((1 + 1))\n")
    try terminal.awaits("between 2")
    terminal.type("fg\n")
    try terminal.awaits("sfmodels")
  }

  @Test func anAnswerInTheChatIsStoppedAndGoesOn() async throws {
    try await JobControlShell.run { terminal in
      terminal.type("sfmodels chat --emulator --api llmg -q\n")
      try terminal.awaits("OpenAIGPT4OmniMini> ")
      terminal.type("[[words: 5000]] Tell me a long story\n")
      try terminal.awaits("ocean tiger")
      try Self.suspendAndResume(terminal)
      try terminal.awaits("ocean tiger")
      try terminal.awaits("OpenAIGPT4OmniMini> ")
      terminal.type("[[reply: Short and whole]]\n")
      try terminal.awaits("\r\nShort and whole")
      try terminal.awaits("OpenAIGPT4OmniMini> ")
      terminal.type("\u{4}")
      try terminal.awaits("\r\n> ")
      #expect(terminal.echoes)
    }
  }

  @Test(
    arguments: [
      "generate --emulator --api llmg '[[words: 5000]] Tell me a story'",
      // More than a terminal takes before anybody has read it: stopping throws away what is on its way.
      "generate --emulator --api llmg --no-stream '[[words: 16000]] Tell me a story'",
    ])
  func anAnswerToOnePromptIsStoppedAndGoesOn(_ line: String) async throws {
    try await JobControlShell.run { terminal in
      terminal.type("sfmodels \(line)\n")
      try terminal.awaits("ocean tiger")
      try Self.suspendAndResume(terminal)
      try terminal.awaits("ocean tiger")
      try terminal.awaits("\r\n> ")
      terminal.type("echo status $?\n")
      try terminal.awaits("\r\nstatus 0")
      #expect(terminal.echoes)
    }
  }
}
