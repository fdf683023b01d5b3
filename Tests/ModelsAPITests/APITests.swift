import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

/// What each API says of itself, held against what it does.
struct APITests {
  @Test func namesAreUnique() {
    #expect(Set(API.all.map(\.name.word)).count == API.all.count)
    #expect(Set(API.all.map(\.name.title)).count == API.all.count)
    #expect(Set(API.all.map(\.basePath)).count == API.all.count)
  }

  @Test(arguments: API.all.indices)
  func itsDialectIsItsOwn(_ index: Int) {
    let api = API.all[index]
    #expect(type(of: api.dialect(ClientIdentity())).api.name == api.name)
  }

  @Test(arguments: API.all.indices)
  func whatItCanDoHasAnEndpointAndNothingElseHas(_ index: Int) {
    expectEndpoints(of: API.all[index].dialect(ClientIdentity()))
  }

  @Test func anAPIMayOnlyChat() {
    expectEndpoints(of: ChatOnlyDialect())
  }

  private func expectEndpoints(of dialect: any Dialect) {
    let api = type(of: dialect).api
    let texts = EmbeddingRequest(model: "m", inputs: ["t"])
    let praise = Feedback(id: "f", generationID: "g", verdict: .good)
    #expect((dialect.embed(texts) != nil) == api.can(.embeddings))
    #expect(dialect.limits(of: texts).isEmpty == api.can(.embeddings))
    #expect((dialect.submit(praise) != nil) == api.can(.feedback))
    #expect(dialect.limits(of: praise).isEmpty == api.can(.feedback))
    let batch = BatchRequest(model: "m", source: .init(type: "s3", uri: "s3://x"))
    #expect((dialect.stream(.hello) != nil) == api.can(.streams))
    #expect(dialect.limits(of: .hello, streamed: true).isEmpty == api.can(.streams))
    #expect((dialect.call(PluginRequest("p", data: [:])) != nil) == api.can(.plugins))
    #expect((dialect.stream(PluginRequest("p", data: [:])) != nil) == api.can(.plugins))
    #expect((dialect.submit(batch) != nil) == api.can(.batches))
    #expect((dialect.status(of: "j") != nil) == api.can(.batches))
    #expect(dialect.limits(of: batch).isEmpty == api.can(.batches))
    for (feature, capability) in [
      (Unsupported.Feature.embeddings, API.Capability.embeddings), (.feedback, .feedback),
      (.plugins, .plugins), (.batches, .batches),
    ] {
      #expect(dialect.limits(of: feature).isEmpty == api.can(capability), "\(capability)")
    }
  }

  @Test(arguments: API.all.indices)
  func onlyTheHeadersThatItTakesAreSent(_ index: Int) {
    let api = API.all[index]
    let dialect = api.dialect(ClientIdentity(), [.tenantID: "t", .provider: "p"])
    let sent = dialect.chat(.hello).request.headerFields.map(\.name.canonicalName)
    #expect(sent.contains("x-sfdc-core-tenant-id") == api.optionalHeaders.contains(.tenantID))
    #expect(sent.contains("x-llm-provider") == api.optionalHeaders.contains(.provider))
  }

  @Test(arguments: API.Capability.allCases)
  func everyCapabilityIsSomeAPIs(_ capability: API.Capability) {
    #expect(API.first(with: capability) != nil)
  }

  @Test func whatAnAPIThatOnlyChatsLacksIsRefusedBeforeAnythingIsSent() async {
    let models = ModelsClient(ScriptedService(), speaking: ChatOnlyDialect())
    func lacking(_ feature: Unsupported.Feature) -> ModelsFailure {
      .unsupported([Unsupported(feature, in: ChatOnlyDialect.endpoints)])
    }
    await #expect(throws: lacking(.embeddings)) {
      try await models.embed(EmbeddingRequest(model: "m", inputs: ["t"]))
    }
    await #expect(throws: lacking(.feedback)) {
      try await models.submit(Feedback(id: "f", generationID: "g", verdict: .good))
    }
  }
}
