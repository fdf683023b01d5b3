/// The table of a command: its options and operands in the order of the documents, bound to its properties.
///
/// A table is written as a list of smaller ones: `[.option(…), .group(\.connection), .operand(…)]`.
/// What is known about a parameter and the way to its property stand at the same place of two lists, so that
/// all who only read the facts need not know the type of the command.
package struct Syntax<Root>: ExpressibleByArrayLiteral, Sendable {
  private(set) var options: [OptionDescription] = []
  private(set) var operands: [OperandDescription] = []
  private var optionBindings: [KeyPathBinding<Root>] = []
  private var operandBindings: [KeyPathBinding<Root>] = []

  /// Lets a table be written as a list of smaller ones, whose order it keeps.
  package init(arrayLiteral elements: Syntax<Root>...) {
    self.init(elements)
  }

  /// The parameters of several tables, in their order.
  package init(_ elements: [Syntax<Root>]) {
    options.reserveCapacity(elements.count)
    optionBindings.reserveCapacity(elements.count)
    for element in elements {
      options += element.options
      operands += element.operands
      // One by one: appending a sequence asks for conformances of a type that each command has for itself, and these
      // have to be searched for.
      for binding in element.optionBindings { optionBindings.append(binding) }
      for binding in element.operandBindings { operandBindings.append(binding) }
    }
  }

  init(_ option: OptionDescription, _ keyPathBinding: KeyPathBinding<Root>) {
    options = [option]
    optionBindings = [keyPathBinding]
  }

  init(_ operand: OperandDescription, _ keyPathBinding: KeyPathBinding<Root>) {
    operands = [operand]
    operandBindings = [keyPathBinding]
  }

  /// Includes the table of a group of options.
  package static func group<Group: OptionGroup>(_ path: PropertyPath<Root, Group>) -> Syntax<Root> {
    let group = Group.syntax
    var syntax: Syntax<Root> = []
    syntax.options = group.options
    syntax.operands = group.operands
    syntax.optionBindings = group.optionBindings.map { $0.lifted(by: path) }
    syntax.operandBindings = group.operandBindings.map { $0.lifted(by: path) }
    return syntax
  }
}

extension Syntax {
  /// The options with the words that would give what the properties hold.
  func options(of root: Root) -> [OptionDescription] {
    zip(options, optionBindings).map { option, keyPathBinding in
      var option = option
      option.defaults = keyPathBinding.words(root)
      return option
    }
  }

  /// The operands with the words that would give what the properties hold.
  func operands(of root: Root) -> [OperandDescription] {
    zip(operands, operandBindings).map { operand, keyPathBinding in
      var operand = operand
      operand.defaults = keyPathBinding.words(root)
      return operand
    }
  }

  /// Gives an option's property a word, or says where the word was and what is wrong with it.
  func setOption(
    _ index: Int, in root: inout Root, to word: String, isFirst: Bool, source: UsageError.Source,
    of command: [String]
  ) throws(UsageError) {
    do {
      try optionBindings[index].take(&root, word, isFirst)
    } catch {
      throw error.usageError(word, choices: options[index].choices, source: source, command: command)
    }
  }

  /// Gives an operand's property a word, or says what is wrong with it.
  func setOperand(
    _ index: Int, in root: inout Root, to word: String, isFirst: Bool, of command: [String]
  ) throws(UsageError) {
    do {
      try operandBindings[index].take(&root, word, isFirst)
    } catch {
      let operand = operands[index]
      throw error.usageError(
        word, choices: operand.choices, source: .operand(operand.name), command: command)
    }
  }
}

extension ValueProblem {
  fileprivate func usageError(
    _ word: String, choices: [String], source: UsageError.Source, command: [String]
  ) -> UsageError {
    .invalidValue(
      word, reason: reason, source: source, suggestions: Suggestion.names(near: word, among: choices),
      command: command)
  }
}
