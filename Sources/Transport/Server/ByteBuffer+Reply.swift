import HTTPTypes
import NIOCore

extension ByteBuffer {
  mutating func writeField(_ field: HTTPField) {
    writeString(field.name.rawName)
    writeStaticString(": ")
    field.withUnsafeBytesOfValue { _ = writeBytes(UnsafeRawBufferPointer($0)) }
    writeStaticString("\r\n")
  }

  mutating func writeField(_ name: StaticString, _ value: String) {
    writeStaticString(name)
    writeStaticString(": ")
    writeString(value)
    writeStaticString("\r\n")
  }

  /// A piece of a body whose length is not known beforehand (RFC 9112 §7.1).
  mutating func writeChunk(_ bytes: [UInt8]) {
    writeString(String(bytes.count, radix: 16))
    writeStaticString("\r\n")
    writeBytes(bytes)
    writeStaticString("\r\n")
  }
}
