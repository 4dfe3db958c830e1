// What a C++ user relies on: ownership, views, exceptions.

#include <hookseal.hpp>

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

template <class Exception, class Call> std::string thrown(Call call, string_view code) {
    try {
        call();
    } catch (const Exception &error) {
        CHECK(error.code() == code);
        return error.what();
    }
    CHECK(!"nothing was thrown");
    return "";
}

void test_verdicts() {
    const hookseal::Verifier verifier(secret);
    const auto header = hookseal::sign(secret, payload, now);
    const auto verified = verifier.verify_at(payload, header, now);
    CHECK(verified.timestamp == now && verified.secret_index == 0);

    using hookseal::VerificationError;
    const auto refused = [&](auto body, auto value, auto at, string_view code) {
        return thrown<VerificationError>([&] { verifier.verify_at(body, value, at); }, code);
    };
    refused(payload, std::nullopt, now, "missing_header");
    refused(payload, "", now, "missing_header");
    refused(payload, "t=1", now, "no_signature");
    const auto message = refused("hidden payload", header, now, "signature_mismatch");
    CHECK(message.find("hidden") == std::string::npos);
    try {
        verifier.verify(payload, header);
        CHECK(!"nothing was thrown");
    } catch (const VerificationError &error) {
        CHECK(error.code() == "timestamp_too_old" && error.timestamp() == now);
        CHECK(error.status() == HOOKSEAL_TIMESTAMP_TOO_OLD);
    }
    try {
        verifier.verify_at("{}", header, now);
    } catch (const VerificationError &error) {
        CHECK(!error.timestamp());
    }
    const std::string binary("\xef\xbb\xbf\0\xff", 5);
    CHECK(verifier.verify_at(binary, hookseal::sign(secret, binary, now), now).timestamp == now);
    CHECK(verifier.verify_at({}, hookseal::sign(secret, {}, now), now).timestamp == now);
}

void test_configuration() {
    const hookseal::Verifier rotating({"whsec_new", secret}, 1h);
    const auto header = hookseal::sign(secret, payload, now);
    CHECK(rotating.verify_at(payload, header, now + 3'600'000).secret_index == 1);
    const hookseal::Verifier ageless(secret, std::nullopt);
    CHECK(ageless.verify(payload, header).timestamp == now);

    using hookseal::ConfigurationError;
    thrown<ConfigurationError>([] { hookseal::Verifier{""}; }, "invalid_secret");
    thrown<ConfigurationError>([] { hookseal::Verifier("whsec\n"); }, "invalid_secret");
    thrown<ConfigurationError>([] { hookseal::Verifier("whsec", -1s); }, "invalid_tolerance");
    thrown<ConfigurationError>([] { hookseal::Verifier("whsec", 25h); }, "invalid_tolerance");
    thrown<ConfigurationError>([] { hookseal::sign("", "", 0); }, "invalid_secret");
    try {
        hookseal::sign(secret, "", -1);
        CHECK(!"nothing was thrown");
    } catch (const std::invalid_argument &error) {
        CHECK(string_view(error.what()).find("milliseconds") != string_view::npos);
    }
}

void test_ownership_and_streaming() {
    using hookseal::Verification;
    using hookseal::Verifier;
    static_assert(!std::is_copy_constructible_v<Verifier>);
    static_assert(std::is_nothrow_move_constructible_v<Verifier>);
    static_assert(!std::is_copy_constructible_v<Verification>);
    static_assert(std::is_nothrow_move_constructible_v<Verification>);

    const auto header = hookseal::sign(secret, payload, now);
    auto verification = Verifier(secret).begin(header); // outlives its verifier
    for (std::size_t i = 0; i < payload.size(); i++) {
        verification.update(payload.substr(i, 1));
    }
    auto moved = std::move(verification);
    CHECK(moved.finish_at(now).timestamp == now);
    try {
        moved.finish();
        CHECK(!"nothing was thrown");
    } catch (const std::invalid_argument &error) {
        CHECK(string_view(error.what()).find("finished") != string_view::npos);
    }
    thrown<hookseal::VerificationError>([] { Verifier(secret).begin("t=x"); }, "malformed_header");
}

} // namespace

int main() {
    test_verdicts();
    test_configuration();
    test_ownership_and_streaming();
    return report();
}
