//! The operations, one module each.
//!
//! Made by `cargo xtask fixtures` from the files of this folder; do not edit.

use crate::operation::{Operation, OperationInfo};

mod block_money;
mod cancel_block_money;
mod confirm_payments;
mod create_user;
mod deposit_by_bank_account;
mod deposit_by_local_card;
mod deposit_by_visa_master;
mod generate_pre_order_token;
mod list_banks;
mod list_fees;
mod login;
mod pay_by_token;
mod tokenize_bank_account;
mod tokenize_local_card;
mod tokenize_visa_master;
mod transfer;
mod update_user;

pub use block_money::*;
pub use cancel_block_money::*;
pub use confirm_payments::*;
pub use create_user::*;
pub use deposit_by_bank_account::*;
pub use deposit_by_local_card::*;
pub use deposit_by_visa_master::*;
pub use generate_pre_order_token::*;
pub use list_banks::*;
pub use list_fees::*;
pub use login::*;
pub use pay_by_token::*;
pub use tokenize_bank_account::*;
pub use tokenize_local_card::*;
pub use tokenize_visa_master::*;
pub use transfer::*;
pub use update_user::*;

/// Every operation, by name.
pub const OPERATIONS: &[&OperationInfo] = &[
    BlockMoney::INFO,
    CancelBlockMoney::INFO,
    ConfirmPayments::INFO,
    CreateUser::INFO,
    DepositByBankAccount::INFO,
    DepositByLocalCard::INFO,
    DepositByVisaMaster::INFO,
    GeneratePreOrderToken::INFO,
    ListBanks::INFO,
    ListFees::INFO,
    Login::INFO,
    PayByToken::INFO,
    TokenizeBankAccount::INFO,
    TokenizeLocalCard::INFO,
    TokenizeVisaMaster::INFO,
    Transfer::INFO,
    UpdateUser::INFO,
];

/// Calls a macro with the name and the request type of every operation.
///
/// ```
/// macro_rules! count {
///     ($($name:ident: $request:ident,)*) => { [$(stringify!($name)),*].len() };
/// }
/// assert_eq!(kess_types::for_each_operation!(count), kess_types::OPERATIONS.len());
/// ```
#[macro_export]
macro_rules! for_each_operation {
    ($macro:ident) => {
        $macro! {
            block_money: BlockMoney,
            cancel_block_money: CancelBlockMoney,
            confirm_payments: ConfirmPayments,
            create_user: CreateUser,
            deposit_by_bank_account: DepositByBankAccount,
            deposit_by_local_card: DepositByLocalCard,
            deposit_by_visa_master: DepositByVisaMaster,
            generate_pre_order_token: GeneratePreOrderToken,
            list_banks: ListBanks,
            list_fees: ListFees,
            login: Login,
            pay_by_token: PayByToken,
            tokenize_bank_account: TokenizeBankAccount,
            tokenize_local_card: TokenizeLocalCard,
            tokenize_visa_master: TokenizeVisaMaster,
            transfer: Transfer,
            update_user: UpdateUser,
        }
    };
}
