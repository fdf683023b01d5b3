import Testing

/// `--dry-run`: requests are printed, and nothing is sent, for which these worlds have no network.
struct DryRunTests {
  /// The request lines of what would be sent.
  @Test(arguments: [
    (["generate", "hi"], ["POST https://api.salesforce.com/einstein/platform/v1/models/M/generations"]),
    (["chat", "hi"], ["POST https://api.salesforce.com/einstein/platform/v1/models/M/chat-generations"]),
    (["embed", "a", "b"], ["POST https://api.salesforce.com/einstein/platform/v1/models/M/embeddings"]),
    (
      ["embed", "--batch-size", "1", "a", "b"],
      [
        "POST https://api.salesforce.com/einstein/platform/v1/models/M/embeddings",
        "POST https://api.salesforce.com/einstein/platform/v1/models/M/embeddings",
      ]
    ),
    (
      ["generate", "--api", "llmg", "--stream", "hi"],
      ["POST https://api.salesforce.com/ai/gpt/v1/chat/generations/stream"]
    ),
  ])
  func requestsArePrinted(_ words: [String], _ lines: [String]) async {
    let result = await TestProgram().run(words: words + ["-m", "M", "--dry-run", "-q"])
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.output.split(separator: "\n").filter { $0.hasPrefix("POST ") }.map(String.init) == lines)
  }

  /// A job that is named twice is waited for once.
  @Test(arguments: [("status", ["j", "k", "j"]), ("wait", ["j", "k"])])
  func eachJobIsAskedFor(_ command: String, _ jobs: [String]) async {
    let result = await TestProgram().run("batch", command, "--dry-run", "j", "k", "j")
    #expect(result.status == 0)
    #expect(
      result.output.split(separator: "\n").filter { $0.hasPrefix("GET ") }
        == jobs.map { "GET https://api.salesforce.com/ai/gpt/v1/batch/\($0)" })
  }

  @Test func headersOfTheUsersOwnAreShown() async {
    let result = await TestProgram().run(
      "generate", "hi", "--dry-run", "--header", "x-client-feature-id: mine", "--header", "x-more: 1")
    let headers = result.output.split(separator: "\n").filter { $0.hasPrefix("x-") }
    #expect(headers.contains("x-client-feature-id: mine"))
    #expect(headers.contains("x-more: 1"))
    #expect(headers.count { $0.hasPrefix("x-client-feature-id") } == 1)
  }

  @Test(arguments: [
    (["plugin", "echo", "--api", "models"], "the Models REST API has no plug-ins"),
    (["batch", "status", "j", "--api", "models"], "the Models REST API has no batch jobs"),
    (["generate", "hi", "--temperature", "1"], "the Models REST API has no such setting: --temperature"),
    (["generate", "hi", "--tenant-id", "t"], "--tenant-id: only the LLM Gateway takes it: --api llmg"),
    (["generate", "hi", "--cert", "c"], "--cert and --key go together"),
  ])
  func whatCannotBeSentIsRefused(_ words: [String], _ message: String) async {
    let result = await TestProgram().run(words: words + ["--dry-run"])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: \(message)\n"), "\(result.errors)")
    #expect(result.output == "")
  }
}
