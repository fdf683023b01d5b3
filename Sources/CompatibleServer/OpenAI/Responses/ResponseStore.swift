import FoundationEssentials
import Synchronization
import Wire

/// The responses that this instance keeps for a while, so that clients can go on from them: in its memory alone, the
/// oldest go first. Whoever has another key than the one they were asked with does not find them.
final class ResponseStore: Sendable {
  struct Limits {
    var count = 1_000
    /// Of requests and responses together.
    var bytes = 64 << 20
    /// Seconds.
    var age = 3_600.0
  }

  /// By what a response is found.
  private struct Place: Hashable {
    let id: String
    /// The name of the key that it was asked with; `nil` for one without a name, and for none.
    let owner: String?
  }

  private struct State {
    var kept: [Place: (response: StoredResponse, time: Date)] = [:]
    /// The oldest first; some may be deleted already.
    var order: ArraySlice<Place> = []
    var bytes = 0

    mutating func remove(_ id: Place) -> Bool {
      guard let entry = kept.removeValue(forKey: id) else { return false }
      bytes -= entry.response.size
      return true
    }
  }

  private let limits: Limits
  private let now: @Sendable () -> Date
  private let state = Mutex(State())

  init(_ limits: Limits = Limits(), now: @escaping @Sendable () -> Date) {
    self.limits = limits
    self.now = now
  }

  /// Keeps a response unless it is larger than all that may be kept.
  func keep(_ response: StoredResponse, for caller: Caller) {
    guard response.size <= limits.bytes else { return }
    let (time, place) = (now(), Place(id: response.id, owner: caller.key?.name))
    state.withLock { state in
      _ = state.remove(place)
      state.kept[place] = (response, time)
      state.order.append(place)
      state.bytes += response.size
      trim(&state, at: time)
    }
  }

  func response(_ id: String, for caller: Caller) -> StoredResponse? {
    let (time, place) = (now(), Place(id: id, owner: caller.key?.name))
    return state.withLock { state in
      trim(&state, at: time)
      return state.kept[place]?.response
    }
  }

  /// - Returns: whether there was one.
  func delete(_ id: String, for caller: Caller) -> Bool {
    state.withLock { $0.remove(Place(id: id, owner: caller.key?.name)) }
  }

  private func trim(_ state: inout State, at time: Date) {
    while let oldest = state.order.first {
      if let entry = state.kept[oldest] {
        let isOver = state.kept.count > limits.count || state.bytes > limits.bytes
        guard isOver || time.timeIntervalSince(entry.time) > limits.age else { return }
        _ = state.remove(oldest)
      }
      state.order.removeFirst()
    }
  }
}

extension ResponseStore {
  /// A request with all that was said before it in front of its own input.
  ///
  /// - Throws: ``ServerError/invalid(_:parameter:)`` where the response is not kept.
  func continued(
    _ request: JSONObject, after id: String, for caller: Caller
  ) throws(ServerError) -> JSONObject {
    guard let previous = response(id, for: caller) else {
      throw .invalid(
        "Previous response with id '\(id)' not found. \(Self.reason)", parameter: "previous_response_id")
    }
    var request = request
    request["input"] = .array(previous.input + previous.output + StoredResponse.items(of: request["input"]))
    return request
  }

  /// Why a response may not be there.
  static let reason =
    "Responses are kept in this server's memory for an hour at most, and by the instance that made them alone."
}
