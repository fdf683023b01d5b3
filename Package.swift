// swift-tools-version: 6.2
import PackageDescription

/// The library of libFuzzer: `Tests/Fuzz/run` says where it is, and without it nothing is built for fuzzing.
let libFuzzer = Context.environment["SFMODELS_LIBFUZZER"]
/// What is optimized is faster, and takes nearly twice the time to build.
let fuzzedFlags = [Context.environment["SFMODELS_FUZZ_OPTIMIZATION"] ?? "-O", "-sanitize=fuzzer,address"]

/// What every target of ours is compiled with; warnings are errors.
let settings: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ] + (libFuzzer == nil ? [] : [.unsafeFlags(fuzzedFlags)])

/// The commit that `--version` names: whoever builds says it, because SwiftPM asks git once and remembers the answer.
let commit = (Context.environment["SFMODELS_COMMIT"] ?? "").filter { $0.isLetter || $0.isNumber || $0 == "-" }

/// A module: a target that may import just what is listed here (a test keeps it so).
///
/// - Parameter resources: files that are part of the program itself, as bytes.
func module(
  _ name: String, imports: [Target.Dependency] = [], resources: [String] = [], linker: [LinkerSetting] = []
) -> Target {
  .target(
    name: name, dependencies: imports, resources: resources.map { .embedInCode($0) }, swiftSettings: settings,
    linkerSettings: linker)
}

/// A module's tests, which have what all tests share.
func tests(of name: String, imports: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + imports, exclude: exclude,
    swiftSettings: settings)
}

extension Target.Dependency {
  static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
  static let nioCore = product(name: "NIOCore", package: "swift-nio")
  static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
  static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
  static let nioHTTPTypesHTTP1 = product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
  static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
  static let nioExtras = product(name: "NIOExtras", package: "swift-nio-extras")
  static let nioSOCKS = product(name: "NIOSOCKS", package: "swift-nio-extras")
  static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
  static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
  static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
}

