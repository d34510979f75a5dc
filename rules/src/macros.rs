//! Declares rules.

/// Declares a rule: the unit struct with its documentation, and its static facts. What it checks follows as an
/// `impl Rule`.
///
/// ```text
/// declare_rule! {
///     HardcodedHome {
///         name: "hardcoded-home",
///         severity: Warning,
///         also: [Info],         // the severities of other findings; left out if there are none
///         fix: Unsafe,          // the most certain fix; left out if there is none
///         enabled: false,       // left out if the rule runs by default
///         needs: [windows],     // left out if the rule needs only one file: `windows`, `env_files`
///         since: "0.1.0",       // the version of envlint in which the rule appeared
///         page: "hardcoded_home.md",
///     }
/// }
/// ```
///
/// The family is the `FAMILY` of the enclosing module. The page is in the folder of the file that contains the
/// declaration.
macro_rules! declare_rule {
    (
        $rule:ident {
            name: $name:literal,
            severity: $severity:ident,
            $(also: [$($also:ident),+],)?
            $(fix: $fix:ident,)?
            $(enabled: $enabled:literal,)?
            $(needs: [$($need:ident),+],)?
            since: $since:literal,
            page: $page:literal $(,)?
        }
    ) => {
        #[doc = concat!("The rule `", $name, "`; its [page](self) describes it.")]
        #[derive(Debug)]
        pub struct $rule;

        impl ::envlint_core::rule::RuleMeta for $rule {
            fn meta(&self) -> &'static ::envlint_core::meta::Meta {
                static META: ::envlint_core::meta::Meta = ::envlint_core::meta::Meta {
                    name: $name,
                    family: super::FAMILY,
                    enabled: declare_rule!(@enabled $($enabled)?),
                    severity: ::envlint_core::meta::Severity::$severity,
                    also: &[$($(::envlint_core::meta::Severity::$also),+)?],
                    fix: declare_rule!(@fix $($fix)?),
                    needs: ::envlint_core::meta::Needs::NOTHING$($(.$need())+)?,
                    since: $since,
                    page: include_str!($page),
                };
                &META
            }
        }
    };
    (@enabled) => { true };
    (@enabled $enabled:literal) => { $enabled };
    (@fix) => { None };
    (@fix $fix:ident) => { Some(::envlint_core::meta::Applicability::$fix) };
}
