import TestSupport
import Testing
import Wire

@testable import Commands

/// What `--version` says.
struct BuildInfoTests {
  @Test(arguments: [
    ("abc1234", "sfmodels 1.2.3 (abc1234, linux x86_64)", #""abc1234""#),
    ("abc1234-dirty", "sfmodels 1.2.3 (abc1234-dirty, linux x86_64)", #""abc1234-dirty""#),
    ("", "sfmodels 1.2.3 (unknown commit, linux x86_64)", "null"),
  ])
  func namesVersionCommitAndPlatform(_ commit: String, _ line: String, _ member: String) {
    let build = BuildInfo(version: "1.2.3", commit: commit, platform: "linux x86_64")
    #expect(build.line == line)
    #expect(build.json.text == #"{"version":"1.2.3","commit":\#(member),"platform":"linux x86_64"}"#)
  }

  @Test(arguments: [["--version"], ["generate", "--version"], ["auth", "--version"]])
  func isPrintedAsALineOrAsJSONAtEveryLevel(_ words: [String]) async {
    let line = await TestProgram().run(words: words)
    let json = await TestProgram().run(words: words + ["--json"])
    #expect(line == .init(status: 0, output: BuildInfo.current.line + "\n", errors: ""))
    #expect(json == .init(status: 0, output: BuildInfo.current.json.text + "\n", errors: ""))
  }

  @Test func aSlipBesideItIsNotPassedOver() async {
    let result = await TestProgram().run("--version", "--jsn")
    #expect(result.status == 2)
    #expect(
      result.errors == "sfmodels: 'sfmodels' has no option '--jsn'\n  hint: did you mean '--json'?\n")
  }
}
