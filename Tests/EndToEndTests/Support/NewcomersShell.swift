import Testing

/// A shell in a home where nothing is yet, beside a pretended org that answers at acme.my.salesforce.com, with clients
/// that belong to others.
struct NewcomersShell {
  private let emulator: Served
  private let session: TypedLines

  /// What the clients are told is used as they would use it.
  private static let clients = [
    "claude": #"""
    curl -sS "$ANTHROPIC_BASE_URL/v1/messages" -H "x-api-key: ${ANTHROPIC_API_KEY:-$ANTHROPIC_AUTH_TOKEN}" \
      -H 'anthropic-version: 2023-06-01' -H 'Content-Type: application/json' \
      -d '{"model":"claude-sonnet-4-5","max_tokens":99,"messages":[{"role":"user","content":"Say hello"}]}' \
      | sed 's/.*"text":"\([^"]*\)".*/\1/'; echo
    """#,
    "llm": #"""
    case $1 in
      logs) echo ~/llm/logs.db ;;
      keys) echo "$5" >~/llm/key ;;
      *) base=$(sed -n 's/^  api_base: //p' ~/llm/extra-openai-models.yaml)
         curl -sS "$base/chat/completions" -H "Authorization: Bearer $(cat ~/llm/key)" \
           -H 'Content-Type: application/json' \
           -d '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Say hello"}]}' \
         | sed 's/.*"content":"\([^"]*\)".*/\1/'; echo ;;
    esac
    """#,
  ]

  init() throws {
    emulator = try Served(Call(["emulator", "--port", "0"]))
    session = try TypedLines()
    try session.home.write("hush\n", to: "work/secret")
    try session.home.write("", to: "llm/.keep")
    for (name, script) in Self.clients { try session.provide(name, script) }
  }

  /// Types the lines one behind the other; each must come to what is shown below it.
  func expect(_ steps: [Readme.Step]) async throws {
    defer { emulator.child.send(9) }
    let answers = try await session.run(steps.map { "{ \(here($0.command))\n} 2>&1" })
    #expect(steps.count == answers.count)
    for (step, answer) in zip(steps, answers) {
      let shown = Readme.Step(command: step.command, output: here(step.output))
      #expect(shown.isAnswered(by: answer.output), "\(step.command): \(answer)")
      #expect(answer.exit == 0 || step.output.contains("  hint: "), "\(step.command): \(answer)")
    }
  }

  /// The same where the org is on this machine, and where the port that is shown may be taken.
  private func here(_ text: String) -> String {
    text.replacing("https://acme.my.salesforce.com", with: emulator.address)
      .replacing("acme.my.salesforce.com", with: emulator.address)
      .replacing("serve --print", with: "serve --port $port --print")
      .replacing("serve --api llmg &", with: "serve --api llmg --port 0 >serve.log 2>&1 &\n\(Self.listening)")
  }

  /// The line is over once the server listens, for the next one asks it.
  private static let listening = """
    until grep -qs 'note: names' serve.log; do kill -0 $! || break; done
    port=$(sed -n 's/.*listening on .*://p' serve.log); sed "s/$port/8080/" serve.log
    """
}
