import CommandTree

/// The page that leads from nothing to the first answer, a thousand vectors, a CI job, and other clients.
enum Quickstart {
  static let sections = [
    HelpTopic.Section("", introduction), HelpTopic.Section("An app in your org", app),
    HelpTopic.Section("Sign in", login), HelpTopic.Section("The first answer", answer),
    HelpTopic.Section("The first 1,000 vectors", vectors), HelpTopic.Section("The first CI job", job),
    HelpTopic.Section("Claude Code, llm and other clients", clients),
    HelpTopic.Section("When it does not work", trouble),
  ]

  private static let introduction = """
    Lines that begin with `$` are typed; what follows them came back. The answers are those of the pretended org that \
    is in this program: `--emulator` behind `generate`, `chat`, `embed`, `similar`, `feedback`, `serve` or `run` asks it, \
    and needs no sign-in.
    """

  private static let app = """
    The API answers to tokens that an app of your org gives out. It can be written as files, which Salesforce's own \
    `sf` deploys; the words that follow say what is left to do by hand.

        $ sfmodels auth app sf-app --contact-email admin@example.com
        The app 'sfmodels' is written to sf-app. Two commands put it to use:
          cd sf-app && sf project deploy start --source-dir force-app
          sfmodels auth login --flow web --domain MY-DOMAIN.my.salesforce.com …

    Or click by click, in Setup:

    - External Client App Manager › New External Client App: a name, and your address as contact
    - API › Enable OAuth: the callback `http://localhost:1717/OauthRedirect`, and the scopes `api`, `sfap_api` and \
    `refresh_token`
    - Flow Enablement: Client Credentials Flow for jobs; for people the browser's flow is on already, with PKCE
    - Security: 'Issue JSON Web Token (JWT)-based access tokens for named users' must be on, or every call answers 404
    - Policies › Edit, for the Client Credentials Flow: enable it, and name the user whom it runs as
    - Settings › OAuth Settings › Consumer Key and Secret: what 'auth login' asks for
    """

  private static let login = """
    On a terminal it asks for all it needs, the way to sign in first; `--flow web` opens a browser, `--flow jwt-bearer` \
    signs with a private key, and a secret is never taken from the command line.

        $ sfmodels auth login --domain acme.my.salesforce.com \\
            --client-id 3MVG9… --client-secret-stdin <secret
        Signed in to https://acme.my.salesforce.com as profile 'default'.
    """

  private static let answer = """
    The answer is all that goes to standard output, so that other programs can take it; a text that is piped in \
    follows the words.

        $ sfmodels generate 'Say hello'
        A pretend org heard “Say hello” and has no better answer than this one.
        $ echo 'panic: out of range' | sfmodels generate 'Explain:' | wc -l
        1
        $ sfmodels generate --json 'Say hello' | sfmodels feedback good -

    `sfmodels chat` is a conversation, `sfmodels models --remote` lists the org's models, `--model NAME` asks another.
    """

  private static let vectors = """
    A line is a text. They are sent 16 at a time, several requests at once, and written in their order; a run that \
    was stopped goes on with `--resume`.

        $ seq 1000 | sed 's/.*/Ticket &: floor & is out of paper/' >tickets.txt
        $ sfmodels embed --from tickets.txt --keep-text -o tickets.jsonl
        sfmodels: note: 1,000 rows, 63 requests, 0 retries, 9,000 tokens, … s
        $ wc -l <tickets.jsonl
        1000
        $ sfmodels similar 'no paper on floor 7' --in tickets.jsonl -k 2
        0.5733  7    Ticket 7: floor 7 is out of paper
        0.4448  422  Ticket 422: floor 422 is out of paper
    """

  private static let job = """
    A job needs no files of ours: domain, key and secret come from the environment. The exit status says what happened \
    (`sfmodels help exit-status`): 6 is a gate that fired, 7 a row that was refused while the others went on. This is a \
    whole workflow for GitHub; the variable `SFMODELS_PACKAGE` is the address of the Debian package.

    \(workflow.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n"))
    """

  /// `.github/workflows/answers.yml`.
  static let workflow = """
    name: answers
    on: pull_request
    jobs:
      answers:
        runs-on: ubuntu-latest
        env:
          PACKAGE: ${{ vars.SFMODELS_PACKAGE }}
          SFMODELS_DOMAIN: ${{ vars.SFMODELS_DOMAIN }}
          SFMODELS_CLIENT_ID: ${{ secrets.SFMODELS_CLIENT_ID }}
          SFMODELS_CLIENT_SECRET: ${{ secrets.SFMODELS_CLIENT_SECRET }}
        steps:
          - uses: actions/checkout@v4
            with: { fetch-depth: 2 }
          - run: |
              curl -fsSL -o /tmp/sfmodels.deb "$PACKAGE"
              sudo apt-get install -y /tmp/sfmodels.deb
          - run: sfmodels auth status --check
          - run: |
              git diff HEAD~1 | sfmodels generate 'Review this change' \\
                >>"$GITHUB_STEP_SUMMARY"
          - name: No answer may be harmful
            run: |
              sfmodels generate --from prompts.jsonl --max-toxicity 0.3 \\
                -o answers.jsonl --errors refused.jsonl || status=$?
              case ${status:-0} in
                0) ;;
                6) echo "::error::an answer is harmful"; exit 1 ;;
                7) echo "::warning::refused: $(wc -l <refused.jsonl)" ;;
                *) exit "$status" ;;
              esac
          - uses: actions/upload-artifact@v4
            if: always()
            with: { name: answers, path: "*.jsonl" }
    """

  private static let clients = """
    `run` starts a client on the org's models. `serve` answers OpenAI's API and Anthropic's on this machine for as long \
    as you want, and prints the settings that a client needs.

        $ sfmodels run --api llmg claude -p 'Say hello'
        sfmodels: note: names that are new here: claude-opus-* is …
        A pretend org heard “Say hello” and has no better answer than this one.
        sfmodels: 1 request, … in, … out, … s
        $ sfmodels serve --api llmg &
        sfmodels: listening on http://127.0.0.1:8080
        sfmodels: note: the page is at http://127.0.0.1:8080/
        sfmodels: note: names that are new here: claude-opus-* is …
        $ eval "$(sfmodels serve --print-config claude-code)"
        $ claude -p 'Say hello'
        A pretend org heard “Say hello” and has no better answer than this one.
        $ sfmodels serve --print-config llm \\
            >>"$(dirname "$(llm logs path)")/extra-openai-models.yaml"
        $ llm keys set sfmodels --value unused
        $ llm -m sfmodels 'Say hello'
        A pretend org heard “Say hello” and has no better answer than this one.

    `openai` and `codex` are printed as well. Other machines need a key: `sfmodels help serve`.
    """

  private static let trouble = """
    `sfmodels doctor` goes the whole way step by step, and says where it ends and what to do; `sfmodels help errors` \
    has every sentence that a failure is told in. `--dry-run` shows what would be sent, `--verbose` what was.
    """
}
