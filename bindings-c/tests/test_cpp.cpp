// What a C++ user relies on: ownership, views, exceptions.

#include <hookseal.hpp>

#include <array>
#include <cstdlib>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#if __cplusplus >= 202002L
#include <span>
#endif

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

void test_events() {
    static_assert(!std::is_copy_constructible_v<hookseal::Event>);
    static_assert(std::is_nothrow_move_constructible_v<hookseal::Event>);

    using hookseal::VerificationError;
    const hookseal::Verifier verifier(secret);
    const auto header = hookseal::sign(secret, payload, now);
    const auto check = [](const hookseal::Event &event) {
        CHECK(event.id() == "event_01" && event.type() == "connection.activated");
        CHECK(event.member("event") == R"("connection.activated")");
        CHECK(!event.member("absent") && !event.member(string_view("id\0", 3)));
        CHECK(event.payload() == payload);
    };
    auto event = verifier.construct_event_at(payload, header, now);
    check(event);
    const auto moved = std::move(event);
    check(moved);
    check(hookseal::read_event(moved.payload()));
    CHECK(event.id().empty() && !event.member("id")); // it is empty now

    try {
        verifier.construct_event(payload, header);
        CHECK(!"nothing was thrown");
    } catch (const VerificationError &error) {
        CHECK(error.code() == "timestamp_too_old" && error.timestamp() == now);
        CHECK(error.http_status() == 400);
    }
    thrown<VerificationError>([&] { verifier.construct_event_at("{}", header, now); },
                              "signature_mismatch");
    thrown<VerificationError>([] { hookseal::read_event("[]"); }, "invalid_payload");

    auto verification = verifier.begin_event(header);
    verification.update(payload.substr(0, 7)).update(payload.substr(7));
    check(verification.finish_event_at(now));
    auto late = verifier.begin_event(header);
    late.update(payload);
    thrown<VerificationError>([&] { late.finish_event(); }, "timestamp_too_old");
    auto bounded = verifier.begin_event(header, payload.size() - 1);
    thrown<VerificationError>([&] { bounded.update(payload); }, "payload_too_large");
    thrown<VerificationError>([&] { bounded.finish_event(); }, "payload_too_large");
    try {
        verifier.begin(header).finish_event();
        CHECK(!"nothing was thrown");
    } catch (const std::invalid_argument &error) {
        CHECK(string_view(error.what()).find("begin_event") != string_view::npos);
    }
}

void test_actions() {
    using hookseal::ActionVerifier;
    using hookseal::Verdict;
    std::string body = R"({"id":"a1","object":"user_registration_action_context","user":{}})";
    const auto header = hookseal::sign(secret, body, now);
    ActionVerifier made({"action_new", secret});
    const ActionVerifier verifier = std::move(made);
    auto read = verifier.construct_action_at(body, header, now);
    body.assign(body.size(), '#'); // the action has its own copy
    const hookseal::Action action = std::move(read);
    CHECK(action.id() == "a1" && action.object() == "user_registration_action_context");
    CHECK(action.member("user") == "{}" && !action.member("absent"));
    CHECK(!action.member(string_view("user\0", 5)));
    CHECK(action.payload().find("a1") != string_view::npos);

    // Signed with the secret that signed the action, as a delivery is.
    const auto answer = verifier.sign_response_at(action, Verdict::deny("J\u00fcrgen"), now);
    const std::string payload = R"({"timestamp":1735000000000,"verdict":"Deny","error_message":"J)"
                                "\u00fc"
                                R"(rgen"})";
    const auto signature = hookseal::sign(secret, payload, now);
    CHECK(answer.find(payload) != std::string::npos);
    CHECK(answer.find(signature.substr(signature.find("v1=") + 3)) != std::string::npos);
    CHECK(verifier.sign_response(action, Verdict::allow())
              .find("user_registration_action_response") != std::string::npos);

    using hookseal::VerificationError;
    thrown<hookseal::ConfigurationError>([] { ActionVerifier("action\n"); }, "invalid_secret");
    thrown<VerificationError>([&] { verifier.construct_action_at("{}", header, now); },
                              "signature_mismatch");
    const auto misuse = [&](const hookseal::Action &asked, const Verdict &verdict) {
        try {
            verifier.sign_response(asked, verdict);
        } catch (const std::invalid_argument &) {
            return true;
        }
        return false;
    };
    CHECK(misuse(action, Verdict::deny(std::string(501, 'm'))));
    CHECK(misuse(read, Verdict::allow())); // it was moved from
    static_assert(!std::is_copy_constructible_v<ActionVerifier>);
    static_assert(!std::is_copy_constructible_v<hookseal::Action>);
}

