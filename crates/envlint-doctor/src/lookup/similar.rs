//! Names that differ by a typing error.

/// Returns `true` if `a` becomes `b` by inserting, removing, replacing or swapping one character, or by changing letter case. Short
/// names have too many such neighbors.
///
/// The cost is proportional to the length.
#[must_use]
pub fn is_similar(a: &str, b: &str) -> bool {
    if a == b || a.chars().count().min(b.chars().count()) < 3 {
        return false;
    }
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (a.get(..a.len() - end), b.get(..b.len() - end)) {
        (Some([first, second]), Some([third, fourth])) => first == fourth && second == third,
        (Some(a), Some(b)) => a.len().max(b.len()) <= 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_similar;

    #[test]
    fn one_typing_error_is_similar() {
        for (a, b) in [("tools", "tolls"), ("tools", "tool"), ("tools", "Tools"), ("tools", "toosl"), ("bin", "bins")] {
            assert!(is_similar(a, b) && is_similar(b, a), "{a} {b}");
        }
        for (a, b) in [("tools", "tools"), ("tools", "trolls"), ("go", "gx"), ("node18", "node")] {
            assert!(!is_similar(a, b), "{a} {b}");
        }
    }
}
