import CompatibleServer
import Testing

@testable import Commands

struct WebPageTests {
  @Test func itHasSettingsOfEveryClient() {
    let page = WebPage(needsKey: false)
    #expect(
      page.clients.map(\.title) == ["Claude Code", "Codex", "OpenAI SDKs", "llm", "Anthropic SDKs", "curl"])
    #expect(page.collectors.map(\.title) == ["Prometheus", "OpenTelemetry Collector"])
    for example in page.clients { #expect(example.text.contains(WebPage.address), "\(example.title)") }
    for example in page.collectors { #expect(example.text.contains(WebPage.authority), "\(example.title)") }
  }

  /// The settings are those that `--print-config` prints.
  @Test(arguments: ServedClient.allCases)
  func settingsAreThoseThatTheCommandPrints(_ client: ServedClient) {
    let printed = client.settings(at: WebPage.address, key: nil, families: [])
    #expect(WebPage(needsKey: false).clients.contains { $0.text.hasPrefix(printed) })
  }

  @Test func aKeyIsNamedByItsVariableAndOnlyWhereOneIsNeeded() {
    let texts = [true, false].map { needsKey in
      let page = WebPage(needsKey: needsKey)
      return (page.clients + page.collectors).map(\.text).filter {
        $0.contains("$SFMODELS_SERVE_KEY") || $0.contains("credentials_file")
      }.count
    }
    #expect(texts == [8, 0])
  }

  @Test func theLimiterIsTheOneOfTheHelp() {
    let lines = WebPage(needsKey: true).limiters[0].text.split(separator: "\n").dropFirst()
    for line in lines { #expect(ServedKeys.words.contains("    \(line)"), "\(line)") }
  }
}
