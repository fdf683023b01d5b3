#pragma once

/// How many words this process was started with, its own name included.
int process_argument_count(void);

/// The words, each ended by a zero. Swift's own list is read from /proc, which need not be there.
char *_Nullable *_Nonnull process_arguments(void);

/// The variables as `NAME=VALUE`, each ended by a zero, as the process has them now: bytes that need not be text.
char *_Nullable *_Nonnull process_environment(void);
