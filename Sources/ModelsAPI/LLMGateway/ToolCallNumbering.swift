/// Finds out which call a fragment belongs to: the one at its index or, where it has none, at its place among its
/// frame's calls. Another id at the same place begins another call: some models number none of theirs.
struct ToolCallNumbering {
  private var calls: [Int: (number: Int, id: String?)] = [:]
  private var next = 0

  mutating func fragment(_ invocation: GatewayInvocation, at position: Int) -> ToolCallFragment {
    ToolCallFragment(
      index: number(of: invocation.id, at: invocation.index ?? position), id: invocation.id,
      name: invocation.name, arguments: invocation.arguments)
  }

  private mutating func number(of id: String?, at place: Int) -> Int {
    if let call = calls[place], id == nil || call.id == nil || call.id == id {
      calls[place]?.id = call.id ?? id
      return call.number
    }
    defer { next += 1 }
    calls[place] = (next, id)
    return next
  }
}
