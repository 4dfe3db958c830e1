#include "database.hpp"

namespace receiver {

std::unique_ptr<Database> open_database(const Settings &settings, Commit commit) {
    return settings.database_url ? open_postgres(*settings.database_url, settings.lease, commit)
                                 : open_sqlite(settings.inbox_path, commit);
}

} // namespace receiver
