extension FailureReport {
  init(_ failure: BatchFailure) {
    switch failure {
    case .missingSource(let options):
      self.init(
        .usage, "\(options.joined(separator: " and ")) must say what the service is to read",
        hint: "for example --type s3 --uri s3://bucket/texts.jsonl --format jsonl")
    case .trouble(let job, let error):
      self = Self.words(for: error)
      message = "job \(job): \(message)"
      if status == 404 { hint = "is the id right? A host that has no such jobs gives the same answer" }
    case .failedJobs(let failed, let count):
      self.init(.failed, count == 1 ? "the job failed" : "\(failed) of \(count) jobs failed")
    case .waitRanOut(let running, let count, let trouble):
      self.init(
        .unavailable,
        count == 1 ? "the job has not ended in time" : "\(running) of \(count) jobs have not ended in time",
        hint: "wait longer with --max-wait; the jobs go on")
      if let trouble { message += " (the last trouble: \(Self.words(for: trouble).message))" }
    }
  }
}
