//! Secrets are cleaned of what is not theirs, and never shown.

use kess_types::{BankNumber, CardNumber, ConfirmationCode, MerchantSecretKey, Password};

#[test]
fn groups_and_blanks_are_not_part_of_a_number() {
    assert_eq!(CardNumber::new(" 4162 2102-0004 1730\n").expose(), "4162210200041730");
    assert_eq!(BankNumber::new("000 102 214").expose(), "000102214");
    assert_eq!(MerchantSecretKey::new("key\r\n").expose(), "key");
    assert_eq!(Password::new(" pass word ").expose(), " pass word ");
    assert_eq!(ConfirmationCode::new(" 12 ").expose(), " 12 ");
}

#[test]
fn debug_shows_nothing() {
    let shown = format!("{:?} {:#?}", CardNumber::new("4162210200041730"), Password::new("p"));
    assert_eq!(shown, "[redacted] [redacted]");
}
