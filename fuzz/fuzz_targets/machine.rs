#![no_main]
#![doc = "Runs [`targets::machine`] on any text."]

#[path = "../targets.rs"]
#[allow(dead_code, reason = "each target uses one of the checks")]
mod targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::machine(text));
