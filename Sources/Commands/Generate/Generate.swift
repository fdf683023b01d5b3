import CommandTree
import Ledger
import ModelsAPI
import RowEngine
import Wire

/// One prompt, one answer.
struct Generate: CallingCommand, TemplatedCommand {
  var prompt: [String] = []
  var model = ModelOption()
  var fallback = FallbackOption()
  var source = PromptOptions()
  var template = TemplateOptions()
  /// For each row.
  var rowPrompt: String?
  var idField: String?
  var keepFields: KeptFields?
  var outputFormat: AnswerFormat?
  var columns = false
  var evaluation = EvaluationOptions()
  var maxRequests: BudgetCount?
  var maxTokensTotal: BudgetCount?
  var answer = AnswerOptions()
  var estimate = false
  var rows = RowOptions()
  var records = RecordOptions()
  var language = LocalizationOptions()
  var settings = SettingOptions()
  var connection = ConnectionOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "generate", "Send one prompt to a model and print its answer, or a dataset of prompts.",
      discussion: """
        The prompt is the operands joined by spaces, or standard input when it is a pipe or a file. With both, the \
        operands come first, then a blank line, then the input; files named with `--file` stand between them, each \
        under a line with its name. Each may have 64 MB.

        Standard output holds the text and one newline, nothing else. Warnings and notes go to standard error.

        With `--from` each row of a dataset, JSON Lines or CSV, is a prompt: its fields are `prompt` and, where it \
        wants something of its own, `id`, `system`, `model` and the settings by the names of their options, such as \
        `max_tokens`; other fields are left alone. One line is printed for each row, in order: what `--json` prints, \
        under the row's id, else its number (the provider's own id is `response_id` there). With `--max-toxicity` and \
        `--schema` each line says whether it passes, and why not. A row that is refused is reported on standard error \
        or in the file that `--errors` names, and the others go on; the exit status is 7 then.

        With `--soql QUERY` the rows are records of the org, as `sfmodels embed` says of them; each answer stands under \
        the record's `Id`.

        A row may also give parts of a prompt: with `--prompt TEXT`, or a template, its fields take the places of \
        `{{field}}`, and those of `--system` too. A field that is empty is an empty text.

        With `--output-format`, or by the name of `--output`, answers are written as JSON Lines, as one JSON array or as \
        CSV. `--keep-fields` carries fields of the row on. With `--schema` and `--columns` a CSV file has the kept \
        fields and the members that the schema names as its columns, and nothing else: it can be loaded back where the \
        rows came from. Nested values are JSON there, and what is missing or null is empty; an answer that does not \
        fit, or is not safe, is a refused row.

        A dataset of cases is an evaluation: with `--expect-field` each answer is compared with what its row expects, \
        as `--match` says; with `--schema` and `--max-toxicity` it is held against these, too. Each line then has \
        `passed` and `checks`. Cases that fail do not change the exit status, but with `--min-pass`, which is held \
        against the share that passes: refused rows count as failed. `--repeat` asks each row several times and tells \
        how steady the answers are, `--compare` what has changed since an earlier run, `--report` writes it all down. \
        The verdicts are kept in FILE.verdicts beside `--output`, and how the run ended in FILE.progress: the same \
        command with `--resume` ends with the same status.

        With `--template` a prompt that is kept is asked (see `sfmodels template`): `{{name}}` is a variable, \
        `{{input}}` standard input or else the operands, `{{file:PATH}}` a file, `{{{{` two braces. Where the template \
        has no `{{input}}`, what is given follows it after a blank line.

        `--schema` takes a file, JSON that begins with a brace, or the short form `'name, age int, tags [string]'` \
        (see `sfmodels schema`): JSON Schema, draft 2020-12. APIs that have response formats are sent it, others are \
        asked in the prompt. An answer that does not fit is printed, what does not fit is named with its place in the \
        answer and in the schema, and the exit status is 1; `--repair N` asks again before, up to N times, and usage \
        counts all of them. A schema that is itself wrong, is of another draft or refers to another document is \
        refused before anything is sent.

        With `--extract` only the first block of code in the answer is printed, as it stands between its fences; with \
        `--extract-all DIR` each is written to a file in a folder, under the name that follows the language behind the \
        fence, else a number. No file is overwritten: a name that is taken gets a number. An answer without such code \
        is shown whole on standard error, and the exit status is 1.

        `--usage` tells what it cost: the model that really answered, tokens where the service counts them, the time \
        until the first word and until the last. `--estimate` tells before, sending nothing: the prompt's tokens are \
        counted roughly and held against what the model takes; the exit status is 1 where it will probably not pass.

        \(FallbackOption.words) A note says who has answered instead and why, and `--json`, rows and `sfmodels log` \
        name the model that did. A model's own retries come first, but it is not waited for long while there are others; \
        over rows the next is asked at once, and a row for which nobody answers is asked again.

        With `--output FILE` nothing looks whole that is not, and `--resume` goes on after any interruption.
        """,
      examples: [
        Example("sfmodels generate --emulator 'Say hello'", "Try it without an org or a network."),
        Example(
          "git diff | sfmodels generate 'Write a commit message'", "Ask about what another program prints."),
        Example("sfmodels generate -m gpt-4o -f report.txt 'Sum this up'", "Ask another model about a file."),
        Example(
          "sfmodels generate --json --max-toxicity 0.2 'Write a toast'",
          "Get ids and usage, and fail if it is rude."),
        Example(
          "sfmodels generate -m gpt-4o --fallback claude-sonnet-4.5,gpt-4o-mini 'Say hello'",
          "Ask others when the model is throttled or not there."),
        Example(
          "git diff | sfmodels generate -t commit --var tone=formal", "Ask a prompt that is kept."),
        Example(
          "sfmodels generate --from cases.csv --prompt 'Classify: {{Subject}}'", "Ask about each row's field."
        ),
        Example(
          "sfmodels generate --from cases.csv --prompt 'Classify: {{Subject}}' --schema 'Priority' --keep-fields Id --columns -o answers.csv",
          "Make a table of ids and answers, to be loaded back."),
        Example(
          "sfmodels generate --from cases.jsonl --expect-field expected --match contains --min-pass 0.95 --report junit:report.xml -o evaluation.jsonl",
          "Judge answers in CI, and fail when too few pass."),
        Example(
          "sfmodels generate --from cases.jsonl --expect-field expected --match contains --report html:report.html -o reported.jsonl",
          "Read as a page what did not pass."),
        Example(
          "sfmodels generate --soql 'SELECT Id, Subject FROM Case LIMIT 9' --prompt 'Classify: {{Subject}}'",
          "Ask about records of the org."),
        Example(
          "sfmodels generate --schema 'name, born int' --repair 1 'Who wrote Emma?'", "Get JSON that fits."),
        Example(
          "sfmodels generate -xpython 'Write a script …' >script.py",
          "Get the code of an answer and no words."),
        Example(
          "sfmodels generate --from prompts.jsonl -o answers.jsonl --resume",
          "Answer a dataset; the same words go on after an interruption."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.prompt, "PROMPT", allowsEmpty: true, help: "What to ask; - is standard input."),
      .group(\.model), .group(\.fallback), .group(\.source), .group(\.template), .group(\.answer),
      .flag(
        \.estimate, "estimate", section: "Output",
        help: "Count the prompt's tokens roughly and tell whether it will pass; send nothing."),
      .option(
        \.rowPrompt, "prompt", value: "TEXT", section: RowOptions.section,
        help: "Ask this for each row, with the row's fields in the places of {{field}}."),
      .option(
        \.idField, "id-field", value: "NAME", section: RowOptions.section,
        help: "Which field of JSON or CSV is the id; by default id, where there is one."),
      .option(
        \.keepFields, "keep-fields", value: "A,B|all", section: RowOptions.section, help: KeptFields.help),
      .option(
        \.outputFormat, "output-format", value: "FORMAT", section: RowOptions.section,
        help: "How to write the answers; by default the name of --output decides, else jsonl."),
      .flag(
        \.columns, "columns", section: RowOptions.section,
        help: "Write what the schema names as columns of their own, behind the kept fields, and nothing else."
      ),
      .option(
        \.maxRequests, "max-requests", value: "N", section: RowOptions.section,
        help: "Stop before this run makes more requests, those made again included; --resume goes on."),
      .option(
        \.maxTokensTotal, "max-tokens-total", value: "N", section: RowOptions.section,
        help: "Stop before this run uses more tokens, as far as its answers so far tell; --resume goes on."),
      .group(\.rows), .group(\.records), .group(\.evaluation), .group(\.language),
      .group(\.settings), .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    try answer.check(settings)
    try evaluation.check(columns: columns)
    try checkEstimate()
    let judge = try AnswerJudge(answer, isEvaluating: hasRows && evaluation.isWanted)
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    try records.check(rows, in: context)
    guard !records.count else { return try await records.printCount(connection, in: context) }
    guard !hasRows else {
      let job = try GenerateRowJob(self, judge, in: context)
      judge.schema?.remark(on: connection.dialect, notes)
      if connection.dryRun { job.describeFallbacks(notes) }
      return try await estimate ? job.estimate(asJSON: answer.json, in: context) : job.run(in: context)
    }
    try template.check()
    try rows.checkAbsent(in: context)
    let (system, text) = try source.prompt(prompt, in: context, notes)
    let messages = system.map { [Message(.system, $0), Message(.user, text)] }
    let input = messages.map { ChatRequest.Input.messages($0) } ?? .prompt(text)
    guard !estimate else {
      let request = try runner(judge).request(input, in: context)
      return try PromptEstimate(request, to: connection.dialect).tell(asJSON: answer.json, to: context.output)
    }
    let recorder = try connection.recorder(in: context, notes)
    let runner = runner(judge, keepsText: recorder?.keepsTexts ?? false)
    try await runner.ask(
      input, in: context, prepare: { recorder?.begin() },
      record: { answered in
        guard let recorder else { return }
        recorder.keep(LedgerRecord([answered.entry(recorder.entry(of: "generate"))]))
      })
  }

