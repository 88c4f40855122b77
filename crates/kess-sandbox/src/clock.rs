//! The time, which comes from outside, and how the gateway prints it.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time. Passed in, so that a test can let a session expire without waiting for it.
pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// Phnom Penh is seven hours ahead of UTC, summer and winter.
const OFFSET_SECONDS: u64 = 7 * 3600;

/// `2020-08-02 17:20:42`, in Phnom Penh.
pub(crate) fn stamp(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = since.as_secs().saturating_add(OFFSET_SECONDS);
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// Days since 1970-01-01 to year, month and day, by way of years that start in March, which puts
/// the leap day last.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn stamps_are_in_phnom_penh_time() {
        let at = |seconds| stamp(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01 07:00:00");
        assert_eq!(at(1_596_363_642), "2020-08-02 17:20:42");
        assert_eq!(at(1_709_225_999), "2024-02-29 23:59:59");
        assert_eq!(at(1_709_226_000), "2024-03-01 00:00:00");
        assert_eq!(at(1_735_664_400), "2025-01-01 00:00:00");
    }
}
