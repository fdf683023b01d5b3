import FoundationEssentials
import Synchronization
import Wire

/// The responses that this instance keeps for a while, so that clients can go on from them: in its memory alone, the
/// oldest go first.
final class ResponseStore: Sendable {
  struct Limits {
    var count = 1_000
    /// Of requests and responses together.
    var bytes = 64 << 20
    /// Seconds.
    var age = 3_600.0
  }

  private struct State {
    var kept: [String: (response: StoredResponse, time: Date)] = [:]
    /// Ids, the oldest first; some may be deleted already.
    var order: ArraySlice<String> = []
    var bytes = 0

    mutating func remove(_ id: String) -> Bool {
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
  func keep(_ response: StoredResponse) {
    guard response.size <= limits.bytes else { return }
    let time = now()
    state.withLock { state in
      state.kept[response.id] = (response, time)
      state.order.append(response.id)
      state.bytes += response.size
      trim(&state, at: time)
    }
  }

  func response(_ id: String) -> StoredResponse? {
    let time = now()
    return state.withLock { state in
      trim(&state, at: time)
      return state.kept[id]?.response
    }
  }

  /// - Returns: whether there was one.
  func delete(_ id: String) -> Bool { state.withLock { $0.remove(id) } }

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
  func continued(_ request: JSONObject, after id: String) throws(ServerError) -> JSONObject {
    guard let previous = response(id) else {
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
