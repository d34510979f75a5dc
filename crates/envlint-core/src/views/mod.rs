//! Typed views of what is not a site: so that no rule walks raw keys.

mod profiles;

pub use profiles::{Arguments, Profile, ProfileName, profiles_in_use};
