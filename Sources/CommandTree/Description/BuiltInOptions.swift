extension OptionDescription {
  /// Understood by every command and group.
  static let help = OptionDescription(name: "help", short: "h", help: "Show this help.")

  /// Understood everywhere, shown for the program.
  static let version = OptionDescription(name: "version", help: "Show the version.")
}
