import OrgEmulator
import Testing
import Wire

@Suite struct EmbeddingTests {
  private let org = TestOrg()

  private func embed(_ texts: [String]) async throws -> JSONValue {
    let body = JSONValue.object(["input": .array(texts.map(JSONValue.string))]).text
    return try await org.send(platformRequest("\(ada)/embeddings", body), token: org.signIn()).json
  }

  private func vectors(_ texts: [String]) async throws -> [[Double]] {
    try await embed(texts)["embeddings"]?.array?.map { $0["embedding"]?.array?.compactMap(\.double) ?? [] }
      ?? []
  }

  private func cosine(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test func theAnswerIsShapedAsDocumented() async throws {
    let json = try await embed(["Every day, once a day, give yourself a present", "x"])
    #expect(json.object?.members.map(\.name) == ["embeddings", "parameters"])
    #expect(json["embeddings"]?.array?.map { $0["index"] } == [0, 1])
    #expect(
      json["parameters"]?.text
        == #"{"usage":{"prompt_tokens":12,"total_tokens":12},"model":"text-embedding-ada-002-v2","object":"list"}"#
    )
  }

  @Test(arguments: ["", "hello", "a", "Grüße, 世界", String(repeating: "long text ", count: 1000)])
  func everyVectorHasItsDimensionsAndLengthOne(_ text: String) async throws {
    let vector = try await vectors([text])[0]
    #expect(vector.count == 1536)
    #expect(abs(cosine(vector, vector) - 1) < 1e-6)
  }

  @Test func numbersAreWrittenWithTenDecimals() async throws {
    let numbers = try await embed(["hello"])["embeddings"]?.array?[0]["embedding"]?.array ?? []
    let isRight = numbers.allSatisfy { number in
      guard case .number(let digits) = number else { return false }
      return digits.wholeMatch(of: /-?0\.[0-9]{10}/) != nil
    }
    #expect(isRight)
  }

  @Test(arguments: [
    ("how do I reset my password", "resetting my password", "the weather in Paris is mild"),
    ("The cat sat on the mat.", "the CAT sits on a mat", "Quarterly revenue grew by 4%"),
    ("refund policy for orders", "what is your refund policy?", "install the mobile app"),
    ("Rechnung bezahlen", "Ich möchte meine Rechnung bezahlen", "Passwort vergessen"),
  ])
  func nearTextsAreNear(_ text: String, _ near: String, _ far: String) async throws {
    let vectors = try await vectors([text, near, far])
    #expect(cosine(vectors[0], vectors[1]) > 0.3)
    #expect(cosine(vectors[0], vectors[2]) < 0.2)
  }

  @Test func caseAndPunctuationHardlyMatter() async throws {
    let vectors = try await vectors(["Hello, World!", "hello world"])
    #expect(cosine(vectors[0], vectors[1]) > 0.85)
  }

  @Test func vectorsAreTheSameEverywhere() async throws {
    let digits = try await embed(["hello"])["embeddings"]?.array?[0]["embedding"]?.array?.prefix(3).map(
      \.text)
    #expect(digits == ["0.0069044692", "-0.0038537520", "-0.0071514704"])
    let other = TestOrg { $0.seed = 99 }
    let answer = try await other.send(
      platformRequest("\(ada)/embeddings", #"{"input": ["hello"]}"#), token: other.signIn())
    #expect(try await embed(["hello"]) == answer.json)
  }

  @Test func theOrderIsReversedOnRequestAndIndicesStayRight() async throws {
    let straight = try await embed(["a", "b [[reversed"])
    let reversed = try await embed(["a", "b [[reversed]]"])
    #expect(reversed["embeddings"]?.array?.map { $0["index"] } == [1, 0])
    #expect(straight["embeddings"]?.array?[0]["embedding"] == reversed["embeddings"]?.array?[1]["embedding"])
  }
}
