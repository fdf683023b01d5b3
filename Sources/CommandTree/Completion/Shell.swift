/// A shell that can be taught to complete the program's words.
package enum Shell: String, CaseIterable, Value {
  case bash, zsh, fish
}

extension CommandTree {
  /// The script that teaches a shell; it starts a process only for words that the program alone knows,
  /// by running it as `PROGRAM __complete NAME`: a word on each line, perhaps with a tab and a description.
  package func completionScript(for shell: Shell) -> String {
    let root = description()
    return switch shell {
    case .bash: BashCompletion(root).script
    case .zsh: ZshCompletion(root).script
    case .fish: FishCompletion(root).script
    }
  }
}