void test_null_pointers() {
    using hookseal::ConfigurationError;
    using hookseal::VerificationError;
    const char *const absent = std::getenv("HOOKSEAL_TEST_UNSET");
    CHECK(absent == nullptr);
    thrown<ConfigurationError>([&] { hookseal::Verifier verifier(absent); }, "invalid_secret");
    thrown<ConfigurationError>([&] { hookseal::Verifier{absent}; }, "invalid_secret");
    thrown<ConfigurationError>([&] { hookseal::Verifier({"whsec_new", absent}); },
                               "invalid_secret");
    thrown<ConfigurationError>([&] { hookseal::sign(absent, "", 0); }, "invalid_secret");

    const hookseal::Verifier verifier(secret);
    const auto empty = hookseal::sign(secret, absent, now);
    CHECK(verifier.verify_at(absent, empty, now).timestamp == now);
    for (const auto &missing : {absent, "", static_cast<const char *>(nullptr)}) {
        thrown<VerificationError>([&] { verifier.verify(payload, missing); }, "missing_header");
        thrown<VerificationError>([&] { verifier.begin(missing); }, "missing_header");
        thrown<VerificationError>([&] { verifier.construct_event(payload, missing); },
                                  "missing_header");
    }
    thrown<VerificationError>([&] { verifier.verify(payload, nullptr); }, "missing_header");
    thrown<VerificationError>([&] { verifier.verify(payload, std::optional<std::string>()); },
                              "missing_header");
    CHECK(hookseal::admit(absent, absent) == 0);
}

/// Like the views of Boost and other libraries: it has data() and size(), but no conversion to the
/// standard library's views.
struct ForeignView {
    const char *data() const { return text.data(); }
    long size() const { return static_cast<long>(text.size()); }
    string_view text;
};

void test_bytes() {
    const hookseal::Verifier verifier(secret);
    const auto header = hookseal::sign(secret, payload, now);
    const auto accepts = [&](const auto &body, const auto &value) {
        return verifier.verify_at(body, value, now).timestamp == now &&
               verifier.construct_event_at(body, value, now).payload() == payload &&
               verifier.begin(value).update(body).finish_at(now).timestamp == now;
    };
    const auto copy = [](string_view text, auto list) {
        for (const char byte : text) list.push_back(typename decltype(list)::value_type(byte));
        return list;
    };
    CHECK(accepts(std::string(payload), header));
    CHECK(accepts(copy(payload, std::vector<char>()), copy(header, std::vector<char>())));
    CHECK(accepts(copy(payload, std::vector<std::uint8_t>()), string_view(header)));
    CHECK(accepts(copy(payload, std::vector<std::byte>()), copy(header, std::vector<std::byte>())));
    CHECK(accepts(ForeignView{payload}, ForeignView{header}));
    CHECK(accepts(payload.data(), header.c_str())); // C strings
    CHECK(accepts(hookseal::Bytes(payload), hookseal::Bytes(header)));
    CHECK(accepts(payload, hookseal::HeaderValue(hookseal::Bytes(header))));
    CHECK(accepts(payload, std::optional(header)));
    CHECK(accepts(payload, std::optional(header.c_str())));
#if __cplusplus >= 202002L
    const auto octets = copy(payload, std::vector<std::byte>());
    CHECK(accepts(std::span(octets), std::span(header)));
#endif
    constexpr std::array<char, 2> object{'{', '}'};
    CHECK(hookseal::sign(secret, object, 1) == hookseal::sign(secret, "{}", 1));

    const std::vector<std::uint8_t> key = copy(secret, std::vector<std::uint8_t>());
    CHECK(hookseal::Verifier(key).verify_at(payload, header, now).secret_index == 0);
    const std::vector<std::string> keys{"whsec_new", std::string(secret)};
    CHECK(hookseal::Verifier(keys).verify_at(payload, header, now).secret_index == 1);

    using hookseal::Bytes;
    static_assert(std::is_convertible_v<std::string, Bytes>);
    static_assert(!std::is_convertible_v<std::wstring, Bytes>);
    static_assert(!std::is_convertible_v<std::vector<int>, Bytes>);
    static_assert(!std::is_convertible_v<std::array<bool, 2>, Bytes>);
    static_assert(!std::is_convertible_v<std::vector<std::string>, Bytes>);
    static_assert(!std::is_convertible_v<int, Bytes>);
}

