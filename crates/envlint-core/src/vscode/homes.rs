//! Home folders: where they are, and which do not belong to a person.

use super::platform::Platform;

/// The start of home folders on each system; for Windows without the drive, and with `/` as the separator.
///
/// Source: hier(7); Apple's file system programming guide; Microsoft's documentation of user profiles.
pub const HOMES: &[(&str, Platform)] =
    &[("/home/", Platform::Linux), ("/Users/", Platform::Osx), ("/users/", Platform::Windows)];

/// Names of home folders that do not belong to a person: those of images, CI systems and installers, and folders
/// that every system has.
///
/// Source: the images of devcontainers/images, Codespaces, Gitpod, Coder, GitHub's and Azure's runners, cloud
/// providers and Jupyter; Homebrew on Linux; Windows.
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

/// Placeholders for the reader's user name.
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

/// Folders that group homes on machines with many users.
const GROUPS: &[&str] = &["faculty", "grad", "local", "people", "staff", "student", "students", "users"];

/// Returns `true` if `name` is the home folder of a person.
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

/// Returns `true` if `name` is not a home but a folder of homes: `users`, or `home1`.
#[must_use]
pub fn is_group_of_homes(name: &str) -> bool {
    let numbered = name.strip_prefix("home").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    GROUPS.contains(&name) || numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_people_from_images_and_placeholders() {
        for name in ["joefox", "ever.linux", "rky95813", "José", "Jane Roe"] {
            assert!(is_of_person(name), "{name}");
        }
        for name in ["vscode", "Public", "USERNAME", "<you>", "$USER", "*", "", "1", "runneradmin", "{user}", "..."] {
            assert!(!is_of_person(name), "{name}");
        }
        assert!(is_group_of_homes("home1") && is_group_of_homes("users") && !is_group_of_homes("homer"));
    }
}
