import FileSystem
import FoundationEssentials
import HTTPTypes
import NIOCore
import NIOSSL
import TestSupport
import Testing
import Wire

@testable import Transport

/// TLS, with certificates that were made for these tests.
@Suite(.timeLimit(.minutes(10)))
struct NetworkTrustTests {
  private static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Certificates")

  static func file(_ name: String) -> String {
    directory.appending(path: name).path
  }

  @Test(arguments: ["localhost", "127.0.0.1"])
  func aServerOfATrustedAuthorityIsBelieved(_ host: String) async throws {
    try await withServer("server") {
      let answer = try await $1.answer(from: "\(host):\($0.port)", scheme: "https")
      #expect(answer == "200 ok")
    }
  }

  @Test func aServerOfAnotherAuthorityIsNot() async throws {
    try await withServer("server", trusting: TrustRoots(caFile: Self.file("other-ca.pem"), environment: [:]))
    {
      let failure = try await $1.failure(from: $0.authority, scheme: "https")
      #expect(failure?.stage == .security)
      #expect(failure?.reason == .untrustedCertificate(.unknownIssuer("sfmodels test CA")))
    }
  }

  @Test(
    arguments: [
      ("self-signed", .selfSigned), ("leaf", .unknownIssuer("intermediate test CA")),
      ("elsewhere", .otherName(["elsewhere.example"])),
    ] as [(String, CertificateFault)])
  func whatIsWrongWithACertificateIsSaid(_ name: String, _ fault: CertificateFault) async throws {
    try await withServer(name) {
      let failure = try await $1.failure(from: $0.authority, scheme: "https")
      #expect(failure?.reason == .untrustedCertificate(fault))
    }
  }

  @Test(arguments: [("expired", 2021, true), ("future", 2119, false)])
  func aCertificateOfAnotherTimeSaysWhen(_ name: String, _ year: Int, _ isOver: Bool) async throws {
    try await withServer(name) {
      let failure = try await $1.failure(from: $0.authority, scheme: "https")
      let calendar = Calendar(identifier: .gregorian)
      switch failure?.reason {
      case .untrustedCertificate(.expired(let end, let now)):
        #expect(isOver && end < now && calendar.dateComponents(in: .gmt, from: end).year == year)
      case .untrustedCertificate(.notYetValid(let begin, let now)):
        #expect(!isOver && begin > now && calendar.dateComponents(in: .gmt, from: begin).year == year)
      default: Issue.record("\(String(describing: failure))")
      }
    }
  }

  @Test func aServerMaySendTheCertificatesBetween() async throws {
    try await withServer("leaf", chain: "leaf-chain") {
      let answer = try await $1.answer(from: $0.authority, scheme: "https")
      #expect(answer == "200 ok")
    }
  }

  @Test func theSystemDoesNotTrustTheTestsAuthority() async throws {
    try await withServer("server", trusting: .system) {
      let failure = try await $1.failure(from: $0.authority, scheme: "https")
      #expect(failure?.reason == .untrustedCertificate(.unknownIssuer("sfmodels test CA")))
    }
  }

  @Test(arguments: ["localhost", "127.0.0.1"])
  func aCertificateForAnotherNameIsNotBelieved(_ host: String) async throws {
    try await withServer("elsewhere") {
      let failure = try await $1.failure(from: "\(host):\($0.port)", scheme: "https")
      #expect(failure?.reason == .untrustedCertificate(.otherName(["elsewhere.example"])))
    }
  }

  /// Whoever makes a name lead to an address of theirs may well have a certificate for that address.
  @Test func anAddressInACertificateIsNoProofOfAName() async throws {
    try await RawServer.with(tls: try serverTLS()) { connection in
      _ = try await connection.readToEnd()
    } test: { server in
      let address = try SocketAddress(ipAddress: "127.0.0.1", port: server.port)
      let network = Network.plain {
        $0.trust = TrustRoots(caFile: Self.file("ca.pem"), environment: [:])
        $0.resolver = { NetworkAddressesTests.Addresses(v4: [address], eventLoop: $0) }
      }
      let failure = try await network.failure(from: "acme.example", scheme: "https")
      #expect(failure?.reason == .untrustedCertificate(.otherName(["localhost", "127.0.0.1"])))
    }
  }

  @Test func theEnvironmentNamesACertificateFile() async throws {
    let trust = TrustRoots(caFile: nil, environment: ["SSL_CERT_FILE": Self.file("ca.pem")])
    try await withServer("server", trusting: trust) {
      let answer = try await $1.answer(from: $0.authority, scheme: "https")
      #expect(answer == "200 ok")
    }
  }

