/// Completion for fish: a line for each option, which holds where its command is the one being typed.
struct FishCompletion {
  let root: CommandDescription
  private let nodes: [CompletionNode]

  init(_ root: CommandDescription) {
    self.root = root
    nodes = CompletionNode.nodes(of: root)
  }

  var script: String {
    script(
      paths: nodes.dropFirst().flatMap(\.spellings).map(path).joined(separator: " "),
      lines: nodes.flatMap(lines).joined(separator: "\n"))
  }

  private func path(_ names: [String]) -> String { "/" + names.joined(separator: "/") }

  private func lines(_ node: CompletionNode) -> [String] {
    let condition = "__\(root.name)_at " + node.spellings.map(path).joined(separator: " ")
    let start = "complete -c \(root.name) -n \(quoted(condition))"
    let children = node.command.shownChildren.map { child in
      "-a \(child.name) -d \(quoted(child.words.summary.shellDescription))"
    }
    let rest = node.options.flatMap(option) + node.operands.compactMap { operand($0, of: node.command) }
    return (children + rest).map { "\(start) \($0)" }
  }

  private func option(_ option: OptionDescription) -> [String] {
    let short = option.short.map { "-s \($0) " } ?? ""
    let value =
      option.isFlag ? "" : option.takesNextWord ? value(option.offered) + " " : joined(option.offered)
    return option.longNames.map { name in
      let start = name == option.name ? short : ""
      return "\(start)-l \(name) \(value)-d \(quoted(option.shellDescription(of: name)))"
    }
  }

  private func value(_ completion: ValueCompletion) -> String {
    switch completion {
    case .none: "-x"
    case .file: "-r -F"
    default: "-x " + words(completion)
    }
  }

  /// Without `-r` fish offers it behind `=` alone.
  private func joined(_ completion: ValueCompletion) -> String {
    completion == .none ? "" : words(completion) + " "
  }

  private func operand(_ operand: OperandDescription, of command: CommandDescription) -> String? {
    if operand.takesRest { return rest(of: command) }
    return operand.offered == .none ? nil : words(operand.offered)
  }

  /// Another program's words, which begin after the names of the command and the values of its options.
  private func rest(of command: CommandDescription) -> String {
    let options = command.shownOptions.filter(\.takesNextWord).flatMap { option in
      (option.short.map { ["-\($0)"] } ?? []) + [option.typed]
    }
    let call = ["__fish_complete_subcommand", "--fcs-skip=\(command.path.count)"] + options
    return "-a '(\(call.joined(separator: " ")))'"
  }

  private func words(_ completion: ValueCompletion) -> String {
    switch completion {
    case .none: ""
    case .file: "-F"
    case .directory: "-a '(__fish_complete_directories)'"
    case .choices(let words): "-a \(quoted(words.joined(separator: " ")))"
    case .words(let name): "-a '(\(root.name) __complete \(name) 2>/dev/null)'"
    }
  }

  private func quoted(_ text: String) -> String { "'" + text.replacing(["\\": "\\\\", "'": "\\'"]) + "'" }
}

extension FishCompletion {
  /// The script around the lines, which is the same for every program.
  private func script(paths: String, lines: String) -> String {
    #"""
    # Completion of \#(root.name) for fish, written by \#(root.name) itself.

    # Whether one of these commands is the one that is being typed.
    function __\#(root.name)_at
        set -l path ''
        for word in (commandline -opc)[2..]
            contains -- $path/$word \#(paths)
            and set path $path/$word
        end
        test -n "$path"
        or set path /
        contains -- $path $argv
    end

    complete -c \#(root.name) -f
    \#(lines)

    """#
  }
}
