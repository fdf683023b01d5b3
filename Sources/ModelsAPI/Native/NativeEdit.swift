/// Bytes of a body that are replaced, taken out or put in, and the rule by which they are.
package struct NativeEdit: Hashable, Sendable {
  /// Where the bytes stand in the body as it was sent; empty where something is put in.
  package let range: Range<Int>
  /// What stands there afterwards.
  package let bytes: [UInt8]
  /// The name of the rule.
  package let rule: String
}

/// What a rule wants done with a body.
struct NativeChange {
  enum Action {
    case remove
    /// Becomes the value, also where there was no such member.
    case set([UInt8])
  }

  /// One name, or the name of an object and that of a member of it.
  let path: [String]
  let action: Action

  static func remove(_ path: String...) -> NativeChange { NativeChange(path: path, action: .remove) }

  /// - Parameter json: the value as it is written.
  static func set(_ path: String..., to json: some Sequence<UInt8>) -> NativeChange {
    NativeChange(path: path, action: .set(Array(json)))
  }
}

extension NativeBody {
  /// The body with these edits, which do not overlap and are in order: one copy.
  package func edited(by edits: [NativeEdit]) -> [UInt8] {
    var edited: [UInt8] = []
    edited.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.bytes.count })
    var position = 0
    for edit in edits {
      edited += bytes[position..<edit.range.lowerBound]
      edited += edit.bytes
      position = edit.range.upperBound
    }
    edited += bytes[position...]
    return edited
  }

  /// The body with another value of a member, which it has from now on.
  ///
  /// - Parameter json: as it is written.
  package func setting(_ name: String, to json: [UInt8]) -> [UInt8] {
    edited(by: edits(for: [(name, .set(name, to: json))]))
  }

  /// What is to be done for these rules to the bytes, in the order of the bytes.
  func edits(for changes: [(rule: String, change: NativeChange)]) -> [NativeEdit] {
    var plan = ObjectPlan(object)
    for (rule, change) in changes { plan.take(change.path[...], change.action, rule) }
    return plan.edits.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
  }
}

/// All that is done to one object.
private struct ObjectPlan {
  private let object: NativeBody.Object
  /// Rules by which members go, by their place.
  private var removed: [Int: String] = [:]
  private var inserted: [(member: [UInt8], rule: String)] = []
  private var others: [NativeEdit] = []

  init(_ object: NativeBody.Object) { self.object = object }

  mutating func take(_ path: ArraySlice<String>, _ action: NativeChange.Action, _ rule: String) {
    guard let name = path.first else { return }
    let places = object.members.indices.filter { object.members[$0].name == name }
    guard path.count == 1 else { return takeInside(path, places, action, rule) }
    switch action {
    case .remove: for place in places { removed[place] = rule }
    case .set(let json) where places.isEmpty: insert(name, json, rule)
    case .set(let json):
      others += places.map { NativeEdit(range: object.members[$0].value, bytes: json, rule: rule) }
    }
  }

  private mutating func takeInside(
    _ path: ArraySlice<String>, _ places: [Int], _ action: NativeChange.Action, _ rule: String
  ) {
    for place in places {
      guard let inner = object.members[place].object else { continue }
      var plan = ObjectPlan(inner)
      plan.take(path.dropFirst(), action, rule)
      others += plan.edits
    }
    guard case .set(let json) = action, let last = path.last, let name = path.first else { return }
    let whole = Array("{\"\(last)\":".utf8) + json + [UInt8(ascii: "}")]
    guard let place = places.last else { return insert(name, whole, rule) }
    // `null`, or something else that is no object.
    guard object.members[place].object == nil else { return }
    others.append(NativeEdit(range: object.members[place].value, bytes: whole, rule: rule))
  }

  private mutating func insert(_ name: String, _ json: [UInt8], _ rule: String) {
    inserted.append((Array("\"\(name)\":".utf8) + json, rule))
  }

  var edits: [NativeEdit] { others + removals + insertions }

  /// A member goes with the comma before it, or, where nothing is left before it, with the one behind it.
  private var removals: [NativeEdit] {
    let members = object.members
    let firstKept = members.indices.first { removed[$0] == nil } ?? members.endIndex
    return removed.sorted { $0.key < $1.key }.map { place, rule in
      let range =
        if place > firstKept {
          members[place - 1].value.upperBound..<members[place].value.upperBound
        } else if place + 1 < members.endIndex {
          members[place].start..<members[place + 1].start
        } else {
          members[place].start..<members[place].value.upperBound
        }
      return NativeEdit(range: range, bytes: [], rule: rule)
    }
  }

  /// In front of all others.
  private var insertions: [NativeEdit] {
    let position = object.start + 1
    let isAlone = removed.count == object.members.count
    return inserted.enumerated().map { index, entry in
      let comma = isAlone && index == inserted.count - 1 ? [] : [UInt8(ascii: ",")]
      return NativeEdit(range: position..<position, bytes: entry.member + comma, rule: entry.rule)
    }
  }
}
