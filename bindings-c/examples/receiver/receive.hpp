// The process that takes deliveries: POST /webhooks/workos, GET /healthz.

#ifndef RECEIVE_HPP
#define RECEIVE_HPP

#include "settings.hpp"
#include "signals.hpp"

namespace receiver {

/// Until a signal says to stop.
void receive(const Settings &settings, const StopSignals &signals);

} // namespace receiver

#endif
