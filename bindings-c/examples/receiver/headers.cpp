#include "headers.hpp"

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

} // namespace receiver
