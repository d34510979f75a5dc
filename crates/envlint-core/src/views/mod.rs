//! Typed views of what is not a site: so that no rule walks raw keys.

mod flags;
mod keys;
mod platform_slips;
mod profiles;
mod resolved_strings;
mod written_profiles;

pub use flags::{Flag, Flags};
pub use keys::{HalfNestedKey, SpreadValue, half_nested_keys, spread_values};
pub use platform_slips::{Meant, PlatformSlip, platform_slips};
pub use profiles::{Arguments, DefaultProfile, Profile, ProfileName, default_profile, profiles};
pub use resolved_strings::{ResolvedString, resolved_strings};
pub use written_profiles::{Program, Unexpanded, WrittenProfile, written_profiles};
