/// Runs the program of a regular expression over a text: at each character, all instructions that it may stand at.
struct PatternMatcher {
  private let program: PatternProgram
  private let text: [Unicode.Scalar]
  /// How many steps may still be taken.
  private(set) var steps: Int
  /// What was found when looking from a position.
  private var seen: [Look: Bool] = [:]

  private struct Look: Hashable {
    var number: Int
    var position: Int
  }

  init(_ program: PatternProgram, _ text: [Unicode.Scalar], steps: Int) {
    self.program = program
    self.text = text
    self.steps = steps
  }

  /// Whether the program matches anywhere.
  mutating func finds() -> Bool { matches(from: 0, isSearch: true) }

  /// The instructions at which the automaton stands, in no order, each once.
  private struct States {
    var taking: [Int] = []
    var marks: [Int]
    var round = 0
    var hasMatch = false

    init(_ count: Int) { marks = Array(repeating: 0, count: count) }

    /// False where it is there already.
    mutating func insert(_ instruction: Int) -> Bool {
      guard marks[instruction] != round else { return false }
      marks[instruction] = round
      return true
    }

    mutating func clear() {
      taking.removeAll(keepingCapacity: true)
      round += 1
    }
  }

  private mutating func matches(from start: Int, isSearch: Bool) -> Bool {
    var position = start
    var (current, following) = (States(program.instructions.count), States(program.instructions.count))
    current.clear()
    add(0, to: &current, at: position)
    while !current.hasMatch, steps > 0 {
      let index = program.isBackward ? position - 1 : position
      guard text.indices.contains(index) else { return false }
      position = program.isBackward ? index : index + 1
      following.clear()
      for instruction in current.taking {
        steps -= 1
        guard case .take(let set) = program.instructions[instruction], set.contains(text[index]) else {
          continue
        }
        add(instruction + 1, to: &following, at: position)
      }
      if isSearch { add(0, to: &following, at: position) }
      if following.taking.isEmpty, !following.hasMatch, !isSearch { return false }
      swap(&current, &following)
    }
    return current.hasMatch
  }

  /// Adds an instruction and what follows it without a character.
  private mutating func add(_ first: Int, to states: inout States, at position: Int) {
    var waiting = [first]
    while let instruction = waiting.popLast() {
      guard states.insert(instruction) else { continue }
      steps -= 1
      switch program.instructions[instruction] {
      case .take: states.taking.append(instruction)
      case .split(let targets): waiting += targets
      case .match: states.hasMatch = true
      case .start: if position == 0 { waiting.append(instruction + 1) }
      case .end: if position == text.count { waiting.append(instruction + 1) }
      case .wordBoundary(let isNegated):
        if isWordBoundary(position) != isNegated { waiting.append(instruction + 1) }
      case .look(let number, let isNegated):
        if looks(number, from: position) != isNegated { waiting.append(instruction + 1) }
      }
    }
  }

  private func isWordBoundary(_ position: Int) -> Bool { isWord(position - 1) != isWord(position) }

  private func isWord(_ index: Int) -> Bool {
    text.indices.contains(index) && ScalarSet.wordCharacters.contains(text[index])
  }

  private mutating func looks(_ number: Int, from position: Int) -> Bool {
    let look = Look(number: number, position: position)
    if let known = seen[look] { return known }
    var matcher = PatternMatcher(program.looks[number], text, steps: steps)
    let found = matcher.matches(from: position, isSearch: false)
    steps = matcher.steps
    seen[look] = found
    return found
  }
}