let package = Package(
  name: "sfmodels",
  products: [.executable(name: "sfmodels", targets: ["sfmodels"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    module("CommandTree"),
    .target(name: "COpenSSL"),
    module("Digest", imports: ["COpenSSL"], linker: [.linkedLibrary(":libcrypto.a")]),
    module("FileSystem"),
    module("TOML"),
    module("Wire", imports: [.httpTypes]),
    module("JSONSchema", imports: ["Wire"]),
    .target(name: "CArguments"),
    .target(name: "CMainQueue"),
    .target(
      name: "CBuildInfo",
      cSettings: commit.isEmpty ? [] : [.define("SFMODELS_COMMIT", to: "\"\(commit)\"")]),
    .target(name: "CEditline"),
    module(
      "Terminal", imports: ["CEditline", "FileSystem"],
      linker: [
        .linkedLibrary(":libedit.a"), .linkedLibrary(":libbsd.a"), .linkedLibrary(":libmd.a"),
        .linkedLibrary(":libtinfo.a"),
      ]),
    .target(name: "CCompression"),
    module(
      "Compression", imports: ["CCompression"],
      linker: [.linkedLibrary(":libz.a"), .linkedLibrary(":libzstd.a")]),
    .target(name: "CSQLite"),
    module(
      "Ledger", imports: ["CSQLite", "FileSystem", "Wire"], linker: [.linkedLibrary(":libsqlite3.a")]),
    module("Vectors", imports: ["Wire"]),
    module("ModelsAPI", imports: ["Wire", .httpTypes]),
    module("Authorization", imports: ["Digest", "FileSystem", "Wire", .httpTypes]),
    module(
      "Transport",
      imports: [
        "FileSystem", "Wire", .httpTypes, .nioCore, .nioPosix, .nioHTTP1, .nioHTTPTypesHTTP1, .nioExtras,
        .nioSOCKS, .nioTLS, .nioSSL,
      ]),
    module("QueryAPI", imports: ["Compression", "Wire", .httpTypes]),
    module("OrgEmulator", imports: ["Digest", "Wire", .httpTypes]),
    module("RowEngine", imports: ["Digest", "FileSystem", "Vectors", "Wire"]),
    module(
      "CompatibleServer", imports: ["Compression", "Digest", "JSONSchema", "Wire", "ModelsAPI", .httpTypes],
      resources: [
        "Page/page.html", "Page/page.css", "Page/Script/elements.js", "Page/Script/server.js",
        "Page/Script/examples.js", "Page/Script/charts.js", "Page/Script/figures.js", "Page/Script/usage.js",
        "Page/Script/stream.js", "Page/Script/curl.js", "Page/Script/prompt.js", "Page/Script/page.js",
      ]),
    module(
      "Commands",
      imports: [
        "CArguments", "CBuildInfo", "CMainQueue", "CommandTree", "Compression", "Digest", "FileSystem",
        "JSONSchema",
        "Ledger", "Vectors",
        "Wire", "Terminal", "RowEngine", "ModelsAPI", "QueryAPI",
        "Authorization", "TOML", "Transport", "OrgEmulator", "CompatibleServer", .httpTypes, .subprocess,
      ],
      resources: ["Map/map.js"]),
    .executableTarget(
      name: "sfmodels", dependencies: ["Commands"], exclude: ["StaticLinking"], swiftSettings: settings,
      linkerSettings: [
        // Searched before the compiler's own folders.
        .unsafeFlags(
          ["-L", "\(Context.packageDirectory)/Sources/sfmodels/StaticLinking"], .when(configuration: .release)
        )
      ]),

    .target(
      name: "TestSupport", dependencies: ["Wire", .httpTypes], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests(of: "CommandTree"),
    tests(of: "Digest"),
    tests(of: "FileSystem"),
    tests(of: "TOML", imports: ["Wire"]),
    tests(of: "Wire", imports: [.httpTypes]),
    tests(of: "JSONSchema", imports: ["Wire"]),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["Terminal"], path: "Tests/TerminalProbe", swiftSettings: settings),
    tests(of: "Terminal", imports: ["FileSystem", "TerminalProbe", "Wire"]),
    tests(of: "Compression"),
    tests(of: "Vectors"),
    tests(of: "Ledger", imports: ["FileSystem", "Wire"]),
    tests(of: "ModelsAPI", imports: ["Wire", .httpTypes], exclude: ["Fixtures"]),
    tests(of: "Authorization", imports: ["FileSystem", "Wire", .httpTypes]),
    tests(
      of: "Transport",
      imports: ["FileSystem", "Wire", .httpTypes, .nioCore, .nioEmbedded, .nioPosix, .nioSOCKS, .nioSSL],
      exclude: ["Certificates"]),
    tests(of: "QueryAPI", imports: ["Wire", .httpTypes]),
    tests(of: "OrgEmulator", imports: ["Digest", "Wire", .httpTypes]),
    tests(of: "RowEngine", imports: ["Digest", "FileSystem", "Vectors", "Wire"]),
    tests(of: "CompatibleServer", imports: ["Digest", "Wire", "ModelsAPI", .httpTypes]),
    tests(
      of: "Commands",
      imports: [
        "CommandTree", "JSONSchema", "TOML", "Terminal", "RowEngine", "ModelsAPI", "Authorization", "Wire",
        "Transport",
        "OrgEmulator",
        "CompatibleServer", .httpTypes,
      ]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["sfmodels", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "StructureTests", swiftSettings: settings),
  ]
)

if let libFuzzer {
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "Authorization", "CommandTree", "Commands", "CompatibleServer", "Compression", "Digest", "JSONSchema",
        "ModelsAPI", "OrgEmulator", "QueryAPI",
        "RowEngine", "Terminal", "Transport", "Wire", .httpTypes, .nioCore, .nioEmbedded, .nioHTTP1,
      ], path: "Tests/Fuzz", exclude: ["Seeds", "run"], swiftSettings: settings,
      linkerSettings: [.unsafeFlags(["-sanitize=address", libFuzzer]), .linkedLibrary("stdc++")]))
}
