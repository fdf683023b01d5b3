#pragma once

/// Runs what is sent to the main queue, on the first thread, for ever.
void run_main_queue(void) __attribute__((noreturn));
