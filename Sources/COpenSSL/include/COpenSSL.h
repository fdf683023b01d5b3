#pragma once

// The functions of one digest alone. OpenSSL 3 would have digests fetched by name from its providers, which links
// all of its algorithms in and initialises them at start; the direct ones are marked as deprecated, not as gone.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/sha.h>
#include "certificates.h"
