//! Home folders: where people's are, and which are no one's.

use super::platform::Platform;

/// What a home folder on a system begins with; for Windows without the drive, and with `/` for either separator.
///
/// Source: hier(7); Apple's file system programming guide; Microsoft's documentation of user profiles.
pub const HOMES: &[(&str, Platform)] =
    &[("/home/", Platform::Linux), ("/Users/", Platform::Osx), ("/users/", Platform::Windows)];

/// Names of home folders that are no person's: those of images, of CI and of installers, and folders that everyone has.
///
/// Source: the images of devcontainers/images, Codespaces, Gitpod, Coder, GitHub's and Azure's runners, cloud providers and Jupyter;
/// Homebrew on Linux; Windows.
const OF_NO_ONE: &[&str] = &[
    "admin",
    "airflow",
    "all users",
    "app",
    "appuser",
    "azureuser",
    "build",
    "builder",
    "centos",
    "ci",
    "circleci",
    "code",
    "codespace",
    "coder",
    "container",
    "deploy",
    "deployer",
    "containeradministrator",
    "containeruser",
    "debian",
    "default",
    "dev",
    "devcontainer",
    "developer",
    "docker",
    "ec2-user",
    "fedora",
    "git",
    "gitpod",
    "guest",
    "jenkins",
    "jovyan",
    "linuxbrew",
    "nobody",
    "node",
    "nonroot",
    "opc",
    "pi",
    "postgres",
    "public",
    "python",
    "root",
    "ros",
    "runner",
    "runneradmin",
    "rust",
    "shared",
    "site",
    "ubuntu",
    "vagrant",
    "vscode",
    "vsts",
    "wasadmin",
    "www",
    "zed",
];

/// What people write for the name of whoever reads it.
const PLACEHOLDERS: &[&str] = &[
    "bar",
    "baz",
    "foo",
    "john",
    "johndoe",
    "jane",
    "janedoe",
    "me",
    "my",
    "myname",
    "myuser",
    "myusername",
    "name",
    "someone",
    "somebody",
    "test",
    "tester",
    "user",
    "user1",
    "username",
    "user-name",
    "user_name",
    "x",
    "xxx",
    "xxxx",
    "you",
    "youruser",
    "yourname",
    "yourusername",
    "your-name",
    "your-user",
    "your-username",
    "your_name",
    "your_user",
    "your_username",
];

/// Folders that homes are parted into on machines of many.
const GROUPS: &[&str] = &["faculty", "grad", "local", "people", "staff", "student", "students", "users"];

/// Whether `name` is that of somebody's home folder.
#[must_use]
pub fn is_of_person(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_name =
        name.chars().all(|character| character.is_alphanumeric() || matches!(character, '.' | '_' | '-' | ' '));
    is_name
        && name.chars().any(char::is_alphabetic)
        && !OF_NO_ONE.contains(&&*lower)
        && !PLACEHOLDERS.contains(&&*lower)
}

/// Whether `name` is no home but a folder of homes: `users`, or `home1`.
#[must_use]
pub fn is_group_of_homes(name: &str) -> bool {
    let numbered = name.strip_prefix("home").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    GROUPS.contains(&name) || numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_images_and_placeholders() {
        for name in ["joefox", "ever.linux", "rky95813", "José", "Jane Roe"] {
            assert!(is_of_person(name), "{name}");
        }
        for name in ["vscode", "Public", "USERNAME", "<you>", "$USER", "*", "", "1", "runneradmin", "{user}", "..."] {
            assert!(!is_of_person(name), "{name}");
        }
        assert!(is_group_of_homes("home1") && is_group_of_homes("users") && !is_group_of_homes("homer"));
    }
}
