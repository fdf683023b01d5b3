import FoundationEssentials
import TestSupport
import Testing
import Wire

@testable import Commands

/// `map` over small files of vectors.
struct MapTests {
  private let folder: TemporaryFolder
  private let file: String

  private static let lines = """
    {"id":"a","text":"one </script><b>","kind":"x<y","size":1,"embedding":[3,0,0]}
    {"id":"b","text":"two","kind":"z","size":2,"embedding":[-3,0,0]}
    {"id":"c","text":"three","kind":"z","size":3,"embedding":[0,1,0]}
    {"id":"d","text":"four","kind":null,"size":4,"embedding":[0,-1,0]}

    """

  init() throws {
    folder = try TemporaryFolder()
    file = try folder.write(Array(Self.lines.utf8), to: "v.jsonl")
  }

  private func map(_ words: String...) async -> TestProgram.Result {
    await TestProgram().run(words: ["map"] + words, environment: ["TMPDIR": folder.path])
  }

  @Test func coordinatesArePlacesAlongTheComponents() async {
    let result = await map(file, "--coordinates", "csv", "--label", "text", "--color", "kind")
    #expect(
      result
        == .init(
          status: 0,
          output: """
            id,x,y,label,color
            a,3,0,one </script><b>,x<y
            b,-3,0,two,z
            c,0,1,three,z
            d,0,-1,four,

            """, errors: ""))
  }

  @Test func aSampleIsEvenAndTheSameEachTime() async throws {
    let lines = (1...300).map { "{\"embedding\":[\($0),\($0 % 7)]}\n" }.joined()
    let path = try folder.write(Array(lines.utf8), to: "many.jsonl")
    let (first, second) = (
      await map(path, "--coordinates", "csv", "--sample", "50"),
      await map(path, "--coordinates", "csv", "--sample", "50")
    )
    #expect(first == second && first.output.split(separator: "\n").count == 51)
  }

  @Test func aPictureIsWellFormedAndEscaped() async throws {
    let output = folder.path + "/map.svg"
    let result = await map(file, "-o", output, "--label", "text", "--color", "kind")
    #expect(result == .init(status: 0, output: "", errors: ""))
    let svg = try folder.text(of: "map.svg")
    #expect(svg.contains("PC 1 (90.0%)") && svg.contains("PC 2 (10.0%)"))
    #expect(svg.contains("<title>one &lt;/script&gt;&lt;b&gt;</title>"))
    #expect(svg.contains("z (2)") && svg.contains("x&lt;y (1)") && svg.contains("other (1)"))
    #expect(svg.matches(of: /<circle [^>]*><title>/).count == 4 && !svg.contains("<script"))
  }

  @Test func aPageHoldsTextsAsDataAlone() async throws {
    let output = folder.path + "/map.html"
    let result = await map(file, "-o", output, "--color", "size")
    #expect(result == .init(status: 0, output: "", errors: ""))
    let page = try folder.text(of: "map.html")
    #expect(page.contains("default-src 'none'; style-src 'sha256-"))
    #expect(page.contains(#""one \u003c/script>\u003cb>""#) && !page.contains("<b>"))
    #expect(page.ranges(of: "</script>").count == 2)
  }

  @Test func aMatrixTakesItsTextsFromItsRows() async throws {
    try folder.write("id,text,kind\nx,first,1\ny,second,2\n", to: "rows.csv")
    let matrix = folder.path + "/v.npy"
    let made = await TestProgram().run(
      "embed", "--emulator", "-q", "--from", folder.path + "/rows.csv", "-o", matrix)
    #expect(made.status == 0)
    let result = await map(
      matrix, "--rows", folder.path + "/rows.csv", "--coordinates", "csv", "--label", "text")
    let rows = result.output.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(rows.map(\.first) == ["id", "x", "y"] && rows.map(\.last) == ["label", "first", "second"])
  }

  @Test func rowsWithoutAVectorAreLeftOutWithANote() async throws {
    try folder.write("{\"id\":1,\"embedding\":[1,0]}\n{\"id\":2,\"embedding\":[1e999,0]}\n", to: "gaps.jsonl")
    let result = await map(folder.path + "/gaps.jsonl", "--coordinates", "csv")
    #expect(
      result
        == .init(
          status: 0, output: "id,x,y\n1,0,0\n",
          errors: "sfmodels: note: 1 of 2 rows has no vector and is left out\n"))
  }

  @Test func whatHasNoVectorAtAllIsLeftOutToo() async throws {
    let lines = "{\"id\":1,\"embedding\":null}\n{\"id\":2,\"embedding\":[1,0]}\n{\"id\":3}\n"
    try folder.write(lines, to: "gaps.jsonl")
    let result = await map(folder.path + "/gaps.jsonl", "--coordinates", "csv")
    #expect(
      result
        == .init(
          status: 0, output: "id,x,y\n2,0,0\n",
          errors: "sfmodels: note: 2 of 3 rows have no vector and are left out\n"))
  }

  @Test func everyRowHasAnID() async throws {
    try folder.write("text\nfirst\nsecond\n", to: "rows.csv")
    let matrix = folder.path + "/ids.npy"
    let made = await TestProgram().run(
      "embed", "--emulator", "-q", "--from", folder.path + "/rows.csv", "-o", matrix)
    #expect(made.status == 0)
    let result = await map(matrix, "--coordinates", "csv", "--label", "id")
    let rows = result.output.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(rows.map(\.first) == ["id", "1", "2"] && rows.map(\.last) == ["label", "1", "2"], "\(result)")
  }

  @Test func coordinatesHaveLabelsWhole() async throws {
    let long = String(repeating: "x", count: 3000)
    try folder.write("{\"id\":\"\(long)\",\"text\":\"\(long)\",\"embedding\":[1,0]}\n", to: "long.jsonl")
    let result = await map(folder.path + "/long.jsonl", "--coordinates", "csv", "--label", "text")
    #expect(result.output == "id,x,y,label\n\(long),0,0,\(long)\n")
  }

  @Test func theLegendOfASampleSaysThatItIsOne() async throws {
    let lines = (1...30).map { "{\"kind\":\($0 % 3),\"embedding\":[\($0),1]}\n" }.joined()
    try folder.write(lines, to: "some.jsonl")
    let result = await map(
      folder.path + "/some.jsonl", "-q", "-o", folder.path + "/some.svg", "--color", "kind", "--sample", "5")
    #expect(result == .init(status: 0, output: "", errors: ""))
    #expect(try folder.text(of: "some.svg").contains(">counted among the points</text>"))
  }

  @Test(
    arguments: [
      ([], "sfmodels: VECTORS is needed\n"), (["FILE"], "sfmodels: --output is needed\n"),
      (["DIR/same", "-o", "DIR/same"], "sfmodels: --output: 'DIR/same' is the input\n"),
      (
        ["FILE", "-o", "DIR/map.csv"],
        "sfmodels: 'DIR/map.csv' is the name of a csv file, and svg is what was asked for\n"
      ),
      (
        ["FILE", "-o", "DIR/map.png"],
        "sfmodels: 'DIR/map.png' is the name of a png file, and svg is what was asked for\n"
      ),
      (
        ["FILE", "--coordinates", "csv", "-o", "DIR/map.svg"],
        "sfmodels: 'DIR/map.svg' is the name of a svg file, and csv is what was asked for\n"
      ),
      (
        ["FILE", "--coordinates", "csv", "--format", "svg"],
        "sfmodels: --coordinates and --format cannot be used together\n"
      ),
      (
        ["FILE", "--coordinates", "csv", "--rows", "DIR/x"],
        "sfmodels: --rows: 'FILE' holds the fields of its rows itself; --rows is for npy\n"
      ),
      (["DIR/empty", "--coordinates", "csv"], "sfmodels: there is not a single vector in 'DIR/empty'\n"),
      (
        ["DIR/mixed", "--coordinates", "csv"],
        "sfmodels: row 2 of 'DIR/mixed' has 1 dimension, and the rows before it have 2\n"
      ),
      (["FILE", "-o", "DIR/old.svg"], "sfmodels: 'DIR/old.svg' exists\n"),
      (
        ["FILE", "-o", "DIR/new.svg", "--text-field", "kind"],
        "sfmodels: --text-field: only html shows the texts of points\n"
      ),
      (
        ["FILE", "-o", "DIR/new.html", "--sample", "20001"],
        "sfmodels: --sample: a picture has 20,000 points at most\n"
      ),
      (
        ["FILE", "--coordinates", "csv", "--text-field", "kind"],
        "sfmodels: --text-field: only html shows the texts of points\n"
      ),
    ] as [([String], String)])
  func whatCannotBeIsSaid(_ words: [String], _ message: String) async throws {
    try folder.write("", to: "empty")
    try folder.write(Self.lines, to: "same")
    try folder.write("old", to: "old.svg")
    try folder.write("{\"embedding\":[1,2]}\n{\"embedding\":[1]}\n", to: "mixed")
    func placed(_ text: String) -> String {
      text.replacing("FILE", with: file).replacing("DIR", with: folder.path)
    }
    let result = await TestProgram().run(
      words: ["map"] + words.map(placed), environment: ["TMPDIR": folder.path])
    #expect(result.status == 2 && result.errors.hasPrefix(placed(message)), "\(result)")
    #expect(try folder.text(of: "old.svg") == "old")
  }

  @Test func aFieldThatNoRowHasIsNamed() async {
    let result = await map(file, "--coordinates", "csv", "--color", "nope")
    #expect(result.status == 2 && result.errors.contains("nope"), "\(result.errors)")
  }
}