  /// - Throws: ``CommandFailure`` for what asks for an answer, where none will come.
  private func checkEstimate() throws {
    let others = [
      ("--dry-run", connection.dryRun), ("--raw", answer.raw), ("--output", rows.output != nil),
      ("--soql", records.soql != nil),
      ("--usage", answer.usage), (answer.extraction.option ?? "", answer.extraction.isWanted),
      ("--columns", columns), ("--keep-fields", keepFields != nil), ("--output-format", outputFormat != nil),
      ("--expect-field", evaluation.expectField != nil), ("--min-pass", evaluation.minPass != nil),
      ("--repeat", evaluation.repetitions != nil), ("--report", !evaluation.reports.isEmpty),
      ("--compare", evaluation.compare != nil), ("--max-requests", maxRequests != nil),
      ("--max-tokens-total", maxTokensTotal != nil), ("--fallback", fallback.models != nil),
    ]
    guard estimate, let other = others.first(where: \.1)?.0 else { return }
    throw CommandFailure.conflictingOptions(["--estimate", other])
  }

  private var hasRows: Bool { rows.from != nil || records.soql != nil }

  func runner(_ judge: AnswerJudge, keepsText: Bool = false) -> PromptRunner {
    PromptRunner(
      model: model, fallback: fallback, answer: answer, judge: judge, language: language, settings: settings,
      connection: connection, keepsText: keepsText)
  }
}
