/// Lets only a few programs run at a time, so that what is measured is not the crowd.
actor Turnstile {
  static let programs = Turnstile(places: 3)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { free = places }

  func pass<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result {
    await enter()
    defer { leave() }
    return try await work()
  }

  private func enter() async {
    if free > 0 {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
