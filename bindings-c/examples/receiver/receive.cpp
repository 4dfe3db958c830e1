#include "receive.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>

#include <hookseal.hpp>
#include <microhttpd.h>
#include <netdb.h>
#include <unistd.h>

#include "event.hpp"
#include "headers.hpp"
#include "writer.hpp"

namespace receiver {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t body_limit = hookseal::default_body_limit;
/// A client that is still sending would not read an answer. So a refused body is read to its end,
/// unless it is longer than this.
constexpr std::size_t max_discarded = 16 << 20;
/// The deadline of a whole body, even if it keeps arriving slowly.
constexpr auto body_timeout = 30s;
/// How long a request waits if the store is unavailable.
constexpr auto store_timeout = 10s;
constexpr auto health_timeout = 1s;
constexpr unsigned idle_seconds = 30;
constexpr unsigned connection_limit = 512;

struct Answer {
    unsigned status;
    std::string_view error; ///< empty: no body
    const char *allowed = nullptr; ///< the allowed method, if the request used another
};

Answer answer_of(Writer::Outcome outcome) {
    switch (outcome) {
    case Writer::Outcome::stored:
        return {MHD_HTTP_OK, ""};
    case Writer::Outcome::unavailable:
        return {MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable"};
    case Writer::Outcome::failed:
        break;
    }
    return {MHD_HTTP_INTERNAL_SERVER_ERROR, "internal_error"};
}

struct Request {
    bool is_delivery = false;
    std::optional<hookseal::Verification> verification;
    std::size_t discarded = 0;
    std::optional<Answer> answer;
    Clock::time_point start = Clock::now();
};

hookseal::Verifier make_verifier(const std::vector<std::string> &secrets) {
    if (secrets.empty()) {
        throw SettingsError(
            "WORKOS_WEBHOOK_SECRET is not set; set it to the secret that the WorkOS "
            "dashboard shows on the endpoint's page");
    }
    try {
        return hookseal::Verifier(std::vector<std::string_view>(secrets.begin(), secrets.end()));
    } catch (const hookseal::ConfigurationError &error) {
        throw SettingsError(std::string("WORKOS_WEBHOOK_SECRET: ") + error.what());
    }
}

class Server {
public:
    explicit Server(const Settings &settings)
        : verifier_(make_verifier(settings.secrets)),
          writer_(Inbox(open_database(settings, Commit::durable))),
          daemon_(start(settings.host, settings.port)) {}

    unsigned port() const {
        return MHD_get_daemon_info(daemon_.get(), MHD_DAEMON_INFO_BIND_PORT)->port;
    }

    /// Answers the open requests, and accepts no new ones.
    ~Server() {
        const auto listening = MHD_quiesce_daemon(daemon_.get());
        stopping_ = true;
        const auto limit = Clock::now() + store_timeout;
        while (open_requests_ > 0 && Clock::now() < limit) std::this_thread::sleep_for(10ms);
        writer_.stop(); // resumes all connections, as MHD_stop_daemon requires
        daemon_.reset();
        close(listening);
    }

private:
    struct Stop {
        void operator()(MHD_Daemon *daemon) const noexcept { MHD_stop_daemon(daemon); }
    };
    using Daemon = std::unique_ptr<MHD_Daemon, Stop>;

    Daemon start(const std::string &host, const std::string &port) {
        addrinfo hints{};
        hints.ai_flags = AI_PASSIVE;
        hints.ai_socktype = SOCK_STREAM;
        addrinfo *found = nullptr;
        if (const int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &found)) {
            throw SettingsError("HOST: " + host + ": " + gai_strerror(error));
        }
        const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> address(found, freeaddrinfo);

        unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
        if (address->ai_family == AF_INET6) flags |= MHD_USE_IPv6;
        const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 2u, 8u);
        Daemon daemon(MHD_start_daemon(
            flags, 0, nullptr, nullptr, &Server::on_access, this, MHD_OPTION_NOTIFY_COMPLETED,
            &Server::on_completed, this, MHD_OPTION_SOCK_ADDR, address->ai_addr,
            MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT, connection_limit,
            MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds, MHD_OPTION_STRICT_FOR_CLIENT, 1,
            MHD_OPTION_END));
        if (!daemon) throw std::runtime_error(host + ":" + port + ": " + std::strerror(errno));
        return daemon;
    }

    /// libmicrohttpd calls this with the headers, with each chunk of the body, at the end of it, and
    /// once more after the connection was suspended.
    static MHD_Result on_access(void *self, MHD_Connection *connection, const char *path,
                                const char *method, const char *, const char *chunk,
                                std::size_t *chunk_size, void **context) noexcept {
        auto &server = *static_cast<Server *>(self);
        try {
            if (!*context) {
                auto request = std::make_unique<Request>();
                server.open_requests_++;
                *context = request.get();
                return server.begin(*request.release(), connection, path, method);
            }
            auto &request = *static_cast<Request *>(*context);
            if (const auto size = std::exchange(*chunk_size, 0)) {
                return add_chunk(request, std::string_view(chunk, size));
            }
            return request.answer ? server.send(*request.answer, connection)
                                  : server.finish(request, connection);
        } catch (const std::exception &error) {
            std::cerr << "request: " << error.what() << std::endl;
            return MHD_NO;
        }
    }

