// The effect of an event. Replace this with your own.

#ifndef HANDLER_HPP
#define HANDLER_HPP

#include "database.hpp"
#include "event.hpp"

namespace receiver {

/// Updates the tables of connections and directories. Handling an event twice has the same effect as
/// handling it once. All writes are part of a transaction that the caller commits. An exception makes
/// the caller retry the event.
void handle(const Event &event, Database &database);

} // namespace receiver

#endif
