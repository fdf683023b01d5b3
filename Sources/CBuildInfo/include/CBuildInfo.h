#pragma once

/// The commit that the program was built from, as whoever built it has said; empty if nobody did.
const char *_Nonnull build_commit(void);
