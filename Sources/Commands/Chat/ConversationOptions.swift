package import CommandTree

/// Which conversation is meant.
package struct ConversationOptions: OptionGroup {
  package var goesOn = false
  package var resumed: String?

  package init() {}

  package static var syntax: Syntax<Self> {
    [
      .flag(\.goesOn, "continue", "c", help: "Go on with the last conversation of the profile."),
      .option(
        \.resumed, "resume", value: "ID", completion: .words("conversations"),
        help: "Go on with the conversation of this id."),
    ]
  }
}
