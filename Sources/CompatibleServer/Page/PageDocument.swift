import Digest
import FoundationEssentials
import Wire

/// The page at `/` as a browser gets it: one text with style and script of its own, and the policy that lets nothing else
/// in or out.
struct PageDocument: Sendable {
  let bytes: [UInt8]
  /// The value of `Content-Security-Policy`: https://www.w3.org/TR/CSP3/
  let securityPolicy: String

  init(_ page: WebPage, _ configuration: CompatibleServer.Configuration) {
    let (style, script) = (PackageResources.page_css, Self.script)
    bytes = Self.filled(
      PackageResources.page_html,
      ["style": style, "script": script, "facts": Self.facts(page, configuration)])
    securityPolicy = [
      "default-src 'none'", "script-src \(Self.hash(of: script))", "style-src \(Self.hash(of: style))",
      "img-src data:", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].joined(separator: "; ")
  }

  /// Those that others call come first.
  private static let script: [UInt8] =
    Array("\"use strict\";\n{\n".utf8)
    + [
      PackageResources.elements_js, PackageResources.server_js, PackageResources.examples_js,
      PackageResources.charts_js, PackageResources.figures_js, PackageResources.usage_js,
      PackageResources.stream_js, PackageResources.curl_js, PackageResources.prompt_js,
      PackageResources.page_js,
    ].joined(separator: Array("\n".utf8)) + Array("}\n".utf8)

  /// A template with what belongs where a name stands between double braces. Bytes: a server should begin at once.
  private static func filled(_ template: [UInt8], _ parts: [String: [UInt8]]) -> [UInt8] {
    var (whole, rest): ([UInt8], ArraySlice<UInt8>) = ([], template[...])
    while let start = rest.firstRange(of: Array("{{".utf8)), let end = rest.firstRange(of: Array("}}".utf8)) {
      whole += rest[..<start.lowerBound]
      whole += parts[String(decoding: rest[start.upperBound..<end.lowerBound], as: UTF8.self)] ?? []
      rest = rest[end.upperBound...]
    }
    return whole + rest
  }

  private static func hash(of text: [UInt8]) -> String {
    "'sha256-\(Data(SHA256.digest(of: text)).base64EncodedString())'"
  }

  /// What the script must know before it may ask anything: JSON in which nothing looks like the end of an element.
  private static func facts(_ page: WebPage, _ configuration: CompatibleServer.Configuration) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { facts in
      facts.member("version", configuration.version)
      facts.name("needsKey")
      facts.bool(!configuration.keys.isEmpty || configuration.namedKeys != nil)
      facts.name("namesKeys")
      facts.bool(configuration.namedKeys != nil)
      for (name, examples) in [
        ("clients", page.clients), ("collectors", page.collectors), ("limiters", page.limiters),
      ] {
        facts.name(name)
        facts.array { write(examples, to: &$0) }
      }
    }
    return writer.bytes.flatMap { $0 == UInt8(ascii: "<") ? Array("\\u003c".utf8) : [$0] }
  }

  private static func write(_ examples: [WebPage.Example], to list: inout JSONWriter) {
    for example in examples {
      list.object { writer in
        writer.member("title", example.title)
        writer.member("text", example.text)
      }
    }
  }
}
