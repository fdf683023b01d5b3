import CommandTree
import RowEngine
import Vectors
import Wire

/// Draws a file of vectors in the plane in which they differ most.
struct MapCommand: RunnableCommand {
  var vectors: String?
  var output: String?
  var format: PictureFormat?
  var coordinates: CoordinatesFormat?
  var force = false
  var sample: SampleSize?
  var fields = MapFields()
  var quiet = false

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "map", "Draw a picture of a file of vectors.",
      discussion: """
        The picture shows the rows from the side on which they differ most: their first two principal components, \
        which are computed of all rows, however many there are, in a few passes over the file and little memory. The \
        axes say which share of all differences lies along them; what is far apart in the picture is far apart, what \
        is near may differ in what is not seen.

        The file is what `embed` has written, in any of its formats; rows without a vector are left out, with a note. \
        An npy file holds numbers alone: ids come from FILE.ids beside it, texts and fields from the file that \
        `--rows` names, which is what the vectors were made from, in the same order. What is no npy file is copied \
        into one in the folder TMPDIR, or /var/tmp, which needs four bytes for each number, and is gone afterwards.

        At most 20,000 rows are drawn as points, chosen evenly and always the same; the shading behind them counts \
        all rows. A `.svg` is for documents. A `.html` shows the text of the point under the pointer, or of the one \
        that the arrow keys choose, and dims what has not all the words that are typed; it loads nothing and works \
        offline. With `--color` a field of up to ten values, or the ten most frequent ones, gets a colour each, one of \
        many numbers a scale. `--coordinates csv` prints `id,x,y`, with `label` and `color` where they were asked for, \
        of all rows, or of those that `--sample` chooses, for whoever draws elsewhere.
        """,
      examples: [
        Example(
          "sfmodels embed --emulator --keep-text --from tickets.txt -o map-vectors.jsonl",
          "Make a small file of vectors without an org or a network."),
        Example("sfmodels map map-vectors.jsonl -o map.html", "See which texts are alike, and read them."),
        Example(
          "sfmodels map map-vectors.jsonl -o map.svg --label text", "A picture for a document, with texts."),
        Example(
          "sfmodels map tickets.npy --rows tickets.txt -o tickets.svg --color text",
          "A matrix, with what it was made from."),
        Example("sfmodels map tickets.npy --coordinates csv", "The places of all rows, for another program."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(
        \.vectors, "VECTORS", completion: .file, help: "The file of vectors, or - for standard input; needed."
      ),
      .option(
        \.output, "output", "o", value: "FILE", completion: .file,
        help: "Write to a file, which appears when it is whole; its name decides the format: .svg or .html."),
      .option(
        \.format, "format", value: "FORMAT",
        help: "What to draw; by default the name of --output decides, else svg."),
      .option(
        \.coordinates, "coordinates", value: "FORMAT",
        help: "Print the places of the rows instead of drawing them."),
      .flag(\.force, "force", help: "Replace a file that exists."),
      .group(\.fields),
      .option(
        \.sample, "sample", value: "N",
        help:
          "How many rows to draw, 20,000 at most, or to print; by default 20,000 are drawn, and all printed."),
      .flag(\.quiet, "quiet", "q", help: "Say nothing on standard error but errors."),
    ]
  }

  func run(in context: Context) async throws {
    guard let vectors else { throw CommandFailure.missingOption("VECTORS") }
    let output = WholeOutput(path: output, force: force)
    let format = try neededFormat
    try check(for: format, vectors)
    try output.check(
      inputs: [vectors] + [fields.rows].compactMap { $0 }, readsInput: vectors == "-", in: context)
    let notes = Notes(context.errors, isQuiet: quiet)
    let rows = try MappedRows(
      vectors, fields, longestText: format == nil ? nil : MapPicture.longestText, in: context, notes)
    if rows.leftOut > 0 { notes.note(rows.leftOutSentence) }
    switch format {
    case nil:
      try output.write(in: context) { try CoordinateTable(fields).write(rows, sample: sample, to: $0) }
    case let format?:
      let picture = try MapPicture(rows, title: vectors, sample: sample ?? .most, colors: fields.color)
      if let sentence = picture.sampleSentence { notes.note(sentence) }
      try output.write(in: context) { try format.write(picture, to: $0) }
    }
  }

  /// - Parameter format: what is drawn; `nil` for coordinates.
  /// - Throws: ``CommandFailure`` for options that lack each other, or what they are for.
  private func check(for format: PictureFormat?, _ vectors: String) throws(CommandFailure) {
    try fields.check(vectors)
    guard fields.textField == nil || format == .html else {
      throw .unusableOption("--text-field", reason: "only html shows the texts of points")
    }
    guard format == nil || sample.map({ $0.count <= SampleSize.most.count }) ?? true else {
      let most = RowMessages.number(SampleSize.most.count)
      throw .unusableOption("--sample", reason: "a picture has \(most) points at most")
    }
  }

  /// What to draw; `nil` where only coordinates are wanted.
  ///
  /// - Throws: ``CommandFailure`` for an output that is missing, or whose name says otherwise.
  private var neededFormat: PictureFormat? {
    get throws(CommandFailure) {
      guard coordinates == nil || format == nil else {
        throw .conflictingOptions(["--coordinates", "--format"])
      }
      let told = output.flatMap { FileNameFormat(ofFileNamed: $0) }
      if let coordinates {
        guard let output, let told, told.name != coordinates.rawValue else { return nil }
        throw .contradictedName(
          output, told: told.name, option: "--coordinates", asked: coordinates.rawValue)
      }
      guard let output else {
        guard let format else { throw .missingOption("--output") }
        return format
      }
      guard let told else { return format ?? .svg }
      let asked = format ?? PictureFormat(rawValue: told.name) ?? .svg
      guard told.name == asked.rawValue else {
        throw .contradictedName(output, told: told.name, option: "--format", asked: asked.rawValue)
      }
      return asked
    }
  }
}

/// What is drawn.
enum PictureFormat: String, Value, CaseIterable, Sendable {
  case svg, html

  /// - Throws: what writing throws.
  func write(_ picture: MapPicture, to write: (String) throws -> Void) throws {
    switch self {
    case .svg: try MapSVG(picture).write(to: write)
    case .html: try MapPage(picture).write(to: write)
    }
  }
}

/// How coordinates are printed.
enum CoordinatesFormat: String, Value, CaseIterable, Sendable { case csv }

/// How many rows are drawn.
struct SampleSize: CountArgument {
  static var bounds: ClosedRange<Int> { 1...Int.max }
  /// More points than these are a stain.
  static let most = SampleSize(20_000)

  let count: Int

  init(_ count: Int) { self.count = count }
}
