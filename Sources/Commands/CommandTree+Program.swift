import CommandTree

extension CommandTree {
  /// All commands of the program, and what belongs to none of them.
  static var sfmodels: CommandTree {
    CommandTree(
      CommandMetadata(
        "sfmodels", "Use Salesforce's large language models from the shell.",
        discussion: """
          Sends prompts, texts and feedback to the models of a Salesforce org and prints what comes back. Standard \
          output carries results only; everything else goes to standard error, and the exit status says how it went.

          Values come from the command line, else from the environment, else from the profile's settings, else from \
          the default. Without an org, `--emulator` answers from a pretend one.
          """,
        examples: [
          Example("sfmodels generate --emulator 'Say hello'", "Try it without an org or a network."),
          Example("sfmodels auth login", "Sign in."),
          Example(
            "git diff | sfmodels generate 'Write a commit message'", "Ask about what another program prints."),
        ]),
      version: Program.version, environment: Self.variables, files: Self.keptFiles,
      exitStatus: ExitStatus.facts, topics: Self.helpTopics,
      [
        .command(Generate.self), .command(Chat.self), .command(Embed.self), .command(Similar.self),
        .command(MapCommand.self),
        .command(FeedbackCommand.self),
        .group(
          CommandMetadata(
            "rows", "Work on the outputs of runs over rows.",
            discussion:
              "Many machines can share one input: each runs the same command with another `--shard K/N`.",
            examples: [
              Example(
                "sfmodels rows merge part-*.jsonl -o vectors.jsonl", "Join what several machines have made.")
            ]),
          [.command(RowsMerge.self)]),
        .group(
          CommandMetadata(
            "batch", "Have the service compute embeddings by itself, and wait for that.",
            discussion:
              "Where a job outgrows one machine, the service's own engine runs it. Only the LLM Gateway has such jobs.",
            examples: [
              Example(
                "sfmodels batch submit --type s3 --uri s3://texts/all.jsonl --format jsonl", "Submit a job.")
            ]),
          [.command(BatchSubmit.self), .command(BatchStatus.self), .command(BatchWait.self)]),
        .command(PluginCommand.self),
        .group(
          CommandMetadata(
            "template", "Keep prompts, and see which are kept.",
            discussion: """
              A template is a file `NAME.md` in the folder that `sfmodels template path` prints, or any other file. \
              Its text is a prompt in which `{{name}}` is a variable: `--var` gives it a value, with rows the field of \
              that name does, else the head. `{{input}}` is standard input, or the operands where nothing is there; \
              with rows it is the row's `prompt`. `{{file:PATH}}` is a file, from the working directory. A value is \
              never looked at again, and `{{{{` stands for two braces. What is given and has no place follows the \
              text after a blank line.

              A head in TOML may stand before the text, between two lines `+++`: `description`, `system`, `model`, \
              `api`, `schema`, the settings by the names of their options, and `variables`, a table of values for \
              those that get none. It counts before the environment and the profile, the command line before it.
              """,
            examples: [
              Example("sfmodels template edit commit", "Make a template."),
              Example("git diff | sfmodels generate -t commit --var tone=formal", "Use it."),
              Example(
                "sfmodels generate -t commit --dry-run --emulator <diff.txt", "See what would be sent."),
            ]),
          [
            .command(TemplateList.self), .command(TemplateShow.self), .command(TemplatePath.self),
            .command(TemplateEdit.self),
          ]),
        .group(
          CommandMetadata(
            "log", "See what was asked and answered on this machine, and what it used.",
            discussion: """
              Each generation, each turn of a conversation, each run over rows and each feedback is an entry, with a \
              number, in a database that only you can read. The setting `history` turns it off, or keeps figures \
              without texts: `on`, `usage`, `off`. With `--emulator` nothing is kept.
              """,
            examples: [
              Example("sfmodels log", "The last entries."),
              Example("sfmodels log --search invoice --since 7d", "Find an answer of last week again."),
              Example("sfmodels log usage --by model", "What each model was asked."),
            ]), default: "list",
          [
            .command(LogList.self), .command(LogUsage.self), .command(LogPrune.self), .command(LogPath.self),
          ]),
        .command(SchemaCommand.self), .command(ModelsCommand.self),
        .group(
          CommandMetadata(
            "auth", "Sign in and out, and see who is signed in.",
            discussion:
              "Credentials are kept for each profile; tokens are fetched and renewed as they are needed.",
            examples: [Example("sfmodels auth login", "Sign in.")]),
          [
            .command(AuthApp.self), .command(AuthLogin.self), .command(AuthStatus.self),
            .command(AuthToken.self), .command(AuthLogout.self),
          ]),
        .group(
          CommandMetadata(
            "config", "See and change settings.",
            discussion:
              "Settings are kept in a text file that can be edited by hand too; comments in it survive.",
            examples: [Example("sfmodels config set model gpt-4o", "Use another model from now on.")]),
          [
            .command(ConfigPath.self), .command(ConfigList.self), .command(ConfigGet.self),
            .command(ConfigSet.self), .command(ConfigUnset.self),
          ]),
        .group(
          CommandMetadata(
            "keys", "Make keys with names and limits for the clients of 'serve'.",
            discussion: """
              A team's server (`sfmodels serve --keys`) lets in whoever presents one of these keys, holds each to its \
              limits, and knows who has used what. Changes count within a second in every running server.
              """,
            examples: [
              Example("sfmodels keys add alice --rpm 60 --tokens-per-day 200000", "Make a key."),
              Example("sfmodels keys revoke alice", "Take it away."),
              Example("sfmodels log usage --by key", "See who has used what."),
            ]),
          [
            .command(KeyAdd.self), .command(KeyList.self), .command(KeyShow.self), .command(KeySet.self),
            .command(KeyRotate.self), .command(KeyRevoke.self),
          ]),
        .command(Doctor.self), .command(Serve.self), .command(Run.self), .command(EmulatorCommand.self),
        .command(CompletionsCommand.self),
        .command(HelpCommand.self),
        .command(CompleteCommand.self),
      ])
  }

