/// The members and elements that a schema has looked at, which `unevaluatedProperties` and `unevaluatedItems` ask for.
struct EvaluatedLocations {
  private var members: Set<ExactString> = []
  private var hasAllMembers = false
  /// How many elements from the first on.
  private var items = 0
  private var single: Set<Int> = []

  mutating func insert(member name: ExactString) { members.insert(name) }

  mutating func insertAllMembers() { hasAllMembers = true }

  mutating func insert(items count: Int) { items = max(items, count) }

  mutating func insert(item index: Int) { single.insert(index) }

  func contains(member name: ExactString) -> Bool { hasAllMembers || members.contains(name) }

  func contains(item index: Int) -> Bool { index < items || single.contains(index) }

  mutating func merge(_ other: EvaluatedLocations) {
    members.formUnion(other.members)
    hasAllMembers = hasAllMembers || other.hasAllMembers
    items = max(items, other.items)
    single.formUnion(other.single)
  }
}