    static void on_completed(void *self, MHD_Connection *, void **context,
                             MHD_RequestTerminationCode) noexcept {
        const std::unique_ptr<Request> request(
            static_cast<Request *>(std::exchange(*context, nullptr)));
        if (request) static_cast<Server *>(self)->open_requests_--;
    }

    MHD_Result begin(Request &request, MHD_Connection *connection, std::string_view path,
                     std::string_view method) {
        const auto is_health = path == "/healthz";
        const auto *allowed = is_health ? MHD_HTTP_METHOD_GET : MHD_HTTP_METHOD_POST;
        request.is_delivery = !is_health;
        if (!is_health && path != "/webhooks/workos") {
            request.answer = {MHD_HTTP_NOT_FOUND, "not_found"};
        } else if (method != allowed) {
            request.answer = {MHD_HTTP_METHOD_NOT_ALLOWED, "method_not_allowed", allowed};
        } else if (!is_health) {
            return admit(request, connection);
        }
        return MHD_YES;
    }

    MHD_Result admit(Request &request, MHD_Connection *connection) {
        const auto admitted = hookseal::try_admit(
            find_header(connection, MHD_HTTP_HEADER_CONTENT_ENCODING),
            find_header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH), body_limit);
        if (admitted.status() == HOOKSEAL_PAYLOAD_TOO_LARGE) {
            return send(refusal(admitted), connection); // without reading the body
        }
        if (!admitted) {
            request.answer = refusal(admitted);
            return MHD_YES;
        }
        auto verification =
            verifier_.try_begin_event(find_header(connection, HOOKSEAL_HEADER_NAME), body_limit);
        if (verification) {
            request.verification = *std::move(verification);
        } else {
            request.answer = refusal(verification);
        }
        return MHD_YES;
    }

    static Answer refusal(const hookseal::Status &status) {
        return {static_cast<unsigned>(status.http_status()), status.code()};
    }

    static MHD_Result add_chunk(Request &request, std::string_view chunk) {
        if (Clock::now() - request.start > body_timeout) return MHD_NO;
        if (request.answer || !request.verification) {
            request.discarded += chunk.size();
            return request.discarded > max_discarded ? MHD_NO : MHD_YES;
        }
        const auto updated = request.verification->try_update(chunk);
        if (!updated) request.answer = refusal(updated);
        return MHD_YES;
    }

    MHD_Result finish(Request &request, MHD_Connection *connection) {
        if (!request.is_delivery) return submit(std::nullopt, health_timeout, request, connection);
        const auto event = request.verification->try_finish_event();
        if (!event) return send(refusal(event), connection);
        auto [id, name] = read_envelope(*event);
        return submit(Delivery{std::move(id), std::move(name), std::string(event->payload())},
                      store_timeout, request, connection);
    }

    /// Suspends the connection until the writer sets the answer and resumes it. Until then, only the
    /// writer uses the request.
    MHD_Result submit(std::optional<Delivery> delivery, Clock::duration time, Request &request,
                      MHD_Connection *connection) {
        const auto answer = [&request, connection](Writer::Outcome outcome) {
            request.answer = answer_of(outcome);
            MHD_resume_connection(connection);
        };
        MHD_suspend_connection(connection);
        if (!writer_.submit({std::move(delivery), Clock::now() + time, answer})) {
            answer(Writer::Outcome::unavailable);
        }
        return MHD_YES;
    }

    MHD_Result send(const Answer &answer, MHD_Connection *connection) const {
        std::string body;
        if (!answer.error.empty()) {
            body.append(R"({"error": ")").append(answer.error).append(R"("})");
        }
        const std::unique_ptr<MHD_Response, decltype(&MHD_destroy_response)> response(
            MHD_create_response_from_buffer(body.size(), body.data(), MHD_RESPMEM_MUST_COPY),
            MHD_destroy_response);
        if (!response) return MHD_NO;
        if (!body.empty()) {
            MHD_add_response_header(response.get(), MHD_HTTP_HEADER_CONTENT_TYPE,
                                    "application/json");
        }
        if (answer.allowed) {
            MHD_add_response_header(response.get(), MHD_HTTP_HEADER_ALLOW, answer.allowed);
        }
        if (stopping_) MHD_add_response_header(response.get(), MHD_HTTP_HEADER_CONNECTION, "close");
        return MHD_queue_response(connection, answer.status, response.get());
    }

    const hookseal::Verifier verifier_;
    Writer writer_;
    std::atomic<int> open_requests_ = 0;
    std::atomic<bool> stopping_ = false;
    Daemon daemon_; // last, because its threads use the other members
};

} // namespace

void receive(const Settings &settings, const StopSignals &signals) {
    const Server server(settings);
    const bool is_ipv6 = settings.host.find(':') != std::string::npos;
    std::cout << "receiving on http://" << (is_ipv6 ? "[" + settings.host + "]" : settings.host)
              << ':' << server.port() << std::endl;
    signals.wait();
}

} // namespace receiver
