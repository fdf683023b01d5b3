#pragma once

/// How many words this process was started with, its own name included.
int process_argument_count(void);

/// The words, each ended by a zero. Swift's own list is read from /proc, which need not be there.
char *_Nullable *_Nonnull process_arguments(void);
