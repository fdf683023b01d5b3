import Synchronization

/// What one key has used: what is kept of it, and what is not written yet.
package final class KeyUsageAccount: Sendable {
  /// Usage of a model on a day.
  package struct Entry: Equatable, Sendable {
    /// Where it belongs.
    package let place: KeyUsage.Place
    /// How much it is.
    package var usage: KeyUsage
  }

  private struct State {
    /// Tokens of a day, as they were read last, and what was written since.
    var kept: (day: UTCDay, tokens: Int)?
    /// What is not written yet; a key has few models and days, so that they need no table.
    var waiting: [Entry] = []
    /// Requests among what waits.
    var waitingRequests = 0
    /// What is being written.
    var writing: [Entry] = []
    /// Whether somebody knows that something waits.
    var isListed = false
  }

  /// What has changed by what was added.
  package struct Change: Sendable {
    /// Whether nobody knows yet that something waits.
    package let isFirst: Bool
    /// Requests that wait now.
    package let requests: Int
    /// Whether a budget depends on it, which must not be lost when the process ends now.
    package let isUrgent: Bool
  }

  /// The key's name.
  package let key: String
  private let state: Mutex<State>
  private let noticed: @Sendable (KeyUsageAccount, Change) -> Void

  /// - Parameters:
  ///   - kept: what is known of the tokens of a day.
  ///   - noticed: is told of all that is added.
  package init(
    of key: String, kept: (day: UTCDay, tokens: Int)? = nil,
    _ noticed: @escaping @Sendable (KeyUsageAccount, Change) -> Void
  ) {
    self.key = key
    state = Mutex(State(kept: kept))
    self.noticed = noticed
  }

  /// Takes what a request has used; it waits for nobody.
  ///
  /// - Parameters:
  ///   - model: as the figures call it.
  ///   - isUrgent: whether a budget depends on it.
  package func add(_ usage: KeyUsage, of model: String, on day: UTCDay, isUrgent: Bool) {
    let change = state.withLock { state in
      if let index = state.waiting.firstIndex(where: { $0.place.day == day && $0.place.model == model }) {
        state.waiting[index].usage += usage
      } else {
        let place = KeyUsage.Place(day: day, key: key, model: model)
        state.waiting.append(Entry(place: place, usage: usage))
      }
      state.waitingRequests += usage.requests
      defer { state.isListed = true }
      return Change(isFirst: !state.isListed, requests: state.waitingRequests, isUrgent: isUrgent)
    }
    noticed(self, change)
  }

  /// Tokens of a day: what is kept, as it was read last, and what is not written yet.
  func tokens(on day: UTCDay) -> Int {
    state.withLock { state in
      let kept = state.kept.map { $0.day == day ? $0.tokens : 0 } ?? 0
      return state.writing.tokens(on: day) + state.waiting.tokens(on: day) + kept
    }
  }

  /// What is not written yet.
  package var waiting: [Entry] { state.withLock { $0.waiting } }

  /// What is not written yet is going to be; it is followed by one of the two below, before it is asked for again.
  ///
  /// - Parameter forgets: whether what is added from now on is the first that anybody knows of.
  package func beginWriting(forgets: Bool) -> [Entry] {
    state.withLock { state in
      guard state.writing.isEmpty else { return [] }
      // The memory of what was written last serves again.
      swap(&state.writing, &state.waiting)
      state.waitingRequests = 0
      if forgets { state.isListed = false }
      return state.writing
    }
  }

  /// It was written.
  ///
  /// - Parameter kept: tokens of a day, as they were read before; `nil` where nobody has asked.
  package func endWriting(kept: (day: UTCDay, tokens: Int)?) {
    state.withLock { state in
      if let kept { state.kept = kept }
      if let (day, tokens) = state.kept { state.kept = (day, tokens + state.writing.tokens(on: day)) }
      state.writing.removeAll(keepingCapacity: true)
    }
  }

  /// It could not be written, and waits for the next time.
  ///
  /// - Returns: whether nobody knows yet that something waits.
  package func postponeWriting() -> Bool {
    state.withLock { state in
      guard !state.writing.isEmpty else { return false }
      for entry in state.waiting {
        if let index = state.writing.firstIndex(where: { $0.place == entry.place }) {
          state.writing[index].usage += entry.usage
        } else {
          state.writing.append(entry)
        }
      }
      state.waiting = state.writing
      state.waitingRequests = state.waiting.reduce(0) { $0 + $1.usage.requests }
      state.writing = []
      defer { state.isListed = true }
      return !state.isListed
    }
  }
}

extension [KeyUsageAccount.Entry] {
  fileprivate func tokens(on day: UTCDay) -> Int {
    reduce(0) { $1.place.day == day ? $0 + $1.usage.boundedTokens : $0 }
  }
}

extension KeyUsage {
  /// A service may tell any number; sums of these stay numbers.
  fileprivate var boundedTokens: Int { min(max(0, tokens), 1 << 40) }
}
