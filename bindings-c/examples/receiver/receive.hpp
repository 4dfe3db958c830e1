// The process that takes deliveries: POST /webhooks/workos, GET /healthz.
//
// HTTPS is left to a proxy in front of it, and so is to bound how long headers may take:
// libmicrohttpd only bounds the silence between two bytes.

#ifndef RECEIVE_HPP
#define RECEIVE_HPP

#include "settings.hpp"
#include "signals.hpp"

namespace receiver {

/// Until a signal says to stop.
void receive(const Settings &settings, const StopSignals &signals);

} // namespace receiver

#endif
