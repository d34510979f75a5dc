use crate::jsonc::{Member, MemberHandle, Value};
use crate::text::Span;

/// The member that gave a setting its value.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'d>(MemberHandle<'d>);

impl<'d> Origin<'d> {
    /// The origin of a setting that `member` of `object` sets.
    #[must_use]
    pub fn new(object: Value<'d>, member: Member<'d>) -> Self {
        Self(MemberHandle::new(object, member))
    }

    /// The object that contains the member.
    #[must_use]
    pub fn object(self) -> Value<'d> {
        self.0.object()
    }

    /// The member. Every component of a dotted key that was split has the same member.
    #[must_use]
    pub fn member(self) -> Member<'d> {
        self.0.member()
    }

    /// The span of the key.
    #[must_use]
    pub fn key(self) -> Span {
        self.member().key.span()
    }
}