  @Test func aGivenFileCountsAlone() async throws {
    let trust = TrustRoots(
      caFile: Self.file("other-ca.pem"), environment: ["SSL_CERT_FILE": Self.file("ca.pem")])
    try await withServer("server", trusting: trust) {
      let failure = try await $1.failure(from: $0.authority, scheme: "https")
      #expect(failure?.stage == .security)
    }
  }

  @Test func aServerThatAsksForACertificateGetsIt() async throws {
    let certificate = ClientCertificate(
      certificateFile: Self.file("client.pem"), keyFile: Self.file("client.key"))
    try await withServer("server", isMutual: true, presenting: certificate) {
      let answer = try await $1.answer(from: $0.authority, scheme: "https")
      #expect(answer == "200 ok")
    }
  }

  @Test(arguments: [
    (TLSVersion.tlsv12, TLSFault.handshakeRefused), (.tlsv13, .certificateRequired),
  ])
  func aServerThatAsksForACertificateInVainSaysSo(_ version: TLSVersion, _ fault: TLSFault) async throws {
    try await withServer("server", isMutual: true, version: version) {
      let failure = try await $1.failure(from: $0.authority, scheme: "https")
      #expect(failure?.stage == .security)
      #expect(failure?.reason == .noAgreement(fault))
    }
  }

  @Test(arguments: ["", "HTTP/1.1 400 This is plain HTTP\n\n"])
  func aServerWithoutTLSIsASecurityFailure(_ answer: String) async throws {
    try await RawServer.with { connection in
      _ = try await connection.read { !$0.isEmpty }
      try await connection.write(answer)
    } test: { server in
      let failure = try await Network.plain().failure(from: server.authority, scheme: "https")
      #expect(failure?.stage == .security)
    }
  }

