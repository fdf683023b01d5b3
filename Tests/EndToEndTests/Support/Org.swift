import Testing

/// A pretend org on the wire, and a home whose user has credentials for it in the environment.
struct Org: Sendable {
  let server: WireServer
  let home: Home

  /// - Parameters:
  ///   - script: beside the token endpoint, which gives out two tokens unless the script says otherwise, and takes all.
  ///   - answer: makes turns that the script does not know.
  init(
    _ script: [String: [Turn]] = [:],
    answer: @escaping @Sendable (_ request: WireRequest, _ count: Int) -> Turn? = { _, _ in nil }
  ) throws {
    let tokens = [
      Documents.token: [
        Documents.tokenAnswer(), Documents.tokenAnswer(Documents.webToken(subject: "005yy")).always,
      ],
      Documents.userInfo: [Turn.answer(200, #"{"user_id":"005xx","active":true}"#).always],
    ]
    server = try WireServer(script.merging(tokens) { own, _ in own }, answer: answer)
    home = try Home()
  }

  /// It has one API, and no configured models.
  static func answering() throws -> Org {
    try Org { request, _ in
      switch request.address {
      case Documents.token, Documents.userInfo: nil
      case Documents.generations: Documents.generation
      default: .answer(404, "")
      }
    }
  }

  /// The variables of a CI job that needs no files.
  var environment: [String: String] {
    [
      "HOME": home.path, "SFMODELS_DOMAIN": server.address, "SFMODELS_BASE_URL": server.address,
      "SFMODELS_CLIENT_ID": "3MVG9.key", "SFMODELS_CLIENT_SECRET": Documents.secret,
    ]
  }

  func call(_ words: String..., with extra: [String: String] = [:]) -> Call {
    var call = Call(words)
    call.environment = environment.merging(extra) { $1 }
    return call
  }

  func run(
    _ words: String..., input: Call.Input = .nothing, with extra: [String: String] = [:]
  ) async throws -> Outcome {
    var call = Call(words)
    call.environment = environment.merging(extra) { $1 }
    call.input = input
    let outcome = try await call.run()
    #expect(server.unprepared == [])
    return outcome
  }
}

/// A world without any org: a home and no network.
struct Alone: Sendable {
  let home: Home

  init() throws { home = try Home() }

  func call(_ words: String..., input: Call.Input = .nothing, with extra: [String: String] = [:]) -> Call {
    var call = Call(words)
    call.environment = ["HOME": home.path].merging(extra) { $1 }
    call.input = input
    return call
  }

  func run(
    _ words: String..., input: Call.Input = .nothing, with extra: [String: String] = [:]
  ) async throws -> Outcome {
    var call = Call(words)
    call.environment = ["HOME": home.path].merging(extra) { $1 }
    call.input = input
    return try await call.run()
  }
}
