// Reads the headers of a request.

#ifndef HEADERS_HPP
#define HEADERS_HPP

#include <optional>
#include <string>

#include <microhttpd.h>

namespace receiver {

/// All headers of a name, joined with ", " as in HTTP.
std::optional<std::string> find_header(MHD_Connection *connection, const char *name);

} // namespace receiver

#endif
