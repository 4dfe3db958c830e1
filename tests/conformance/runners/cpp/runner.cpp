// The C++ runner; tests/conformance/README.md describes the protocol.

#include <hookseal.hpp>

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::vector<std::string> split(const std::string &text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) {
        parts.push_back(part);
    }
    return parts;
}

std::string decode(const std::string &field) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < field.size(); i += 2) {
        bytes.push_back(static_cast<char>(std::stoi(field.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string encode(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string field;
    for (const unsigned char byte : bytes) {
        field += {digits[byte >> 4], digits[byte & 15]};
    }
    return field.empty() ? "." : field;
}

std::vector<std::string> decode_secrets(const std::string &field) {
    std::vector<std::string> secrets;
    if (field != "-") {
        for (const auto &secret : split(field, ',')) {
            secrets.push_back(decode(secret));
        }
    }
    return secrets;
}

std::optional<std::string> decode_header(const std::string &field) {
    return field == "-" ? std::nullopt : std::optional(decode(field));
}

template <class Verifier> Verifier make(const std::string &secrets, const std::string &tolerance) {
    const auto keys = decode_secrets(secrets);
    const std::vector<std::string_view> views(keys.begin(), keys.end());
    if (tolerance == "default") {
        return Verifier(views);
    }
    if (tolerance == "none") {
        return Verifier(views, std::nullopt);
    }
    return Verifier(views, std::chrono::seconds(std::stoll(tolerance)));
}

std::string told(const hookseal::Verified &verified) {
    return "ok\t" + std::to_string(verified.timestamp) + '\t' +
           std::to_string(verified.secret_index);
}

std::string told(const hookseal::Event &event) {
    return "ok\t" + encode(event.id()) + '\t' + encode(event.type());
}

std::string check(const std::vector<std::string> &fields) {
    const auto verifier = make<hookseal::Verifier>(fields.at(1), fields.at(2));
    const auto header = decode_header(fields.at(3));
    const auto now = std::stoll(fields.at(4));
    const auto payload = decode(fields.at(5));
    const bool is_event = fields.at(0) == "event";
    if (fields.size() == 6) {
        return is_event ? told(verifier.construct_event_at(payload, header, now))
                        : told(verifier.verify_at(payload, header, now));
    }
    auto verification =
        is_event ? verifier.begin_event(header, payload.size()) : verifier.begin(header);
    const auto chunk = std::stoul(fields.at(6));
    for (std::size_t start = 0; start < payload.size(); start += chunk) {
        verification.update(std::string_view(payload).substr(start, chunk));
    }
    return is_event ? told(verification.finish_event_at(now)) : told(verification.finish_at(now));
}

std::string act(const std::vector<std::string> &fields) {
    const auto verifier = make<hookseal::ActionVerifier>(fields.at(1), fields.at(2));
    const auto header = decode_header(fields.at(3));
    const auto now = std::stoll(fields.at(4));
    const auto action = verifier.construct_action_at(decode(fields.at(5)), header, now);
    if (fields.size() == 6) {
        return "ok\t" + encode(action.id()) + '\t' + encode(action.object());
    }
    const auto name = decode(fields.at(6));
    std::optional<std::string> message;
    if (fields.at(7) != "-") {
        message = decode(fields.at(7));
    }
    // Another verdict, or a message with Allow, does not compile.
    if ((name != "Allow" && name != "Deny") || (name == "Allow" && message)) {
        return "argument";
    }
    const auto verdict =
        name == "Allow" ? hookseal::Verdict::allow() : hookseal::Verdict::deny(message);
    return "ok\t" + encode(verifier.sign_response_at(action, verdict, now));
}

template <class Codes> std::string join(const Codes &codes) {
    std::string joined;
    for (const auto code : codes) {
        joined += (joined.empty() ? "" : ",") + std::string(code);
    }
    return joined.empty() ? "-" : joined;
}

std::string diagnose(const std::vector<std::string> &fields) {
    const auto diagnosis =
        hookseal::diagnose(decode(fields.at(4)), decode_header(fields.at(2)),
                           decode_secrets(fields.at(1)), std::stoll(fields.at(3)));
    std::vector<std::string_view> codes, lines;
    for (const auto &finding : diagnosis.findings()) {
        codes.push_back(finding.code);
        lines.insert(lines.end(), {finding.message, finding.advice});
    }
    lines.push_back(diagnosis.summary());
    const auto steps = diagnosis.next_steps();
    lines.insert(lines.end(), steps.begin(), steps.end());
    std::string text;
    for (const auto line : lines) {
        text += std::string(line) + '\n';
    }
    return std::string(diagnosis.code()) + '\t' + join(codes) + '\t' + join(diagnosis.ruled_out()) +
           '\t' + encode(text);
}

std::string answer(const std::vector<std::string> &fields) {
    try {
        if (fields.at(0) == "sign") {
            return "ok\t" + encode(hookseal::sign(decode(fields.at(1)), decode(fields.at(3)),
                                                  std::stoll(fields.at(2))));
        }
        if (fields.at(0) == "read") {
            return told(hookseal::read_event(decode(fields.at(1))));
        }
        if (fields.at(0) == "diagnose") {
            return diagnose(fields);
        }
        if (fields.at(0) == "action" || fields.at(0) == "respond") {
            return act(fields);
        }
        return check(fields);
    } catch (const hookseal::VerificationError &error) {
        const auto timestamp = error.timestamp();
        return std::string(error.code()) + (timestamp ? '\t' + std::to_string(*timestamp) : "");
    } catch (const hookseal::ConfigurationError &error) {
        return std::string(error.code());
    } catch (const std::invalid_argument &) {
        return "argument";
    }
}

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << answer(split(line, '\t')) << std::endl;
    }
}