  private static let variables = [
    Fact("SFMODELS_ACCESS_TOKEN", "An access token to use as it is; no credentials are needed then."),
    Fact("SFMODELS_API_KEY", "A key of the LLM Gateway, used instead of a token with --api llmg."),
    Fact("SFMODELS_CLIENT_SECRET", "The app's consumer secret."),
    Fact("SFMODELS_SERVE_KEY", "The key that clients of 'serve' must present."),
    Fact("HTTPS_PROXY, http_proxy, ALL_PROXY", "The proxy to go through."),
    Fact("NO_PROXY", "Hosts that are reached without the proxy, separated by commas."),
    Fact("SSL_CERT_FILE, SSL_CERT_DIR", "Certificate authorities to trust instead of the system's."),
    Fact("NO_COLOR, CLICOLOR_FORCE", "No colours on a terminal; or colours where there is none."),
    Fact("TERM", "What the terminal can do: with `dumb` nothing is coloured."),
    Fact("COLUMNS, LINES", "The size of a terminal that does not tell its own; else 80 by 24."),
    Fact("VISUAL, EDITOR", "The editor that /edit opens in a conversation, and 'template edit'."),
    Fact("TMPDIR", "Where files are kept for a while, such as one that an editor opens, instead of /tmp."),
    Fact("GITHUB_STEP_SUMMARY", "The file that 'generate --report markdown:FILE' adds its report to, too."),
    Fact("XDG_CONFIG_HOME, XDG_STATE_HOME", "Where settings and history are kept, instead of below HOME."),
  ]

  private static let keptFiles = [
    Fact("~/.config/sfmodels/config.toml", "Settings."),
    Fact("~/.config/sfmodels/credentials.toml", "Secrets; refused when others can read it."),
    Fact(
      "~/.config/sfmodels/keys.toml", "Keys of the clients of 'serve', as their SHA-256 with their limits."),
    Fact("~/.config/sfmodels/keys/", "Private keys that 'auth app' has made."),
    Fact("~/.config/sfmodels/templates/", "Prompts that are kept."),
    Fact("~/.config/sfmodels/tokens/", "Access tokens, until they expire."),
    Fact("~/.local/state/sfmodels/ledger.db", "What was asked and answered; see the setting history."),
    Fact("~/.local/state/sfmodels/chat_history", "What was typed in conversations."),
  ]
}
