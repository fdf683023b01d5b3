package import CommandTree

/// Prints a completion script for a shell.
package struct CompletionsCommand: RunnableCommand {
  package var shell = Shell.bash

  package init() {}

  package static var words: CommandMetadata {
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

  package static var syntax: Syntax<Self> {
    [.operand(\.shell, "SHELL", help: "Which shell it is for.")]
  }

  package func run(in context: Context) async throws {
    try context.output.write(CommandTree.sfmodels.completionScript(for: shell))
  }
}
