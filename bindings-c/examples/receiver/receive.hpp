// The process that receives deliveries: POST /webhooks/workos, GET /healthz.
//
// Put a proxy in front of it, for HTTPS and to limit how long headers may take. libmicrohttpd limits
// only the pause between two bytes.

#ifndef RECEIVE_HPP
#define RECEIVE_HPP

#include "settings.hpp"
#include "signals.hpp"

namespace receiver {

/// Runs until SIGTERM or SIGINT.
void receive(const Settings &settings, const StopSignals &signals);

} // namespace receiver

#endif
