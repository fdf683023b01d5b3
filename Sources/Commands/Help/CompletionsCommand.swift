import CommandTree

/// Prints a completion script for a shell.
struct CompletionsCommand: RunnableCommand {
  var shell = Shell.bash

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "completions", "Print a completion script for a shell.",
      discussion: """
        Names that only this program knows (models, profiles, settings) are asked from it while you type.

        - bash: put `eval "$(sfmodels completions bash)"` into `~/.bashrc`
        - zsh: write it to a file `_sfmodels` in a folder of `$fpath`, or put `source <(sfmodels completions zsh)` \
        behind `compinit` in `~/.zshrc`
        - fish: write it to `~/.config/fish/completions/sfmodels.fish`
        """,
      examples: [
        Example("eval \"$(sfmodels completions bash)\"", "Try it in this shell."),
        Example("sfmodels completions fish >~/.config/fish/completions/sfmodels.fish", "Keep it for fish."),
      ],
      aliases: ["completion"])
  }

  static var syntax: Syntax<Self> {
    [.operand(\.shell, "SHELL", help: "Which shell it is for.")]
  }

  func run(in context: Context) async throws {
    try context.output.write(CommandTree.sfmodels.completionScript(for: shell))
  }
}
