import CommandTree

extension CommandTree {
  /// The pages about the program as a whole.
  static let helpTopics = [
    HelpTopic(
      "quickstart", "From nothing to the first answer, a thousand vectors, a CI job and other clients."
    ) {
      Quickstart.sections
    },
    HelpTopic("loading", "Vectors in databases, and one input on many machines.") { Loading.sections },
    HelpTopic("errors", "Every failure and its cure.") { errorSections },
    HelpTopic("exit-status", "What an exit status means.") { [Section(rows: ExitStatus.facts)] },
    HelpTopic("environment", "The variables that are read.") {
      [
        Section(
          "", "A value on the command line counts before the environment, this before the profile's setting.",
          rows: CommandTree.sfmodels.everyVariable)
      ]
    },
  ]

  private typealias Section = HelpTopic.Section

  private static var errorSections: [HelpTopic.Section] {
    [Section("", errorText)] + FailureExamples.all.map(\.section)
  }

  private static let errorText = """
    A failure is told on standard error, in this order: what happened, the service's own words, what to do, and the \
    request's id for a ticket; with `--json` as one object `error` with the members `message`, `detail`, `hint`, \
    `status`, `code`, `message_code`, `request_id` and `exit`.

        sfmodels: the org has no model 'sfdc_ai__DefaultGPT9' (404 NOT_FOUND)
          the service says: Resource not found
          hint: list the models with 'sfmodels models --remote'; …
          request id: 5f6c…

    Below stands every such sentence, with names in capitals where yours would be, and the exit status it leads to. \
    Where the cause is not clear, `sfmodels doctor` goes the whole way step by step, in the same words.
    """
}
