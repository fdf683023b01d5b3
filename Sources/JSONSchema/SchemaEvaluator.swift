/// Holds a value against schemas.
struct SchemaEvaluator {
  private let nodes: [SchemaNode]
  private let dynamicAnchors: [[ExactString: SchemaNumber]]
  var misfits = Misfits()
  /// Where in the value it is.
  var place = JSONPointer()
  /// The resources that it came through, the outermost first (core §7.1).
  private var scope: [Int] = []
  private var depth = 0
  /// How many steps may still be taken, so that an end is found: in proportion to the value, and some millions.
  var steps = 0

  private static let depthLimit = 1_200

  init(_ nodes: [SchemaNode], dynamicAnchors: [[ExactString: SchemaNumber]]) {
    self.nodes = nodes
    self.dynamicAnchors = dynamicAnchors
  }

  /// What of a value does not fit the first schema.
  mutating func misfits(of value: InstanceValue) -> Misfits {
    steps = 2_000_000 + 200 * value.size
    _ = evaluate(0, value)
    guard !isExhausted else {
      return Misfits([Misfit(instance: JSONPointer(), .undecided, schema: "")])
    }
    return misfits
  }

  /// Whether it had to give up.
  var isExhausted: Bool { steps <= 0 }

  mutating func exhaust() { steps = 0 }

  /// What was looked at; `nil` when the value does not fit, and then the misfits say why.
  mutating func evaluate(_ number: SchemaNumber, _ value: InstanceValue) -> EvaluatedLocations? {
    let node = nodes[number]
    steps -= 1
    if depth >= Self.depthLimit { exhaust() }
    guard !isExhausted else { return nil }
    guard node.boolean != true else { return EvaluatedLocations() }
    guard node.boolean != false else {
      report(.notAllowed, node, "")
      return nil
    }
    depth += 1
    let isEntered = scope.last != node.resource
    if isEntered { scope.append(node.resource) }
    defer {
      depth -= 1
      if isEntered { scope.removeLast() }
    }
    return apply(node, to: value)
  }

  private mutating func apply(_ node: SchemaNode, to value: InstanceValue) -> EvaluatedLocations? {
    var evaluated = EvaluatedLocations()
    var fits = true
    for keyword in node.keywords where fits || !keyword.isLate {
      guard apply(keyword, of: node, to: value, &evaluated) else {
        fits = false
        // What is of another type has nothing else to tell.
        if case .type = keyword { return nil }
        continue
      }
    }
    return fits ? evaluated : nil
  }

  /// The same with what it looked at added.
  mutating func evaluate(
    _ number: SchemaNumber, _ value: InstanceValue, _ evaluated: inout EvaluatedLocations
  ) -> Bool {
    guard let inner = evaluate(number, value) else { return false }
    evaluated.merge(inner)
    return true
  }

  /// The same for a value within, whose place is put behind the present one.
  mutating func evaluate(_ number: SchemaNumber, _ value: InstanceValue, at token: ExactString) -> Bool {
    place.tokens.append(token)
    defer { place.tokens.removeLast() }
    return evaluate(number, value) != nil
  }

  /// The same with its misfits apart.
  mutating func attempt(
    _ number: SchemaNumber, _ value: InstanceValue
  ) -> (evaluated: EvaluatedLocations?, misfits: Misfits) {
    let before = misfits
    misfits = Misfits()
    let evaluated = evaluate(number, value)
    defer { misfits = before }
    return (evaluated, misfits)
  }

  /// Notes what does not fit, and is false.
  @discardableResult
  mutating func report(_ reason: Misfit.Reason, _ node: SchemaNode, _ keyword: String) -> Bool {
    let location = keyword.isEmpty ? node.location : "\(node.location)/\(keyword)"
    misfits.append(Misfit(instance: place, reason, schema: location))
    return false
  }

  /// The schema that a dynamic reference means: the outermost with the anchor (core §8.2.3.2).
  func target(of initial: SchemaNumber, _ anchor: ExactString?) -> SchemaNumber {
    guard let anchor else { return initial }
    for resource in scope {
      if let found = dynamicAnchors[resource][anchor] { return found }
    }
    return initial
  }

  private mutating func apply(
    _ keyword: SchemaKeyword, of node: SchemaNode, to value: InstanceValue,
    _ evaluated: inout EvaluatedLocations
  ) -> Bool {
    switch keyword {
    case .inPlace(let applicator): apply(applicator, node, value, &evaluated)
    case .array(let applicator): value.array.map { apply(applicator, node, $0, &evaluated) } ?? true
    case .object(let applicator): value.object.map { apply(applicator, node, $0, &evaluated) } ?? true
    case .type(let types):
      types.contains { $0.holds(of: value) }
        || report(.type(found: SchemaType(of: value), expected: types), node, "type")
    case .const(let expected): value == expected || report(.const(expected.excerpt), node, "const")
    case .enum(let values):
      values.contains(value) || report(.enum(found: value.excerpt, values.map(\.excerpt)), node, "enum")
    case .number(let assertion): value.number.map { hold($0, against: assertion, node) } ?? true
    case .string(let assertion): value.exactString.map { hold($0, against: assertion, node) } ?? true
    case .items(let assertion): value.array.map { hold($0, against: assertion, node) } ?? true
    case .members(let assertion): value.object.map { hold($0, against: assertion, node) } ?? true
    }
  }
}
