/// Finds out which call a fragment belongs to: the one at its index or, where it has none, at its place among its
/// frame's calls. Another id at the same place begins another call: some models number none of theirs. An id that was
/// there before is that call's, however many others came between.
struct ToolCallNumbering {
  /// What a fragment calls itself: some models give several calls one id, and tell them apart by their index.
  private struct Name: Hashable {
    let id: String
    let index: Int?
  }

  private var calls: [Int: (number: Int, id: String?)] = [:]
  private var numbers: [Name: Int] = [:]
  private var next = 0

  mutating func fragment(_ invocation: GatewayInvocation, at position: Int) -> ToolCallFragment {
    ToolCallFragment(
      index: number(of: invocation, at: invocation.index ?? position), id: invocation.id,
      name: invocation.name, arguments: invocation.arguments)
  }

  private mutating func number(of invocation: GatewayInvocation, at place: Int) -> Int {
    guard let id = invocation.id else { return placedNumber(of: nil, at: place) }
    let name = Name(id: id, index: invocation.index)
    let number = numbers[name] ?? placedNumber(of: id, at: place)
    numbers[name] = number
    // What comes without an id goes on with what was there last.
    calls[place] = (number, id)
    return number
  }

  private mutating func placedNumber(of id: String?, at place: Int) -> Int {
    if let call = calls[place], id == nil || call.id == nil || call.id == id {
      calls[place]?.id = call.id ?? id
      return call.number
    }
    defer { next += 1 }
    calls[place] = (next, id)
    return next
  }
}
