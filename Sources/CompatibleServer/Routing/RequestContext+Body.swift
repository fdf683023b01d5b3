import Compression
import HTTPTypes
import Wire

extension RequestContext {
  /// - Throws: ``ServerError/wrongContentType(_:)``. A web page can send any text without asking, but no JSON.
  func checkContentType() throws(ServerError) {
    guard request.method == .post, let type = request.headerFields.value(of: .contentType) else { return }
    let essence = type.utf8.prefix { $0 != UInt8(ascii: ";") }.reversed().drop { $0 <= 0x20 }.reversed()
    let isJSON = essence.map(Self.lowercased).elementsEqual("application/json".utf8)
    guard isJSON else { throw .wrongContentType(type) }
  }

  /// Whether the body can be unpacked.
  ///
  /// - Throws: ``ServerError/wrongContentCoding(_:)``.
  func checkContentCoding() throws(ServerError) {
    _ = try contentCoding()
  }

  /// How the body is packed; `nil` for one that is not.
  private func contentCoding() throws(ServerError) -> ContentCoding? {
    do throws(UnknownContentCoding) {
      return try ContentCoding.of(field: request.headerFields.value(of: .contentEncoding))
    } catch {
      throw .wrongContentCoding(error.name)
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }

  /// The same request with its body unpacked, which never grows beyond a limit on the way.
  ///
  /// - Parameters:
  ///   - limit: bytes.
  ///   - lifecycle: takes what is unpacked of the budget of bodies.
  /// - Throws: ``ServerError/unreadable(status:)``, ``ServerError/wrongContentCoding(_:)``,
  ///   ``ServerError/invalid(_:parameter:)``, ``ServerError/busy(retryAfter:)``, or `CancellationError`.
  func unpacked(upTo limit: Int, _ lifecycle: RequestLifecycle) async throws -> RequestContext {
    guard let coding = try contentCoding() else { return self }
    return with(body: try await unpacked(coding, upTo: limit, lifecycle))
  }

  private func unpacked(
    _ coding: ContentCoding, upTo limit: Int, _ lifecycle: RequestLifecycle
  ) async throws -> [UInt8] {
    let decompressor = Decompressor(body, coding)
    var whole: [UInt8] = []
    do {
      while let piece = try decompressor.next() {
        whole += piece
        guard whole.count <= limit else { throw ServerError.unreadable(status: 413) }
        try lifecycle.take(memory: piece.count)
        // A long body must not keep others waiting.
        await Task.yield()
        try Task.checkCancellation()
      }
    } catch DecompressionFailure.windowTooLarge {
      throw ServerError.unreadable(status: 413)
    } catch DecompressionFailure.malformed {
      throw ServerError.invalid("The body is not valid \(coding.name).", parameter: nil)
    }
    return whole
  }
}

extension HTTPRequest {
  /// The same request; what a client or a proxy sent twice with one value counts once.
  var withoutRepeatedFields: HTTPRequest {
    let fields = headerFields
    let isRepeated = fields.indices.contains { index in
      fields[..<index].contains { $0.name == fields[index].name }
    }
    guard isRepeated else { return self }
    var request = self
    request.headerFields = HTTPFields()
    for field in fields where !request.headerFields.contains(field) { request.headerFields.append(field) }
    return request
  }
}
