import HTTPTypes
import ModelsAPI
import Testing
import Wire

/// What each API says of itself, held against what it does.
struct APITests {
  @Test func namesAreUnique() {
    #expect(API.all.map(\.name.word) == ["models", "llmg"])
    #expect(API.all.map(\.name.title) == ["Models REST API", "LLM Gateway"])
    #expect(Set(API.all.map(\.basePath)).count == API.all.count)
  }

  @Test(arguments: API.all.indices)
  func itsDialectIsItsOwn(_ index: Int) {
    let api = API.all[index]
    #expect(type(of: api.dialect(ClientIdentity())).api.name == api.name)
  }

  @Test(arguments: API.all.indices)
  func whatItCanDoHasAnEndpointAndNothingElseHas(_ index: Int) {
    let api = API.all[index]
    let dialect = api.dialect(ClientIdentity())
    let batch = BatchRequest(model: "m", source: .init(type: "s3", uri: "s3://x"))
    #expect((dialect.stream(.hello) != nil) == api.can(.streams))
    #expect(dialect.limits(of: .hello, streamed: true).isEmpty == api.can(.streams))
    #expect((dialect.call(PluginRequest("p", data: [:])) != nil) == api.can(.plugins))
    #expect((dialect.stream(PluginRequest("p", data: [:])) != nil) == api.can(.plugins))
    #expect((dialect.submit(batch) != nil) == api.can(.batches))
    #expect((dialect.status(of: "j") != nil) == api.can(.batches))
    #expect(dialect.limits(of: batch).isEmpty == api.can(.batches))
    #expect(dialect.batchLimits.isEmpty == api.can(.batches))
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
    #expect(API.first(with: capability)?.name.word == "llmg")
  }
}
