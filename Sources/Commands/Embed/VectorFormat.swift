import CommandTree

/// The formats that vectors can be printed in.
package enum VectorFormat: String, Value, CaseIterable, Sendable { case jsonl, json, csv, npy }
