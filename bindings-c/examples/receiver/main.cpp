// A receiver of WorkOS webhooks: two processes, `receive` and `work`, and a durable inbox between.

#include <iostream>
#include <string_view>
#include <vector>

#include "inbox.hpp"
#include "receive.hpp"
#include "work.hpp"

namespace {

using namespace receiver;

constexpr auto usage = "usage: receiver receive | work | inbox | retry ID";

void print(const Stored &event) {
    const nlohmann::ordered_json line{
        {"id", event.id},
        {"event", event.event},
        {"state", event.state},
        {"attempts", event.attempts},
        {"error", event.error ? nlohmann::ordered_json(*event.error) : nullptr},
    };
    std::cout << line.dump() << '\n';
}

Inbox open_inbox(const Settings &settings) {
    return Inbox(open_database(settings, Commit::durable));
}

int run(const std::vector<std::string_view> &arguments) {
    const auto settings = read_settings();
    if (arguments == std::vector<std::string_view>{"receive"}) {
        receive(settings, StopSignals());
    } else if (arguments == std::vector<std::string_view>{"work"}) {
        work(settings, StopSignals());
    } else if (arguments == std::vector<std::string_view>{"inbox"}) {
        open_inbox(settings).list(print);
    } else if (arguments.size() == 2 && arguments[0] == "retry") {
        const std::string id(arguments[1]);
        if (!open_inbox(settings).retry(id)) {
            std::cerr << "no dead event has the id " << id << '\n';
            return 1;
        }
    } else {
        std::cerr << usage << '\n';
        return 2;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const SettingsError &error) {
        std::cerr << error.what() << '\n';
        return 2;
    } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
