//! A day.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A day of the calendar, written `1996-12-01`.
///
/// ```
/// use kess_types::Date;
///
/// let day: Date = "1996-12-01".parse()?;
/// assert_eq!(day, Date::new(1996, 12, 1)?);
/// assert!(Date::new(2023, 2, 29).is_err());
/// # Ok::<(), kess_types::InvalidDate>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// There is no such day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day: write it as year-month-day, such as `1996-12-01`")]
pub struct InvalidDate(String);

impl Date {
    /// The birthday in the gateway's document.
    pub(crate) const EXAMPLE: Self = Self { year: 1996, month: 12, day: 1 };

    /// A day of the Gregorian calendar.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, InvalidDate> {
        let date = Self { year, month, day };
        let exists = (1..=9999).contains(&year) && (1..=days_in(year, month)).contains(&day);
        if exists { Ok(date) } else { Err(InvalidDate(date.to_string())) }
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let invalid = || InvalidDate(text.to_owned());
        let parts: Vec<&str> = text.trim().split('-').collect();
        let [year, month, day] = parts[..] else {
            return Err(invalid());
        };
        match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day),
            _ => Err(invalid()),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
