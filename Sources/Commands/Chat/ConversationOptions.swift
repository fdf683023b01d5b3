import CommandTree

/// Which conversation is meant.
struct ConversationOptions: OptionGroup {
  var goesOn = false
  var resumed: String?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .flag(\.goesOn, "continue", "c", help: "Go on with the last conversation of the profile."),
      .option(
        \.resumed, "resume", value: "ID", completion: .words("conversations"),
        help: "Go on with the conversation of this id."),
    ]
  }
}
