//! Random JSON that is an event or an action, or nearly one.

use super::random::Random;

const MEMBERS: [&str; 27] = [
    r#""data":{"object":"user","id":7}"#,
    r#""data":[1.0,-0,1e5,1E-7,1e999,12345678901234567890]"#,
    r#""data":"\ud800""#,
    r#""data":{"\udfff":1,"a":1,"a":2}"#,
    r#""nul\u0000":"\u0000""#,
    r#""":1"#,
    r#""data":"\ud83d\ude00 \u00e9 \/ \b""#,
    r#""created_at":"2024-12-24T00:26:40.000Z""#,
    r#""created_at":null"#,
    r#""context":{"id":1,"event":[]}"#,
    r#""__proto__":{"id":1}"#,
    r#""toString":true"#,
    r#""x":"zoë 漢😀""#,
    r#""x" : false"#,
    r#""\ud800":1"#,
    r#""id":"again""#,
    r#""\u0069d":"again""#,
    r#""event":null"#,
    r#""Id":"other""#,
    r#""x":NaN"#,
    r#""x":-Infinity"#,
    r#""x":01"#,
    r#""x":1."#,
    r#""x":+1"#,
    r#""x":.5"#,
    r#""x":"	""#,
    r#""x":'y'"#,
];

pub(crate) fn random(random: &mut Random) -> Vec<u8> {
    let event = random.pick(&[r#""event":"user.created""#, r#""event" :"x\"y""#]);
    object(random, event)
}

pub(crate) fn action(random: &mut Random) -> Vec<u8> {
    let objects = [
        r#""object":"authentication_action_context""#,
        r#""object" :"user_registration_action_context""#,
        r#""object":"\u00e9\"\u0000_action_context""#,
        r#""object":"_action_context""#,
        r#""object":"another","event":[]"#,
        r#""object":"authentication_action_context","event":"user.created""#,
        r#""object":"a_action_context","object":"b_action_context""#,
        r#""object":1"#,
    ];
    let choices = if random.once_in(6) { objects.len() } else { 3 };
    let object_member = random.pick(objects.get(..choices).unwrap_or(&objects));
    object(random, object_member)
}

/// A JSON object with an id and this member.
fn object(random: &mut Random, wanted: &str) -> Vec<u8> {
    let ids = [r#""id":"event_01""#, r#""id":"""#, r#""id":"\u00e9""#, r#""id":"a\u0000b""#];
    let id = random.pick(&ids);
    let mut members = vec![id.to_owned(), wanted.to_owned()];
    if random.once_in(20) {
        let spoilt = [r#""id":1"#, r#""id":"\udc00""#, r#""id":{}"#, r#""event":"x"#, ""];
        members = vec![random.pick(&spoilt).to_owned(), wanted.to_owned()];
    }
    // The first 14 members are allowed in an event; most of the others are not.
    while random.once_in(2) {
        let choices = if random.once_in(8) { MEMBERS.len() } else { 14 };
        members.push(random.pick(MEMBERS.get(..choices).unwrap_or(&MEMBERS)).to_owned());
    }
    if random.once_in(20) {
        let depth = 120 + random.below(15);
        members.push(format!("\"deep\":{}{}", "[".repeat(depth), "]".repeat(depth)));
    }
    if random.once_in(40) {
        members.push(format!("\"huge\":-{}", "7".repeat(4_299 + random.below(4))));
    }
    random.shuffle(&mut members);
    let mut json = format!("{{{}}}", members.join(random.pick(&[",", ", ", ",\n\t"])));
    if random.once_in(20) {
        let around = ["\u{feff}", " ", "\n", "\0", "x", "\u{a0}", "[", "/**/"];
        json.insert_str(0, random.pick(&around));
        json.push_str(random.pick(&around));
    }
    let mut json = json.into_bytes();
    if random.once_in(10) {
        random.mutate(&mut json);
    }
    json
}
