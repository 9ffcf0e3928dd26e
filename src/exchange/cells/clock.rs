//! Times of day behind dates, which are recognised to be passed over.

/// Cuts a time of day off the end, if what is there is one.
pub(in crate::exchange) fn without_time(text: &str) -> &str {
    let cut = text.find(':').and_then(|colon| {
        let hour = text[..colon].rfind(|c: char| !c.is_ascii_digit())?;
        let between = text[hour..].chars().next().filter(|c| *c == 'T' || c.is_whitespace())?;
        is_time(&text[hour + between.len_utf8()..]).then_some(hour)
    });
    cut.map_or(text, |cut| text[..cut].trim_end_matches([',', ' ']))
}

/// Tells `10:30`, `10:30:00.000`, `9:05 AM`, each with or without a zone such as `Z`, `UTC` or `+02:00`.
fn is_time(text: &str) -> bool {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')));
    let (clock, rest) = text.split_at(end.unwrap_or(text.len()));
    let mut parts = clock.split(':');
    let below = |part: Option<&str>, limit: f32| {
        part.is_some_and(|p| p.len() <= 12 && p.parse::<f32>().is_ok_and(|value| value < limit))
    };
    let fits = below(parts.next(), 25.0) && below(parts.next(), 60.0);
    let seconds = parts.next().is_none_or(|part| below(Some(part), 61.0));
    if !fits || !seconds || parts.next().is_some() {
        return false;
    }
    let mut rest = rest.trim().to_ascii_uppercase();
    for half in ["AM", "PM"] {
        if let Some(after) = rest.strip_prefix(half) {
            rest = after.trim().to_owned();
        }
    }
    let offset = |sign: &str| sign.len() <= 5 && sign.bytes().all(|b| b.is_ascii_digit() || b == b':');
    matches!(rest.as_str(), "" | "Z" | "UTC" | "GMT") || rest.strip_prefix(['+', '-']).is_some_and(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_cut_off() {
        for time in [
            "T10:30",
            " 10:30:00.000",
            "T10:30:00Z",
            " 9:05 AM",
            " 12:00:00 pm UTC",
            "T10:30+02:00",
            ", 10:30",
            " 0:00",
        ] {
            assert_eq!(without_time(&format!("1/2/2026{time}")), "1/2/2026", "{time}");
        }
    }

    #[test]
    fn other_texts_are_not_read_as_times() {
        for text in [
            "10:30",
            "due: 1",
            "1/2/2026 99:30",
            "1/2/2026 10:30 or later",
            "1 10:",
            "é:ü",
            " :",
        ] {
            assert_eq!(without_time(text), text);
        }
    }
}
