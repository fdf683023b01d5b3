import CompatibleServer

extension WebPage {
  /// The page of a server, with what people need who use it and who look after it.
  ///
  /// - Parameter needsKey: whether clients must present one.
  init(needsKey: Bool) {
    self.init()
    let key = needsKey ? "$\(ServeKeys.variable)" : nil
    let printed = ServedClient.allCases.map { client in
      Example(
        client.title, client.settings(at: Self.address, key: key, families: []) + (client.sample ?? ""))
    }
    clients = printed + [Self.anthropic(key), Self.curl(key)]
    collectors = [Self.prometheus(key), Self.openTelemetry(key)]
    limiters = [Example("nginx", "# in the http block\n\(ServedKeys.limiter)\n")]
  }

  private static func anthropic(_ key: String?) -> Example {
    Example(
      "Anthropic SDKs",
      """
      export ANTHROPIC_BASE_URL='\(address)/anthropic'
      export ANTHROPIC_API_KEY="\(key ?? ServedClient.anyKey)"

      python3 - <<'PYTHON'
      from anthropic import Anthropic
      message = Anthropic().messages.create(
          model="claude-sonnet-4-5", max_tokens=500,
          messages=[{"role": "user", "content": "Say hello"}])
      print(message.content[0].text)
      PYTHON

      """)
  }

  private static func curl(_ key: String?) -> Example {
    let authorization = key.map { "\n  -H \"Authorization: Bearer \($0)\" \\" } ?? ""
    return Example(
      "curl",
      """
      curl -N '\(address)/v1/chat/completions' \\\(authorization)
        -H 'Content-Type: application/json' \\
        -d '{"model": "gpt-4o-mini", "stream": true,
             "messages": [{"role": "user", "content": "Say hello"}]}'

      """)
  }

  private static func prometheus(_ key: String?) -> Example {
    Example("Prometheus", "# in prometheus.yml\nscrape_configs:\n\(scraping(key))\n")
  }

  private static func openTelemetry(_ key: String?) -> Example {
    let scraping = scraping(key).split(separator: "\n").map { "        \($0)" }.joined(separator: "\n")
    return Example(
      "OpenTelemetry Collector",
      """
      # The log: sfmodels serve --log-format json 2>>/var/log/sfmodels.log
      receivers:
        prometheus:
          config:
            scrape_configs:
      \(scraping)
        filelog:
          include: [/var/log/sfmodels.log]
          operators:
            - type: filter
              expr: 'not (body startsWith "{")'
            - type: json_parser
              timestamp:
                parse_from: attributes.time
                layout: "%Y-%m-%dT%H:%M:%S.%LZ"
                location: UTC
              trace:
                trace_id: {parse_from: attributes.trace_id}
                span_id: {parse_from: attributes.span_id}
      exporters:
        otlp:
          endpoint: collector.example.com:4317
      service:
        pipelines:
          metrics: {receivers: [prometheus], exporters: [otlp]}
          logs: {receivers: [filelog], exporters: [otlp]}

      """)
  }

  private static func scraping(_ key: String?) -> String {
    let authorization = key.map { _ in
      "\n    authorization:\n      credentials_file: /etc/sfmodels/metrics.key  # with the key in it"
    }
    return """
        - job_name: sfmodels
          scheme: \(scheme)\(authorization ?? "")
          static_configs:
            - targets: ["\(authority)"]
      """
  }
}

extension ServedClient {
  /// As people call it.
  fileprivate var title: String {
    switch self {
    case .claudeCode: "Claude Code"
    case .codex: "Codex"
    case .openai: "OpenAI SDKs"
    case .llm: "llm"
    }
  }

  /// A few lines that ask, behind the settings; `nil` for a program that people know how to ask.
  fileprivate var sample: String? {
    guard self == .openai else { return nil }
    return """

      python3 - <<'PYTHON'
      from openai import OpenAI
      completion = OpenAI().chat.completions.create(
          model="gpt-4o-mini", messages=[{"role": "user", "content": "Say hello"}])
      print(completion.choices[0].message.content)
      PYTHON

      """
  }
}