void test_admission() {
    CHECK(hookseal::admit("identity", std::string("7")) == 7);
    thrown<hookseal::VerificationError>([] { hookseal::admit("gzip", "7"); },
                                        "unsupported_encoding");
    try {
        hookseal::admit(std::nullopt, std::string(4400, '9'));
        CHECK(!"nothing was thrown");
    } catch (const hookseal::VerificationError &error) {
        CHECK(error.code() == "payload_too_large" && error.http_status() == 413);
    }
}

void test_diagnose() {
    const auto header = hookseal::sign(secret, payload, now);
    const std::string received = std::string(payload) + '\n';
    const std::string quoted = '"' + std::string(secret) + '"';
    auto made = hookseal::diagnose(received, header, quoted, now);
    const hookseal::Diagnosis diagnosis = std::move(made);
    CHECK(diagnosis.code() == "invalid_secret" && !diagnosis.summary().empty());
    const auto findings = diagnosis.findings();
    CHECK(findings.size() == 2 && findings[0].code == "payload_newline_added");
    CHECK(findings[1].code == "secret_quoted" && !findings[1].message.empty());
    CHECK(!findings[1].advice.empty() && diagnosis.ruled_out().empty());
    CHECK(diagnosis.to_string().find("secret_quoted") != string_view::npos);

    CHECK(hookseal::diagnose(payload, header, {"whsec_new", secret}, now).code() == "ok");
    const std::vector<std::string> secrets{"whsec_new", "whsec_newer"};
    const auto unexplained = hookseal::diagnose(payload, header, secrets, now);
    CHECK(unexplained.code() == "signature_mismatch" && unexplained.findings().empty());
    CHECK(!unexplained.ruled_out().empty() && !unexplained.next_steps().empty());
    // What was moved from is empty, not dangling.
    CHECK(made.code().empty() && made.findings().empty());
}

void test_headers() {
    using Pairs = std::vector<std::pair<std::string, string_view>>;
    const hookseal::Verifier verifier(secret);
    const auto header = hookseal::sign(secret, payload, now);
    const Pairs pairs{{"Host", "example.com"}, {"workos-signature", header}};
    CHECK(verifier.verify_at(payload, hookseal::find_header(pairs), now).timestamp == now);
    const std::map<std::string, std::string> map{{"WORKOS-SIGNATURE", header}};
    CHECK(hookseal::find_header(map) == header);
    CHECK(hookseal::find_header(Pairs{{"WorkOS-Signature", "a"}, {"workos-signature", "b"}}) ==
          "a, b");
    CHECK(!hookseal::find_header(Pairs{{"workos_signature", header}}));
    CHECK(verifier.try_verify_at(payload, hookseal::find_header(Pairs{}), now).status() ==
          HOOKSEAL_MISSING_HEADER);
}

} // namespace

int main() {
    test_headers();
    test_verdicts();
    test_configuration();
    test_ownership_and_streaming();
    test_events();
    test_actions();
    test_null_pointers();
    test_bytes();
    test_admission();
    test_diagnose();
    return report();
}
