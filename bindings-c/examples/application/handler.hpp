// Handles each event once in effect: keeps the state of connections and directories.

#ifndef HANDLER_HPP
#define HANDLER_HPP

#include <hookseal.h>

#include "database.hpp"

/// Throws an exception if it cannot. Then close the database.
void handle(Database &database, const hookseal_event *event);

#endif
