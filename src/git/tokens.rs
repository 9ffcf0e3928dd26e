//! What git prints with `-z`: bytes between NULs, each read up to a limit.

use std::io::{self, BufRead};

/// How much of one token is kept, in bytes; the rest of a longer one is passed over.
const LONGEST: usize = 64 << 10;

/// How much is read in all, in bytes.
const MOST: u64 = 1 << 30;

/// The tokens of a stream.
#[derive(Debug)]
pub struct Tokens<R> {
    stream: R,
    bytes: u64,
    kept: Option<Vec<u8>>,
}

impl<R: BufRead> Tokens<R> {
    /// Returns the tokens of a stream.
    pub fn new(stream: R) -> Self {
        Self {
            stream,
            bytes: 0,
            kept: None,
        }
    }

    /// Returns the next token, waiting for it; nothing at the end.
    ///
    /// # Errors
    ///
    /// Fails as the stream does, when it ends within a token, and when it is more than can be meant.
    pub fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(kept) = self.kept.take() {
            return Ok(Some(kept));
        }
        let mut token = Vec::new();
        loop {
            let ready = self.stream.fill_buf()?;
            if ready.is_empty() {
                return if token.is_empty() {
                    Ok(None)
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                };
            }
            let end = ready.iter().position(|byte| *byte == 0);
            let part = &ready[..end.unwrap_or(ready.len())];
            token.extend_from_slice(&part[..part.len().min(LONGEST - token.len())]);
            let used = part.len() + usize::from(end.is_some());
            self.stream.consume(used);
            self.bytes += used as u64;
            if self.bytes > MOST {
                return Err(io::Error::other("it printed more than can be meant"));
            }
            if end.is_some() {
                return Ok(Some(token));
            }
        }
    }

    /// Returns the next token as text, with what is no UTF-8 replaced.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and when there is none.
    pub fn text(&mut self) -> io::Result<String> {
        let token = self.read()?.ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(String::from_utf8_lossy(&token).into_owned())
    }

    /// Puts a token back, to be the next again.
    pub fn put_back(&mut self, token: Vec<u8>) {
        self.kept = Some(token);
    }

    /// Returns the next token of the part that follows a commit's own: without the line end that git sets before the
    /// first, and without empty ones. Nothing at the end or where the next commit begins.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn in_commit(&mut self) -> io::Result<Option<Vec<u8>>> {
        while let Some(mut token) = self.read()? {
            if token.first() == Some(&b'\n') {
                token.remove(0);
            }
            if is_object(&token) {
                self.put_back(token);
                return Ok(None);
            }
            if !token.is_empty() {
                return Ok(Some(token));
            }
        }
        Ok(None)
    }
}

/// Returns whether bytes are the whole id of an object. A path in a register has a slash, so it is never taken for one.
pub fn is_object(token: &[u8]) -> bool {
    matches!(token.len(), 40 | 64) && token.iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_whole_across_reads_and_long_ones_are_cut() {
        let long = "x".repeat(LONGEST + 10);
        let text = format!("a\0\0{long}\0b\0");
        let mut tokens = Tokens::new(io::BufReader::with_capacity(3, text.as_bytes()));
        let mut lengths = Vec::new();
        while let Some(token) = tokens.read().expect("tokens") {
            lengths.push(token.len());
        }
        assert_eq!(lengths, [1, 0, LONGEST, 1]);
    }

    #[test]
    fn an_end_within_a_token_is_an_error() {
        let mut tokens = Tokens::new(&b"a\0bc"[..]);
        assert_eq!(tokens.text().expect("a token"), "a");
        assert!(tokens.read().is_err());
    }

    #[test]
    fn changes_of_a_commit_end_where_the_next_begins() {
        let id = "0".repeat(40);
        let text = format!("\0\naims/x\0\0aims/y\0{id}\0");
        let mut tokens = Tokens::new(text.as_bytes());
        assert_eq!(tokens.in_commit().expect("a token").as_deref(), Some(&b"aims/x"[..]));
        assert_eq!(tokens.in_commit().expect("a token").as_deref(), Some(&b"aims/y"[..]));
        assert_eq!(tokens.in_commit().expect("a token"), None);
        assert_eq!(tokens.text().expect("a token"), id);
    }
}
