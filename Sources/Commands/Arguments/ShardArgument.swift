import CommandTree
import RowEngine

/// Which part of the rows to work on: `2/8` is every eighth row, beginning with the second.
struct ShardArgument: Value, Equatable {
  let number: Int
  let count: Int

  init(argument: String) throws(ValueProblem) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
      throw ValueProblem(reason: "is not K/N with K from 1 to N")
    }
    self.number = number
    self.count = count
  }

  var argument: String { "\(number)/\(count)" }

  var shard: Shard { Shard(number, of: count) }
}
