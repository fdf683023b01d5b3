#pragma once

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

// Swift cannot use what are macros with arguments.

/// Prepares a stream for gzip's format, with the largest window that it has: 32 kB.
static inline int compression_begin_gzip(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}
