//! Typed views of what is not a site: so that no rule walks raw keys.

mod keys;
mod profiles;

pub use keys::{HalfNestedKey, SpreadValue, half_nested_keys, spread_values};
pub use profiles::{Arguments, Profile, ProfileName, profiles_in_use};