/// What a map is drawn with.
struct MapDrawingTests {
  @Test func aGridGrowsWithWhatLiesOutside() {
    var grid = DensityGrid(deviation: SIMD2(1, 0))
    let points = [SIMD2(0.1, 0), SIMD2(-3, 0.5), SIMD2(900, -700), SIMD2(0.1, 0)]
    for point in points { grid.add(point) }
    #expect(grid.counts.reduce(0, +) == 4 && grid.counts.max() == 2)
    #expect(grid.cell.x * 64 > 900 && grid.cell.y * 64 > 700)
  }

  @Test func valuesHaveColoursByHowManyThereAre() {
    let coloring = PointColoring("kind", ["b", "a", "b", nil, "", nil] as [JSONValue?])
    #expect(coloring.meaning == .values([(name: "b", count: 2), (name: "a", count: 1)], others: 3))
    #expect(coloring.classes(of: ["a", "b", "c", nil]) == [1, 0, 2, 2])
  }

  @Test func moreThanTenValuesShareTheRest() {
    let values = (0..<12).flatMap { Array(repeating: Optional(JSONValue.string("v\($0)")), count: 20 - $0) }
    guard case .values(let named, let others) = PointColoring("kind", values).meaning else {
      Issue.record("no values")
      return
    }
    #expect(named.map(\.name) == (0..<10).map { "v\($0)" } && others == 10 + 9)
  }

