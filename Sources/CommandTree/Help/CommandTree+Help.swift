extension CommandTree {
  /// The text of `--help` for the command at a path, folded to a width between 40 and 100.
  package func help(for path: [String], width: Int) -> String {
    HelpPage(description(at: path), width: width).text
  }
}
