/// A regular expression as a machine runs it: instructions of a nondeterministic finite automaton.
///
/// Source: Russ Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009; captures are not kept.
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    /// Passes over one character of the set, and goes on with the next instruction.
    case take(ScalarSet)
    /// Goes on with each of these instructions.
    case split([Int])
    case start
    case end
    case wordBoundary(isNegated: Bool)
    /// Goes on where another program matches from here, or does not.
    case look(Int, isNegated: Bool)
    case match
  }

  private(set) var instructions: [Instruction] = []
  /// The programs of what looks ahead and behind, each at its number.
  private(set) var looks: [PatternProgram] = []
  /// Whether it walks from the end of the text to its beginning.
  private(set) var isBackward = false

  /// How many instructions there are, with those of what it looks at.
  private var size = 0

  private static let limit = 60_000

  /// - Throws: ``PatternError/tooLarge``.
  init(_ syntax: PatternSyntax) throws(PatternError) {
    try append(syntax)
    try add(.match)
  }

  private init(look syntax: PatternSyntax, isBackward: Bool, size: Int) throws(PatternError) {
    self.isBackward = isBackward
    self.size = size
    try append(syntax)
    try add(.match)
  }

  private mutating func add(_ instruction: Instruction) throws(PatternError) {
    guard size < Self.limit else { throw .tooLarge }
    instructions.append(instruction)
    size += 1
  }

  private mutating func append(_ syntax: PatternSyntax) throws(PatternError) {
    switch syntax {
    case .empty: break
    case .scalars(let set): try add(.take(set))
    case .sequence(let terms):
      for term in isBackward ? terms.reversed() : terms { try append(term) }
    case .alternatives(let branches): try append(branches)
    case .repetition(let inner, let count): try append(inner, count)
    case .start: try add(.start)
    case .end: try add(.end)
    case .wordBoundary(let isNegated): try add(.wordBoundary(isNegated: isNegated))
    case .look(let inner, let isBehind, let isNegated):
      let look = try PatternProgram(look: inner, isBackward: isBehind, size: size)
      size = look.size
      looks.append(look)
      try add(.look(looks.count - 1, isNegated: isNegated))
    }
  }

  private mutating func append(_ branches: [PatternSyntax]) throws(PatternError) {
    let fork = instructions.count
    try add(.split([]))
    var (starts, ends): ([Int], [Int]) = ([], [])
    for branch in branches {
      starts.append(instructions.count)
      try append(branch)
      ends.append(instructions.count)
      try add(.split([]))
    }
    instructions[fork] = .split(starts)
    for end in ends { instructions[end] = .split([instructions.count]) }
  }

  private mutating func append(_ inner: PatternSyntax, _ count: RepetitionCount) throws(PatternError) {
    for _ in 0..<count.minimum {
      let before = size
      try append(inner)
      // What is empty is so however often it is repeated.
      if size == before { break }
    }
    guard let maximum = count.maximum else { return try appendLoop(inner) }
    var forks: [Int] = []
    for _ in count.minimum..<maximum {
      forks.append(instructions.count)
      try add(.split([]))
      try append(inner)
    }
    for fork in forks { instructions[fork] = .split([fork + 1, instructions.count]) }
  }

  private mutating func appendLoop(_ inner: PatternSyntax) throws(PatternError) {
    let fork = instructions.count
    try add(.split([]))
    try append(inner)
    try add(.split([fork]))
    instructions[fork] = .split([fork + 1, instructions.count])
  }
}
