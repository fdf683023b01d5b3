/// Completion for zsh: a function for each command, which hands its table to `_arguments`.
struct ZshCompletion {
  let root: CommandDescription

  init(_ root: CommandDescription) { self.root = root }

  var script: String {
    script(functions: CompletionNode.nodes(of: root).map(function).joined(separator: "\n\n"))
  }

  private func function(_ node: CompletionNode) -> String {
    let names = node.spellings.map { (["_" + root.name] + $0).joined(separator: "-") }
    let body = node.command.isGroup ? group(node, name: names[0]) : arguments(node, indent: "  ")
    return "\(names.joined(separator: " "))() {\n\(body)\n}"
  }

  private func group(_ node: CompletionNode, name: String) -> String {
    let commands = node.command.shownChildren.map { child in
      quoted(child.name + ":" + child.words.summary.shellDescription)
    }
    return """
        _\(root.name)_child \(name) && return
        local -a commands=(
      \(commands.map { "    " + $0 }.joined(separator: "\n"))
        )
        local state line ret=1
      \(arguments(node, indent: "  ")) '*: :->command' && ret=0
        [[ $state == command ]] && _describe -t commands command commands && ret=0
        return ret
      """
  }

  private func arguments(_ node: CompletionNode, indent: String) -> String {
    let operands = node.command.isGroup ? [] : node.command.operands.flatMap(operand)
    let specs = node.options.flatMap(option) + operands
    return (["\(indent)_arguments -s -S"] + specs.map { "\(indent)  " + $0 }).joined(separator: " \\\n")
  }
}

extension ZshCompletion {
  private func option(_ option: OptionDescription) -> [String] {
    let isJoined = option.isValueOptional
    let value =
      option.value.map { "\(isJoined ? "::" : ":")\(escaped($0)):\(action(option.offered))" } ?? ""
    if option.isNegatable { return option.longNames.map { negatable(option, name: $0) } }
    let help = quoted("[\(escaped(option.help.shellDescription))]\(value)")
    let long = option.typed + (option.isFlag ? "" : isJoined ? "=-" : "=")
    let names = option.short.map { "{-\($0)\(option.isFlag ? "" : isJoined ? "-" : "+"),\(long)}" } ?? long
    return [quoted(option.isRepeatable ? "*" : exclusion(option)) + names + help]
  }

  private func negatable(_ option: OptionDescription, name: String) -> String {
    let help = quoted("[\(escaped(option.shellDescription(of: name)))]")
    let names = name == option.name ? option.short.map { "{-\($0),--\(name)}" } : nil
    return quoted(exclusion(option)) + (names ?? "--" + name) + help
  }

  /// The names that are no longer offered once the option was given.
  private func exclusion(_ option: OptionDescription) -> String {
    let names = (option.short.map { ["-\($0)"] } ?? []) + option.longNames.map { "--" + $0 }
    return "(\(names.joined(separator: " ")))"
  }

  private func operand(_ operand: OperandDescription) -> [String] {
    if operand.takesRest { return ["'(-)1:command: _command_names -e'", "'*::argument:_normal'"] }
    let start = operand.isRepeatable ? "*:" : operand.isRequired ? ":" : "::"
    // With a bare message in its place, zsh would complete no option either.
    let action = operand.offered == .none ? "()" : action(operand.offered)
    return [quoted("\(start)\(escaped(operand.name)):\(action)")]
  }

  private func action(_ completion: ValueCompletion) -> String {
    switch completion {
    case .none: ""
    case .file: "_files"
    case .directory: "_files -/"
    case .choices(let words): "(\(words.map(escaped).joined(separator: " ")))"
    case .words(let name): "{_\(root.name)_ask \(name)}"
    }
  }

  private func escaped(_ text: String) -> String {
    text.replacing(["\\": "\\\\", "[": "\\[", "]": "\\]", ":": "\\:"])
  }

  private func quoted(_ text: String) -> String { "'" + text.replacing(["'": "'\\''"]) + "'" }
}

extension ZshCompletion {
  /// The script around the functions, which is the same for every program.
  private func script(functions: String) -> String {
    #"""
    #compdef \#(root.name)
    # Completion of \#(root.name) for zsh, written by \#(root.name) itself.

    # Hands over to the function of a child, if one is named; options may stand before its name.
    _\#(root.name)_child() {
      local index name
      for ((index = 2; index < CURRENT; index++)); do
        name=$words[index]
        (( $+functions[$1-$name] )) || continue
        words[index]=()
        (( CURRENT-- ))
        $1-$name
        return 0
      done
      return 1
    }

    # Offers words that only the program knows.
    _\#(root.name)_ask() {
      local -a found=(${(f)"$(\#(root.name) __complete $1 2>/dev/null)"})
      found=("${(@)found//:/\\:}")
      found=("${(@)found/$'\t'/:}")
      _describe -t $1 $1 found
    }

    \#(functions)

    if [[ $funcstack[1] == _\#(root.name) ]]; then
      _\#(root.name) "$@"
    else
      compdef _\#(root.name) \#(root.name)
    fi

    """#
  }
}
