// What an event does: the part to replace with your own.

#ifndef HANDLER_HPP
#define HANDLER_HPP

#include "database.hpp"
#include "event.hpp"

namespace receiver {

/// Keeps connections and directories as the events tell. Handling an event twice is handling it
/// once. What it writes is part of a transaction that the caller commits; what it throws is why it
/// will be tried again.
void handle(const Event &event, Database &database);

} // namespace receiver

#endif
