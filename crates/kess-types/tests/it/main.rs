//! What kess-types promises, seen from outside.

mod envelope;
mod lenient;
mod money;
mod operations;
mod payer;
mod probe;
mod secrets;
mod validation;
