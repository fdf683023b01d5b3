import TestSupport
import Testing
import Wire

@testable import Commands

/// An evaluation as a page.
struct HTMLReportTests {
  private func report(_ input: String, _ words: String...) async throws -> String {
    let folder = try TemporaryFolder()
    let result = await TestProgram().run(
      words: ["generate", "--emulator", "--from", "-", "--report", "html:\(folder.path)/r.html"] + words,
      input: input)
    #expect([0, 7].contains(result.status), "\(result)")
    return try folder.text(of: "r.html")
  }

  @Test func whatDidNotPassStandsFirstWithExpectedBesideAnswered() async throws {
    let page = try await report(EvaluationTests.cases, "--expect-field", "expected")
    #expect(page.contains("<span class=\"good\">✓</span> 2 of 4 cases passed (50%)"))
    #expect(
      page.contains(
        "<tr><td>b</td><td>it is not what is expected</td><td>Paris</td><td>London &lt;&amp;&gt; | *it*</td></tr>"
      ))
    #expect(page.contains("<tr><td>d</td><td>the org has no model 'nope'</td><td></td><td></td></tr>"))
    let failed = try #require(page.firstRange(of: "Not passed</h2>"))
    let passed = try #require(page.firstRange(of: ">Passed</h2>"))
    #expect(failed.lowerBound < passed.lowerBound)
    #expect(page.contains("all: 50%, 2 passed, 1 failed, 1 refused"))
    #expect(page.contains("expected: 66.6%, 2 passed, 1 failed"))
    #expect(page.contains("<h2>Latency</h2>") && page.contains("default-src 'none'; style-src 'sha256-"))
    #expect(!page.contains("<script"))
  }

  @Test func whatHasChangedIsTold() async throws {
    let folder = try TemporaryFolder()
    let old = folder.path + "/old.jsonl"
    try folder.write(
      "{\"id\":\"a\",\"passed\":true}\nnone\n{\"id\":\"d\",\"passed\":true}\n", to: "old.jsonl")
    let page = try await report(EvaluationTests.cases, "--expect-field", "expected", "--compare", old)
    #expect(page.contains("<h3>Refused</h3>\n<ul>\n<li>d</li>\n</ul>"))
    #expect(page.contains("<p>1 line of '\(old)' tells of no case (2).</p>"))
  }

  @Test func aLongListIsCutAndSaysSo() async throws {
    let rows = (1...510).map { _ in #"{"prompt":"[[reply: a]]","expected":"b"}"# }.joined(separator: "\n")
    let page = try await report(rows, "--expect-field", "expected", "-q")
    #expect(page.contains("The first 500 of 510."))
    #expect(page.ranges(of: "<tr><td>").count == 500)
  }
}

struct DistributionTests {
  @Test func quantilesAreNearlyExact() {
    var distribution = Distribution()
    for number in (1...10_000).reversed() { distribution.add(number) }
    #expect(distribution.count == 10_000 && distribution.least == 1 && distribution.most == 10_000)
    for (share, number) in [(0.5, 5000.0), (0.95, 9500), (1, 10_000)] {
      #expect(abs(Double(distribution.quantile(share)) / number - 1) < 0.04)
    }
  }

  @Test func fewSmallNumbersAreExact() {
    var distribution = Distribution()
    for number in [3, 1, 2, 2] { distribution.add(number) }
    #expect(distribution.quantile(0.5) == 2 && distribution.quantile(1) == 3)
    #expect(
      distribution.bars(10) == [.init(from: 1, count: 1), .init(from: 2, count: 2), .init(from: 3, count: 1)])
  }

  @Test func barsHoldAllNumbersHoweverFarOut() {
    var distribution = Distribution()
    for number in [0, 5, 80, 90, 100, 1_000_000] { distribution.add(number) }
    #expect(distribution.bars(30).reduce(0) { $0 + $1.count } == 6)
    #expect(Distribution().bars(30) == [])
  }
}

struct ShareBarTests {
  @Test(arguments: [
    (1.0, "████████", "########"), (0.5, "████", "####"), (0.0, "", ""), (0.001, "▏", "#"),
    (0.1875, "█▌", "##"),
  ])
  func sharesAreBars(_ share: Double, _ text: String, _ plain: String) {
    let (bar, ascii) = (ShareBar(room: 8, isPlain: false), ShareBar(room: 8, isPlain: true))
    #expect(bar?.text(share) == text)
    #expect(ascii?.text(share) == plain)
  }

  @Test func withoutRoomThereIsNone() { #expect(ShareBar(room: 7, isPlain: true) == nil) }

  @Test(arguments: [
    (["TERM": "xterm", "LANG": "de_DE.UTF-8"], false), (["TERM": "dumb", "LANG": "C.UTF-8"], true),
    (["TERM": "xterm", "LC_ALL": "C", "LANG": "C.UTF-8"], true),
    (["TERM": "xterm", "LC_ALL": "", "LC_CTYPE": "en_US.utf8"], false), (["TERM": "xterm"], true),
  ])
  func letterlessTerminalsGetASCII(_ environment: [String: String], _ isPlain: Bool) {
    #expect(ShareBar.isPlain(environment) == isPlain)
  }
}
