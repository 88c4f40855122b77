//! Lists that come in pages.

use std::collections::VecDeque;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use kess_transport::BoxFuture;
use kess_types::{Bank, ListBanks, Page};

use crate::call::{Call, Options};
use crate::error::Error;
use crate::pipeline::Pipeline;
use crate::reply::Reply;

/// The banks, a page at a time or one by one.
#[derive(Debug)]
#[must_use = "nothing is fetched until this is awaited or streamed"]
pub struct BankPages {
    pipeline: Arc<Pipeline>,
    request: ListBanks,
    first: u32,
}

impl BankPages {
    pub(crate) fn new(pipeline: Arc<Pipeline>) -> Self {
        Self { pipeline, request: ListBanks::new(), first: 1 }
    }

    /// How many banks a page holds.
    pub fn per_page(self, banks: u32) -> Self {
        Self { request: self.request.per_page(banks), ..self }
    }

    /// Which page, from 1; a stream starts with it.
    pub fn page(self, page: u32) -> Self {
        Self { request: self.request.page(page), first: page, ..self }
    }

    /// The banks one by one; the next page is fetched when it is needed.
    pub fn stream(self) -> BankStream {
        BankStream {
            pipeline: self.pipeline,
            request: self.request,
            next_page: Some(self.first),
            fetching: None,
            fetched: VecDeque::new(),
        }
    }

    /// All banks, in a list.
    pub async fn all(self) -> Result<Vec<Bank>, Error> {
        let mut stream = self.stream();
        let mut banks = Vec::new();
        while let Some(bank) = stream.next().await {
            banks.push(bank?);
        }
        Ok(banks)
    }
}

impl IntoFuture for BankPages {
    type Output = Result<Reply<Page<Bank>>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Call::owned(&self.pipeline, self.request).into_future()
    }
}

/// The banks one by one.
#[must_use = "a stream does nothing until it is polled"]
pub struct BankStream {
    pipeline: Arc<Pipeline>,
    request: ListBanks,
    next_page: Option<u32>,
    fetching: Option<BoxFuture<'static, Result<Page<Bank>, Error>>>,
    fetched: VecDeque<Bank>,
}

impl BankStream {
    /// The next bank; `None` after the last, or after an error.
    pub async fn next(&mut self) -> Option<Result<Bank, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn fetch(&self, page: u32) -> BoxFuture<'static, Result<Page<Bank>, Error>> {
        let pipeline = Arc::clone(&self.pipeline);
        let request = self.request.page(page);
        Box::pin(
            async move { pipeline.send(&request, Options::default()).await.map(Reply::into_data) },
        )
    }
}

impl Stream for BankStream {
    type Item = Result<Bank, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(bank) = self.fetched.pop_front() {
                return Poll::Ready(Some(Ok(bank)));
            }
            let Some(page) = self.next_page else {
                return Poll::Ready(None);
            };
            if self.fetching.is_none() {
                self.fetching = Some(self.fetch(page));
            }
            let Some(fetching) = &mut self.fetching else {
                continue;
            };
            let fetched = ready!(fetching.as_mut().poll(context));
            self.fetching = None;
            match fetched {
                Ok(fetched) => {
                    // A page without items ends the list too: a gateway that always says there is
                    // a next page must not keep a caller for ever.
                    let more = !fetched.items.is_empty()
                        && fetched.last_page.is_some_and(|last| u64::from(page) < last);
                    self.next_page = more.then(|| page.saturating_add(1));
                    self.fetched = fetched.items.into();
                }
                Err(error) => {
                    self.next_page = None;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl std::fmt::Debug for BankStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BankStream").field("next_page", &self.next_page).finish_non_exhaustive()
    }
}
