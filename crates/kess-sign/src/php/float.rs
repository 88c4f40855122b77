//! How PHP prints a float (`php_gcvt` in its source).

use alloc::string::String;
use core::fmt::{self, Write as _};

/// As `(string) $float` and `echo` do: 14 significant digits, exponents as `1.0E+25`.
pub(super) fn write_precision_14(float: f64, out: &mut String) {
    let mut scientific = Scientific::default();
    // The longest, `-1.2345678901234e-308`, fits.
    let _ = write!(scientific, "{float:.13e}");
    write(&scientific, 14, 'E', keeps_trailing_zeros(float), out);
}

/// As `json_encode` does: the shortest digits that read back the same, exponents as `1.0e+25`.
pub(super) fn write_shortest(float: f64, out: &mut String) {
    let mut scientific = Scientific::default();
    // The longest, `-1.2345678901234567e-308`, fits.
    let _ = write!(scientific, "{float:e}");
    if is_halfway(float, scientific.digits().count()) {
        scientific.round_to_even();
    }
    write(&scientific, 17, 'e', false, out);
}

/// Whether a float lies exactly between two of its shortest forms, of so many digits. Rust takes
/// the larger one then, PHP the one that ends in an even digit.
fn is_halfway(float: f64, digits: usize) -> bool {
    // No two decimals of up to 15 digits are the same double.
    if digits < 15 {
        return false;
    }
    let mut exact = Scientific::default();
    // Zeros up to here are zeros to the end: no double comes this close to a decimal of 18 digits
    // without being it. The longest, of 60 digits with sign and exponent, fits.
    let _ = write!(exact, "{float:.59e}");
    let mut beyond = exact.digits().skip(digits);
    beyond.next() == Some(b'5') && beyond.all(|digit| digit == b'0')
}

/// The one case in which PHP leaves trailing zeros: a whole number of 15 digits that ends in `05`
/// is a tie, which its `zend_dtoa` rounds down to an even digit without stripping zeros after it.
fn keeps_trailing_zeros(float: f64) -> bool {
    let magnitude = float.abs();
    let ends_in_05 = (magnitude % 100.0).total_cmp(&5.0).is_eq();
    (1e14..1e15).contains(&magnitude) && ends_in_05
}

/// Lays out the digits: in decimal form while the point is less than four places to the left of
/// the digits and at most `precision` places inside, else with an exponent.
fn write(
    scientific: &Scientific,
    precision: i32,
    exponent_mark: char,
    keep_zeros: bool,
    out: &mut String,
) {
    let text = scientific.as_str();
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if mantissa.starts_with('-') {
        out.push('-');
    }
    let mut digits = [0; 17];
    let mut count = 0;
    for digit in scientific.digits() {
        digits[count] = digit;
        count += 1;
    }
    while !keep_zeros && count > 1 && digits[count - 1] == b'0' {
        count -= 1;
    }
    let digits = digits[..count].iter().map(|&digit| char::from(digit));

    // The value is 0.DIGITS times ten to the power of `point`.
    let point = exponent + 1;
    if point < -3 || point > precision {
        write_exponential(digits, exponent, exponent_mark, out);
    } else if point <= 0 {
        out.push_str("0.");
        (point..0).for_each(|_| out.push('0'));
        out.extend(digits);
    } else {
        write_decimal(digits, point.unsigned_abs() as usize, out);
    }
}

fn write_exponential(
    mut digits: impl ExactSizeIterator<Item = char>,
    exponent: i32,
    exponent_mark: char,
    out: &mut String,
) {
    out.extend(digits.next());
    out.push('.');
    if digits.len() == 0 {
        out.push('0');
    }
    out.extend(digits);
    // Writing to a string cannot fail.
    let _ = write!(out, "{exponent_mark}{exponent:+}");
}

fn write_decimal(
    mut digits: impl ExactSizeIterator<Item = char>,
    before_point: usize,
    out: &mut String,
) {
    (0..before_point).for_each(|_| out.push(digits.next().unwrap_or('0')));
    if digits.len() > 0 {
        out.push('.');
        out.extend(digits);
    }
}

/// A float in scientific notation, on the stack.
struct Scientific {
    bytes: [u8; 72],
    length: usize,
}

impl Default for Scientific {
    fn default() -> Self {
        Self { bytes: [0; 72], length: 0 }
    }
}

impl Scientific {
    fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl Scientific {
    /// The digits before the exponent.
    fn digits(&self) -> impl Iterator<Item = u8> {
        self.bytes.iter().copied().take_while(|&byte| byte != b'e').filter(u8::is_ascii_digit)
    }

    /// Makes an odd last digit the even one below it.
    fn round_to_even(&mut self) {
        let end = self.bytes.iter().position(|&byte| byte == b'e').unwrap_or(self.length);
        if let Some(digit) = self.bytes[..end].last_mut().filter(|digit| **digit % 2 == 1) {
            *digit -= 1;
        }
    }
}

impl fmt::Write for Scientific {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
