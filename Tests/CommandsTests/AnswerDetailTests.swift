import Testing
import Wire

/// What is asked for beside the text stands in the object of an answer.
struct AnswerDetailTests {
  /// A number may be joined, follow, or be left out.
  @Test(arguments: [
    (["hi", "--logprobs"], 0), (["--logprobs", "hi"], 0), (["hi", "--logprobs=5"], 5),
    (["--logprobs", "5", "hi"], 5), (["hi", "--logprobs", "5"], 5),
  ])
  func logProbabilitiesNeedNoNumber(_ words: [String], _ count: Int) async {
    let result = await TestProgram().run(
      words: ["generate", "--api", "llmg", "--dry-run", "-q"] + words)
    #expect(result.status == 0)
    #expect(result.output.contains(#""log_probability_settings":{"enable":true,"top_k":\#(count)}"#))
    #expect(result.output.contains(#""content":"hi""#), "\(result.output)")
  }

  private static let gateway = ["generate", "--emulator", "--api", "llmg"]
  private static let row = #"{"id":1,"prompt":"hi"}"# + "\n"

  @Test(
    arguments: [
      (["--json", "hi"], nil, nil), (["--json", "hi", "--logprobs"], nil, 0),
      (["--json", "hi", "--logprobs=2"], nil, 2), (["--from", "-", "--logprobs=2"], row, 2),
      (["--from", "-"], row, nil),
    ] as [([String], String?, Int?)])
  func logProbabilitiesAreReported(_ words: [String], _ input: String?, _ others: Int?) async throws {
    let result = await TestProgram().run(words: Self.gateway + words, input: input)
    let answer = try JSONValue(decoding: Array(result.output.utf8))
    let tokens = answer["logprobs"]?["content"]?.array
    #expect(tokens?.first?["top_logprobs"]?.array?.count == others)
    #expect(try (tokens == nil) == (others == nil) && #require(answer["text"]?.string) != "")
  }

  @Test func eachOfSeveralAnswersHasItsOwn() async throws {
    let result = await TestProgram().run(
      words: Self.gateway + ["--json", "hi", "--logprobs", "--num-generations", "2"])
    let answer = try JSONValue(decoding: Array(result.output.utf8))
    let all = try #require(answer["generations"]?.array)
    #expect(all.count == 2 && all.allSatisfy { $0["logprobs"]?["content"] != nil }, "\(result.errors)")
  }

  @Test func whatASearchFoundIsReported() async throws {
    let result = await TestProgram().run(words: Self.gateway + ["--json", "--web-search", "hi"])
    let answer = try JSONValue(decoding: Array(result.output.utf8))
    #expect(answer["web_search_result"] != nil, "\(result)")
  }
}
