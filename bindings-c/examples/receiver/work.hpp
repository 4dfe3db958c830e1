// The process that handles what is in the inbox. Several may run.

#ifndef WORK_HPP
#define WORK_HPP

#include "settings.hpp"
#include "signals.hpp"

namespace receiver {

/// Until a signal says to stop.
void work(const Settings &settings, const StopSignals &signals);

} // namespace receiver

#endif
