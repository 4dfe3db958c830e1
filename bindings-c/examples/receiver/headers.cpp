#include "headers.hpp"

#include <cstdlib>

#include <strings.h>

namespace receiver {

std::optional<std::string> find_header(MHD_Connection *connection, const char *name) {
    struct Header {
        const char *name;
        std::optional<std::string> value;
    } header{name, std::nullopt};
    const auto collect = [](void *context, MHD_ValueKind, const char *one, const char *value) {
        auto &found = *static_cast<Header *>(context);
        if (strcasecmp(one, found.name) == 0) {
            found.value = (found.value ? *found.value + ", " : "") + (value ? value : "");
        }
        return MHD_YES;
    };
    MHD_get_connection_values(connection, MHD_HEADER_KIND, collect, &header);
    return header.value;
}

bool is_coded(MHD_Connection *connection) {
    const auto coding = find_header(connection, MHD_HTTP_HEADER_CONTENT_ENCODING).value_or("");
    return !coding.empty() && strcasecmp(coding.c_str(), "identity") != 0;
}

unsigned long long declared_length(MHD_Connection *connection) {
    const char *length =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return length ? std::strtoull(length, nullptr, 10) : 0;
}

} // namespace receiver
