// What a request's headers say.

#ifndef HEADERS_HPP
#define HEADERS_HPP

#include <optional>
#include <string>

#include <microhttpd.h>

namespace receiver {

/// All headers of a name, joined as HTTP does.
std::optional<std::string> find_header(MHD_Connection *connection, const char *name);

/// Whether the body is compressed or the like.
bool is_coded(MHD_Connection *connection);

/// 0 for a chunked body, which is to be counted as it arrives.
unsigned long long declared_length(MHD_Connection *connection);

} // namespace receiver

#endif
