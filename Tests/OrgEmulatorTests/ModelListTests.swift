import Testing
import Wire

@Suite struct ModelListTests {
  private let org = TestOrg()

  private func list(
    _ query: String, path: String = "/services/data/v66.0/ssot/machine-learning/configured-models"
  )
    async throws -> Answer
  {
    try await org.send("GET \(path)\(query)\nAuthorization: Bearer TOKEN", token: org.signIn())
  }

  private func names(_ json: JSONValue) -> [String] {
    json["configuredModels"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  @Test func showsAModelAsDocumented() async throws {
    #expect(
      try await list("?limit=1&search=DefaultGPT5&capabilities=ChatCompletion").body == """
        {"configuredModels":[{"id":"0Ayfj00000006CAA","namespace":"sfdc_ai","name":"DefaultGPT5","label":"GPT5",\
        "description":"GPT5 of the pretend org","capability":"ChatCompletion","status":"Enabled",\
        "artifact":{"namespace":"llmgateway","name":"GPT5"},"parameterOverrides":[],\
        "createdDate":"2025-06-01T08:00:00.000Z","lastModifiedDate":"2025-11-03T09:30:00.000Z",\
        "url":"/services/data/v66.0/ssot/machine-learning/configured-models/0Ayfj00000006CAA"}],\
        "currentPageUrl":"/services/data/v66.0/ssot/machine-learning/configured-models?search=DefaultGPT5&\
        capabilities=ChatCompletion&limit=1&offset=0",\
        "nextPageUrl":"/services/data/v66.0/ssot/machine-learning/configured-models?search=DefaultGPT5&\
        capabilities=ChatCompletion&limit=1&offset=1","totalSize":10}
        """)
  }

  @Test func theNextPagesLeadThroughAllModels() async throws {
    var seen: [String] = []
    var pages = 0
    var next: String? = "/services/data/v66.0/ssot/machine-learning/configured-models"
    while let path = next {
      let json = try await list("", path: path).json
      seen += names(json)
      pages += 1
      next = json["nextPageUrl"]?.string
    }
    #expect(pages == 3)
    #expect(Set(seen).count == seen.count)
    #expect(try await list("?limit=200").json["totalSize"] == JSONValue(seen.count))
  }

  @Test func modelsOfEveryStatusAreListed() async throws {
    let all = try await list("?limit=200").json["configuredModels"]?.array ?? []
    #expect(
      Set(all.compactMap { $0["status"]?.string }) == ["Enabled", "Disabled", "Deprecated", "Rerouted"])
  }

  @Test func modelsMadeInEinsteinStudioHaveNoNamespace() async throws {
    let json = try await list("?outOfTheBox=false").json
    #expect(names(json) == ["Acme_Support_Tone_CM_12l_0Ay000001"])
    #expect(json["configuredModels"]?.array?[0].object?["namespace"] == nil)
  }

  @Test(arguments: ["0Ayfj00000006CAA", "DefaultGPT5", "sfdc_ai__DefaultGPT5"])
  func oneModelIsFoundByIDAndName(_ idOrName: String) async throws {
    let json = try await list("/\(idOrName)").json
    #expect(json["name"] == "DefaultGPT5")
  }

  @Test(arguments: [
    ("/Nothing", 404, "NOT_FOUND"), ("?limit=x", 400, "ILLEGAL_QUERY_PARAMETER_VALUE"),
    ("?limit=0", 400, "ILLEGAL_QUERY_PARAMETER_VALUE"), ("?offset=-1", 400, "ILLEGAL_QUERY_PARAMETER_VALUE"),
    ("?offset=9223372036854775807", 400, "ILLEGAL_QUERY_PARAMETER_VALUE"),
    ("?limit=9223372036854775808", 400, "ILLEGAL_QUERY_PARAMETER_VALUE"),
    ("?offset=1e3", 400, "ILLEGAL_QUERY_PARAMETER_VALUE"),
  ])
  func errorsAreAList(_ query: String, _ status: Int, _ code: String) async throws {
    let answer = try await list(query)
    #expect(answer.status == status)
    #expect(try answer.json.array?[0]["errorCode"] == .string(code))
  }

  @Test func aGoodTokenIsNeeded() async throws {
    let answer = try await org.send(
      "GET /services/data/v66.0/ssot/machine-learning/configured-models\nAuthorization: Bearer x")
    #expect(
      answer.summary == #"401 [{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#)
  }

  @Test(arguments: [
    "/services/data/v60.0/ssot/machine-learning/configured-models", "/services/data/v66/ssot",
  ])
  func otherVersionsDoNotHaveIt(_ path: String) async throws {
    #expect(try await list("", path: path).status == 404)
  }
}