  @Test(arguments: [
    (file("none.pem"), "no such file"), (file("README.md"), "no certificate in PEM form"),
    ("/", "it is a folder"), ("/dev/null", "it is empty"),
  ])
  func aFileThatCannotBeUsedIsNamed(_ path: String, _ detail: String) async throws {
    let network = Network.plain { $0.trust = TrustRoots(caFile: path, environment: [:]) }
    await #expect(throws: TransportError.unreadableCertificate(path: path, .authorities, detail: detail)) {
      try await network.get(from: "127.0.0.1:1", scheme: "https")
    }
  }

  /// A directory in OpenSSL's form with the authority in it under a name of its hash.
  private static func directory(of name: String = "ca.pem", as hash: String = "0123abcd.0") throws
    -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    try folder.write(Data(contentsOf: URL(filePath: file(name))), to: hash)
    try folder.write("not looked at", to: "README")
    return folder
  }

  @Test(arguments: [
    "alone", "beside a file", "beside another directory", "behind a colon", "behind a missing directory",
    "before a missing directory",
  ])
  func aDirectoryOfCertificatesCounts(_ place: String) async throws {
    let (folder, other) = (try Self.directory(), try Self.directory(of: "other-ca.pem"))
    var environment = ["SSL_CERT_DIR": folder.path]
    switch place {
    case "beside a file": environment["SSL_CERT_FILE"] = Self.file("other-ca.pem")
    case "beside another directory": environment["SSL_CERT_DIR"] = "\(folder.path):\(other.path)"
    case "behind a missing directory": environment["SSL_CERT_DIR"] = "/no/such:\(folder.path)"
    case "before a missing directory": environment["SSL_CERT_DIR"] = "\(folder.path):\(folder.path)/none"
    case "behind a colon": environment["SSL_CERT_DIR"] = ":\(other.path)::\(folder.path)"
    default: break
    }
    try await withServer("server", trusting: TrustRoots(caFile: nil, environment: environment)) {
      let answer = try await $1.answer(from: $0.authority, scheme: "https")
      #expect(answer == "200 ok")
    }
  }

  /// Linux knows names as bytes.
  @Test(arguments: [[0x61, 0xFF], [0xC3], Array("ä".utf8), [0xED, 0xA0, 0x80]] as [[UInt8]])
  func namesOfFilesNeedNotBeText(_ name: [UInt8]) async throws {
    let folder = try TemporaryFolder()
    let path = FileName.text(of: Array(folder.path.utf8) + [UInt8(ascii: "/")] + name)
    let certificates = try OpenFile(reading: Self.file("ca.pem")).rest()
    try OpenFile(writing: path).append(certificates)
    try await withServer("server", trusting: TrustRoots(caFile: path, environment: [:])) {
      let answer = try await $1.answer(from: $0.authority, scheme: "https")
      #expect(answer == "200 ok")
    }
  }

  @Test func aFileBesideADirectoryCountsToo() async throws {
    let folder = try Self.directory(of: "other-ca.pem")
    let environment = ["SSL_CERT_DIR": folder.path, "SSL_CERT_FILE": Self.file("ca.pem")]
    try await withServer("server", trusting: TrustRoots(caFile: nil, environment: environment)) {
      let answer = try await $1.answer(from: $0.authority, scheme: "https")
      #expect(answer == "200 ok")
    }
  }

  @Test(arguments: [
    ("/no/such", "/no/such", "no such directory"), ("/no/such:/nor/this", "/no/such", "no such directory"),
    (file("ca.pem"), file("ca.pem"), "it is no directory"),
    ("empty", "empty", "no certificate in it has a hashed name; 'openssl rehash' makes them"),
    ("garbage", "garbage/0123abcd.0", "no certificate in PEM form"),
  ])
  func aDirectoryThatCannotBeUsedIsNamed(_ name: String, _ named: String, _ detail: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("nothing of the kind", to: "garbage/0123abcd.0")
    try folder.write("x", to: "empty/README")
    let (path, culprit) = (
      name.hasPrefix("/") ? name : "\(folder.path)/\(name)",
      named.hasPrefix("/") ? named : "\(folder.path)/\(named)"
    )
    let network = Network.plain { $0.trust = TrustRoots(caFile: nil, environment: ["SSL_CERT_DIR": path]) }
    let error = TransportError.unreadableCertificate(
      path: culprit, .environment(variable: "SSL_CERT_DIR"), detail: detail)
    await #expect(throws: error) {
      try await network.get(from: "127.0.0.1:1", scheme: "https")
    }
  }

  @Test(arguments: ["/no/such", ":"])
  func aFileAloneMayCount(_ directories: String) async throws {
    let environment = ["SSL_CERT_DIR": directories, "SSL_CERT_FILE": Self.file("ca.pem")]
    try await withServer("server", trusting: TrustRoots(caFile: nil, environment: environment)) {
      let answer = try await $1.answer(from: $0.authority, scheme: "https")
      #expect(answer == "200 ok")
    }
  }

  @Test func aKeyOfAnotherCertificateIsNamed() async throws {
    let certificate = ClientCertificate(
      certificateFile: Self.file("client.pem"), keyFile: Self.file("server.key"))
    let network = Network.plain { $0.clientCertificate = certificate }
    let failure = await #expect(throws: TransportError.self) {
      try await network.get(from: "127.0.0.1:1", scheme: "https")
    }
    guard case .unusableCertificates(let detail) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(detail.contains(certificate.keyFile) && detail.contains(certificate.certificateFile))
  }

  @Test func aKeyThatCannotBeUsedIsNamed() async throws {
    let path = Self.file("ca.pem")
    let certificate = ClientCertificate(certificateFile: Self.file("client.pem"), keyFile: path)
    let network = Network.plain { $0.clientCertificate = certificate }
    await #expect(throws: TransportError.unreadableKey(path: path, detail: "no private key in PEM form")) {
      try await network.get(from: "127.0.0.1:1", scheme: "https")
    }
  }

  @Test func plainHTTPReadsNoCertificates() async throws {
    let network = Network.plain { $0.trust = TrustRoots(caFile: "/no/such/file", environment: [:]) }
    try await RawServer.with { connection in
      _ = try await connection.readMessage()
      try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
    } test: { server in
      let answer = try await network.answer(from: server.authority)
      #expect(answer == "200 ok")
    }
  }

  private func withServer(
    _ name: String, trusting trust: TrustRoots = TrustRoots(caFile: file("ca.pem"), environment: [:]),
    chain: String? = nil, isMutual: Bool = false, version: TLSVersion? = nil,
    presenting certificate: ClientCertificate? = nil,
    _ test: (RawServer, Network) async throws -> Void
  ) async throws {
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(Self.file("\(chain ?? name).pem")).map {
        .certificate($0)
      },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: Self.file("\(name).key"), format: .pem)))
    if let version { (tls.minimumTLSVersion, tls.maximumTLSVersion) = (version, version) }
    if isMutual {
      tls.certificateVerification = .noHostnameVerification
      tls.trustRoots = .file(Self.file("ca.pem"))
    }
    let network = Network.plain {
      $0.trust = trust
      $0.clientCertificate = certificate
    }
    try await RawServer.with(tls: try NIOSSLContext(configuration: tls)) { connection in
      while true {
        guard try await connection.readMessage().contains("\n\n") else { return }
        try await connection.write("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
      }
    } test: { server in
      try await test(server, network)
    }
  }
}
