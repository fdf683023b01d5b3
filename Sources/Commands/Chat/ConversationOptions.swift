package import CommandTree

/// Which conversation is meant, and how answers look in it.
package struct ConversationOptions: OptionGroup {
  package var goesOn = false
  package var resumed: String?
  package var render: Bool?

  package init() {}

  package static var syntax: Syntax<Self> {
    [
      .flag(\.goesOn, "continue", "c", help: "Go on with the last conversation of the profile."),
      .option(
        \.resumed, "resume", value: "ID", completion: .words("conversations"),
        help: "Go on with the conversation of this id."),
      .flag(
        \.render, "render", negatable: true, section: "Output",
        help: "Style Markdown in a conversation; on by default on a terminal that wants colour."),
    ]
  }
}
