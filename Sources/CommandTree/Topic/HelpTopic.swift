/// A page about the program as a whole: what `help NAME` prints, and a manual page of section 7.
package struct HelpTopic: Sendable {
  /// The word that is typed.
  package let name: String
  /// One sentence.
  package let summary: String
  private let makeSections: @Sendable () -> [Section]

  /// - Parameter sections: is asked only when the page is read.
  package init(_ name: String, _ summary: String, sections: @escaping @Sendable () -> [Section]) {
    self.name = name
    self.summary = summary
    makeSections = sections
  }

  /// What the page says, from above to below.
  package var sections: [Section] { makeSections() }

  /// A part of the page under a heading of its own.
  package struct Section: Sendable, Equatable {
    /// The heading; empty for what stands under none.
    package let title: String
    /// Paragraphs between blank lines, list items after `- `, lines to the letter after four spaces, code between backticks.
    package let text: String
    /// A table that follows the text.
    package let rows: [CommandTree.Fact]

    /// What is left out is empty.
    package init(_ title: String = "", _ text: String = "", rows: [CommandTree.Fact] = []) {
      self.title = title
      self.text = text
      self.rows = rows
    }
  }
}

extension CommandTree {
  /// The page that words name, as they stand behind `help`; `nil` where they name none.
  package func topic(_ words: [String]) -> HelpTopic? {
    words.count == 1 ? topics.first { $0.name == words[0] } : nil
  }

  /// The source of a page's manual page, in mdoc.
  package func manualPage(of topic: HelpTopic, date: String) -> String {
    TopicManualPage(topic: topic, program: words.name, date: date).text
  }
}
