import CommandTree

/// What shells offer with the completion scripts of a tree, the last of the words unfinished.
extension CommandTree {
  /// - Parameters:
  ///   - words: as bash cuts them, at `=` and `:` too, without the program's name.
  ///   - definitions: what stands in for the program, and for commands of bash.
  func offeredByBash(_ words: String, where definitions: String = "") throws -> String {
    let program = description().name
    let script = """
      \(completionScript(for: .bash))
      \(definitions)
      COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:' COMP_WORDS=(\(program) \(words)) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _\(program)
      echo "${COMPREPLY[*]}"
      """
    let output = try Tool(name: "bash").output("--norc $file", file: script)
    return output.split(separator: "\n").joined()
  }

  /// A word and its description a line, with a colon between them.
  ///
  /// - Parameter definitions: what stands in for the program.
  func offeredByFish(_ words: String, where definitions: String = "") throws -> [String] {
    let script = """
      \(completionScript(for: .fish))
      \(definitions)
      complete -C '\(description().name) \(words)'
      """
    let output = try Tool(name: "fish").output("--no-config $file", file: script)
    return output.split(separator: "\n").map { $0.split(separator: "\t").joined(separator: ":") }
  }
}
