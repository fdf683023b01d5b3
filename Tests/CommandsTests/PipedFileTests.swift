import Glibc
import Testing

/// A file that can be read once, as `<(…)` of a shell gives it.
final class PipedFile {
  private let descriptor: Int32

  init(_ text: String) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    descriptor = ends[0]
    try #require(write(ends[1], text, text.utf8.count) == text.utf8.count)
    close(ends[1])
  }

  deinit { close(descriptor) }

  var path: String { "/dev/fd/\(descriptor)" }
}

/// Every file that an option names is read once: it may be a pipe.
struct PipedFileTests {
  private static let schema = #"{"type":"object","required":["n"]}"#
  private static let fitting = #"[[reply: {"n":1}]]"#

  /// `PIPE` stands for the file.
  @Test(
    arguments: [
      (["generate", "--schema", "PIPE", fitting], schema, nil),
      (["generate", "--api", "llmg", "--schema", "PIPE", fitting], schema, nil),
      (["generate", "--from", "-", "--schema", "PIPE"], schema, #"{"prompt":"[[reply: {\"n\":1}]]"}"#),
      (["generate", "--request", "@PIPE", "a"], "{}", nil),
      (["generate", "--from", "-", "--request", "@PIPE"], "{}", #"{"prompt":"a"}"#),
      (["generate", "--from", "PIPE"], #"{"prompt":"a"}"#, nil),
      (["generate", "-f", "PIPE"], "a", nil),
      (["chat", "--schema", "PIPE", fitting], schema, nil),
      (["chat", "--request", "@PIPE", "a"], "{}", nil),
      (["embed", "--request", "@PIPE"], "{}", "a\n"), (["embed", "-f", "PIPE"], "a", nil),
      (["embed", "--from", "PIPE"], "a\n", nil),
      (["feedback", "good", "g", "--app-feedback", "@PIPE"], "{}", nil),
      (["feedback", "good", "g", "--app-generation", "@PIPE"], "shown", nil),
      (["feedback", "--from", "-", "--request", "@PIPE"], "{}", #"{"generation_id":"g","verdict":"good"}"#),
      (["plugin", "echo", "--data", "@PIPE"], "{}", nil),
      (["plugin", "echo", "--request", "@PIPE"], "{}", nil),
      (["batch", "submit", "--type", "t", "--uri", "u", "--request", "@PIPE"], "{}", nil),
    ] as [([String], String, String?)])
  func aNamedFileMayBeAPipe(_ words: [String], _ text: String, _ input: String?) async throws {
    let file = try PipedFile(text)
    let words = words.map { $0.replacing("PIPE", with: file.path) }
    let result = await TestProgram().run(words: words + ["--emulator", "-q"], input: input)
    #expect(result.status == 0)
    #expect(result.errors == "")
  }
}
