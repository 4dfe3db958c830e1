// A user's program: accepts a signed delivery and refuses a tampered one.

#include <hookseal.hpp>

#include <cstdio>
#include <ctime>

static std::string verdict(const hookseal::Verifier &verifier, std::string_view body,
                           const std::string &header) {
    try {
        verifier.verify(body, header);
        return "ok";
    } catch (const hookseal::VerificationError &error) {
        return std::string(error.code());
    }
}

int main() {
    const hookseal::Verifier verifier("whsec_example");
    const auto now = std::int64_t{std::time(nullptr)} * 1000;
    const auto header = hookseal::sign("whsec_example", R"({"id": "event_01"})", now);
    std::printf("hookseal %s %s %s\n", std::string(hookseal::version()).c_str(),
                verdict(verifier, R"({"id": "event_01"})", header).c_str(),
                verdict(verifier, R"({"id": "event_02"})", header).c_str());
}
