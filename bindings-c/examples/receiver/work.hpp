// The process that handles what is in the inbox. Several may run.

#ifndef WORK_HPP
#define WORK_HPP

#include "settings.hpp"
#include "signals.hpp"

namespace receiver {

/// Runs until SIGTERM or SIGINT.
void work(const Settings &settings, const StopSignals &signals);

} // namespace receiver

#endif
