import Testing

@testable import Terminal

/// What the key for completion does.
struct CompletionTests {
  private func step(_ before: String, from start: Int, _ words: String...) -> CompletionStep {
    let candidates = words.map { Completion.Candidate($0, isWhole: !$0.hasSuffix("/")) }
    return CompletionStep(Completion(from: start, candidates), before: before)
  }

  @Test func insertsTheOnlyCandidateAndASpaceBehindAWholeOne() {
    #expect(step("/he", from: 0, "/help").before == "/help ")
    #expect(step("/file sr", from: 6, "src/").before == "/file src/")
  }

  @Test func insertsWhatAllHaveInCommonAndShowsThem() {
    let found = step("x gr", from: 2, "größe", "größer")
    #expect(found.before == "x größe" && found.shown.map(\.replacement) == ["größe", "größer"])
  }

  @Test func takesNothingAwayThatWasTyped() {
    #expect(step("/HE", from: 0, "/help", "/history").before == "/HE")
    #expect(step("zz", from: 0).before == nil)
  }

  @Test func listsNamesInColumnsAndDescriptionsInRows() {
    let names = ["alpha", "beta", "中文", "delta"].map { Completion.Candidate($0) }
    let size = TerminalFacts.Size(columns: 16, rows: 24)
    #expect(CompletionList(names, on: size).lines == ["alpha  中文", "beta   delta"])
    let described = [Completion.Candidate("/help", description: "what can be typed here"), .init("/quit")]
    #expect(CompletionList(described, on: size).lines == ["/help  what can", "/quit"])
  }

  @Test func listsNoMoreThanFitsOnTheScreen() {
    let names = (1...100).map { Completion.Candidate("a long name \($0)") }
    let lines = CompletionList(names, on: TerminalFacts.Size(columns: 20, rows: 10)).lines
    #expect(lines.count == 7 && lines.last == "… 94 more lines")
  }
}
