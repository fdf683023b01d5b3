import Compression
import FileSystem
import Glibc
import QueryAPI
import RowEngine
import Wire

extension FailureExamples {
  static let rowInput = FailureExamples(
    "An input of rows", "",
    [
      RowInputFailure.missingHeader, .unusableHeader(.notUTF8(byte: 0)), .duplicateField("NAME"),
      .otherDelimiter(";"), .otherDelimiter("\t"), .missingField(["text"], found: ["NAME", "OTHER"]),
      .compressed(.gzip),
      .compressed(.zip), .binary("a picture"), .notUTF8("UTF-16LE"), .loneReturns, .jsonArray, .jsonLines,
      .notAnArray,
      .endless(limit: 64 << 20), .cutOff,
    ] + [DecompressionFailure.malformed, .windowTooLarge] as [any Error])

  static let rows = FailureExamples(
    "Single rows",
    "A row that cannot be used, or that the service refuses, goes to `--errors`; the others go on.",
    [
      RowProblem.empty, RowProblem.notUTF8(byte: 0), RowProblem.tooLong(limit: 64 << 20),
      RowProblem.notJSON(JSONError(.unexpectedEnd, at: 1)), RowProblem.notAnObject,
      RowProblem.missingField("NAME"), RowProblem.wrongType(field: "NAME", wanted: "a text"),
      RowProblem.wrongNumberOfFields(expected: 3, found: 2), RowProblem.misplacedQuote(byte: 4),
      CommandFailure.refusedRows(refused: 3, done: 7), CommandFailure.refusedRows(refused: 3, done: 0),
      DatasetFailure.unsafeAnswers(3, of: 10, areRefused: false),
      DatasetFailure.unsafeAnswers(3, of: 10, areRefused: true), DatasetFailure.unfitAnswers(3, of: 10),
      DatasetFailure.fewPassed(7, of: 10, needed: 0.95),
      UnequalDimensions(expected: 1536, found: 1024), BudgetSpent.requests(100), BudgetSpent.tokens(100_000),
    ])

  static let queries: FailureExamples = {
    let refusal = QueryRefusal(status: 400, code: "INVALID_FIELD", message: "…")
    let job = BulkQueryJob.ID("750…")
    return FailureExamples(
      "Records of the org", "What the org says of `--soql`, and what the Bulk API cannot do.",
      [
        QueryFailure.refused(QueryRefusal(status: 400, code: "MALFORMED_QUERY", message: "…")),
        QueryFailure.unknownField("NAME", of: "Case", known: ["Names"], refusal),
        QueryFailure.unknownField("NAME", of: "Case", known: [], refusal),
        QueryFailure.unknownObject(
          "NAME", known: [], QueryRefusal(status: 400, code: "INVALID_TYPE", message: "…")),
        QueryFailure.refused(QueryRefusal(status: 401, code: "INVALID_SESSION_ID", message: "…")),
        QueryFailure.refused(QueryRefusal(status: 403, code: "API_DISABLED_FOR_ORG", message: "…")),
        QueryFailure.refused(QueryRefusal(status: 403, code: "INSUFFICIENT_ACCESS", message: "…")),
        QueryFailure.refused(QueryRefusal(status: 403, code: "REQUEST_LIMIT_EXCEEDED", message: "…")),
        QueryFailure.refused(QueryRefusal(status: 404, code: "NOT_FOUND", message: "…")),
        QueryFailure.refused(QueryRefusal(status: 503)), QueryFailure.refused(QueryRefusal(status: 500)),
        QueryFailure.impossibleInBulk([
          .groupBy, .offset, .typeOf, .aggregate("COUNT"), .fieldGroup, .children("NAME"), .compound("NAME"),
        ]), QueryFailure.jobFailed(job, reason: "…"), QueryFailure.jobAborted(job),
        QueryFailure.jobExpired(job), QueryFailure.cursorExpired,
        QueryFailure.redirected(status: 302, location: "URL"),
        QueryFailure.notJSON(JSONError(.unexpectedEnd, at: 1)), QueryFailure.otherShape(missing: "NAME"),
        QueryFailure.tooLarge(records: 1, limit: 64 << 20), QueryFailure.childrenCutOff("NAME"),
        QueryFailure.unpackable,
      ])
  }()

  static let resumption = FailureExamples(
    "Outputs, and going on with them", "",
    [
      ResumptionFailure.exists(path: "FILE"), ResumptionFailure.begun(path: "FILE"),
      ResumptionFailure.interrupted(path: "FILE"),
      ResumptionFailure.otherOptions(path: "FILE", names: ["model"]),
      ResumptionFailure.otherOptions(path: "FILE", names: ["command"]),
      ResumptionFailure.otherVersion(path: "FILE"),
      ResumptionFailure.recordTooLong(bytes: 5000, limit: 4096), ResumptionFailure.otherInput,
      ResumptionFailure.damaged(path: "FILE"), ResumptionFailure.altered(path: "FILE"),
      ResumptionFailure.withoutRecord(path: "FILE", record: "RECORD"),
      ResumptionFailure.contradictoryRecord, ResumptionFailure.busy(path: "FILE"),
      FileFailure(path: "FILE", code: ENOSPC), Output.Failure.failed(code: ENOSPC),
      Output.Failure.failed(code: EBADF), Output.Failure.closed,
    ])

  static let shards = FailureExamples(
    "Outputs of shards", "What 'sfmodels rows merge' is given.",
    [
      ShardFailure.missing("FILE"), .unfinished("FILE"), .withoutRecord("FILE", record: "RECORD"),
      .altered("FILE"), .unknownRefusals("FILE", 3), .unusableFormat("FILE", "--repeat"),
      .doubled("FILE", "OTHER", Shard(2, of: 8)), .gap([3], of: 8), .gap([3, 5], of: 8),
      .otherOptions("FILE", "OTHER", names: ["model"]), .otherOptions("FILE", "OTHER", names: ["command"]),
      .otherInput("FILE", "OTHER"),
    ])

  static let vectors = FailureExamples(
    "Files of vectors", "",
    [
      SimilarFailure.noText, SimilarFailure.noFile, SimilarFailure.noDirection,
      SimilarFailure.readOnce(path: "FILE", texts: 16),
      VectorFileFailure.unreadable(path: "FILE", code: ENOENT),
      VectorFileFailure.unreadable(path: "FILE", code: ESPIPE),
      VectorFileFailure.unusableMatrix(path: "FILE", header: "HEADER"),
      VectorFileFailure.cutOff(path: "FILE"),
      VectorFileFailure.notAVector(path: "FILE", row: 3),
      VectorFileFailure.rowTooLong(path: "FILE", row: 3, limit: 64 << 20),
      VectorFileFailure.otherDimensions(path: "FILE", row: 3, found: 1024, expected: 1536),
      VectorFileFailure.unequalDimensions(path: "FILE", row: 3, found: 1024, expected: 1536),
      VectorFileFailure.otherRows(path: "FILE", found: 10, expected: 12),
    ])
}