  @Test func manyNumbersAreAScale() {
    let coloring = PointColoring("size", (0..<20).map { Optional(JSONValue($0)) } + [JSONValue?.none])
    #expect(coloring.meaning == .scale(0...19, others: 1))
    #expect(coloring.classes(of: [0, 19, "9.5", nil]) == [0, 31, 16, 32])
  }

  @Test(arguments: [
    (0..<11).map { JSONValue.string("1." + String(repeating: "0", count: $0)) },
    [-1e308, 1e308].map { JSONValue($0) } + (0..<9).map { JSONValue($0) },
  ])
  func numbersWithoutARangeAreValues(_ values: [JSONValue]) {
    let coloring = PointColoring("size", values)
    guard case .values(let named, others: 1) = coloring.meaning else {
      Issue.record("\(coloring.meaning)")
      return
    }
    #expect(named.count == 10 && coloring.classes(of: values).count == 11)
  }

  @Test(arguments: [(5, 20), (20, 20), (0, 3), (30, 20)])
  func aSampleHasAsManyAsAreWanted(_ wanted: Int, _ count: Int) {
    var sample = RowSample(wanted, of: count)
    let taken = (0..<count).count { _ in sample.takesNext() }
    #expect(taken == min(wanted, count))
  }

  @Test func ticksAreRoundNumbers() {
    var bounds = PlotArea.Bounds()
    bounds.add(SIMD2(-0.31, 12_000))
    bounds.add(SIMD2(0.62, 90_000))
    let area = PlotArea(bounds)
    #expect(area.ticks(0).map(\.text) == ["-0.2", "0.0", "0.2", "0.4", "0.6"])
    #expect(area.ticks(1).map(\.text) == ["20000", "40000", "60000", "80000"])
  }

  @Test(arguments: [
    (0.0, 1, "0.0", "0"), (-0.04, 1, "0.0", "0"), (12.346, 2, "12.35", "12.35"), (-7, 2, "-7.00", "-7"),
    (0.5, 0, "1", "1"), (99.96, 1, "100.0", "100"),
  ])
  func digitsBehindThePointAreFixed(_ number: Double, _ places: Int, _ text: String, _ short: String) {
    #expect(FixedDigits.text(number, places) == text)
    #expect(FixedDigits.short(number, places) == short)
  }
}
