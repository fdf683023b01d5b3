import ModelsAPI
import Testing
import Wire

/// Which models are asked, and in which order.
struct FallbackTableTests {
  private static let lists: [ModelName: [ModelName]] = [
    "a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "x": ["a"],
  ]

  @Test(
    arguments: [
      (lists, [], "a", ["a", "b", "c", "d", "e"]), (lists, [], "b", ["b", "d"]), (lists, [], "d", ["d"]),
      (lists, [], "x", ["x", "a", "b", "c", "d", "e"]), (lists, [], "nobody", ["nobody"]),
      // What is chosen counts in the place of a model's own list, and leads on.
      (lists, ["z", "b"], "a", ["a", "z", "b", "d"]), (lists, ["z"], "nobody", ["nobody", "z"]),
      (lists, ["z", "a"], "z", ["z", "a", "b", "c", "d", "e"]), ([:], [], "a", ["a"]),
    ] as [([ModelName: [ModelName]], [ModelName], ModelName, [ModelName])])
  func listsAreFollowedThrough(
    _ lists: [ModelName: [ModelName]], _ chosen: [ModelName], _ model: ModelName, _ chain: [ModelName]
  ) throws {
    #expect(try FallbackTable(lists, chosen: chosen).chain(from: model) == chain)
  }

  @Test(
    arguments: [
      (["a": ["a"]], .itself("a")), (["a": ["b", "a"]], .itself("a")),
      (["a": ["b"], "b": ["a"]], .circle(["a", "b", "a"])),
      (["a": ["x", "b"], "b": ["c"], "c": ["a"]], .circle(["a", "b", "c", "a"])),
      (
        ["a": ["sfdc_ai__DefaultOpenAITextEmbeddingAda_002"]],
        .makesVectors("sfdc_ai__DefaultOpenAITextEmbeddingAda_002")
      ),
    ] as [([ModelName: [ModelName]], FallbackFault)])
  func whatLeadsBackIsRefused(_ lists: [ModelName: [ModelName]], _ fault: FallbackFault) {
    #expect(throws: fault) { try FallbackTable(lists) }
  }

  @Test(
    arguments: [
      (["a"], .itself("a")), (["b", "a"], .itself("a")), (["b"], .circle(["a", "b", "a"])), (["c"], nil),
    ] as [([ModelName], FallbackFault?)])
  func aChosenListMustNotLeadBackToWhomIsAsked(_ chosen: [ModelName], _ fault: FallbackFault?) throws {
    let table = try FallbackTable(["b": ["a"]], chosen: chosen)
    guard let fault else { return try table.check("a") }
    #expect(throws: fault) { try table.check("a") }
  }

  @Test(arguments: [400, 401, 403, 404, 408, 409, 413, 418, 422, 423, 425, 429, 451, 500, 502, 503, 504, 529])
  func aStatusIsAReasonOrTheRequestsOwnFault(_ status: Int) async {
    let reason: FallbackReason? =
      switch status {
      case 429: .throttled
      case 403, 404: .refused
      case 408, 423, 425, 500...599: .unavailable
      default: nil
      }
    let failure = ModelsFailure.refused(Refusal(status: status))
    #expect(FallbackReason(failure) == reason)
    // However often it was tried.
    let loop = RetryLoop(RetryPolicy(retries: 1), pause: { _ in })
    do {
      try await loop.perform { throw failure }
    } catch {
      #expect(FallbackReason(error) == reason)
    }
  }

  @Test(
    arguments: [
      (HTTPFailure(.connection, .refused), .unavailable), (HTTPFailure(.answer, .timedOut), .unavailable),
      (HTTPFailure(.answer, .closed), .unavailable), (HTTPFailure(.name, .unknownHost), nil),
      (HTTPFailure(.security, .untrustedCertificate(.selfSigned)), nil),
      (ModelsFailure.cutStream(requestID: nil), .unavailable),
      (ModelsFailure.brokenStream(Refusal(status: 200)), .unavailable),
      (ModelsFailure.unsupported([]), nil), (CancellationError(), nil),
      // The whole org's limit.
      (ModelsFailure.refused(Refusal(status: 403, errorCode: "REQUEST_LIMIT_EXCEEDED")), nil),
    ] as [(any Error, FallbackReason?)])
  func soIsAFailure(_ error: any Error, _ reason: FallbackReason?) {
    #expect(FallbackReason(error) == reason)
  }
}
