// What a C++ user without exceptions and run-time type information relies on. Built with
// -fno-exceptions -fno-rtti.

#include <hookseal.hpp>

#include <cstdlib>
#include <string>
#include <type_traits>
#include <utility>

#include "check.h"

using namespace std::chrono_literals;
using std::string_view;

namespace {

constexpr std::int64_t now = 1'735'000'000'000;
constexpr string_view secret = "whsec_hidden";
constexpr string_view payload = R"({"id":"event_01","event":"connection.activated"})";

bool is(const hookseal::Status &status, string_view code) {
    // A failure has a message, a success has none.
    return status.code() == code && static_cast<bool>(status) == (code == "ok") &&
           status.message().empty() == (code == "ok");
}

void test_verdicts(const hookseal::Verifier &verifier, const std::string &header) {
    const auto verified = verifier.try_verify_at(payload, header, now);
    CHECK(is(verified, "ok") && verified.has_value() && verified->timestamp == now);
    CHECK(verified.http_status() == 200 && !verified.timestamp());
    CHECK((*verified).secret_index == 0);

    const auto stale = verifier.try_verify(payload, header);
    CHECK(is(stale, "timestamp_too_old") && !stale.has_value() && stale.timestamp() == now);
    CHECK(stale.http_status() == 400 && stale.status() == HOOKSEAL_TIMESTAMP_TOO_OLD);
    CHECK(is(verifier.try_verify_at("{}", header, now), "signature_mismatch"));
    CHECK(is(verifier.try_verify(payload, std::nullopt), "missing_header"));
    CHECK(is(verifier.try_verify(payload, nullptr), "missing_header"));
    CHECK(is(verifier.try_begin("t=x"), "malformed_header"));
}

void test_events(const hookseal::Verifier &verifier, const std::string &header) {
    auto result = verifier.try_construct_event_at(payload, header, now);
    CHECK(is(result, "ok") && result->id() == "event_01");
    const hookseal::Event event = *std::move(result);
    CHECK(event.type() == "connection.activated" && event.member("id") == R"("event_01")");
    const auto stored = hookseal::try_read_event(event.payload());
    CHECK(is(stored, "ok") && stored->payload() == payload);
    CHECK(is(verifier.try_construct_event(payload, header), "timestamp_too_old"));
    CHECK(is(hookseal::try_read_event("[]"), "invalid_payload"));
}

void test_chunks(const hookseal::Verifier &verifier, const std::string &header) {
    auto buffered = verifier.try_begin_event(header, payload.size());
    CHECK(is(buffered, "ok"));
    for (const char byte : payload) CHECK(is(buffered->try_update(string_view(&byte, 1)), "ok"));
    const auto event = buffered->try_finish_event_at(now);
    CHECK(is(event, "ok") && event->payload() == payload);
    CHECK(is(buffered->try_finish_event(), "invalid_argument"));

    auto bounded = verifier.try_begin_event(header, 1);
    CHECK(is(bounded->try_update(payload), "payload_too_large"));
    CHECK(is(bounded->try_finish_event(), "payload_too_large"));
    auto verification = verifier.try_begin(header);
    CHECK(is(verification->try_update(payload), "ok"));
    CHECK(is(verification->try_finish_event(), "invalid_argument"));
    CHECK(is(verification->try_finish_at(now), "ok"));
    CHECK(is(verification->try_finish(), "invalid_argument"));
}

void test_actions() {
    constexpr string_view body = R"({"id":"a1","object":"authentication_action_context"})";
    const auto verifier = hookseal::ActionVerifier::try_make(secret);
    CHECK(is(verifier, "ok"));
    const auto header = hookseal::try_sign(secret, body, now);
    const auto action = verifier->try_construct_action_at(body, *header, now);
    CHECK(is(action, "ok") && action->id() == "a1");
    const auto answer = verifier->try_sign_response_at(*action, hookseal::Verdict::allow(), now);
    CHECK(is(answer, "ok") && answer->find(R"("verdict":"Allow"})") != std::string::npos);
    const std::string longest(501, 'm');
    CHECK(is(verifier->try_sign_response(*action, hookseal::Verdict::deny(longest)),
             "invalid_argument"));
    CHECK(is(verifier->try_construct_action(body, *header), "timestamp_too_old"));
    CHECK(is(hookseal::ActionVerifier::try_make(""), "invalid_secret"));
}

void test_diagnose(const std::string &header) {
    const std::string received = std::string(payload) + '\n';
    const auto diagnosis = hookseal::try_diagnose(received, header, secret, now);
    CHECK(is(diagnosis, "ok") && diagnosis->code() == "signature_mismatch");
    CHECK(diagnosis->findings().at(0).code == "payload_newline_added");
    const auto unset = std::getenv("HOOKSEAL_TEST_UNSET");
    CHECK(hookseal::try_diagnose(received, nullptr, unset, now)->code() == "invalid_secret");
}

void test_configuration() {
    const auto unset = hookseal::Verifier::try_make(std::getenv("HOOKSEAL_TEST_UNSET"));
    CHECK(is(unset, "invalid_secret") && unset.http_status() == 500);
    CHECK(is(hookseal::Verifier::try_make(secret, -1s), "invalid_tolerance"));
    CHECK(is(hookseal::Verifier::try_make({secret, "whsec_old"}, std::nullopt), "ok"));
    CHECK(
        is(hookseal::Verifier::try_make(std::vector<std::string>(17, "whsec")), "invalid_secret"));
    CHECK(is(hookseal::try_sign(secret, payload, -1), "invalid_argument"));
    CHECK(is(hookseal::try_admit("gzip", nullptr), "unsupported_encoding"));
    CHECK(*hookseal::try_admit(nullptr, "12") == 12);
    // Nothing that throws exists, nor a replacement that would end the program.
    static_assert(!std::is_constructible_v<hookseal::Verifier, string_view>);
}

} // namespace

int main() {
    const auto verifier = hookseal::Verifier::try_make(secret);
    const auto header = hookseal::try_sign(secret, payload, now);
    CHECK(is(verifier, "ok") && is(header, "ok"));
    test_verdicts(*verifier, *header);
    test_events(*verifier, *header);
    test_chunks(*verifier, *header);
    test_actions();
    test_diagnose(*header);
    test_configuration();
    return report();
}
