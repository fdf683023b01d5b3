/// Splits a line for the shell into the commands it runs, as far as examples go: pipes, lists, quotes,
/// redirections and substitutions, but no expansion.
package struct ShellReader {
  private var rest: Substring
  private var commands: [[String]] = []
  private var words: [String] = []
  /// The word that is being read; nil between words.
  private var word: String?
  /// Whether the next word is only the file of a redirection.
  private var isTarget = false

  init(_ line: String) { rest = line[...] }

  /// The words that follow a program's name, for each time the line runs it.
  package static func calls(of program: String, in line: String) -> [[String]] {
    var reader = ShellReader(line)
    reader.readCommands()
    return reader.commands.compactMap { words in
      words.firstIndex(of: program).map { Array(words[($0 + 1)...]) }
    }
  }

  /// Reads to the end, or to the parenthesis that closes a substitution.
  private mutating func readCommands() {
    while let character = rest.popFirst(), character != ")" {
      switch character {
      case " ", "\n": endWord()
      case "|", ";", "&", "(": endCommand()
      case "<", ">": beginTarget()
      case "'": readQuoted()
      case "\"": readDoublyQuoted()
      case "#" where word == nil: rest = ""
      default: readPlain(character)
      }
    }
    endCommand()
  }

  private mutating func readPlain(_ character: Character) {
    if character == "\\" {
      // A line that goes on below is one line.
      if let next = rest.popFirst(), next != "\n" { add(next) }
    } else if character == "$", rest.first == "(" {
      readSubstitution()
    } else {
      add(character)
    }
  }

  private mutating func readQuoted() {
    word = word ?? ""
    while let character = rest.popFirst(), character != "'" { add(character) }
  }

  private mutating func readDoublyQuoted() {
    word = word ?? ""
    while let character = rest.popFirst(), character != "\"" { readPlain(character) }
  }

  /// What a substitution gives is not known; it stands as itself in the word around it.
  private mutating func readSubstitution() {
    rest.removeFirst()
    var inner = ShellReader("")
    inner.rest = rest
    inner.readCommands()
    rest = inner.rest
    commands += inner.commands
    add("$")
  }
}

extension ShellReader {
  private mutating func add(_ character: Character) {
    word = (word ?? "") + String(character)
  }

  private mutating func endWord() {
    guard let word else { return }
    if !isTarget { words.append(word) }
    isTarget = false
    self.word = nil
  }

  private mutating func endCommand() {
    endWord()
    if !words.isEmpty { commands.append(words) }
    words = []
  }

  /// `<file`, `2>&1`, `>>log`: neither the descriptor nor the file is a word of the command.
  private mutating func beginTarget() {
    if let word, word.allSatisfy(\.isNumber) { self.word = nil }
    endWord()
    rest = rest.drop { $0 == "<" || $0 == ">" || $0 == "&" }
    isTarget = true
  }
}
